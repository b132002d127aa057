import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import type { Pool } from '../platform/database.ts'
import { type IndexerOptions, runIndexer } from './indexer.ts'
import { findAncestor, verifyFinalized } from './operate/heal.ts'
import { rewind } from './operate/rewind.ts'
import type { Place } from './place.ts'
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

/** What is kept running, of whichever family its chain is. */
export interface Supervised {
  readonly pool: Pool
  readonly place: Place
  readonly log: Logger
  /** Runs until the signal or a fault; calls `onProgress` after every commit. */
  run(signal: AbortSignal, onProgress: () => void): Promise<void>
  /** Absent: a reorg below finality waits for an operator. */
  heal?(signal: AbortSignal): Promise<void>
}

/**
 * Keeps an indexer running until the signal. A fault of the world (an endpoint, the database, a fork) means another try
 * after a pause that doubles until there is progress; it never ends the process. A reorg below finality stops indexing,
 * is told, and leaves what is stored as it was.
 * @throws Misconfigured what only the operator can mend
 */
export async function keepRunning(supervised: Supervised, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      await supervised.run(signal, () => {
        pause = FIRST_PAUSE_MS
      })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Misconfigured) throw error
      await tell(supervised, error)
      if (error instanceof DeepReorg) {
        if (supervised.heal) await supervised.heal(signal)
        else pause = STOPPED_PAUSE_MS
      }
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
  }
}

/** {@link keepRunning} for the indexer of an EVM chain. Errors as there. */
export function supervise(options: SupervisorOptions, signal: AbortSignal): Promise<void> {
  const { pool, place, reader, log } = options
  return keepRunning(
    {
      pool,
      place,
      log,
      async run(until, onProgress) {
        await verifyFinalized(pool, place, reader)
        await runIndexer(options, until, onProgress)
      },
      ...(options.healDeepReorgs ? { heal: (until) => heal(options, until) } : {}),
    },
    signal,
  )
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

async function tell({ log, pool, place }: Supervised, error: unknown): Promise<void> {
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
