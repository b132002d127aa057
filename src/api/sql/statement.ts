/** One SQL statement in the making. Values become parameters; only the schema's own identifiers become text. */
export class Statement {
  readonly values: unknown[] = []
  #aliases = 0

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
