/** One block of one chain, by height. */
export interface MomentBlock {
  readonly network: string
  readonly chainId: number
  readonly number: number
}

/** A moment of the past as the blocks that it means: at most one of each chain. */
export type Moment = readonly MomentBlock[]

/** One SQL statement in the making. Values become parameters; only the schema's own identifiers become text. */
export class Statement {
  readonly values: unknown[] = []
  /** Of which moment it reads; undefined: of now. */
  readonly moment: Moment | undefined
  #aliases = 0

  constructor(moment?: Moment) {
    this.moment = moment
  }

  /** A placeholder for `value`, with its SQL type. */
  param(value: unknown, type: string): string {
    return `$${this.values.push(value)}::${type}`
  }

  alias(): string {
    return `t${this.#aliases++}`
  }
}

/** SQL text that is complete but for its values. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
}
