import { toBytes } from '../src/claim/hex.ts'
import type { Statement, SubjectKind, Verdict } from '../src/claim/verdict.ts'
import type { Pool, PoolClient } from '../src/platform/database.ts'
import { CHANNELS } from '../src/platform/notifications.ts'
import type { Judged } from './judge.ts'
import type { DueSubject } from './pick.ts'

export interface Speaker {
  readonly network: string
  readonly watchdog: string
}

// Where the log of each kind of subject stands. A leaf's log is its settlement's.
const TABLES: { readonly [K in SubjectKind]: string } = {
  registration: 'facts.node_registered',
  heartbeat: 'facts.heartbeat',
  settlement: 'facts.settlement',
  claim: 'facts.settled_claim',
}

/**
 * Writes a verdict once. Returns its number, or undefined when nothing was written: the block is gone, somebody was
 * faster, or the same answer of no answer stands already.
 */
export async function recordVerdict(
  pool: Pool,
  { network, watchdog }: Speaker,
  subject: DueSubject,
  statement: Statement,
  { verdict, conditions }: Judged,
  nextTryAt: Date | null,
): Promise<number | undefined> {
  const table = subject.leafIndex === null ? TABLES[subject.kind] : TABLES.settlement
  const client = await pool.connect()
  try {
    await client.query('begin')
    // The block's hash stands in the statement that writes: a reorg between the check and this line must lose, and must
    // lose here. The row lock keeps the fact in place until the verdict stands.
    const { rows } = await client.query<{ number: number }>(
      `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node,
         statement, outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
       select network, chain_id, $6, $7, $8, block_number, block_hash, $9, $10, $11, $12, $13, $14, $15, $16, block_time, now()
       from (select * from ${table} where network = $1 and chain_id = $2 and block_number = $3 and phase = 0
         and position = $4 and block_hash = $5 for share) fact
       where not $15 or $12 is distinct from (select p.code from watch.verdict p where p.network = $1 and p.watchdog = $6
         and p.subject_kind = $7 and p.subject_id = $8 and p.block_hash = $5 and p.statement = $10
         order by p.number desc limit 1)
       on conflict do nothing returning number`,
      [
        network,
        subject.chainId,
        subject.block,
        subject.position,
        toBytes(subject.blockHash),
        watchdog,
        subject.kind,
        subject.id,
        nodeOf(subject, verdict),
        statement,
        verdict.outcome,
        verdict.code,
        verdict.fault,
        verdict.detail,
        verdict.transient,
        JSON.stringify(conditions),
      ],
    )
    await recordTry(client, { network, watchdog }, subject, statement, nextTryAt)
    const number = rows[0]?.number
    if (number !== undefined)
      await client.query('select pg_notify($1, $2)', [CHANNELS.verdict, JSON.stringify({ network, number })])
    await client.query('commit')
    return number
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Notes when an unanswered question is asked again; null: it is answered. */
export async function recordTry(
  client: Pool | PoolClient,
  { network, watchdog }: Speaker,
  subject: DueSubject,
  statement: Statement,
  nextTryAt: Date | null,
): Promise<void> {
  const key = [network, watchdog, subject.kind, subject.id, toBytes(subject.blockHash), statement]
  const place = `network = $1 and watchdog = $2 and subject_kind = $3 and subject_id = $4 and block_hash = $5
    and statement = $6`
  if (nextTryAt === null) await client.query(`delete from watch.retry where ${place}`, key)
  else
    await client.query(
      `insert into watch.retry (network, watchdog, subject_kind, subject_id, block_hash, statement, tries, tried_at,
         next_try_at) values ($1, $2, $3, $4, $5, $6, 1, now(), $7)
       on conflict (network, watchdog, subject_kind, subject_id, block_hash, statement)
         do update set tries = retry.tries + 1, tried_at = now(), next_try_at = excluded.next_try_at`,
      [...key, nextTryAt],
    )
}

// A node's record holds what the node did. What somebody else did in its name stays with the subject alone.
function nodeOf({ node }: DueSubject, { outcome, fault }: Verdict): Uint8Array | null {
  const isOthers = outcome === 'rejected' && fault !== 'node' && fault !== 'registry'
  return node && !isOthers ? toBytes(node) : null
}
