import { type Fault, Rejected } from '../../src/claim/errors.ts'

/** The node's key made these, in another form than the network has: who is to blame for that, nothing shows. */
const UNATTRIBUTED: readonly string[] = ['REJECTED_SIGNATURE_KIND', 'REJECTED_SIGNATURE_SALT']

/**
 * Runs a check for a caller who knows who brought the evidence, and names that party where the check itself cannot
 * tell (`unknown`). A check alone sees bytes, not who put them on chain.
 */
export async function blaming<T>(fault: Fault, check: () => Promise<T> | T): Promise<T> {
  try {
    return await check()
  } catch (error) {
    throw error instanceof Rejected ? attribute(error, fault) : error
  }
}

/** The same rejection with a party named, where it names none and something shows whose act it was. */
export function attribute(error: Rejected, fault: Fault, message = error.message): Rejected {
  const isShown = error.fault === 'unknown' && !UNATTRIBUTED.includes(error.code)
  return error.with({ message, ...(isShown && { fault }) })
}
