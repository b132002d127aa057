import { type Exact, exact, multiply } from '../../../economics/exact.ts'
import { type Known, known, mapKnown, missing } from '../../../economics/known.ts'
import type { EconomicScope } from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const DURING = (row: string) =>
  `${row}.network = $1 and ${row}.chain_id = any($2) and ${row}.block_time >= to_timestamp($3) and ${row}.block_time < to_timestamp($4)`
const TRANSACTIONS = `select count(*)::text from (select s.tx_hash from api.settlement s where ${DURING('s')}
    union select c.tx_hash from api.claim_log c where ${DURING('c')}) t`
// A batch puts its root on chain, and its leaves elsewhere.
const BYTES = `select
    (select coalesce(sum(coalesce(z.proof, 0) + coalesce(z.public_signals, 0) + coalesce(z.signature, 0)), 0)
      from api.claim_size z where ${DURING('z')})::text,
    (select count(*) from api.settlement s where ${DURING('s')} and s.kind = 'batch')::text,
    coalesce(sum(b.size), 0)::text, coalesce(sum(b.leaf_count), 0)::text
  from api.settlement s join api.blob b on b.network = s.network and b.blob_id = s.blob_id and b.status = 'kept'
    and coalesce(b.merkle_root = s.merkle_root, false)
  where ${DURING('s')} and s.kind = 'batch'`
const RERUN = `select count(distinct (v.chain_id, v.subject_id, v.block_hash, v.watchdog))::text from api.verdict v
  where v.network = $1 and v.chain_id = any($2) and v.subject_kind = 'claim' and v.statement = 'output_reproduced'
    and v.outcome <> 'undecided' and v.subject_time >= to_timestamp($3) and v.subject_time < to_timestamp($4)`
// By the clocks of watchdogs: what a check costs does not depend on when the claim was made.
const DAYS = 31
const CPU = `with counted as (select watchdog, day, cpu_ms from api.watchdog_day
    where network = $1 and cpu_ms is not null order by day desc limit ${DAYS})
  select sum(cpu_ms)::text, (select count(distinct (v.chain_id, v.subject_id, v.block_hash)) from api.verdict v
      join counted c on c.watchdog = v.watchdog and c.day = (v.checked_at at time zone 'UTC')::date
      where v.network = $1 and v.subject_kind = 'claim'
        and v.checked_at >= (select min(day) from counted)::timestamp at time zone 'UTC')::text
  from counted`

const ROOT_BYTES = 32

/** What a window's claims left for others to check, and what checking took. */
export interface CheckingFacts {
  /** Of transactions that put claims on chain. */
  readonly gas: Known<Exact>
  /** Bytes of proofs, public signals and signatures on chain, and of batches' roots. */
  readonly bytesOnChain: Exact
  /** Of batches whose contents are kept: their bytes, and their claims. */
  readonly bytesKept: Exact
  readonly leavesKept: Exact
  /** Times that a watchdog ran a claim of the window again. */
  readonly rerun: Exact
  /** Of the last days that watchdogs counted: seconds of a processor, and the claims that they judged. */
  readonly cpuSeconds: Known<Exact>
  readonly judged: Exact
}

/** Reads what was checked of the claims of some chains in a window, and what that took; `gasOfEach`: of one transaction. */
export async function readChecking(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  chains: readonly number[],
  gasOfEach: Known<Exact>,
): Promise<CheckingFacts> {
  const values = [network, chains, window.from, window.to]
  // Nobody counts them whose gas is not known.
  const [transactions] = gasOfEach.known ? await snapshot.rows(TRANSACTIONS, values) : []
  const [bytes] = await snapshot.rows(BYTES, values)
  const [rerun] = await snapshot.rows(RERUN, values)
  const [cpu] = await snapshot.once(`checking ${network}`, () => snapshot.rows(CPU, [network]))
  const milliseconds = cpu?.[0] ?? null
  return {
    gas: mapKnown(gasOfEach, (each) => multiply(each, toExact(transactions?.[0]))),
    bytesOnChain: exact(
      BigInt(String(bytes?.[0] ?? 0)) + BigInt(String(bytes?.[1] ?? 0)) * BigInt(ROOT_BYTES),
    ),
    bytesKept: toExact(bytes?.[2]),
    leavesKept: toExact(bytes?.[3]),
    rerun: toExact(rerun?.[0]),
    cpuSeconds:
      milliseconds === null
        ? missing('NOT_OBSERVED', 'processors’ time of a reference node: none has counted any here')
        : known(exact(BigInt(String(milliseconds)), 1000)),
    judged: toExact(cpu?.[1]),
  }
}

function toExact(count: unknown): Exact {
  return exact(BigInt(String(count ?? 0)))
}
