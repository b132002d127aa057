import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'
import { NotCheckable, Rejected } from '../errors.ts'
import type { IntelQuote } from './decode.ts'
import type { SnpReport } from './snp.ts'

/** What a quote is believed by. Nothing here has a default. */
export interface QuoteTrust {
  /** Roots of the vendors, exact DER bytes. */
  readonly roots: readonly Uint8Array[]
  /** Certificates are judged as of it. */
  readonly at: Date
}

/**
 * Whether the platform behind an Intel quote made it: its certificates lead to a root, the platform's key signed the quoting enclave's report,
 * which binds the attestation key, which signed the quote. Whether its security versions are up to date is another question: that says Intel's
 * list of the day.
 * @throws Rejected REJECTED_QUOTE_CHAIN, REJECTED_QUOTE_SIGNATURE; NotCheckable UNSUPPORTED_QUOTE_COLLATERAL
 */
export function verifyIntelQuote(quote: IntelQuote, trust: QuoteTrust): void {
  const platform = verifyCertificates(quote.certificates, trust)
  assertSigned('sha256', quote.qeReport, platform, quote.qeSignature)
  const bound = createHash('sha256').update(quote.attestationKey).update(quote.qeAuthentication).digest()
  if (!Buffer.concat([bound, Buffer.alloc(32)]).equals(quote.qeReport.subarray(320, 384)))
    throw new Rejected('REJECTED_QUOTE_SIGNATURE', 'the quoting enclave vouches for another key')
  assertSigned('sha256', quote.signed, keyOf(quote.attestationKey), quote.signature)
}

/**
 * Whether the processor behind a report of SEV-SNP made it. `certificates`: the processor's own first, its root last.
 * @throws Rejected REJECTED_QUOTE_CHAIN, REJECTED_QUOTE_SIGNATURE; NotCheckable UNSUPPORTED_QUOTE_COLLATERAL
 */
export function verifySnpReport(
  report: SnpReport,
  certificates: readonly Uint8Array[],
  trust: QuoteTrust,
): void {
  assertSigned('sha384', report.signed, verifyCertificates(certificates, trust), report.signature)
}

/** The key of the first certificate, once each is signed by the next one, valid then, and the last one is a root. */
function verifyCertificates(chain: readonly Uint8Array[], { roots, at }: QuoteTrust): KeyObject {
  const root = chain.at(-1)
  if (root === undefined)
    throw new NotCheckable('UNSUPPORTED_QUOTE_COLLATERAL', 'it brings no certificates of its platform')
  if (!roots.some((each) => Buffer.compare(each, root) === 0))
    throw new NotCheckable('UNSUPPORTED_QUOTE_COLLATERAL', 'its certificates lead to no root that is given')
  const certificates = chain.map((der) => new X509Certificate(der))
  certificates.forEach((certificate, index) => {
    const issuer = certificates[index + 1] ?? certificate
    const isIn = new Date(certificate.validFrom) <= at && at <= new Date(certificate.validTo)
    const isIssued =
      certificate.issuer === issuer.subject && issuer.ca && certificate.verify(issuer.publicKey)
    if (!isIn || !isIssued || certificate.ca !== index > 0)
      throw new Rejected(
        'REJECTED_QUOTE_CHAIN',
        `certificate ${index} was not valid then, or is not issued by the next one`,
      )
  })
  // There is at least the root.
  return (certificates[0] as X509Certificate).publicKey
}

function keyOf(point: Uint8Array): KeyObject {
  const [x, y] = [point.subarray(0, 32), point.subarray(32)].map((half) =>
    Buffer.from(half).toString('base64url'),
  )
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })
  } catch (cause) {
    throw new Rejected('REJECTED_QUOTE_SIGNATURE', 'its attestation key is no point of P-256', 'unknown', {
      cause,
    })
  }
}

function assertSigned(hash: string, signed: Uint8Array, key: KeyObject, signature: Uint8Array): void {
  if (key.asymmetricKeyType !== 'ec' || !verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature))
    throw new Rejected('REJECTED_QUOTE_SIGNATURE', 'a signature in it does not hold')
}
