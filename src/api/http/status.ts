import { WARNINGS } from '../../claim/trouble.ts'
import type { Pool } from '../../platform/database.ts'
import { shownMessage } from '../../platform/log.ts'

export interface ChainStatus {
  readonly network: string
  readonly chainId: number
  readonly height: number
  readonly head: number
  readonly lag: number
  readonly finalizedHeight: number
  readonly updatedAt: string
  /** Why its index does not move; null while it does. */
  readonly trouble: { readonly code: string; readonly message: string; readonly since: string } | null
}

const TIME = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Where every chain stands that an indexer works on. */
export async function listChainStatus(pool: Pool): Promise<ChainStatus[]> {
  const { rows } = await pool.query(
    `select network, chain_id as "chainId", height, head, lag, finalized_height as "finalizedHeight",
      ${TIME('updated_at')} as "updatedAt", trouble_code as code, trouble as message, ${TIME('trouble_since')} as since
    from api.chain_state order by 1, 2`,
  )
  return rows.map(({ code, message, since, ...chain }) => ({
    ...chain,
    trouble: code && { code, message: shownMessage(message ?? ''), since },
  }))
}

export interface Readiness {
  readonly ready: boolean
  /** Why not; empty when ready. */
  readonly reasons: string[]
}

/**
 * Ready: something is indexed, and of the chains that are, none is in trouble or further behind its head than `readyLag` blocks. A
 * chain of which nothing is stored yet keeps nobody from reading the others.
 */
export function readiness(chains: readonly ChainStatus[], readyLag: number): Readiness {
  const indexed = chains.filter(({ height }) => height >= 0)
  if (!indexed.length) return { ready: false, reasons: ['nothing is indexed yet'] }
  const reasons = indexed.flatMap(({ network, chainId, lag, trouble }) => {
    const name = `${network} chain ${chainId}`
    return [
      ...(lag > readyLag ? [`${name} is ${lag} blocks behind, limit ${readyLag}`] : []),
      ...(trouble && !WARNINGS.includes(trouble.code) ? [`${name} does not move: ${trouble.code}`] : []),
    ]
  })
  return { ready: reasons.length === 0, reasons }
}
