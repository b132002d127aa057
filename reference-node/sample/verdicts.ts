import { type Hash32, hashOf, toBytes } from '../../src/claim/hex.ts'
import { type Element, elementId } from '../../src/claim/sample/population.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'

/** Whose verdicts, and in which log. */
export interface LogOwner {
  readonly network: string
  readonly watchdog: string
  readonly origin: string
}

const UNLOGGED = `select v.number, v.chain_id, v.subject_kind, v.subject_id, v.block_number, v.block_hash, v.statement, v.outcome,
    v.code, v.fault, v.detail, v.conditions, v.correction_reason, c.entry as corrects
  from watch.verdict v left join watch.log_entry c on c.origin = $3 and c.verdict = v.corrects
  where v.network = $1 and v.watchdog = $2 and not v.transient
    and not exists (select from watch.log_entry e where e.origin = $3 and e.verdict = v.number)
  order by v.number limit $4`

/** Lasting verdicts that the log does not have yet, oldest first, each as the body of its bundle. */
export async function listUnlogged(
  pool: Pool,
  { network, watchdog, origin }: LogOwner,
  limit: number,
): Promise<{ readonly number: number; readonly body: JsonObject }[]> {
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
    const { outcome, code, fault, detail } = row
    const verdict = { outcome, code, fault, detail, transient: false }
    const correction = { corrects: row.corrects && hashOf(row.corrects), reason: row.correction_reason }
    const body = {
      network,
      statement: row.statement,
      subject,
      verdict,
      conditions: row.conditions,
      claim: null,
      evidence: null,
      ...correction,
    }
    return { number: row.number, body }
  })
}

const LOGGED = `select e.entry, v.outcome, v.code, v.fault from watch.verdict v join watch.log_entry e on e.verdict = v.number and e.origin = $3
  where v.network = $1 and v.watchdog = $2 and v.subject_kind = $4 and v.subject_id = $5 and v.statement = $6
    and v.block_hash = $7 and not v.transient order by v.number desc limit 1`

/** The verdict that stands in the log about an element: its bundle's hash, and outcome, code and fault in one text; undefined when there is none. */
export async function findLogged(
  pool: Pool,
  { network, watchdog, origin }: LogOwner,
  element: Element,
  statement: Statement,
): Promise<{ readonly hash: Hash32; readonly said: string } | undefined> {
  const values = [
    network,
    watchdog,
    origin,
    element.kind,
    elementId(element),
    statement,
    toBytes(element.blockHash),
  ]
  const { rows } = await pool.query<{ entry: Buffer; outcome: string; code: string; fault: string | null }>(
    LOGGED,
    values,
  )
  const [row] = rows
  return row && { hash: hashOf(row.entry), said: [row.outcome, row.code, row.fault].join() }
}
