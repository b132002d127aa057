import type { Pool } from '../../platform/database.ts'
import type { Stated } from '../disclosures/judge.ts'

/** How each rule of a network stood when it was last seen to change. */
export async function listLatestDisclosures(
  pool: Pool,
  network: string,
): Promise<ReadonlyMap<string, Stated>> {
  const { rows } = await pool.query<Stated>(
    `select distinct on (rule) rule, status, value, unit, source, chain_id as chain,
       block_number as block, detail
     from keeper.disclosure where network = $1 order by rule, seen_at desc`,
    [network],
  )
  return new Map(rows.map((row) => [row.rule, row]))
}

/** Writes a change once; `seenAt` in Unix seconds. What stood before stays. */
export async function recordDisclosure(
  pool: Pool,
  network: string,
  stated: Stated,
  seenAt: number,
): Promise<void> {
  const { rule, status, value, unit, source, chain, block, detail } = stated
  await pool.query(
    `insert into keeper.disclosure (network, rule, seen_at, status, value, unit, source, chain_id, block_number, detail)
     values ($1, $2, to_timestamp($3), $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [network, rule, seenAt, status, value, unit, source, chain, block, detail],
  )
}
