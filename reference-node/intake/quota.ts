import type { Pool } from '../../src/platform/database.ts'
import { IntakeRefused } from './refused.ts'

/** What one log may push in a day of UTC. */
export interface IntakeLimits {
  readonly entries: number
  readonly bytes: number
  /** Of the evidence of its bundles, in bytes: apart, so that none of it keeps a bundle out. */
  readonly evidenceBytes: number
}

const TODAY = `(now() at time zone 'UTC')::date`
// Added only where the sum stays within the limits: of two requests at once none slips through.
const ADD = `insert into watch.intake_day as d select $1, ${TODAY}, $2::bigint, $3::bigint where $2::bigint <= $4::bigint and $3::bigint <= $5::bigint
  on conflict (origin, day) do update set entries = d.entries + excluded.entries, bytes = d.bytes + excluded.bytes
    where d.entries + excluded.entries <= $4::bigint and d.bytes + excluded.bytes <= $5::bigint`

const ADD_EVIDENCE = `insert into watch.intake_day as d select $1, ${TODAY}, 0, 0, $2::bigint where $2::bigint <= $3::bigint
  on conflict (origin, day) do update set evidence_bytes = d.evidence_bytes + excluded.evidence_bytes
    where d.evidence_bytes + excluded.evidence_bytes <= $3::bigint`

/**
 * Counts a piece of evidence of a log against its day.
 * @throws IntakeRefused `INTAKE_LIMIT` when the day has no room for it
 */
export async function chargeEvidence(
  pool: Pool,
  origin: string,
  bytes: number,
  { evidenceBytes }: Pick<IntakeLimits, 'evidenceBytes'>,
): Promise<void> {
  const { rowCount } = await pool.query(ADD_EVIDENCE, [origin, bytes, evidenceBytes])
  if (rowCount === 0)
    throw new IntakeRefused(
      429,
      'INTAKE_LIMIT',
      `the evidence of ${origin} may take ${evidenceBytes} bytes in a day of UTC`,
    )
}

/**
 * Counts what a log pushed against its day, kept in the database.
 * @throws IntakeRefused `INTAKE_LIMIT` when the day has no room for it
 */
export async function charge(
  pool: Pool,
  origin: string,
  pushed: Pick<IntakeLimits, 'entries' | 'bytes'>,
  limits: IntakeLimits,
): Promise<void> {
  const values = [origin, pushed.entries, pushed.bytes, limits.entries, limits.bytes]
  const { rowCount } = await pool.query(ADD, values)
  if (rowCount === 0)
    throw new IntakeRefused(
      429,
      'INTAKE_LIMIT',
      `${origin} may push ${limits.entries} entries and ${limits.bytes} bytes in a day of UTC`,
    )
}
