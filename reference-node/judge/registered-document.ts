import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { type NitroExpectations, verifyNitro } from '../checks/nitro/verify.ts'
import type { RegistrationRecord } from '../evidence/records.ts'
import type { Trust } from '../evidence/trust.ts'

/** og-evm precompiles/tee: how old a document may be when it is registered. */
const MAX_AGE_SECONDS = 300

type Call = NonNullable<RegistrationRecord['call']>

/** Where a document was registered: what it must have come from, and when, in Unix seconds. */
export interface Registered extends Pick<Trust, 'roots'> {
  readonly at: number
}

/**
 * The hardware vouches for a registered document, and it binds the registered key and certificate.
 * @throws as {@link verifyNitro} does
 */
export function verifyDocument(
  { attestation, signingKey, tlsCertificate }: Call,
  { at, roots }: Registered,
  more: Pick<NitroExpectations, 'approvedPcrHashes'> = {},
) {
  return verifyNitro(
    attestation,
    { at: new Date(at * 1000), roots, allowDebug: false },
    {
      maxAgeSeconds: MAX_AGE_SECONDS,
      signingKeySpki: signingKey,
      tlsCertificateDer: tlsCertificate,
      ...more,
    },
  )
}

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
