import { CodedError } from '../../claim/errors.ts'
import type { Look } from '../look.ts'
import { findNewestPrice, recordPrices } from '../store/prices.ts'
import type { PriceSource } from './source.ts'

const DAY = 86_400

/**
 * Asks each source for what is newer than what is kept, from `since` at first; both times in Unix seconds. One source's fault is logged and leaves the
 * others alone; its hole stays a hole until it answers. Returns how many points were new.
 */
export async function refreshPrices(
  { pool, log, signal }: Look,
  sources: readonly PriceSource[],
  { since, now }: { readonly since: number; readonly now: number },
): Promise<number> {
  let recorded = 0
  for (const source of sources) {
    const newest = await findNewestPrice(pool, source.series, source.origin)
    // A day of overlap: venues complete their last points late.
    const from = newest === undefined ? since : Math.max(since, newest - DAY)
    try {
      const points = await source.points({ from, to: now }, signal)
      recorded += await recordPrices(pool, source.origin, points)
    } catch (error) {
      if (signal.aborted || !(error instanceof CodedError)) throw error
      log.warn({ code: error.code, series: source.series, origin: source.origin }, error.message)
    }
  }
  return recorded
}
