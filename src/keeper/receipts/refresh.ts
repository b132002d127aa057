import { CodedError } from '../../claim/errors.ts'
import type { ChainLook } from '../look.ts'
import {
  listUnreadReceipts,
  recordReceipt,
  recordReceiptMiss,
  type UnreadReceipt,
} from '../store/receipts.ts'
import { readReceipt } from './read.ts'

/** So many at one look: a first look at a long history takes several. */
const AT_ONCE = 500
/** So many are asked for together. */
const TOGETHER = 20

/**
 * Asks for the receipts of the final transactions that locked or delivered requests of a market: who sent them, and what that one paid for
 * gas and for the data on a parent chain. Where nobody answers any of those that are asked for together, the rest waits for the next look.
 * Returns how many were read.
 */
export async function refreshReceipts(look: ChainLook): Promise<number> {
  const rows = { pool: look.pool, network: look.network.name, chain: look.chain }
  const unread = await listUnreadReceipts(rows, AT_ONCE)
  let read = 0
  for (let from = 0; from < unread.length; from += TOGETHER) {
    const group = unread.slice(from, from + TOGETHER)
    const answered = await Promise.all(group.map((each) => refreshReceipt(look, each)))
    read += answered.filter(Boolean).length
    if (!answered.some(Boolean)) break
  }
  return read
}

/** Whether the receipt was read. */
async function refreshReceipt(
  { pool, network, chain, endpoints, log, signal }: ChainLook,
  unread: UnreadReceipt,
): Promise<boolean> {
  const rows = { pool, network: network.name, chain }
  const family = network.chains.find(({ id }) => id === chain)?.family ?? 'opstack'
  try {
    await recordReceipt(rows, unread, await readReceipt(endpoints, { ...unread, family }, signal))
    return true
  } catch (error) {
    if (signal.aborted || !(error instanceof CodedError)) throw error
    await recordReceiptMiss(rows, unread, error.code)
    log.warn({ code: error.code, chain, hash: unread.txHash }, error.message)
    return false
  }
}
