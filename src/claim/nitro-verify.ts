import { createHash, type KeyObject, verify } from 'node:crypto'
import { NotCheckable, Rejected } from './errors.ts'
import { pcrHashOf } from './hash.ts'
import { type Hash32, toHex } from './hex.ts'
import { decodeNitro, type NitroDocument } from './nitro.ts'
import { CLOCK_SKEW_SECONDS, KnownLinks, verifyChain } from './nitro-chain.ts'

/** Whom to believe and as of when. Nothing here has a default that would let a document pass. */
export interface NitroTrust {
  /** The moment in question: the registration's block time. Certificates are judged as of it. */
  readonly at: Date
  /** Pinned roots, exact DER bytes. */
  readonly roots: readonly Uint8Array[]
  readonly allowDebug: boolean
  readonly links?: KnownLinks
}

/** What the document is expected to say. What is not given is not compared, and the answer does not speak of it. */
export interface NitroExpectations {
  /** How old the document may be at `at`; og-evm's precompile says 300. */
  readonly maxAgeSeconds?: number
  readonly pcrs?: ReadonlyMap<number, Uint8Array>
  /** keccak256(PCR0 ‖ PCR1 ‖ PCR2) values that were approved at that block. */
  readonly approvedPcrHashes?: ReadonlySet<Hash32>
  readonly nonce?: Uint8Array
  /** The key and certificate that were registered; the document's user data must bind them. */
  readonly signingKeySpki?: Uint8Array
  readonly tlsCertificateDer?: Uint8Array
}

/**
 * Returns the document's fields when an enclave behind a pinned root signed them and they say what is expected.
 *
 * Rule: AWS aws-nitro-enclaves-nsm-api attestation_process.md; binding and times: og-evm precompiles/tee.
 * @throws MalformedEvidence (see decodeNitro) and Rejected, one code for each step below; NotCheckable (see decodeNitro
 *   and verifyChain) and UNSUPPORTED_NITRO_MEMBER, when nothing but our ignorance stands against the document
 */
export function verifyNitro(
  bytes: Uint8Array,
  trust: NitroTrust,
  expected: NitroExpectations = {},
): NitroDocument {
  const document = decodeNitro(bytes)
  const leafKey = verifyChain(document, trust.roots, trust.at, trust.links ?? new KnownLinks())
  assertSignature(document, leafKey)
  assertTime(document, trust.at, expected.maxAgeSeconds)
  assertNoDebug(document, trust.allowDebug)
  assertPcrs(document, expected)
  assertNonce(document, expected.nonce)
  assertBinding(document, expected)
  assertKnown(document)
  return document
}

/**
 * keccak256(PCR0 ‖ PCR1 ‖ PCR2): the measurement's name on chain.
 * @throws Rejected REJECTED_NITRO_PCR_MISSING
 */
export function measurementOf(document: Pick<NitroDocument, 'pcrs'>): Hash32 {
  const [pcr0, pcr1, pcr2] = [0, 1, 2].map((index) => document.pcrs.get(index))
  if (!pcr0 || !pcr1 || !pcr2) throw new Rejected('REJECTED_NITRO_PCR_MISSING', 'PCR0 to PCR2 are required')
  return pcrHashOf(pcr0, pcr1, pcr2)
}

function assertSignature({ protectedHeader, payload, signature }: NitroDocument, key: KeyObject): void {
  const signed = Buffer.concat([
    Buffer.from('846a5369676e617475726531', 'hex'),
    cborBytes(protectedHeader),
    Buffer.from([0x40]),
    cborBytes(payload),
  ])
  if (!verify('sha384', signed, { key, dsaEncoding: 'ieee-p1363' }, signature))
    throw new Rejected('REJECTED_NITRO_SIGNATURE', 'the leaf key did not sign this payload')
}

