import { X509Certificate } from 'node:crypto'
import { CodedError } from './errors.ts'
import { KnownLinks } from './nitro-chain.ts'
import { verifyNitro } from './nitro-verify.ts'

/** Kinds of trusted hardware that are told apart. */
export const TEE_KINDS = ['nitro', 'tdx', 'sgx', 'sev-snp'] as const
type TeeKind = (typeof TEE_KINDS)[number]

/** What an attestation proves of the machine that it was made on, at the moment of the registration. */
interface AttestedPlatform {
  readonly kind: TeeKind
  /** Whose root key vouches for it. */
  readonly vendor: string
  /** Null: the document does not say. */
  readonly cloud: string | null
  readonly region: string | null
}

/** A platform that is proved, or the code of why it is not. */
export type FoundPlatform =
  | { readonly platform: AttestedPlatform }
  | { readonly platform: null; readonly code: string }

/** What a registered document is judged by. */
export interface PlatformTrust {
  /** Roots that the network's attestations chain to, exact DER bytes. */
  readonly roots: readonly Uint8Array[]
  /** AWS' own: of documents that chain to them, AWS says cloud and region. */
  readonly awsRoots: readonly Uint8Array[]
  /** The registration's block time. */
  readonly at: Date
  /** The key that was registered, SPKI DER: a document that binds another is of another machine. */
  readonly signingKey: Uint8Array | null
  readonly links?: KnownLinks
}

// An enclave's certificate is named i-<instance>-enc<enclave>.<region>.aws by the hypervisor's chain.
const REGION = /(?:^|\n)CN=[^\n]*\.([a-z]{2}(?:-[a-z]+)+-\d+)\.aws$/m

/**
 * The machine behind a registered attestation document, as far as its hardware proves it; null stands for a document that is too long to
 * be kept. Never throws for what a document holds.
 */
export function findPlatform(document: Uint8Array | null, trust: PlatformTrust): FoundPlatform {
  if (document === null) return { platform: null, code: 'UNSUPPORTED_NITRO_SIZE' }
  if (trust.signingKey === null) return { platform: null, code: 'REJECTED_NITRO_KEY_BINDING' }
  try {
    const { cabundle, certificate } = verifyNitro(
      document,
      { at: trust.at, roots: trust.roots, allowDebug: true, links: trust.links ?? new KnownLinks() },
      { signingKeySpki: trust.signingKey },
    )
    // Both were read and their signatures checked before.
    const root = cabundle[0] as Uint8Array
    const isAws = trust.awsRoots.some((each) => Buffer.compare(each, root) === 0)
    if (!isAws) return { platform: { kind: 'nitro', vendor: nameOf(root), cloud: null, region: null } }
    const region = REGION.exec(new X509Certificate(certificate).subject)?.[1] ?? null
    return { platform: { kind: 'nitro', vendor: 'AWS Nitro', cloud: 'AWS', region } }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { platform: null, code: error.code }
  }
}

/** A root that is not the vendor's own vouches for nobody but whoever holds its key. */
function nameOf(root: Uint8Array): string {
  const name = /CN=([^\n]+)/.exec(new X509Certificate(root).subject)?.[1] ?? 'no name'
  return `Nitro documents under the root ${name}`
}
