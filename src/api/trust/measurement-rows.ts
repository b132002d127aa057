import { hex, PAID } from '../economics/rows/ledger.ts'
import type { EconomicScope } from '../economics/rows/scope.ts'
import type { Snapshot } from '../execute/snapshot.ts'

const time = (column: string) => `extract(epoch from ${column})::double precision`
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const whole = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value)

// By registry: its words, and the nodes that registered with it there. $2: up to when.
const MEASUREMENTS = `with said as (
    select distinct on (chain_id, contract, measurement) chain_id, contract, measurement, tee_type, approved, version, block_time, tx_hash
    from api.measurement_change where network = $1 and block_time < to_timestamp($2)
    order by chain_id, contract, measurement, block_number desc, position desc),
  approved as (
    select distinct on (chain_id, contract, measurement) chain_id, contract, measurement, version, block_time, tx_hash, approver
    from api.measurement_change where network = $1 and approved and block_time < to_timestamp($2)
    order by chain_id, contract, measurement, block_number, position),
  used as (
    select chain_id, registry as contract, measurement, min(tee_type) as tee_type, min(from_time) as first_time,
      count(distinct node_key)::integer as ever,
      (count(distinct node_key) filter (where enabled and (to_time is null or to_time >= to_timestamp($2))))::integer as now
    from api.node_version where network = $1 and measurement is not null and from_time < to_timestamp($2)
    group by chain_id, registry, measurement)
  select chain_id, ${hex('contract')}, ${hex('measurement')}, coalesce(s.tee_type, u.tee_type), coalesce(a.version, s.version),
    s.approved, ${time('a.block_time')}, ${hex('a.tx_hash')}, ${hex('a.approver')},
    case when not s.approved then ${time('s.block_time')} end, case when not s.approved then ${hex('s.tx_hash')} end,
    ${time('u.first_time')}, coalesce(u.ever, 0), coalesce(u.now, 0)
  from said s full join used u using (chain_id, contract, measurement) left join approved a using (chain_id, contract, measurement)
  order by 7 desc nulls last, 12 desc nulls last, 3`

// What a node was registered with when it claimed, and when it was paid: looked up once for each node and time between two changes of its state.
const CUTS = `cuts as materialized (select node_key, array_agg(at order by at) filter (where at is not null) as at
    from (select node_key, unnest(array[from_time, to_time]) as at from api.node_version where network = $1) v group by 1)`
const STATE = (row: string) => `lateral (select v.chain_id, v.registry, v.measurement from api.node_version v
    where v.network = $1 and v.node_key = ${row}.node_key and v.measurement is not null
      and v.from_time <= ${row}.at and (v.to_time is null or v.to_time > ${row}.at)
    order by v.from_time desc limit 1) v`
const DURING = (row: string) =>
  `${row}.network = $1 and ${row}.block_time >= to_timestamp($2) and ${row}.block_time < to_timestamp($3)`
const CLAIMS = `with ${CUTS}, made as (select c.node_key, min(c.block_time) as at, count(*) as claims
    from (select node_key, block_time from api.claim_contract l where ${DURING('l')} and node_key is not null
      union all select node_key, block_time from api.claim_leaf l where ${DURING('l')}) c
    left join cuts s on s.node_key = c.node_key group by c.node_key, width_bucket(c.block_time, s.at))
  select v.chain_id, ${hex('v.registry')}, ${hex('v.measurement')}, sum(c.claims)::text from made c cross join ${STATE('c')} group by 1, 2, 3`
const FEES = `with ${CUTS}, paid as (select f.node_key, f.chain_id, f.token, min(f.block_time) as at,
      sum(case when f.refund then -f.amount else f.amount end) as amount, count(*) as payments
    from (select t.chain_id, t.block_time, ${PAID.node} as node_key, t.token, t.amount, t.refund
      from ${PAID.from} where ${DURING('t')} and ${PAID.node} is not null) f
    left join cuts s on s.node_key = f.node_key group by f.node_key, f.chain_id, f.token, width_bucket(f.block_time, s.at))
  select v.chain_id, ${hex('v.registry')}, ${hex('v.measurement')}, f.chain_id, ${hex('f.token')}, sum(f.amount)::text, sum(f.payments)::text
  from paid f cross join ${STATE('f')} group by 1, 2, 3, 4, 5`
const KEYS = `select k.chain_id, ${hex('k.verification_key_hash')}, ${hex('k.model_key')}, k.system, ${time('k.block_time')}, ${hex('k.tx_hash')},
    (select count(*) from api.claim_key c where c.network = $1 and c.chain_id = k.chain_id
      and c.verification_key_hash = k.verification_key_hash and c.block_time >= to_timestamp($2) and c.block_time < to_timestamp($3))::text
  from (select distinct on (chain_id, verification_key_hash, model_key) * from api.model
    where network = $1 and verification_key_hash is not null and block_time < to_timestamp($3)
    order by chain_id, verification_key_hash, model_key, block_number, position) k
  order by 5 desc, 2, 3`
