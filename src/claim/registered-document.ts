import type { NitroDocument } from './nitro.ts'
import { type NitroExpectations, verifyNitro } from './nitro-verify.ts'

/** og-evm precompiles/tee: how old a document may be when it is registered. */
const MAX_AGE_SECONDS = 300

/** What a registration hands in. */
export interface HandedIn {
  readonly attestation: Uint8Array
  readonly signingKey: Uint8Array
  readonly tlsCertificate: Uint8Array
}

/** Where a document was registered: what it must have come from (DER), and when, in Unix seconds. */
export interface Registered {
  readonly roots: readonly Uint8Array[]
  readonly at: number
}

/**
 * The document, when the hardware vouches for it and it binds the registered key and certificate.
 * @throws as {@link verifyNitro} does
 */
export function verifyDocument(
  { attestation, signingKey, tlsCertificate }: HandedIn,
  { at, roots }: Registered,
  more: Pick<NitroExpectations, 'approvedPcrHashes'> = {},
): NitroDocument {
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
