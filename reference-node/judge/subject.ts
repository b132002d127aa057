import type { Hex } from '../../src/claim/hex.ts'
import type { Statement, SubjectKind } from '../../src/claim/verdict.ts'
import type { SignedResponse } from '../checks/signature/verify.ts'
import type { OnChain } from '../evidence/evidence.ts'
import type { Stated } from '../evidence/stated.ts'

/** One thing on chain with the statements about it that still need an answer. All of it is the database's word. */
export interface DueSubject extends OnChain {
  readonly kind: SubjectKind
  readonly id: string
  readonly leafIndex: number | null
  readonly node: Hex | null
  readonly blockTime: Date
  readonly stated: Stated
  readonly due: readonly Due[]
}

export interface Due {
  readonly statement: Statement
  /** How often it went without an answer. */
  readonly tries: number
  /** An earlier batch is still being looked for, and might hold the same hand-off. */
  readonly held: boolean
}

/** A place on chain where the database says that the same node handed off the same hashes. */
export interface Copy extends OnChain {
  readonly id: string
  readonly leafIndex: number | null
  readonly isEarlier: boolean
  /** A verdict says already that this copy is the good one. */
  readonly isCredited: boolean
}

/** Every final copy of a hand-off but the subject's own, in chain order. */
export type ListCopies = (subject: DueSubject, handOff: SignedResponse) => Promise<readonly Copy[]>
