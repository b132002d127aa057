import type { Window } from '../../../economics/figure.ts'
import type { ProvingCounts } from '../../../economics/proving/per-cycle.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { toKey } from './service.ts'

const IN_WINDOW = `network = $1 and chain_id = any($2) and ($3::bytea is null or node_key = $3)
    and block_time >= to_timestamp($4) and block_time < to_timestamp($5)`
// A lock is due at its own deadline, whenever it was made.
const COUNTS = `select
  (select array[count(*), count(*) filter (where outcome = 'in_time'), count(*) filter (where outcome = 'unknown')] from api.market_lock
    where network = $1 and chain_id = any($2) and ($3::bytea is null or node_key = $3)
      and lock_deadline >= to_timestamp($4) and lock_deadline < to_timestamp($5) and lock_deadline < as_of),
  (select count(*) from api.market_payment where ${IN_WINDOW} and state = 'late' and coalesce(paid_by, '') not in ('refused', 'later_offer')),
  (select coalesce(sum(work), 0)::text from api.work_report where ${IN_WINDOW}),
  (select coalesce(sum(work), 0)::text from api.work_reward where ${IN_WINDOW} and state = 'entitled' and source = 'work')`

/** What provers of some chains did in a window, all of them or one: counts that figures of proving stand on. */
export async function countProving(
  snapshot: Snapshot,
  {
    network,
    chains,
    node,
    window,
  }: {
    readonly network: string
    readonly chains: readonly number[]
    /** Null: all. */
    readonly node: string | null
    readonly window: Window
  },
): Promise<ProvingCounts> {
  const [row] = await snapshot.rows(COUNTS, [network, chains, toKey(node), window.from, window.to])
  const [due, inTime, unknown] = ((row?.[0] as unknown[] | undefined) ?? []).map(Number)
  return {
    due: due ?? 0,
    inTime: inTime ?? 0,
    unknown: unknown ?? 0,
    secondary: Number(row?.[1] ?? 0),
    reported: BigInt(String(row?.[2] ?? 0)),
    rewarded: BigInt(String(row?.[3] ?? 0)),
  }
}
