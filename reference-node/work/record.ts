import type { Statement, Verdict } from '../../src/claim/verdict.ts'
import type { Pool, PoolClient } from '../../src/platform/database.ts'
import { CHANNELS } from '../../src/platform/notifications.ts'
import { inTransaction } from '../../src/platform/transaction.ts'
import type { DueSubject } from '../judge/subject.ts'
import { LOG_TABLES } from './log-tables.ts'
import { WRITING } from './rollup.ts'

/** Whose verdicts, and whose work. */
export interface Speaker {
  readonly network: string
  readonly watchdog: string
}

interface Correction {
  /** Number of the verdict that proved wrong. */
  readonly corrects: number
  /** Why it was wrong. */
  readonly reason: string
}

/** What came of one question. */
export interface SubjectAnswer {
  readonly subject: DueSubject
  readonly statement: Statement
  /** Undefined: there is nothing to say yet, only a time to ask again. */
  readonly verdict: Verdict | undefined
  readonly conditions: Readonly<Record<string, unknown>>
  /** The lasting verdict that this one corrects; undefined for an answer to an open question. */
  readonly correction?: Correction
  /** The lease under which the question was asked: nothing is written once the block is leased again. Absent: asked by hand. */
  readonly fence?: number
  /** When the question is asked again; null: it is answered. */
  readonly nextTryAt: Date | null
}

// The block's hash stands in the statement that writes: a reorg between the check and this line must lose, and must lose
// here. The row locks keep the facts in place until the verdicts stand. An answer of no answer is said once, however
// often it is tried. A correction is written only of a lasting verdict about the same that says something else.
// A worker whose lease ran out while it was at work has no say, however late it comes: `fence` is its lease's number.
const HOLDS = `(s.fence is null or exists (select from watch.work w where w.network = $1 and w.watchdog = $2
  and w.chain_id = s.chain_id and w.block_number = s.block_number and w.fence = s.fence))`
// Nobody leases these blocks until the transaction ends. They are locked in the order in which everybody does: that of blocks.
const HOLD = `select from watch.work where network = $1 and watchdog = $2 and fence = any($3) order by chain_id, block_number for share`

const write = (table: string) => `
  with said as (select * from jsonb_to_recordset($3::jsonb) as each(chain_id bigint, block_number integer,
      position integer, block_hash bytea, kind text, id text, node bytea, statement text, outcome text, code text,
      fault text, detail text, transient boolean, conditions jsonb, corrects bigint, correction_reason text, fence bigint)),
    fact as (select chain_id, block_number, position, block_hash, block_time from ${table}
      where network = $1 and phase = 0 and (chain_id, block_number, position) in
        (select chain_id, block_number, position from said) for share)
  insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node,
    statement, outcome, code, fault, detail, transient, conditions, subject_time, checked_at,
    corrects, correction_reason)
  select $1, s.chain_id, $2, s.kind, s.id, s.block_number, s.block_hash, s.node, s.statement, s.outcome, s.code, s.fault,
    s.detail, s.transient, s.conditions, fact.block_time, now(), s.corrects, s.correction_reason
  from said s join fact using (chain_id, block_number, position, block_hash)
  where ${HOLDS} and (not s.transient or s.code is distinct from (select p.code from watch.verdict p where p.network = $1
    and p.watchdog = $2 and p.subject_kind = s.kind and p.subject_id = s.id and p.block_hash = s.block_hash
    and p.statement = s.statement order by p.number desc limit 1))
    and (s.corrects is null or exists (select from watch.verdict w where w.number = s.corrects and w.network = $1
      and w.watchdog = $2 and w.subject_kind = s.kind and w.subject_id = s.id and w.block_hash = s.block_hash
      and w.statement = s.statement and not w.transient
      and (w.outcome, w.code, w.fault) is distinct from (s.outcome, s.code, s.fault)))
  on conflict do nothing returning number`

const TRIES = `from jsonb_to_recordset($3::jsonb) as s(chain_id bigint, block_number integer, block_hash bytea,
  kind text, id text, statement text, next_try_at timestamptz, fence bigint) where ${HOLDS}`
