import type { Logger } from 'pino'
import { CodedError, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { askObject } from '../balances/endpoints.ts'
import type { ChainLook } from '../look.ts'
import { listUnknownSenders, recordSender } from '../store/senders.ts'
import { recoverSender, type Sender } from './recover.ts'

/** So many at one look: a first look at a long history takes several. */
const AT_ONCE = 500

/**
 * Proves who signed the final transactions of a chain whose sender matters: those that disabled a node or settled. One
 * endpoint is enough, for its answer proves itself. Returns how many were written.
 */
export async function refreshSenders(look: ChainLook): Promise<number> {
  const { pool, network, chain, endpoints, log, signal } = look
  let written = 0
  for (const hash of await listUnknownSenders(pool, network.name, chain, AT_ONCE)) {
    const sender = await findSender(endpoints, hash, log, signal)
    if (sender === undefined) continue
    await recordSender(pool, network.name, chain, hash, sender)
    written++
  }
  return written
}

async function findSender(
  endpoints: readonly string[],
  hash: Hash32,
  log: Logger,
  signal: AbortSignal,
): Promise<Sender | undefined> {
  for (const endpoint of endpoints)
    try {
      return await recoverSender(await askObject(endpoint, 'eth_getTransactionByHash', [hash], signal), hash)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      // A silent endpoint is for the next look; an answer that does not prove itself is for another endpoint.
      const level = error instanceof Unavailable ? 'debug' : 'warn'
      log[level]({ hash, code: error.code, err: error }, 'no proof of a sender')
    }
  return undefined
}
