import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { WARNINGS } from '../../claim/trouble.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import type { Place } from '../place.ts'
import { clearTrouble, findStatus, findTrouble, recordHead, recordTrouble } from '../store/status.ts'
import { findDiffering } from './differences.ts'
import { findUnlisted } from './implementations.ts'

/** The chain goes on and the index does not follow. */
const STANDING_STILL = 'STANDING_STILL'
/** Endpoints do not say how far the chain is. */
const HEAD_UNANSWERED = 'HEAD_UNANSWERED'

const OURS: readonly string[] = [STANDING_STILL, HEAD_UNANSWERED, ...WARNINGS]

const LOOK_MS = 5_000
/** Without progress for so long, it is told. A chain without new blocks is quiet, not in trouble. */
const PATIENCE_MS = 30_000

export interface StandingOptions {
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly reader: { head(): Promise<{ readonly number: number }> }
  readonly log: Logger
  /** Whether the endpoints are known to serve this chain; absent: they are. Until then nothing that they say of it is written. */
  readonly isOurs?: () => boolean
}

/** What was seen at one look. Milliseconds of any clock. */
export interface Look {
  readonly at: number
  /** Undefined: no endpoint answered. */
  readonly head: number | undefined
  readonly height: number
}

/** Remembers since when there is no progress, and says what that means. */
export class Standing {
  #height: number | undefined
  #advancedAt = 0
  #answeredAt = 0

  /** The trouble, or undefined while all is well. */
  see({ at, head, height }: Look): { readonly code: string; readonly message: string } | undefined {
    if (this.#height === undefined) this.#answeredAt = at
    if (this.#height !== height || head === height) this.#advancedAt = at
    this.#height = height
    if (head !== undefined) this.#answeredAt = at
    const silent = Math.round((at - this.#answeredAt) / 1000)
    if (at - this.#answeredAt >= PATIENCE_MS)
      return {
        code: HEAD_UNANSWERED,
        message: `no endpoint has said for ${silent} s how far the chain is: look at the endpoints (assay doctor)`,
      }
    if (head === undefined || head <= height || at - this.#advancedAt < PATIENCE_MS) return undefined
    const still = Math.round((at - this.#advancedAt) / 1000)
    return {
      code: STANDING_STILL,
      message: `the chain is at block ${head}, the index has stood at ${height < 0 ? 'nothing' : `block ${height}`} for ${still} s: look at the log of the indexer`,
    }
  }
}

/**
 * Looks every few seconds, until the signal, how far the chain is and whether the index follows, and writes both to the status
 * row: without it, whatever holds the indexer up without an error would leave the row as it was.
 */
export async function watchStanding(options: StandingOptions, signal: AbortSignal): Promise<void> {
  const { log } = options
  const standing = new Standing()
  while (!signal.aborted) {
    await look(options, standing).catch((error) => {
      // The database is away: the log and `assay_database_up` say so.
      if (!signal.aborted) log.debug({ err: error }, 'the status row could not be written')
    })
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {})
  }
}

async function look(
  { pool, place, network, reader, isOurs = () => true }: StandingOptions,
  standing: Standing,
): Promise<void> {
  const said = await reader.head().then(
    ({ number }) => number,
    () => undefined,
  )
  const height = (await findStatus(pool, place))?.height ?? -1
  const trouble =
    standing.see({ at: performance.now(), head: said, height }) ??
    (await findUnlisted(pool, place, network)) ??
    (await findDiffering(pool, place))
  const head = isOurs() ? said : undefined
  if (head !== undefined) await recordHead(pool, place, head)
  if (!trouble) return clearTrouble(pool, place, OURS)
  const told = await findTrouble(pool, place)
  // What an error says is more than that nothing moves.
  if (told === undefined || OURS.includes(told)) await recordTrouble(pool, place, trouble, head)
}
