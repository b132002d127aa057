import { EVIDENCE_WORDS, type SeenClaim } from '../../economics/mix/mix.ts'
import { hex } from '../economics/rows/ledger.ts'
import type { EconomicScope } from '../economics/rows/scope.ts'
import type { Snapshot } from '../execute/snapshot.ts'

const DAY = (column: string) => `extract(epoch from date_trunc('day', ${column}, 'UTC'))::double precision`
const DURING = (row: string) =>
  `${row}.network = $1 and ${row}.block_time >= to_timestamp($2) and ${row}.block_time < to_timestamp($3)`

// The statement that is about a claim's own evidence. $4 to $6: words of trusted hardware, of proofs and of what is run again.
const STATEMENT = `case when c.evidence = any($4) then 'hand_off_signed' when c.evidence = any($5) then 'proof_valid'
  when c.evidence = any($6) then 'output_reproduced' end`

// Standing verdicts by claim and statement: the newest of each watchdog, which is the greatest number whose rest says what was found, so that
// no row is sorted. `undecided` decides nothing.
const JUDGED = (where: string) => `select chain_id, subject_id, block_hash, statement,
    bool_or(found = 1) as is_verified, bool_or(found = 2) as is_rejected
  from (select v.chain_id, v.subject_id, v.block_hash, v.statement,
      max(v.number * 4 + case v.outcome when 'verified' then 1 when 'rejected' then 2 else 0 end) % 4 as found
    from api.verdict v where v.network = $1 and v.subject_kind = 'claim' and ${where}
    group by v.chain_id, v.subject_id, v.block_hash, v.statement, v.watchdog) standing
  where found > 0 group by 1, 2, 3, 4`
const OUTCOME = `case when j.is_verified and j.is_rejected then 'split' when j.is_verified then 'verified'
  when j.is_rejected then 'rejected' end`
const OF_CLAIM = `j.chain_id = c.chain_id and j.subject_id = c.subject_id and j.block_hash = c.block_hash and j.statement = ${STATEMENT}`

const CLAIMS = `with judged as (${JUDGED(`v.subject_time >= to_timestamp($2) and v.subject_time < to_timestamp($3)`)})
  select ${DAY('min(c.block_time)')}, c.chain_id, ${hex('c.node_key')}, c.evidence, c.origin, ${hex('c.contract')}, ${OUTCOME}, count(*)::text
  from (select chain_id, block_time, block_hash, subject_id, node_key, evidence, 'log' as origin, contract
      from api.claim_contract l where ${DURING('l')}
    union all
    select chain_id, block_time, block_hash, subject_id, node_key, evidence, 'leaf', null::bytea from api.claim_leaf l where ${DURING('l')}) c
  left join judged j on ${OF_CLAIM}
  group by width_bucket(c.block_time, (select coalesce(array_agg(to_timestamp(at)), '{}') from unnest($7::float8[]) at)),
    c.chain_id, c.node_key, c.evidence, c.origin, c.contract, 7`

// Leaves of batches whose bytes are not kept: that there are so many is all that the chain says.
const UNSEEN = `select ${DAY('s.block_time')}, s.chain_id, coalesce(sum(s.batch_size), 0)::text
  from api.settlement s
  where ${DURING('s')} and s.kind = 'batch' and not exists (select from api.blob b where b.network = s.network
    and b.blob_id = s.blob_id and b.status = 'kept' and coalesce(b.merkle_root = s.merkle_root, false))
  group by 1, 2 having coalesce(sum(s.batch_size), 0) > 0`

// A payment is for the first claim that answers its request. Claims and payments may stand on different chains of the network.
const FEES = `with paid as materialized (select (f.block_time at time zone 'UTC')::date as day, f.chain_id, f.token, f.request_key,
      sum(case when f.refund then -f.amount else f.amount end) as amount, count(*) as payments
    from api.fee f where ${DURING('f')} group by 1, 2, 3, 4),
  answered as materialized (select distinct on (c.request_key) c.*
    from (select distinct request_key from paid where request_key is not null) asked
    join api.claim_contract c on c.network = $1 and c.request_key = asked.request_key
    order by c.request_key, c.block_time, c.chain_id, c.position),
  judged as (${JUDGED('v.subject_id in (select subject_id from answered)')})
  select extract(epoch from p.day)::double precision, p.chain_id, ${hex('p.token')}, c.evidence, ${hex('c.contract')}, c.chain_id, ${OUTCOME}, sum(p.amount)::text, sum(p.payments)::text
  from paid p left join answered c on c.request_key = p.request_key left join judged j on ${OF_CLAIM}
  group by 1, 2, 3, 4, 5, 6, 7`

