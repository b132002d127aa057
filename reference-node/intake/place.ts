import { elementId } from '../../src/claim/sample/population.ts'
import type { Pool } from '../../src/platform/database.ts'
import { parseBody, type VerdictBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import { OwnIndex } from '../sample/sampled-index.ts'
import { recordAnswers } from '../work/record.ts'

const TOGETHER = 200
const DETAIL_LENGTH = 2000
/** The first pause before a verdict whose subject the index does not have is looked at again, doubled with each next one. */
const PAUSE_SECONDS = 15
const LONGEST_PAUSE_SECONDS = 86_400

const DUE = `select i.origin, i.index, e.bundle from watch.intake_verdict i join watch.log_entry e using (origin, index)
  join watch.log l using (origin) where l.network = $1 and i.next_try_at <= now() order by i.origin, i.index limit ${TOGETHER}`
const LATER = `update watch.intake_verdict set tries = tries + 1,
    next_try_at = now() + make_interval(secs => least(${PAUSE_SECONDS} * power(2, least(tries, 20)), ${LONGEST_PAUSE_SECONDS}))
  where origin = $1 and index = $2`
const PLACED = 'update watch.log_entry set verdict = $3 where origin = $1 and index = $2'
const STANDING = `select number from watch.verdict where network = $1 and watchdog = $2 and subject_kind = $3 and subject_id = $4
  and block_hash = decode($5, 'hex') and statement = $6 and not transient order by number desc limit 1`

/**
 * Places verdicts of received logs among those of all watchdogs, each under the name of its log, so that disagreements are found. One
 * whose subject this index does not have is tried again later. None of them counts for a node: no stranger's word does.
 * Returns how many were placed.
 */
export async function placeVerdicts(pool: Pool, network: string): Promise<number> {
  const { rows } = await pool.query<{ origin: string; index: number; bundle: Buffer }>(DUE, [network])
  const index = new OwnIndex(pool, network)
  let placed = 0
  for (const { origin, index: entry, bundle } of rows) {
    const body = parseBody('verdict', (await openBundle(bundle)).body)
    const subject = await index.findSubject(body.subject, body.statement)
    if (!subject) {
      await pool.query(LATER, [origin, entry])
      continue
    }
    const speaker = { network, watchdog: origin }
    const { verdict, conditions, statement } = body
    const corrects = await findCorrected(pool, speaker, body)
    const answer = {
      subject: { ...subject, node: null },
      statement,
      verdict: { ...verdict, detail: verdict.detail.slice(0, DETAIL_LENGTH) },
      conditions,
      nextTryAt: null,
      ...(corrects === undefined
        ? {}
        : { correction: { corrects, reason: body.reason?.slice(0, DETAIL_LENGTH) || 'judged again' } }),
    }
    await recordAnswers(pool, speaker, [answer], async (client, [number]) => {
      if (number !== undefined) await client.query(PLACED, [origin, entry, number])
      await client.query('delete from watch.intake_verdict where origin = $1 and index = $2', [origin, entry])
    })
    placed++
  }
  return placed
}

/** The lasting verdict of this log that one of its verdicts corrects; undefined where it corrects none. */
async function findCorrected(
  pool: Pool,
  { network, watchdog }: { readonly network: string; readonly watchdog: string },
  { corrects, subject, statement }: VerdictBody,
): Promise<number | undefined> {
  if (corrects === null) return undefined
  const { rows } = await pool.query<{ number: number }>(STANDING, [
    network,
    watchdog,
    subject.kind,
    elementId(subject),
    subject.blockHash.slice(2),
    statement,
  ])
  return rows[0]?.number
}

/** The logs of a network that were received, with their sizes. */
export async function listReceived(
  pool: Pool,
  network: string,
): Promise<{ readonly origin: string; readonly key: string; readonly size: number }[]> {
  const { rows } = await pool.query(
    'select origin, key, size from watch.log where network = $1 and received order by origin',
    [network],
  )
  return rows
}
