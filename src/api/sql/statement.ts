import type { Dialect } from './dialect.ts'
import { raw, type Sql } from './fragment.ts'
import { POSTGRES } from './postgres.ts'

/** One block of one chain, by height. */
export interface MomentBlock {
  readonly network: string
  readonly chainId: number
  readonly number: number
}

/** A moment of the past as the blocks that it means: at most one of each chain. */
export type Moment = readonly MomentBlock[]

/** One SQL statement in the making: of which moment it reads, and the names that its parts have. */
export class Statement {
  /** Undefined: it reads of now. */
  readonly moment: Moment | undefined
  /** Of the engine that it is for. */
  readonly dialect: Dialect
  #aliases = 0

  constructor(moment?: Moment, dialect: Dialect = POSTGRES) {
    this.moment = moment
    this.dialect = dialect
  }

  /** A name for rows that no other part of the statement has. */
  alias(): Sql {
    return raw(`t${this.#aliases++}`)
  }
}
