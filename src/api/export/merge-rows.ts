import type { Entity } from '../model/model.ts'
import type { KeyedRow } from './keyed-row.ts'

/** Rows of two sources, each in the order of its keys, in the order of both. A row of one stands in no place of the other. */
export async function* mergeRows(
  one: AsyncIterable<readonly KeyedRow[]>,
  other: AsyncIterable<readonly KeyedRow[]>,
  entity: Entity,
): AsyncGenerator<readonly KeyedRow[]> {
  const kinds = entity.key.slice(2).map(({ kind }) => kind)
  const [left, right] = [new Lots(one), new Lots(other)]
  while ((await left.fill()) && (await right.fill())) {
    const batch: KeyedRow[] = []
    // Until one of them has to be asked again.
    while (left.first && right.first)
      batch.push(isBefore(left.first.key, right.first.key, kinds) ? left.take() : right.take())
    yield batch
  }
  for (const rest of [left, right]) while (await rest.fill()) yield rest.takeAll()
}

/** The rows of a source that were read and not yet taken. */
class Lots {
  readonly #source: AsyncIterator<readonly KeyedRow[]>
  #lot: readonly KeyedRow[] = []
  #at = 0

  constructor(source: AsyncIterable<readonly KeyedRow[]>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  get first(): KeyedRow | undefined {
    return this.#lot[this.#at]
  }

  /** Reads more where none is left; false at the end. */
  async fill(): Promise<boolean> {
    while (!this.first) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#lot = next.value
      this.#at = 0
    }
    return true
  }

  take(): KeyedRow {
    return this.#lot[this.#at++] as KeyedRow
  }

  takeAll(): readonly KeyedRow[] {
    const rest = this.#lot.slice(this.#at)
    this.#at = this.#lot.length
    return rest
  }
}

function isBefore(one: readonly string[], other: readonly string[], kinds: readonly string[]): boolean {
  const at = one.findIndex((text, n) => text !== other[n])
  const [a = '', b = ''] = [one[at], other[at]]
  return ['int', 'phase', 'time'].includes(kinds[at] ?? '') ? BigInt(a) < BigInt(b) : a < b
}
