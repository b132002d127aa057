import type { EconomicScope } from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

/** The newest ones are enough to see how claims come; an answer does not take longer the more there are. */
const MOST = 10_000

// A node says itself when it made its claim; what it says counts within the day before the block. Each chain is read from its newest block backwards.
const ARRIVALS = `select seen.chain_id, seen.block_number, extract(epoch from seen.at)::double precision, seen.is_own
  from unnest($2::bigint[]) asked (chain_id) cross join lateral (
    (select c.chain_id, c.block_number, c.block_time, ${own('c')} from api.claim_log c
      where c.network = $1 and c.chain_id = asked.chain_id and c.block_time >= to_timestamp($3) and c.block_time < to_timestamp($4)
      order by c.block_number desc limit ${MOST})
    union all
    (select l.chain_id, l.block_number, l.block_time, ${own('l')} from api.claim_leaf l
      where l.network = $1 and l.chain_id = asked.chain_id and l.block_time >= to_timestamp($3) and l.block_time < to_timestamp($4)
      order by l.block_number desc limit ${MOST})) seen (chain_id, block_number, block_time, at, is_own)
  order by seen.block_time desc limit ${MOST}`

/** When claims came, and where that was read. */
export interface Arrivals {
  /** In their order. Unix seconds. */
  readonly times: Float64Array
  /** How many are at the node's own time; the others are at their block's. */
  readonly byNode: number
  readonly blocks: readonly { readonly chainId: number; readonly first: number; readonly last: number }[]
}

/** The newest claims of a window on some chains, at most 10,000. */
export async function listArrivals(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  chains: readonly number[],
): Promise<Arrivals> {
  const rows = await snapshot.rows(ARRIVALS, [network, chains, window.from, window.to])
  const byChain = Map.groupBy(rows, ([chain]) => Number(chain))
  return {
    times: Float64Array.from(rows, ([, , at]) => Number(at)).sort(),
    byNode: rows.filter(([, , , isOwn]) => isOwn).length,
    blocks: [...byChain].map(([chainId, own]) => ({
      chainId,
      first: own.reduce((least, [, block]) => Math.min(least, Number(block)), Number.POSITIVE_INFINITY),
      last: own.reduce((most, [, block]) => Math.max(most, Number(block)), 0),
    })),
  }
}

/** When a claim came, and whether that is the node's own word. */
function own(table: string): string {
  const isOwn = `coalesce(${table}.claimed_at <= ${table}.block_time and ${table}.claimed_at > ${table}.block_time - interval '1 day', false)`
  return `case when ${isOwn} then ${table}.claimed_at else ${table}.block_time end, ${isOwn}`
}