const FORGET = `delete from watch.retry r using (select * ${TRIES}) s
  where r.network = $1 and r.watchdog = $2 and r.subject_kind = s.kind and r.subject_id = s.id
    and r.block_hash = s.block_hash and r.statement = s.statement and s.next_try_at is null`
const REMEMBER = `insert into watch.retry (network, watchdog, subject_kind, subject_id, chain_id, block_number, block_hash,
    statement, tries, tried_at, next_try_at)
  select $1, $2, kind, id, chain_id, block_number, block_hash, statement, 1, now(), next_try_at ${TRIES} and next_try_at is not null
  on conflict (network, watchdog, subject_kind, subject_id, block_hash, statement)
    do update set tries = retry.tries + 1, tried_at = now(), next_try_at = excluded.next_try_at`

/**
 * Writes answers, each once, all or none of the list. Returns the numbers of the verdicts that were written: fewer when
 * a block is gone, when its lease was given to another worker, when somebody was faster, when the same answer of no answer stands already, or when a correction says
 * what the verdict said that it is to correct. `andThen`: what else is written with the numbers, in the same transaction: so whoever is told of a verdict finds that too.
 */
export async function recordAnswers(
  pool: Pool,
  speaker: Speaker,
  answers: readonly SubjectAnswer[],
  andThen?: (client: PoolClient, numbers: readonly number[]) => Promise<void>,
): Promise<number[]> {
  return inTransaction(pool, async (client) => {
    await client.query(WRITING)
    const fences = [...new Set(answers.flatMap(({ fence }) => fence ?? []))]
    if (fences.length) await client.query(HOLD, [...names(speaker), fences])
    const numbers: number[] = []
    for (const [table, said] of byTable(answers)) {
      const { rows } = await client.query<{ number: number }>(write(table), [
        ...names(speaker),
        JSON.stringify(said.map(toRow)),
      ])
      numbers.push(...rows.map((row) => row.number))
    }
    const tries = [...names(speaker), JSON.stringify(answers.map(toTry))]
    await client.query(FORGET, tries)
    await client.query(REMEMBER, tries)
    await andThen?.(client, numbers)
    await tell(client, speaker, numbers)
    return numbers
  })
}

async function tell(client: PoolClient, { network }: Speaker, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return
  const said = JSON.stringify({ network, number: Math.max(...numbers) })
  await client.query('select pg_notify($1, $2)', [CHANNELS.verdict, said])
}

function names({ network, watchdog }: Speaker): string[] {
  return [network, watchdog]
}

function byTable(answers: readonly SubjectAnswer[]): Map<string, SubjectAnswer[]> {
  const tables = new Map<string, SubjectAnswer[]>()
  for (const answer of answers) {
    if (!answer.verdict) continue
    const { kind, leafIndex } = answer.subject
    const table = leafIndex === null ? LOG_TABLES[kind] : LOG_TABLES.settlement
    tables.set(table, [...(tables.get(table) ?? []), answer])
  }
  return tables
}

function toRow(answer: SubjectAnswer): object {
  const { subject, verdict, conditions, correction } = answer
  const isOthers = verdict?.outcome === 'rejected' && verdict.fault !== 'node' && verdict.fault !== 'registry'
  return {
    ...verdict,
    ...toTry(answer),
    position: subject.position,
    // A node's record holds what the node did. What somebody else did in its name stays with the subject alone.
    node: subject.node && !isOthers ? toBytea(subject.node) : null,
    conditions,
    corrects: correction?.corrects ?? null,
    correction_reason: correction?.reason ?? null,
  }
}

function toTry({ subject, statement, nextTryAt, fence }: SubjectAnswer): object {
  return {
    kind: subject.kind,
    id: subject.id,
    chain_id: subject.chainId,
    block_number: subject.block,
    block_hash: toBytea(subject.blockHash),
    statement,
    next_try_at: nextTryAt,
    fence: fence ?? null,
  }
}

/** As Postgres reads a bytea in JSON. */
function toBytea(hex: string): string {
  return `\\x${hex.slice(2)}`
}
