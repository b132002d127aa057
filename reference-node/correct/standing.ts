import { Misconfigured } from '../../src/claim/errors.ts'
import type { Outcome, Statement } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { DueSubject } from '../judge/subject.ts'
import { type SubjectRow, toSubject } from '../work/pick.ts'
import type { Speaker } from '../work/record.ts'

/** A lasting verdict that nothing has corrected yet. */
export interface StandingVerdict {
  readonly number: number
  readonly outcome: Outcome
  readonly code: string
  readonly fault: string | null
  readonly detail: string
}

export interface Standing {
  readonly subject: DueSubject
  readonly statement: Statement
  readonly verdict: StandingVerdict
}

// By place first: an index finds a block, and none finds an id.
const STANDING = `select s.*, v.number, v.outcome, v.code, v.fault, v.detail from watch.subject s
  join ingest.status i on i.network = s.network and i.chain_id = s.chain_id and s.block_number <= i.finalized_height
  cross join lateral (select * from watch.verdict v where v.network = s.network and v.watchdog = $2
    and v.subject_kind = s.kind and v.subject_id = s.id and v.block_hash = s.block_hash and v.statement = s.statement
    and not v.transient order by v.number desc limit 1) v
  where s.network = $1 and s.chain_id = $3 and s.block_number = $4 and s.id = $5
    and ($6::text is null or s.statement = $6) order by v.number`

/**
 * The lasting verdicts of a watchdog that stand about the subject of an id (chain-block-position, of a leaf with its index), or
 * that about one statement; of final blocks that the index has now.
 * @throws Misconfigured `VERDICT_UNKNOWN` when there is none
 */
export async function listStanding(
  pool: Pool,
  { network, watchdog }: Speaker,
  id: string,
  statement: string | undefined,
): Promise<Standing[]> {
  const [chainId, block] = id.split('-')
  const values = [network, watchdog, chainId, block, id, statement ?? null]
  const { rows } = await pool.query<SubjectRow & StandingVerdict>(STANDING, values)
  if (rows.length === 0)
    throw new Misconfigured(
      'VERDICT_UNKNOWN',
      `no lasting verdict of watchdog ${watchdog} (ASSAY_WATCHDOG) stands about ${statement ?? 'anything'} of ${id} on ${network}`,
    )
  return rows.map((row) => {
    const { number, outcome, code, fault, detail } = row
    return {
      subject: toSubject(row),
      statement: row.statement,
      verdict: { number, outcome, code, fault, detail },
    }
  })
}
