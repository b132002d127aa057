import type { ApiConfig } from '../config.ts'
import type { ExportLimits } from './handler.ts'

type Config = Pick<ApiConfig, 'exports' | 'exportStallMs' | 'exportMostMs' | 'ratePerSecond'>

/** The limits of exports as configured. A caller may ask for 60 exports one after the other, then for one every five seconds. */
export function exportLimits(config: Config): ExportLimits {
  const mostMs = config.exportMostMs ?? 900_000
  return {
    atOnce: config.exports ?? 4,
    stallMs: config.exportStallMs ?? 30_000,
    firstRowMs: Math.min(120_000, mostMs),
    mostMs,
    // Where requests have no limit, exports have none.
    allowance: { ratePerSecond: config.ratePerSecond > 0 ? 0.2 : 0, burst: 60 },
  }
}