/** Last of all: a document that is wrong in what we do know is rejected, whatever else it says. */
function assertKnown({ unknownFields }: NitroDocument): void {
  if (unknownFields.length > 0)
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_MEMBER',
      `signed, and everything known in it holds, but these members are not known here: ${unknownFields.map((name) => JSON.stringify(name.slice(0, 40))).join(', ')}`,
    )
}

/** A CBOR byte string, as RFC 9052 section 4.4 has it inside Sig_structure. */
function cborBytes(bytes: Uint8Array): Buffer {
  const { length } = bytes
  const head =
    length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), bytes])
}

function assertTime({ timestamp }: NitroDocument, at: Date, maxAgeSeconds: number | undefined): void {
  const age = (at.getTime() - timestamp) / 1000
  if (age < -CLOCK_SKEW_SECONDS)
    throw new Rejected('REJECTED_NITRO_FUTURE', `made ${-age} s after ${at.toISOString()}`)
  if (maxAgeSeconds !== undefined && age > maxAgeSeconds)
    throw new Rejected(
      'REJECTED_NITRO_STALE',
      `${age} s old at ${at.toISOString()}, at most ${maxAgeSeconds}`,
    )
}

/** A debug-mode enclave has all-zero measurements: its memory is open to the host, and nothing is attested. */
function assertNoDebug({ pcrs }: NitroDocument, allowDebug: boolean): void {
  const isZero = (index: number) => pcrs.get(index)?.every((byte) => byte === 0) ?? false
  if (!allowDebug && [0, 1, 2].some(isZero))
    throw new Rejected('REJECTED_NITRO_DEBUG', 'a measurement among PCR0 to PCR2 is all zero: debug mode')
}

function assertPcrs(document: NitroDocument, { pcrs, approvedPcrHashes }: NitroExpectations): void {
  const measurement = measurementOf(document)
  for (const [index, expected] of pcrs ?? []) {
    const found = document.pcrs.get(index)
    if (!found || Buffer.compare(found, expected) !== 0)
      throw new Rejected(
        'REJECTED_NITRO_PCR',
        `PCR${index}: expected ${toHex(expected)}, got ${found ? toHex(found) : 'none'}`,
      )
  }
  if (approvedPcrHashes && !approvedPcrHashes.has(measurement))
    throw new Rejected('REJECTED_NITRO_MEASUREMENT', `${measurement} was not approved at that block`)
}

function assertNonce({ nonce }: NitroDocument, expected: Uint8Array | undefined): void {
  if (expected && (!nonce || Buffer.compare(nonce, expected) !== 0))
    throw new Rejected(
      'REJECTED_NITRO_NONCE',
      `expected ${toHex(expected)}, got ${nonce ? toHex(nonce) : 'none'}`,
    )
}

/** user_data = 0x1220 ‖ SHA-256(TLS certificate) ‖ 0x1220 ‖ SHA-256(signing key): og-evm nitro_attestation.go. */
function assertBinding({ userData }: NitroDocument, expected: NitroExpectations): void {
  const { tlsCertificateDer, signingKeySpki } = expected
  if (!tlsCertificateDer && !signingKeySpki) return
  if (
    userData?.length !== 68 ||
    !isMultihash(userData.subarray(0, 34)) ||
    !isMultihash(userData.subarray(34))
  )
    throw new Rejected(
      'REJECTED_NITRO_USER_DATA',
      `${userData?.length ?? 0} bytes are not two SHA-256 multihashes`,
    )
  if (tlsCertificateDer && !sha256(tlsCertificateDer).equals(userData.subarray(2, 34)))
    throw new Rejected('REJECTED_NITRO_TLS_BINDING', 'the document binds another TLS certificate')
  if (signingKeySpki && !sha256(signingKeySpki).equals(userData.subarray(36)))
    throw new Rejected('REJECTED_NITRO_KEY_BINDING', 'the document binds another signing key')
}

function isMultihash(bytes: Uint8Array): boolean {
  return bytes[0] === 0x12 && bytes[1] === 0x20
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