const STALE = `select n.chain_id, ${hex('n.node_key')}, ${hex('n.registry')}, ${time('n.attested_at')}, c.changes, ${time('c.first')}
  from api.node n
  cross join lateral (select count(*)::integer as changes, min(m.block_time) as first from api.measurement_change m
    where m.network = n.network and m.chain_id = n.chain_id and m.contract = n.registry and m.block_number > n.attested_block
      and (m.tee_type = n.tee_type or m.tee_type is null or n.tee_type is null)) c
  where n.network = $1 and n.enabled and n.measurement is not null and n.attested_block is not null and c.changes > 0
  order by n.attested_at, n.node_key limit 500`

/** One code hash in one registry: what was said of it, and who registered with it. Times in Unix seconds. */
export interface MeasurementRow {
  readonly chain: number
  readonly registry: string | null
  readonly measurement: string
  readonly teeType: number | null
  readonly version: string | null
  /** The registry's newest word; null: it has none. */
  readonly approved: boolean | null
  readonly approvedAt: number | null
  readonly approvedTx: string | null
  readonly approver: string | null
  readonly revokedAt: number | null
  readonly revokedTx: string | null
  /** First registration with it. */
  readonly usedAt: number | null
  readonly nodesEver: number
  readonly nodesNow: number
}

/** A verification key that the network bound a model to. */
export interface KeyRow {
  readonly chain: number
  readonly key: string
  readonly model: string
  readonly system: string
  readonly since: number
  readonly txHash: string
  readonly claims: number
}

/** An enabled node whose registry changed what it approves after the node's attestation. */
export interface StaleRow {
  readonly chain: number
  readonly node: string
  readonly registry: string
  readonly attestedAt: number
  readonly changes: number
  readonly firstChangeAt: number
}

/** Code hashes that a network's registries approved, revoked or saw up to the window's end. */
export async function listMeasurements(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<readonly MeasurementRow[]> {
  const rows = await snapshot.rows(MEASUREMENTS, [network, window.to])
  return rows.map((row) => ({
    chain: Number(row[0]),
    registry: text(row[1]),
    measurement: String(row[2]),
    teeType: whole(row[3]),
    version: text(row[4]),
    approved: row[5] as boolean | null,
    approvedAt: whole(row[6]),
    approvedTx: text(row[7]),
    approver: text(row[8]),
    revokedAt: whole(row[9]),
    revokedTx: text(row[10]),
    usedAt: whole(row[11]),
    nodesEver: Number(row[12]),
    nodesNow: Number(row[13]),
  }))
}

/** The key that rows about one code hash of one registry share. `chain`: the registry's, wherever claims and payments stand. */
export const placeOf = ({
  chain,
  registry,
  measurement,
}: Pick<MeasurementRow, 'chain' | 'registry' | 'measurement'>): string =>
  `${chain} ${registry} ${measurement}`

const toPlace = ([chain, registry, measurement]: readonly unknown[]) =>
  placeOf({ chain: Number(chain), registry: text(registry), measurement: String(measurement) })

/** Claims of the window by registry and code hash. */
export async function countClaimsUnder(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<ReadonlyMap<string, number>> {
  const rows = await snapshot.rows(CLAIMS, [network, window.from, window.to])
  return new Map(rows.map((row) => [toPlace(row), Number(row[3])]))
}

/** Fees less refunds of the window by registry, code hash and token, base units. */
export async function sumFeesUnder(snapshot: Snapshot, { network, window }: EconomicScope) {
  const rows = await snapshot.rows(FEES, [network, window.from, window.to])
  return Map.groupBy(
    rows.map((row) => ({
      place: toPlace(row),
      chain: Number(row[3]),
      token: String(row[4]),
      amount: BigInt(String(row[5])),
      payments: Number(row[6]),
    })),
    ({ place }) => place,
  )
}

/** Verification keys that models were published with up to the window's end. */
export async function listKeys(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<readonly KeyRow[]> {
  const rows = await snapshot.rows(KEYS, [network, window.from, window.to])
  return rows.map((row) => ({
    chain: Number(row[0]),
    key: String(row[1]),
    model: String(row[2]),
    system: String(row[3]),
    since: Number(row[4]),
    txHash: String(row[5]),
    claims: Number(row[6]),
  }))
}

/** Enabled nodes that were not attested again since their registry changed what it approves; as of now, at most 500. */
export async function listStale(snapshot: Snapshot, network: string): Promise<readonly StaleRow[]> {
  const rows = await snapshot.rows(STALE, [network])
  return rows.map((row) => ({
    chain: Number(row[0]),
    node: String(row[1]),
    registry: String(row[2]),
    attestedAt: Number(row[3]),
    changes: Number(row[4]),
    firstChangeAt: Number(row[5]),
  }))
}
