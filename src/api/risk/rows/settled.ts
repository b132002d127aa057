import type { Window } from '../../../economics/figure.ts'
import { bounded, hex, MAX_ROWS, text } from '../../economics/rows/ledger.ts'
import type { EconomicScope } from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const DURING = (row: string) => `${row}.network = $1 and ${row}.chain_id = any($2)
  and ${row}.block_time >= to_timestamp($3) and ${row}.block_time < to_timestamp($4)`

// One key of a node and its evidence: of what the planner knows nothing it expects few groups, and adds up instead of sorting every claim.
const CLAIMS = `with starts as materialized (select key, array_agg(to_timestamp(at) order by at) as at
      from unnest($5::bytea[], $6::float8[]) s (key, at) group by 1)
  select c.made, extract(epoch from max(c.block_time))::double precision, count(*)::text
  from (select coalesce(${hex('c.node_key')}, '') || ' ' || c.evidence as made, c.block_time, width_bucket(c.block_time, s.at) as part
    from api.claim c left join starts s on s.key = c.node_key
    where ${DURING('c')} and ($7::bytea[] is null or c.node_key = any($7) and c.evidence = 'tee_signature') offset 0) c
  group by c.made, c.part limit ${MAX_ROWS + 1}`
// Who sent a settlement may be a look-up: it is made once for each, and not for each of its claims.
const RELAYED = `with settled as materialized (
    select t.chain_id, t.block_number, t.position, t.relayer from api.settlement t where ${DURING('t')})
  select ${hex('t.relayer')}, count(*)::text from api.claim c
  left join settled t on t.chain_id = c.chain_id and t.block_number = c.block_number and t.position = c.position
  where ${DURING('c')} group by t.relayer limit ${MAX_ROWS + 1}`
const UNSEEN = `select ${hex('t.relayer')}, count(*)::integer, coalesce(sum(t.batch_size), 0)::text,
    (count(*) filter (where t.batch_size is null))::integer
  from api.settlement t where ${DURING('t')} and t.kind = 'batch'
    and not exists (select from api.blob b where b.network = t.network and b.blob_id = t.blob_id and b.status = 'kept'
      and coalesce(b.merkle_root = t.merkle_root, false))
  group by t.relayer limit ${MAX_ROWS + 1}`

/** Claims that one node settled in a stretch of time, or that no node is known of. */
export interface SettledClaims {
  readonly node: string | null
  readonly evidence: string
  /** When the last of them was settled. Unix seconds. */
  readonly at: number
  readonly claims: bigint
}

/** Claims that one account settled; null: nothing says who. */
export interface RelayedClaims {
  readonly relayer: string | null
  readonly claims: bigint
}

/** Batches whose contents nobody has kept: how many claims they hold is what their logs say. */
export interface UnseenBatches extends RelayedClaims {
  readonly batches: number
  /** Of them: whose logs do not even say how many. */
  readonly withoutSize: number
}

/**
 * Claims settled on some chains in a window, by node and evidence; split at each node's moments. `signers`: only what the hardware of these
 * nodes signed. Whatever one request asks of the same chains, moments and signers is read once.
 * @throws `TOO_MANY_ROWS`
 */
export async function listSettled(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  chains: readonly number[],
  moments: ReadonlyMap<string, readonly number[]>,
  signers: readonly string[] | null = null,
): Promise<readonly SettledClaims[]> {
  const splits = [...moments].flatMap(([node, all]) =>
    all.filter((at) => at > window.from && at < window.to).map((at) => ({ node, at })),
  )
  const key = ['settled', network, chains, window.from, window.to, JSON.stringify([splits, signers])].join(
    ' ',
  )
  return snapshot.once(key, async () => {
    const rows = await snapshot.rows(CLAIMS, [
      network,
      chains,
      window.from,
      window.to,
      splits.map(({ node }) => bytes(node)),
      splits.map(({ at }) => at),
      signers?.map(bytes) ?? null,
    ])
    return bounded(rows, window.from, window).map(([made, at, claims]) => {
      const [node = '', ...words] = String(made).split(' ')
      return { node: node || null, evidence: words.join(' '), at: Number(at), claims: BigInt(String(claims)) }
    })
  })
}

/**
 * Claims settled on some chains in a window, by who settled them.
 * @throws `TOO_MANY_ROWS`
 */
export async function listRelayed(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  chains: readonly number[],
): Promise<readonly RelayedClaims[]> {
  const rows = await snapshot.rows(RELAYED, [network, chains, window.from, window.to])
  return bounded(rows, window.from, window).map(([relayer, claims]) => ({
    relayer: text(relayer),
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
  const key = ['unseen', network, chains, window.from, window.to].join(' ')
  return snapshot.once(key, async () => {
    const rows = await snapshot.rows(UNSEEN, [network, chains, window.from, window.to])
    return bounded(rows, window.from, window).map(([relayer, batches, claims, withoutSize]) => ({
      relayer: text(relayer),
      batches: Number(batches),
      claims: BigInt(String(claims)),
      withoutSize: Number(withoutSize),
    }))
  })
}

function bytes(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}
