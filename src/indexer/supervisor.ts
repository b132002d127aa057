import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { type IndexerOptions, runIndexer } from './indexer.ts'
import { findAncestor, verifyFinalized } from './operate/heal.ts'
import { rewind } from './operate/rewind.ts'
import { DeepReorg } from './source/hot.ts'
import { recordTrouble } from './store/status.ts'

export interface SupervisorOptions extends IndexerOptions {
  /** Whether a reorg below finality is healed without an operator. */
  readonly healDeepReorgs: boolean
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** How often a stopped indexer looks whether the chain, or an operator, has put things right. */
const STOPPED_PAUSE_MS = 1_000

/**
 * Keeps the indexer running until the signal. A fault of the world (an endpoint, the database, a fork) means another try
 * after a pause that doubles until there is progress; it never ends the process. A reorg below finality stops indexing,
 * is told, and leaves what is stored as it was.
 * @throws Misconfigured what only the operator can mend
 */
export async function supervise(options: SupervisorOptions, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      await verifyFinalized(options.pool, options.place, options.reader)
      await runIndexer(options, signal, () => {
        pause = FIRST_PAUSE_MS
      })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Misconfigured) throw error
      await tell(options, error)
      if (error instanceof DeepReorg) {
        if (options.healDeepReorgs) await heal(options, signal)
        else pause = STOPPED_PAUSE_MS
      }
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
  }
}

async function heal(options: SupervisorOptions, signal: AbortSignal): Promise<void> {
  const { pool, place, reader, log } = options
  try {
    const ancestor = await findAncestor(pool, place, reader)
    const height = await rewind(pool, place, ancestor?.number ?? -1, signal)
    log.warn({ height }, 'a reorg below finality was healed: everything above is read again')
  } catch (error) {
    log.error({ err: error }, 'healing failed, and is tried again')
  }
}

async function tell({ log, pool, place }: SupervisorOptions, error: unknown): Promise<void> {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError('INTERRUPTED', error instanceof Error ? error.message : String(error), {
          cause: error,
        })
  if (error instanceof DeepReorg)
    log.error(
      { code: coded.code, alert: true },
      `${coded.message}. Indexing stops, what is stored stays readable. After you have checked the endpoints: assay rewind --to N`,
    )
  else log.warn({ code: coded.code, err: error }, 'indexing was interrupted and is resumed')
  // When the database is what failed, the log above is all there is.
  await recordTrouble(pool, place, coded).catch(() => {})
}
