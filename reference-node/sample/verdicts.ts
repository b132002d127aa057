import { type Hash32, hashOf } from '../../src/claim/hex.ts'
import { type Element, elementId } from '../../src/claim/sample/population.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { VerdictBody } from '../log/bodies.ts'

/** Whose verdicts, and in which log. */
export interface LogOwner {
  readonly network: string
  readonly watchdog: string
  readonly origin: string
}

const UNLOGGED = `select v.number, v.chain_id, v.subject_kind, v.subject_id, v.block_number, v.block_hash, v.statement, v.outcome,
    v.code, v.fault, v.detail, v.conditions, v.correction_reason
  from watch.verdict v
  where v.network = $1 and v.watchdog = $2 and not v.transient
    and not exists (select from watch.log_entry e where e.origin = $3 and e.verdict = v.number)
  order by v.number limit $4`

/** A lasting verdict that is to be logged. */
export interface Unlogged {
  readonly number: number
  readonly statement: Statement
  readonly subject: Element
  readonly verdict: VerdictBody['verdict']
  readonly conditions: VerdictBody['conditions']
  /** Why it corrects an earlier one; null: it does not say. */
  readonly reason: string | null
}

/** Lasting verdicts that the log does not have yet, oldest first. */
export async function listUnlogged(
  pool: Pool,
  { network, watchdog, origin }: LogOwner,
  limit: number,
): Promise<Unlogged[]> {
  const { rows } = await pool.query(UNLOGGED, [network, watchdog, origin, limit])
  return rows.map((row) => {
    const [, , position, leaf] = String(row.subject_id).split('-').map(Number)
    const subject = {
      kind: row.subject_kind,
      chainId: row.chain_id,
      block: row.block_number,
      blockHash: hashOf(row.block_hash),
      position: position ?? 0,
      leafIndex: leaf ?? null,
    }
    const { number, statement, outcome, code, fault, detail, conditions } = row
    const verdict = { outcome, code, fault, detail, transient: false }
    return { number, statement, subject, verdict, conditions, reason: row.correction_reason }
  })
}

/** What a log says of an element: the hash of the bundle, and outcome, code and fault in one text. */
export interface Standing {
  readonly hash: Hash32
  readonly said: string
}

// Verdicts of a draw are in no table: they are found by their bundles, the others by their rows.
const STANDING = `with wanted as (
    select at, each ->> 'id' as id, each ->> 'statement' as statement, each -> 'subject' as subject
    from jsonb_array_elements($4::jsonb) with ordinality as list(each, at)),
  drawn as materialized (
    select index, entry, convert_from(bundle, 'UTF8')::jsonb -> 'body' as body
    from watch.log_entry where origin = $3 and kind = 'verdict' and verdict is null),
  said as (
    select w.at, d.index, d.entry, d.body -> 'verdict' ->> 'outcome' as outcome, d.body -> 'verdict' ->> 'code' as code,
      d.body -> 'verdict' ->> 'fault' as fault
    from wanted w join drawn d on d.body -> 'subject' = w.subject and d.body ->> 'statement' = w.statement
    where d.body -> 'verdict' -> 'transient' = 'false'
    union all
    select w.at, e.index, e.entry, v.outcome, v.code, v.fault
    from wanted w join watch.verdict v on v.network = $1 and v.watchdog = $2 and v.subject_kind = w.subject ->> 'kind'
      and v.subject_id = w.id and v.statement = w.statement
      and v.block_hash = decode(substr(w.subject ->> 'blockHash', 3), 'hex') and not v.transient
    join watch.log_entry e on e.origin = $3 and e.verdict = v.number)
  select distinct on (at) at, entry, outcome, code, fault from said order by at, index desc`

/** The verdicts that stand in a log about elements, in their order: of each the last one that lasts; undefined where there is none. */
export async function findStanding(
  pool: Pool,
  { network, watchdog, origin }: LogOwner,
  asked: readonly { readonly subject: Element; readonly statement: Statement }[],
): Promise<(Standing | undefined)[]> {
  const wanted = asked.map(({ subject, statement }) => ({ id: elementId(subject), statement, subject }))
  const { rows } = await pool.query<Said & { at: string; entry: Buffer }>(STANDING, [
    network,
    watchdog,
    origin,
    JSON.stringify(wanted),
  ])
  const found = new Map(
    rows.map((row) => [Number(row.at), { hash: hashOf(row.entry), said: saidBy(row) }] as const),
  )
  return asked.map((_each, index) => found.get(index + 1))
}

type Said = Pick<VerdictBody['verdict'], 'outcome' | 'code' | 'fault'>

/** Outcome, code and fault in one text: two verdicts that agree in it say the same. */
export function saidBy({ outcome, code, fault }: Said): string {
  return [outcome, code, fault].join()
}
