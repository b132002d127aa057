import { CodedError, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { askObject } from '../endpoints.ts'
import type { ChainLook } from '../look.ts'
import { listUnknownSenders, recordSender, recordSenderMiss } from '../store/senders.ts'
import { recoverSender, type Sender } from './recover.ts'

/** So many at one look: a first look at a long history takes several. */
const AT_ONCE = 500
/** A sender that was asked for in vain so often is worth a line in the log. */
const TRIES_BEFORE_WARNING = 3

/**
 * Proves who signed the final transactions of a chain whose sender matters: those that disabled a node, approved or revoked a
 * measurement, or settled. One
 * endpoint is enough, for its answer proves itself. One that none proves is asked for again later, after the others. Returns
 * how many were written.
 */
export async function refreshSenders(look: ChainLook): Promise<number> {
  const { pool, network, chain, log } = look
  let written = 0
  for (const hash of await listUnknownSenders(pool, network.name, chain, AT_ONCE)) {
    const found = await findSender(look, hash)
    if (!('code' in found)) {
      await recordSender(pool, network.name, chain, hash, found)
      written++
      continue
    }
    const tries = await recordSenderMiss(pool, network.name, chain, hash, found.code)
    if (tries === TRIES_BEFORE_WARNING)
      log.warn(
        { hash, chain, code: found.code, tries },
        'no endpoint proves who sent a transaction: it stays unknown',
      )
  }
  return written
}

/** The sender, or why none of the endpoints proved it. */
async function findSender(
  { endpoints, log, signal }: ChainLook,
  hash: Hash32,
): Promise<Sender | { readonly code: string }> {
  let code = 'UNAVAILABLE_ENDPOINTS'
  for (const endpoint of endpoints)
    try {
      return await recoverSender(await askObject(endpoint, 'eth_getTransactionByHash', [hash], signal), hash)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      code = error.code
      // A silent endpoint is for the next look; an answer that does not prove itself is for another endpoint.
      const level = error instanceof Unavailable ? 'debug' : 'warn'
      log[level]({ hash, code, err: error }, 'no proof of a sender')
    }
  return { code }
}
