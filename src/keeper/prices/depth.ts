import { CodedError } from '../../claim/errors.ts'
import type { DepthPoint } from '../../economics/depth.ts'
import type { Look } from '../look.ts'
import { findNewestDepth, recordDepth } from '../store/depth.ts'

// A reading counts for a day and a half: one an hour is enough.
const LEAST_SECONDS = 3600

/** Where readings of what sales would fetch come from: a file or a venue behind HTTP. */
export interface DepthSource {
  readonly series: string
  /** Null: a file, which is given whole whenever it is asked. */
  readonly venue: string | null
  readonly origin: string
  /**
   * Readings; of a venue as of `now`, Unix seconds.
   * @throws Unavailable when the venue does not answer or answers what is not its format; Misconfigured for a file's fault
   */
  points(now: number, signal: AbortSignal): Promise<readonly (DepthPoint & { readonly source: string })[]>
}

/**
 * Keeps what sources of depth say, each reading once, and asks a venue once an hour at most; one source's fault is logged and leaves the
 * others alone. `now` in Unix seconds. Returns how many were new.
 */
export async function refreshDepth(
  { pool, log, signal }: Look,
  sources: readonly DepthSource[],
  now: number,
): Promise<number> {
  let recorded = 0
  for (const source of sources)
    try {
      const newest =
        source.venue === null ? undefined : await findNewestDepth(pool, source.series, source.venue)
      if (newest !== undefined && newest > now - LEAST_SECONDS) continue
      recorded += await recordDepth(pool, await source.points(now, signal))
    } catch (error) {
      if (signal.aborted || !(error instanceof CodedError)) throw error
      log.warn({ code: error.code, series: source.series, origin: source.origin }, error.message)
    }
  return recorded
}
