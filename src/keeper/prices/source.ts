import type { PricePoint } from '../../economics/price.ts'

/** Seconds since 1970, both included. */
export interface PriceSpan {
  readonly from: number
  readonly to: number
}

/** Where prices of one series come from: a file or a venue behind HTTP. */
export interface PriceSource {
  readonly series: string
  /** Names the origin in the database: a file's name or the host that was asked. */
  readonly origin: string
  /**
   * Points of the span, in any order.
   * @throws Unavailable when the venue does not answer or answers what is not its format
   */
  points(span: PriceSpan, signal: AbortSignal): Promise<readonly PricePoint[]>
}
