import { CodedError } from '../../claim/errors.ts'
import type { Address } from '../../claim/hex.ts'
import { toLedger } from '../../economics/ledger.ts'
import { dayOf } from '../../economics/period.ts'
import { reconcile } from '../../economics/reconcile.ts'
import type { Pool } from '../../platform/database.ts'
import { getChain, type Network } from '../../platform/network.ts'
import type { ChainLook } from '../look.ts'
import {
  type BalanceRow,
  findFinalized,
  findLastReading,
  listOpenings,
  listPayees,
  recordBalances,
} from '../store/balances.ts'
import { listMovements } from '../store/movements.ts'
import { recordReconciliations } from '../store/reconciliations.ts'
import { readBalance } from './read.ts'

/**
 * Once per UTC day of a chain: reads what nodes' payees hold at the newest finalized and indexed block, compares with the
 * ledger since the last reading, and writes both. Returns how many balances were read; 0 when the day has its reading.
 */
export async function reconcileChain(look: ChainLook): Promise<number> {
  const { pool, network, chain: chainId, endpoints, log, signal } = look
  const block = await findFinalized(pool, network.name, chainId)
  if (!block) return 0
  const last = await findLastReading(pool, network.name, chainId)
  if (last !== undefined && dayOf(block.at.getTime() / 1000) <= last) return 0
  const accounts = await listAccounts(pool, network, chainId)
  const tokens = network.tokens.filter((token) => token.chain === chainId)
  const closing: BalanceRow[] = []
  for (const { address } of tokens)
    for (const account of accounts) {
      try {
        const { amount, vouchedBy } = await readBalance(endpoints, address, account, block.number, signal)
        closing.push({ chain: chainId, token: address, account, block: block.number, amount, vouchedBy })
      } catch (error) {
        if (signal.aborted || !(error instanceof CodedError)) throw error
        // One token's silence leaves the others; the next day's row then spans both days.
        log.warn({ code: error.code, chain: chainId, token: address, account }, error.message)
      }
    }
  const opening = await listOpenings(pool, network.name, chainId, block.number)
  const first = Math.min(...opening.map((each) => each.block), block.number)
  const facts = await listMovements(pool, network.name, chainId, first, block.number)
  const entries = toLedger(facts, {
    tokens: network.tokens,
    classOf: (chain) => getChain(network, chain).class,
    linkOf: () => null,
  })
  await recordBalances(pool, network.name, block, closing)
  await recordReconciliations(pool, network.name, block.at, reconcile(entries, opening, closing))
  return closing.length
}

async function listAccounts(pool: Pool, network: Network, chainId: number): Promise<readonly Address[]> {
  const labelled = network.labels
    .filter((label) => label.chain === undefined || label.chain === chainId)
    .filter((label) => label.kind === 'shared-payee' || label.kind === 'treasury')
    .map((label) => label.address)
  return [...new Set([...labelled, ...(await listPayees(pool, network.name))])]
}
