import { join, type Sql, sql } from './fragment.ts'
/** The output columns of one SELECT: each expression once. */
export class Columns {
  readonly #all: Sql[] = []
  readonly #at = new Map<string, number>()

  /** Where in the row this expression stands. */
  add(expression: Sql): number {
    const text = expression.plain
    const known = text === undefined ? undefined : this.#at.get(text)
    if (known !== undefined) return known
    const at = this.#all.push(expression) - 1
    if (text !== undefined) this.#at.set(text, at)
    return at
  }

  /** A select list. */
  list(): Sql {
    return join(this.#expressions(), ', ')
  }

  /** The row as one JSON array. A function takes at most 100 arguments, so a wide row is built in parts. */
  jsonArray(): Sql {
    const all = this.#expressions()
    if (all.length <= 100) return sql`json_build_array(${join(all, ', ')})`
    const parts: Sql[] = []
    for (let at = 0; at < all.length; at += 100)
      parts.push(sql`jsonb_build_array(${join(all.slice(at, at + 100), ', ')})`)
    return join(parts, ' || ')
  }

  // A selection of nothing but __typename still needs its rows.
  #expressions(): readonly Sql[] {
    return this.#all.length ? this.#all : [sql`1`]
  }
}
