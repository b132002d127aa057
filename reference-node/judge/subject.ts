import type { Hash32 } from '../../src/claim/hex.ts'
import type { Statement, SubjectKind } from '../../src/claim/verdict.ts'
import type { OnChain } from '../evidence/evidence.ts'
import type { Stated } from '../evidence/stated.ts'

/** One thing on chain with the statements about it that still need an answer. All of it is the database's word. */
export interface DueSubject extends OnChain {
  readonly kind: SubjectKind
  readonly id: string
  readonly leafIndex: number | null
  readonly node: Hash32 | null
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
