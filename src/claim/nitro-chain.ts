import { createHash, type KeyObject } from 'node:crypto'
import { NotCheckable, Rejected } from './errors.ts'
import type { NitroDocument } from './nitro.ts'
import { type Certificate, DIGITAL_SIGNATURE, decodeCertificate, KEY_CERT_SIGN } from './nitro-certificate.ts'

/** How far a hypervisor's clock may run ahead of the block; og-evm nitro_attestation.go. */
export const CLOCK_SKEW_SECONDS = 60

/**
 * Signatures between certificates that have been seen to hold. Zonal and regional certificates live for days, so a
 * service meets the same links again and again; whether a signature holds does not depend on the time.
 */
export class KnownLinks {
  readonly #known = new Set<string>()

  holds(child: Certificate, issuer: Certificate): boolean {
    const link = createHash('sha256').update(issuer.der).update(child.der).digest('base64')
    if (this.#known.has(link)) return true
    if (!child.x509.verify(issuer.x509.publicKey)) return false
    if (this.#known.size >= 4096) this.#known.clear()
    this.#known.add(link)
    return true
  }
}

/**
 * The leaf's public key, once the chain from a pinned root to it has been validated as of `at` (RFC 5280 section 6,
 * the parts that AWS uses): signatures, names, validity, CA flag, path length, key usage.
 *
 * `roots` are exact DER bytes; the first certificate of the bundle must be one of them.
 * @throws Rejected: REJECTED_NITRO_ROOT, _CERT_CHAIN, _CERT_TIME, _CERT_CONSTRAINTS, and what decodeCertificate
 *   throws; NotCheckable UNSUPPORTED_NITRO_CERT_EXTENSION, _CERT_ALGORITHM
 */
export function verifyChain(
  document: Pick<NitroDocument, 'cabundle' | 'certificate'>,
  roots: readonly Uint8Array[],
  at: Date,
  links: KnownLinks,
): KeyObject {
  const [first] = document.cabundle
  if (first === undefined || !roots.some((root) => Buffer.compare(root, first) === 0))
    throw new Rejected('REJECTED_NITRO_ROOT', 'the chain does not start at a pinned root')
  const chain = [...document.cabundle, document.certificate].map(decodeCertificate)
  chain.forEach((certificate, index) => {
    assertConstraints(certificate, chain.length - 1 - index)
    assertValidAt(certificate, { at, index, isLeaf: index === chain.length - 1 })
    const issuer = chain[index - 1]
    // The root is believed for its bytes, not for its own signature over itself.
    if (issuer) assertIssued(certificate, issuer, links, index)
  })
  assertUnderstood(chain)
  return (chain.at(-1) as Certificate).x509.publicKey
}

/** `below` counts the certificates that stand under this one; 0 is the leaf. */
function assertConstraints(certificate: Certificate, below: number): void {
  const { isAuthority, pathLength, keyUsage } = certificate
  const place = below === 0 ? 'the leaf' : `the authority ${below} above the leaf`
  const expected = below === 0 ? DIGITAL_SIGNATURE : KEY_CERT_SIGN
  if (isAuthority !== below > 0)
    throw new Rejected('REJECTED_NITRO_CERT_CONSTRAINTS', `${place} has CA:${isAuthority}`)
  if (!keyUsage?.has(expected))
    throw new Rejected('REJECTED_NITRO_CERT_CONSTRAINTS', `${place} lacks key usage ${expected}`)
  if (pathLength !== null && below - 1 > pathLength)
    throw new Rejected(
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      `${place} allows ${pathLength} authorities below, got ${below - 1}`,
    )
}

/** RFC 5280 section 4.2 forbids to go on; but that something is unknown here is no fault of who issued it. */
function assertUnderstood(chain: readonly Certificate[]): void {
  const other = chain.findIndex(({ unknownAlgorithm }) => unknownAlgorithm !== null)
  if (other >= 0)
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_CERT_ALGORITHM',
      `the chain holds, but certificate ${other} has ${chain[other]?.unknownAlgorithm}, which is not read here`,
    )
  const index = chain.findIndex(({ unknownCritical }) => unknownCritical !== null)
  if (index >= 0)
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_CERT_EXTENSION',
      `the chain holds, but certificate ${index} has critical extension ${chain[index]?.unknownCritical}, which is not known here`,
    )
}

interface Moment {
  readonly at: Date
  readonly index: number
  readonly isLeaf: boolean
}

/**
 * A leaf is made with the enclave's document, by the hypervisor's clock, which may run ahead of the block: it has the
 * grace that the document has. Authorities are days old.
 */
function assertValidAt({ validFrom, validTo }: Certificate, { at, index, isLeaf }: Moment): void {
  const latest = at.getTime() + (isLeaf ? CLOCK_SKEW_SECONDS * 1000 : 0)
  if (!(latest >= validFrom.getTime() && at <= validTo))
    throw new Rejected(
      'REJECTED_NITRO_CERT_TIME',
      `certificate ${index} is valid ${validFrom.toISOString()} to ${validTo.toISOString()}, not at ${at.toISOString()}`,
    )
}

function assertIssued(child: Certificate, issuer: Certificate, links: KnownLinks, index: number): void {
  if (child.x509.issuer !== issuer.x509.subject)
    throw new Rejected('REJECTED_NITRO_CERT_CHAIN', `certificate ${index} names another issuer`)
  if (!links.holds(child, issuer))
    throw new Rejected('REJECTED_NITRO_CERT_CHAIN', `certificate ${index} is not signed by the one above`)
}