// What moved each node's stake, from the beginning: stakers' own acts, and slashes that say how much.
const STAKES = `select ${DAY('min(block_time)')}, chain_id, ${hex('node_key')}, ${hex('token')}, sum(delta)::text, count(*)::integer
  from (select block_time, chain_id, node_key, token, delta from api.stake_change s
      where s.network = $1 and s.block_time < to_timestamp($2)
    union all
    select block_time, chain_id, node_key, token, -amount from api.penalty p
      where p.network = $1 and p.block_time < to_timestamp($2) and p.token is not null and p.amount is not null) moved
  group by width_bucket(block_time, (select coalesce(array_agg(to_timestamp(at)), '{}') from unnest($3::float8[]) at)), chain_id, node_key, token
  order by 1`

/** Claims of one day, or of days that nothing tells apart, that are alike. `node` null: they name none, or were not seen. */
export interface ClaimRow {
  /** The first of them. Unix seconds. */
  readonly day: number
  readonly chain: number
  readonly node: string | null
  readonly evidence: string | null
  readonly from: SeenClaim['from']
  readonly contract: string | null
  readonly outcome: SeenClaim['outcome']
  readonly count: number
}

/** Payments of one day in one token for claims that are alike; refunds are taken off. `contract` null: no log ties them to a claim. */
export interface PaidRow {
  readonly day: number
  readonly chain: number
  readonly token: string
  readonly claim: Pick<ClaimRow, 'chain' | 'evidence' | 'from' | 'contract' | 'outcome'> | null
  readonly amount: bigint
  readonly payments: number
}

/** By how much a node's stake moved on one day, or on days that nothing tells apart; base units. */
export interface StakeMove {
  /** The first of them. Unix seconds. */
  readonly day: number
  readonly chain: number
  readonly node: string
  readonly token: string
  readonly delta: bigint
  readonly moves: number
}

const WORDS = [EVIDENCE_WORDS.tee, EVIDENCE_WORDS.snark, EVIDENCE_WORDS.replay]
const text = (value: unknown): string | null => (value === null ? null : String(value))

const inOrder = (moments: readonly number[]) => [...new Set(moments)].sort((a, b) => a - b)

/** Claims of a window by node, evidence, contract and what watchdogs found; days are told apart at each of these midnights. */
export async function listClaims(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  midnights: readonly number[],
): Promise<readonly ClaimRow[]> {
  const during = [network, window.from, window.to]
  const seen = await snapshot.rows(CLAIMS, [...during, ...WORDS, inOrder(midnights)])
  const unseen = await snapshot.rows(UNSEEN, during)
  return [
    ...seen.map(
      (row): ClaimRow => ({
        day: Number(row[0]),
        chain: Number(row[1]),
        node: text(row[2]),
        evidence: text(row[3]),
        from: row[4] === 'leaf' ? 'leaf' : 'log',
        contract: text(row[5]),
        outcome: row[6] as ClaimRow['outcome'],
        count: Number(row[7]),
      }),
    ),
    ...unseen.map(
      (row): ClaimRow => ({
        day: Number(row[0]),
        chain: Number(row[1]),
        node: null,
        evidence: null,
        from: 'leaf',
        contract: null,
        outcome: null,
        count: Number(row[2]),
      }),
    ),
  ]
}

/** Payments of a window by day, token and the claim that they are for. */
export async function listPaid(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<readonly PaidRow[]> {
  const rows = await snapshot.rows(FEES, [network, window.from, window.to, ...WORDS])
  return rows.map((row) => ({
    day: Number(row[0]),
    chain: Number(row[1]),
    token: String(row[2]),
    claim:
      row[4] === null
        ? null
        : {
            chain: Number(row[5]),
            evidence: text(row[3]),
            from: 'log',
            contract: text(row[4]),
            outcome: row[6] as ClaimRow['outcome'],
          },
    amount: BigInt(String(row[7])),
    payments: Number(row[8]),
  }))
}

/** Movements of stake up to the window's end, the oldest first; days are told apart at each of these midnights. */
export async function listStakeMoves(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  midnights: readonly number[],
): Promise<readonly StakeMove[]> {
  const rows = await snapshot.rows(STAKES, [network, window.to, inOrder(midnights)])
  return rows.map((row) => ({
    day: Number(row[0]),
    chain: Number(row[1]),
    node: String(row[2]),
    token: String(row[3]),
    delta: BigInt(String(row[4])),
    moves: Number(row[5]),
  }))
}
