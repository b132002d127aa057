import { type Fault, Rejected } from '../../src/claim/errors.ts'

/**
 * Runs a check for a caller who knows who brought the evidence, and names that party where the check itself cannot
 * tell (`unknown`). A check alone sees bytes, not who put them on chain.
 */
export async function blaming<T>(fault: Fault, check: () => Promise<T> | T): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof Rejected) || error.fault !== 'unknown') throw error
    throw error.with({ fault })
  }
}
