import type { Window } from '../../../economics/figure.ts'
import { bounded, hex, MAX_ROWS, text } from '../../economics/rows/ledger.ts'
import type { EconomicScope } from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

// Claims of one settlement are one row before the settlement is looked up.
const CLAIMS = `with starts as materialized (select key, array_agg(at order by at) as at
      from unnest($5::bytea[], $6::float8[]) s (key, at) group by 1),
    settled as (select c.chain_id, c.block_number, c.position, extract(epoch from c.block_time)::double precision as at,
        c.node_key, c.evidence, count(*) as claims
      from api.claim c where c.network = $1 and c.chain_id = any($2)
        and c.block_time >= to_timestamp($3) and c.block_time < to_timestamp($4)
      group by c.chain_id, c.block_number, c.position, c.block_time, c.node_key, c.evidence)
  select ${hex('c.node_key')}, c.evidence, ${hex('t.relayer')}, max(c.at), sum(c.claims)::text
  from settled c left join starts s on s.key = c.node_key
  left join api.settlement t on $7 and t.network = $1 and t.chain_id = c.chain_id
    and t.block_number = c.block_number and t.position = c.position
  group by c.node_key, c.evidence, t.relayer, width_bucket(c.at, s.at) limit ${MAX_ROWS + 1}`
const UNSEEN = `select ${hex('t.relayer')}, count(*)::integer, coalesce(sum(t.batch_size), 0)::text,
    (count(*) filter (where t.batch_size is null))::integer
  from api.settlement t where t.network = $1 and t.chain_id = any($2) and t.kind = 'batch'
    and t.block_time >= to_timestamp($3) and t.block_time < to_timestamp($4)
    and not exists (select from api.blob b where b.network = t.network and b.blob_id = t.blob_id and b.status = 'kept'
      and coalesce(b.merkle_root = t.merkle_root, false))
  group by t.relayer limit ${MAX_ROWS + 1}`

/** Claims that one node settled in a stretch of time, or that no node is known of. */
export interface SettledClaims {
  readonly node: string | null
  readonly evidence: string
  readonly relayer: string | null
  /** When the last of them was settled. Unix seconds. */
  readonly at: number
  readonly claims: bigint
}

/** Batches whose contents nobody has kept: how many claims they hold is what their logs say. */
export interface UnseenBatches {
  readonly relayer: string | null
  readonly batches: number
  readonly claims: bigint
  /** Of them: whose logs do not even say how many. */
  readonly withoutSize: number
}

/**
 * Claims settled on some chains in a window, by node, evidence and, where asked for, relayer; split at each node's moments.
 * @throws `TOO_MANY_ROWS`
 */
export async function listSettled(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  {
    chains,
    moments,
    byRelayer,
  }: {
    readonly chains: readonly number[]
    readonly moments: ReadonlyMap<string, readonly number[]>
    readonly byRelayer: boolean
  },
): Promise<readonly SettledClaims[]> {
  const splits = [...moments].flatMap(([node, all]) =>
    all.map((at) => ({ key: Buffer.from(node.slice(2), 'hex'), at })),
  )
  const rows = await snapshot.rows(CLAIMS, [
    network,
    chains,
    window.from,
    window.to,
    splits.map(({ key }) => key),
    splits.map(({ at }) => at),
    byRelayer,
  ])
  return bounded(rows, window.from, window).map(([node, evidence, relayer, at, claims]) => ({
    node: text(node),
    evidence: String(evidence),
    relayer: text(relayer),
    at: Number(at),
    claims: BigInt(String(claims)),
  }))
}

/**
 * Batches of a window whose claims are not known one by one.
 * @throws `TOO_MANY_ROWS`
 */
export async function listUnseenBatches(
  snapshot: Snapshot,
  network: string,
  window: Window,
  chains: readonly number[],
): Promise<readonly UnseenBatches[]> {
  const rows = await snapshot.rows(UNSEEN, [network, chains, window.from, window.to])
  return bounded(rows, window.from, window).map(([relayer, batches, claims, withoutSize]) => ({
    relayer: text(relayer),
    batches: Number(batches),
    claims: BigInt(String(claims)),
    withoutSize: Number(withoutSize),
  }))
}
