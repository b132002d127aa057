import { toBytes } from '../../claim/hex.ts'
import type { Reconciliation } from '../../economics/reconcile.ts'
import type { Pool } from '../../platform/database.ts'

/** Writes the day's comparison of ledger and chain, once per closing block. */
export async function recordReconciliations(
  pool: Pool,
  network: string,
  day: Date,
  rows: readonly Reconciliation[],
): Promise<void> {
  for (const row of rows)
    await pool.query(
      `insert into keeper.reconciliation (network, chain_id, account, token, from_block, to_block, day, expected,
         observed, difference, status)
       values ($1, $2, $3, $4, $5, $6, ($7::timestamptz at time zone 'UTC')::date, $8, $9, $10, $11) on conflict do nothing`,
      [
        network,
        row.chain,
        toBytes(row.account),
        toBytes(row.token),
        row.fromBlock,
        row.toBlock,
        day,
        row.expected?.toString() ?? null,
        row.observed.toString(),
        row.difference?.toString() ?? null,
        row.status,
      ],
    )
}
