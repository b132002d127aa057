import type { Pool } from '../../platform/database.ts'

export interface ChainStatus {
  readonly network: string
  readonly chainId: number
  readonly height: number
  readonly head: number
  readonly lag: number
  readonly finalizedHeight: number
  readonly updatedAt: string
}

/** Where every indexed chain stands. */
export async function listChainStatus(pool: Pool): Promise<ChainStatus[]> {
  const { rows } = await pool.query(
    `select network, chain_id as "chainId", height, head, lag, finalized_height as "finalizedHeight",
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt"
    from api.chain order by 1, 2`,
  )
  return rows
}

export interface Readiness {
  readonly ready: boolean
  /** Why not; empty when ready. */
  readonly reasons: string[]
}

/** Ready: something is indexed and no chain is further behind its head than `readyLag` blocks. */
export function readiness(chains: readonly ChainStatus[], readyLag: number): Readiness {
  if (!chains.length) return { ready: false, reasons: ['nothing is indexed yet'] }
  const reasons = chains
    .filter((chain) => chain.lag > readyLag)
    .map(
      (chain) => `${chain.network} chain ${chain.chainId} is ${chain.lag} blocks behind, limit ${readyLag}`,
    )
  return { ready: reasons.length === 0, reasons }
}
