import type { Pool, PoolClient } from '../../src/platform/database.ts'
import type { Blocks } from './pick.ts'
import type { Speaker } from './record.ts'

/** A block that one worker has for some time. */
export interface Lease {
  readonly chainId: number
  readonly block: number
  /** Number of the lease: greater than that of every lease before it. Answers are written only while it is the block's newest. */
  readonly fence: number
  /** How many leases in a row ended without an end of the work, this one included: 1 at the first. */
  readonly attempts: number
}

/** Pause after a lease that nobody ended, doubled with each next one. */
const FIRST_PAUSE_SECONDS = 1
const LONGEST_PAUSE_SECONDS = 3600

// What a block waits for after work that did not come to an end: the block itself may be what ended it.
const PAUSE = `make_interval(secs => least(${FIRST_PAUSE_SECONDS} * power(2, least(attempts, 30) - 1), ${LONGEST_PAUSE_SECONDS}))`
/** When a row of `watch.work` may be leased, as SQL. */
export const FREE_AT = `greatest(due_at, leased_until + ${PAUSE})`
const FREE = `${FREE_AT} <= now()`

// Rows that another worker is just taking are passed over. All times of leases are the database's: clocks of workers may differ.
const LEASE = `with free as (
    select chain_id, block_number from watch.work where network = $1 and watchdog = $2 and ${FREE}
    order by due_at, chain_id, block_number limit $5 for update skip locked)
  update watch.work w set fence = nextval('watch.fence'), worker = $3, attempts = attempts + 1, again = false,
    leased_until = now() + make_interval(secs => $4)
  from free where w.network = $1 and w.watchdog = $2 and w.chain_id = free.chain_id and w.block_number = free.block_number
  returning w.chain_id as "chainId", w.block_number as block, w.fence, w.attempts`

// Everybody locks rows in the order of their blocks: of two who want the same, one waits for the other, and never both.
const HELD = `held as materialized (
    select network, watchdog, chain_id, block_number from watch.work where fence = any($1) order by chain_id, block_number for update)`
const IS_HELD = `w.network = held.network and w.watchdog = held.watchdog and w.chain_id = held.chain_id
    and w.block_number = held.block_number`

/** Puts blocks into a watchdog's list. One that a worker has by now is looked at once more when that worker is done. */
export async function addWork(
  client: Pick<PoolClient, 'query'>,
  { network, watchdog }: Speaker,
  { chainId, numbers }: Blocks,
): Promise<void> {
  await client.query(
    `insert into watch.work (network, watchdog, chain_id, block_number)
     select $1, $2, $3, unnest($4::integer[]) on conflict (network, watchdog, chain_id, block_number)
       do update set again = true where work.fence is not null`,
    [network, watchdog, chainId, numbers.toSorted((a, b) => a - b)],
  )
}

/**
 * The blocks of a watchdog that are to be worked on, shared by any number of workers on any number of machines. A worker
 * leases some; a lease that is neither renewed nor ended runs out by the database's clock, and the block is free again.
 */
export class WorkQueue {
  readonly #pool: Pool
  readonly #speaker: readonly [network: string, watchdog: string]
  readonly #worker: string
  readonly #leaseSeconds: number

  /** `worker`: a name that tells the worker from all others, for whoever looks at the table. */
  constructor(pool: Pool, { network, watchdog }: Speaker, worker: string, leaseSeconds: number) {
    this.#pool = pool
    this.#speaker = [network, watchdog]
    this.#worker = worker
    this.#leaseSeconds = leaseSeconds
  }

  /** Blocks in the list that any worker may lease now. */
  async countFree(): Promise<number> {
    const { rows } = await this.#pool.query<{ size: number }>(
      `select count(*)::integer as size from watch.work where network = $1 and watchdog = $2 and ${FREE}`,
      [...this.#speaker],
    )
    return rows[0]?.size ?? 0
  }

  /** Takes at most `limit` blocks that nobody has, those first that wait longest. */
  async lease(limit: number): Promise<Lease[]> {
    const { rows } = await this.#pool.query<Lease>(LEASE, [
      ...this.#speaker,
      this.#worker,
      this.#leaseSeconds,
      limit,
    ])
    return rows
  }

  /** Holds leases for another while. Those that another worker has by now are not held. */
  async renew(leases: readonly Lease[]): Promise<void> {
    await this.#pool.query(
      `with ${HELD} update watch.work w set leased_until = now() + make_interval(secs => $2) from held where ${IS_HELD}`,
      [fences(leases), this.#leaseSeconds],
    )
  }

  /** Takes blocks off the list whose questions are answered or have a time to be asked again; those that were put into it since stay. */
  async end(leases: readonly Lease[]): Promise<void> {
    await this.#pool.query(
      `with ${HELD} delete from watch.work w using held where ${IS_HELD} and not w.again`,
      [fences(leases)],
    )
    await this.giveBack(leases)
  }

  /** Gives blocks back as they were taken: for any worker, at once, behind what waits already. */
  async giveBack(leases: readonly Lease[]): Promise<void> {
    await this.#free(leases, 'attempts = 0, due_at = now()')
  }

  /** Gives blocks back whose work was cut short by a fault: for any worker, after a pause. */
  async fail(leases: readonly Lease[]): Promise<void> {
    await this.#free(leases, `due_at = now() + ${PAUSE}`)
  }

  async #free(leases: readonly Lease[], set: string): Promise<void> {
    await this.#pool.query(
      `with ${HELD} update watch.work w set fence = null, worker = null, leased_until = null, again = false, ${set} from held where ${IS_HELD}`,
      [fences(leases)],
    )
  }
}

function fences(leases: readonly Lease[]): number[] {
  return leases.map(({ fence }) => fence)
}
