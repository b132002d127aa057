/** The output columns of one SELECT: each expression once. */
export class Columns {
  readonly #at = new Map<string, number>()

  /** Where in the row this expression stands. */
  add(expression: string): number {
    const known = this.#at.get(expression)
    if (known !== undefined) return known
    this.#at.set(expression, this.#at.size)
    return this.#at.size - 1
  }

  /** A select list. */
  list(): string {
    return this.#expressions().join(', ')
  }

  /** The row as one JSON array. A function takes at most 100 arguments, so a wide row is built in parts. */
  jsonArray(): string {
    const all = this.#expressions()
    if (all.length <= 100) return `json_build_array(${all.join(', ')})`
    const parts: string[] = []
    for (let at = 0; at < all.length; at += 100)
      parts.push(`jsonb_build_array(${all.slice(at, at + 100).join(', ')})`)
    return parts.join(' || ')
  }

  // A selection of nothing but __typename still needs its rows.
  #expressions(): string[] {
    return this.#at.size ? [...this.#at.keys()] : ['1']
  }
}
