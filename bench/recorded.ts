import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The page that shows what benchmarks wrote last. */
export const PAGE = join(import.meta.dirname, '../docs/performance.md')

/** Figures that a benchmark keeps in a file of its own and shows on the page. */
export class Recorded<T> {
  readonly #file: string
  readonly #keyOf: (figure: T) => string | number
  readonly #renders: readonly ((figures: readonly T[]) => string)[]
  readonly #page: string

  /**
   * `keyOf`: what a newer figure takes the place of, and the order of all; `render`: all of them, as the page shows them, in one
   * place or several; `page`: its place, when it is not the page of figures.
   */
  constructor(
    file: string,
    keyOf: (figure: T) => string | number,
    render: ((figures: readonly T[]) => string) | readonly ((figures: readonly T[]) => string)[],
    page = PAGE,
  ) {
    this.#file = file
    this.#keyOf = keyOf
    this.#renders = typeof render === 'function' ? [render] : render
    this.#page = page
  }

  read(): readonly T[] {
    return existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as T[]) : []
  }

  /** Keeps figures in place of older ones of the same keys, and shows them on the page. */
  keep(figures: readonly T[]): void {
    const before = this.read()
    const keys = new Set(figures.map(this.#keyOf))
    const after = [...before.filter((figure) => !keys.has(this.#keyOf(figure))), ...figures]
    after.sort((a, b) => (this.#keyOf(a) < this.#keyOf(b) ? -1 : 1))
    let page = readFileSync(this.#page, 'utf8')
    for (const render of this.#renders) {
      const shown = render(before)
      if (!page.includes(shown))
        throw new Error(`${this.#page} does not show ${this.#file}: nothing was recorded`)
      page = page.replace(shown, () => render(after))
    }
    writeFileSync(this.#file, `${JSON.stringify(after, null, 2)}\n`)
    writeFileSync(this.#page, page)
  }
}
