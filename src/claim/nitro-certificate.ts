import { X509Certificate } from 'node:crypto'
import { type DerElement, listDer, listSequence } from './der.ts'
import { MalformedEvidence, Rejected } from './errors.ts'

/** What path validation needs of a certificate, beside what node:crypto reads. */
export interface Certificate {
  readonly der: Uint8Array
  readonly x509: X509Certificate
  readonly validFrom: Date
  readonly validTo: Date
  readonly isAuthority: boolean
  /** How many authorities may stand below; null when unlimited. */
  readonly pathLength: number | null
  /** Key usage bits as RFC 5280 4.2.1.3 numbers them; null when the extension is absent. */
  readonly keyUsage: ReadonlySet<number> | null
  /** A critical extension that we do not understand, by its object identifier in hex. */
  readonly unknownCritical: string | null
  /** What its key or its signature is, where AWS' chains have another; null where they have the same. */
  readonly unknownAlgorithm: string | null
}

export const DIGITAL_SIGNATURE = 0
export const KEY_CERT_SIGN = 5

const BASIC_CONSTRAINTS = '551d13'
const KEY_USAGE = '551d0f'
const ECDSA_WITH_SHA384 = '2a8648ce3d040303'

/**
 * Parses one DER certificate of a Nitro chain. node:crypto reads neither path length nor key usage, hence the walk.
 * @throws MalformedEvidence REJECTED_DER or REJECTED_NITRO_CERTIFICATE, Rejected REJECTED_NITRO_CERT_EXTENSION
 */
export function decodeCertificate(der: Uint8Array): Certificate {
  const x509 = parse(der)
  // node:crypto has read the same bytes: body, algorithm and signature are there.
  const [body, algorithm] = listSequence(der) as [DerElement, DerElement]
  const isSignedAsKnown = oid(listDer(algorithm.content)[0]) === ECDSA_WITH_SHA384
  const isKeyAsKnown = x509.publicKey.asymmetricKeyDetails?.namedCurve === 'secp384r1'
  const validFrom = new Date(x509.validFrom)
  const validTo = new Date(x509.validTo)
  if (Number.isNaN(validFrom.getTime()) || Number.isNaN(validTo.getTime()))
    throw malformed('no readable validity')
  return {
    der,
    x509,
    validFrom,
    validTo,
    unknownAlgorithm: isSignedAsKnown
      ? isKeyAsKnown
        ? null
        : 'a key that is not on P-384'
      : 'a signature other than ecdsa-with-SHA384',
    ...decodeExtensions(listDer(body.content)),
  }
}

function parse(der: Uint8Array): X509Certificate {
  let x509: X509Certificate
  try {
    x509 = new X509Certificate(der)
    void x509.publicKey
  } catch (error) {
    throw malformed('not an X.509 certificate', error)
  }
  if (!x509.raw.equals(der)) throw malformed('bytes beyond the certificate')
  return x509
}

function decodeExtensions(
  body: DerElement[],
): Omit<Certificate, 'der' | 'x509' | 'validFrom' | 'validTo' | 'unknownAlgorithm'> {
  const field = body.find((element) => element.tag === 0xa3)
  const seen = new Set<string>()
  let constraints: { isAuthority: boolean; pathLength: number | null } = {
    isAuthority: false,
    pathLength: null,
  }
  let keyUsage: ReadonlySet<number> | null = null
  let unknownCritical: string | null = null
  for (const extension of field === undefined ? [] : listSequence(field.content)) {
    const parts = listDer(extension.content)
    const name = oid(parts[0])
    // An identifier, perhaps whether it is critical, and an octet string: others node:crypto does not read.
    const value = parts.at(-1) as DerElement
    const critical = parts.length === 3 && parts[1]?.tag === 0x01 && parts[1].content[0] === 0xff
    if (seen.has(name)) throw new Rejected('REJECTED_NITRO_CERT_EXTENSION', `extension ${name} twice`)
    seen.add(name)
    if (name === BASIC_CONSTRAINTS) constraints = decodeConstraints(value.content)
    else if (name === KEY_USAGE) keyUsage = decodeKeyUsage(value.content)
    else if (critical) unknownCritical ??= name
  }
  return { ...constraints, keyUsage, unknownCritical }
}

function decodeConstraints(bytes: Uint8Array): { isAuthority: boolean; pathLength: number | null } {
  const parts = listSequence(bytes)
  const flag = parts[0]?.tag === 0x01 ? parts.shift() : undefined
  const length = parts.shift()
  if (parts.length > 0 || (length && !isSmallInteger(length))) throw malformed('broken basicConstraints')
  const pathLength = length ? Buffer.from(length.content).readUIntBE(0, length.content.length) : null
  return { isAuthority: flag?.content[0] === 0xff, pathLength }
}

/** Not negative, and of no more bytes than a number holds exactly. */
function isSmallInteger({ tag, content: [first = 0x80, ...rest] }: DerElement): boolean {
  return tag === 0x02 && first < 0x80 && rest.length < 6
}

function decodeKeyUsage(bytes: Uint8Array): ReadonlySet<number> {
  const [bits, ...rest] = listDer(bytes)
  if (bits?.tag !== 0x03 || rest.length > 0) throw malformed('broken keyUsage')
  const usage = new Set<number>()
  bits.content.subarray(1).forEach((byte, at) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) usage.add(at * 8 + bit)
  })
  return usage
}

function oid(element: DerElement | undefined): string {
  return element?.tag === 0x06 ? Buffer.from(element.content).toString('hex') : ''
}

function malformed(detail: string, cause?: unknown): MalformedEvidence {
  return new MalformedEvidence('REJECTED_NITRO_CERTIFICATE', `a certificate: ${detail}`, 'unknown', { cause })
}
