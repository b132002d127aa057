import { readFile } from 'node:fs/promises'
import { Misconfigured } from '../../claim/errors.ts'
import { fromDecimal } from '../../economics/exact.ts'
import type { PricePoint } from '../../economics/price.ts'
import { type CsvRow, parseCsv } from '../../platform/csv.ts'
import type { PriceSource } from './source.ts'

/**
 * A series in a CSV file with the columns `at,until,venue,price,source`: ISO 8601 times in UTC; `until` is filled only for a
 * price that is defined and not observed. A file is always given whole: it may have been mended anywhere.
 */
export class PriceFile implements PriceSource {
  readonly series: string
  readonly origin: string
  readonly #path: string

  constructor(series: string, path: string) {
    this.series = series
    this.origin = `${series}.csv`
    this.#path = path
  }

  /** @throws Misconfigured `CSV_INVALID`, `PRICES_INVALID` naming the line */
  async points(): Promise<readonly PricePoint[]> {
    const rows = parseCsv(await readFile(this.#path, 'utf8'), this.#path)
    return rows.map((row) => this.#toPoint(row))
  }

  #toPoint({ line, fields }: CsvRow): PricePoint {
    try {
      const { at, until, venue, price } = fields
      if (!venue) throw new RangeError('no venue')
      const point = { series: this.series, venue, at: toSeconds(at), price: fromDecimal(price ?? '') }
      if (point.price.n <= 0n) throw new RangeError(`a price above zero is expected, got ${price}`)
      return until ? { ...point, until: toSeconds(until) } : point
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Misconfigured('PRICES_INVALID', `${this.#path}:${line} ${reason}`, { cause })
    }
  }
}

/** @throws RangeError on anything but an ISO 8601 time in UTC */
export function toSeconds(text: string | undefined): number {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text ?? '')
  const ms = iso ? Date.parse(text ?? '') : Number.NaN
  if (Number.isNaN(ms)) throw new RangeError(`not an ISO 8601 time in UTC: ${text}`)
  return ms / 1000
}
