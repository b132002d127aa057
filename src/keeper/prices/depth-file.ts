import { readFile } from 'node:fs/promises'
import { Misconfigured } from '../../claim/errors.ts'
import type { DepthPoint } from '../../economics/depth.ts'
import { fromDecimal } from '../../economics/exact.ts'
import { type CsvRow, parseCsv } from '../../platform/csv.ts'
import type { DepthSource } from './depth.ts'
import { toSeconds } from './price-file.ts'

/**
 * What sales of a token would have fetched, in a CSV file with the columns `at,venue,amount,usd,source`: at a moment, so many whole
 * tokens sold at once at a venue, and the USD that are left of it after fees.
 */
export class DepthFile implements DepthSource {
  readonly series: string
  readonly venue = null
  readonly origin: string
  readonly #path: string

  constructor(series: string, path: string) {
    this.series = series
    this.origin = `${series}.depth.csv`
    this.#path = path
  }

  /** @throws Misconfigured `CSV_INVALID`, `PRICES_INVALID` naming the line */
  async points(): Promise<readonly (DepthPoint & { readonly source: string })[]> {
    const rows = parseCsv(await readFile(this.#path, 'utf8'), this.#path)
    return rows.map((row) => this.#toPoint(row))
  }

  #toPoint({ line, fields }: CsvRow): DepthPoint & { readonly source: string } {
    try {
      const { at, venue, amount = '', usd = '', source } = fields
      if (!venue) throw new RangeError('no venue')
      if (!source) throw new RangeError('no source')
      const point = { venue, source, at: toSeconds(at), amount: fromDecimal(amount), usd: fromDecimal(usd) }
      if (point.amount.n <= 0n || point.usd.n < 0n)
        throw new RangeError(
          `an amount above zero and USD not below it are expected, got ${amount} and ${usd}`,
        )
      return { series: this.series, ...point }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Misconfigured('PRICES_INVALID', `${this.#path}:${line} ${reason}`, { cause })
    }
  }
}
