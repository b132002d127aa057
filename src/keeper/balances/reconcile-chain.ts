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
 * Once per UTC day of a chain: reads what nodes' payees and the network's treasuries hold at the newest finalized and indexed
 * block, compares the payees' with the ledger since the last reading, and writes both. Returns how many balances were read; 0
 * when the day has its reading.
 */
export async function reconcileChain(look: ChainLook): Promise<number> {
  const { pool, network, chain: chainId, endpoints, log, signal } = look
  const block = await findFinalized(pool, network.name, chainId)
  if (!block) return 0
  const last = await findLastReading(pool, network.name, chainId)
  if (last !== undefined && dayOf(block.at.getTime() / 1000) <= last) return 0
  const payees = await listPaidAccounts(pool, network, chainId)
  const accounts = new Set([...labelled(network, chainId, 'treasury'), ...payees])
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
  // A treasury that no node is paid to is read and not compared: a reward's log does not say whose account it left, nor a slash
  // whose it entered, so the ledger holds one end of its movements and would differ every day.
  const followed = closing.filter(({ account }) => payees.has(account as Address))
  await recordReconciliations(pool, network.name, block.at, reconcile(entries, opening, followed))
  return closing.length
}

/** Accounts whose income the ledger follows: those that nodes are paid to, one's own or one that many share. */
async function listPaidAccounts(
  pool: Pool,
  network: Network,
  chainId: number,
): Promise<ReadonlySet<Address>> {
  return new Set([...labelled(network, chainId, 'shared-payee'), ...(await listPayees(pool, network.name))])
}

const labelled = ({ labels }: Network, chainId: number, kind: 'treasury' | 'shared-payee'): Address[] =>
  labels
    .filter((label) => label.kind === kind && (label.chain ?? chainId) === chainId)
    .map((label) => label.address)
