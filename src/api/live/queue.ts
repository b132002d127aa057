// Whoever reads slower than the chain writes is told to resume from its cursor instead of filling our memory.
const MOST = 1000

/** News in order for one stream, until the stream ends. */
export class NewsQueue<T> {
  readonly #items: T[] = []
  #wake = Promise.withResolvers<void>()
  #ended = false
  overflowed = false

  push(item: T): void {
    if (this.#items.length >= MOST) this.overflowed = true
    else this.#items.push(item)
    this.#wake.resolve()
  }

  end(): void {
    this.#ended = true
    this.#wake.resolve()
  }

  /** Everything that is new, at least one; undefined at the end. */
  async take(): Promise<T[] | undefined> {
    while (!this.#items.length && !this.#ended) {
      await this.#wake.promise
      this.#wake = Promise.withResolvers()
    }
    return this.#items.length ? this.#items.splice(0) : undefined
  }
}
