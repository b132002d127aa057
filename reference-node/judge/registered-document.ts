import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { type Registered, verifyDocument } from '../../src/claim/registered-document.ts'
import type { RegistrationRecord } from '../evidence/records.ts'

/**
 * What does not hold of a document that was found inside another call is nobody's fault: nothing shows that the registry saw it.
 * @throws NotCheckable `CALLDATA_UNPROVED`
 */
export async function unproved<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify()
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    throw new NotCheckable(
      'CALLDATA_UNPROVED',
      `the document that stands in the call of another contract does not hold: ${error.message}`,
      { cause: error },
    )
  }
}

/**
 * Whether what a registration names may be held against anybody, or for them: the registry read it, or the hardware vouches for it.
 * A document that stands in the call of another contract may not be the one that was registered.
 * @throws NotCheckable `CALLDATA_UNPROVED`
 */
export async function assertCounts(
  { direct, call }: RegistrationRecord,
  registered: Registered,
): Promise<void> {
  if (!direct && call) await unproved(async () => verifyDocument(call, registered))
}
