import { GraphQLError } from 'graphql'

interface Item {
  readonly field: string
  readonly times: number
  readonly each: number
}

/** What the fields of one operation cost, in rows, so that a refusal can name the one that costs most. */
export class Bill {
  #total = 0
  #most: Item | undefined

  /** `each` rows, `times` times. */
  add(path: readonly string[], times: number, each: number): void {
    const cost = times * each
    this.#total += cost
    if (cost > (this.#most ? this.#most.times * this.#most.each : 0))
      this.#most = { field: path.join('.'), times, each }
  }

  get total(): number {
    return this.#total
  }

  /** @throws `COST_LIMIT` */
  assertWithin(limit: number): void {
    const most = this.#most
    if (this.#total <= limit || !most) return
    const { field, times, each } = most
    const fieldCost = times * each
    const product = times > 1 && each > 1 ? ` (${times} times ${each})` : ''
    throw new GraphQLError(
      `the query may read ${this.#total} rows, at most ${limit} are allowed. ${field} costs most: ${fieldCost}${product}. ` +
        'Ask for smaller pages (limit, first), fewer lists inside lists, or use /export',
      { extensions: { code: 'COST_LIMIT', cost: this.#total, limit, field, fieldCost } },
    )
  }
}
