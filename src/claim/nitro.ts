import { type CborMap, type CborValue, decodeCbor } from './cbor.ts'
import { MalformedEvidence, NotCheckable } from './errors.ts'

/** An AWS Nitro attestation document, decoded and not yet believed. Lengths are in bytes. */
export interface NitroDocument {
  /** The bytes that the COSE signature covers, beside the fixed context. */
  readonly protectedHeader: Uint8Array
  readonly payload: Uint8Array
  /** r ‖ s, 96 bytes. */
  readonly signature: Uint8Array
  readonly moduleId: string
  /** Milliseconds since 1970, by the hypervisor's clock. */
  readonly timestamp: number
  /** Measurements by register number; 48 bytes each. */
  readonly pcrs: ReadonlyMap<number, Uint8Array>
  /** The leaf certificate, DER. */
  readonly certificate: Uint8Array
  /** Root first, the leaf's issuer last, DER. */
  readonly cabundle: readonly Uint8Array[]
  readonly publicKey: Uint8Array | null
  readonly userData: Uint8Array | null
  readonly nonce: Uint8Array | null
  /** Signed members that AWS' description of 2026 does not name: what they change, we cannot know. */
  readonly unknownFields: readonly string[]
}

/** Real documents are 4.5 kB; og-evm's precompile refuses more than 16 KiB (nitro_attestation.go). */
export const MAX_NITRO_BYTES = 16_384
const COSE_SIGN1_TAG = 0xd2
/** Of COSE: RFC 9052 section 3.1, RFC 9053 section 2.1. */
const ALGORITHM = 1
const ES384 = -35
const PCR_BYTES = 48
/** AWS' description allows these too (attestation_process.md, 2.2); no document that was seen has them. */
const OTHER_PCR_BYTES: readonly number[] = [32, 64]
const FIELDS = [
  'module_id',
  'digest',
  'timestamp',
  'pcrs',
  'certificate',
  'cabundle',
  'public_key',
  'user_data',
  'nonce',
]

/**
 * Decodes COSE_Sign1 (RFC 9052) around an attestation payload (AWS, aws-nitro-enclaves-nsm-api
 * attestation_process.md). AWS' pages contradict each other on how long a field may be, and the hypervisor enforces
 * neither figure, so only the whole document has a bound. No signature covers the envelope, so it must be the one
 * canonical form: an array of four with definite length, an empty unprotected header, nothing else.
 * @throws MalformedEvidence: REJECTED_CBOR_…, REJECTED_NITRO_SIZE, REJECTED_NITRO_COSE, REJECTED_NITRO_ALGORITHM,
 *   REJECTED_NITRO_FIELD
 * @throws NotCheckable UNSUPPORTED_NITRO_SIZE, UNSUPPORTED_NITRO_TPM, UNSUPPORTED_NITRO_ALGORITHM, UNSUPPORTED_NITRO_REGISTER,
 *   UNSUPPORTED_CBOR_…: beyond what we read
 */
export function decodeNitro(document: Uint8Array): NitroDocument {
  if (document.length === 0) throw new MalformedEvidence('REJECTED_NITRO_SIZE', 'no bytes at all')
  if (document.length > MAX_NITRO_BYTES)
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_SIZE',
      `${document.length} bytes, more than the ${MAX_NITRO_BYTES} that we read`,
    )
  const untagged = document[0] === COSE_SIGN1_TAG ? document.subarray(1) : document
  const envelope = untagged[0] === 0x84 ? decodeCbor(untagged) : undefined
  if (!Array.isArray(envelope))
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'not a COSE_Sign1 array of four')
  const [protectedHeader, , payload, signature] = envelope as readonly CborValue[]
  if (!(protectedHeader instanceof Uint8Array) || !(payload instanceof Uint8Array))
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'protected header or payload is not a byte string')
  // First of all: how long the rest is depends on it.
  assertAlgorithm(decodeCbor(protectedHeader))
  // An empty map in any other spelling, or anything in it, is unsigned and would let two files be one document.
  if (untagged[2 + protectedHeader.length] !== 0xa0)
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'the unprotected header is not the empty map')
  if (!(signature instanceof Uint8Array) || signature.length !== 96)
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'the signature is not 96 bytes')
  return { protectedHeader, payload, signature, ...decodePayload(payload) }
}

/** The one that AWS signs with; what another one, or a member beside it, would say is not read here. */
function assertAlgorithm(header: CborValue): void {
  const members: CborMap = header instanceof Map ? header : new Map()
  const algorithm = members.get(ALGORITHM)
  if (typeof algorithm !== 'number')
    throw new MalformedEvidence('REJECTED_NITRO_ALGORITHM', 'the protected header names no algorithm')
  if (algorithm !== ES384 || members.size > 1)
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_ALGORITHM',
      `read here is the protected header {alg: ES384} (${ES384}), and this has algorithm ${algorithm} and ${members.size - 1} members more`,
    )
}

function decodePayload(
  payload: Uint8Array,
): Omit<NitroDocument, 'protectedHeader' | 'payload' | 'signature'> {
  const map = decodeCbor(payload)
  if (!(map instanceof Map)) throw field('payload', 'a map')
  const fields = map as CborMap
  if (fields.has('nitrotpm_pcrs'))
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_TPM',
      'this is a document of NitroTPM (it has nitrotpm_pcrs); only documents of Nitro Enclaves are read',
    )
  const moduleId = fields.get('module_id')
  if (typeof moduleId !== 'string' || moduleId === '') throw field('module_id', 'a text')
  assertDigest(fields.get('digest'))
  const timestamp = fields.get('timestamp')
  if (typeof timestamp !== 'number' || timestamp <= 0 || timestamp > 8.64e15)
    throw field('timestamp', 'milliseconds')
  const cabundle = fields.get('cabundle')
  if (!Array.isArray(cabundle) || cabundle.length === 0) throw field('cabundle', 'one certificate or more')
  return {
    moduleId,
    timestamp,
    pcrs: decodePcrs(fields.get('pcrs')),
    certificate: bytesOf(fields.get('certificate'), 'certificate', 1),
    cabundle: (cabundle as readonly CborValue[]).map((link) => bytesOf(link, 'cabundle', 1)),
    publicKey: optionalBytes(fields.get('public_key'), 'public_key'),
    userData: optionalBytes(fields.get('user_data'), 'user_data'),
    nonce: optionalBytes(fields.get('nonce'), 'nonce'),
    unknownFields: [...fields.keys()].map(String).filter((key) => !FIELDS.includes(key)),
  }
}

/** AWS' interface names SHA256 and SHA512 too; no document that was seen has them. */
function assertDigest(digest: CborValue): void {
  if (typeof digest !== 'string' || digest === '') throw field('digest', 'a text')
  if (digest !== 'SHA384')
    throw new NotCheckable(
      'UNSUPPORTED_NITRO_REGISTER',
      `registers by ${JSON.stringify(digest.slice(0, 40))}; measurements are made of registers by SHA384`,
    )
}

function decodePcrs(value: CborValue): ReadonlyMap<number, Uint8Array> {
  if (!(value instanceof Map) || value.size === 0) throw field('pcrs', 'a map, not empty')
  const pcrs = new Map<number, Uint8Array>()
  for (const [index, pcr] of value as CborMap) {
    if (typeof index !== 'number' || index < 0 || index > 31) throw field('pcrs', 'register numbers 0 to 31')
    if (pcr instanceof Uint8Array && OTHER_PCR_BYTES.includes(pcr.length))
      throw new NotCheckable(
        'UNSUPPORTED_NITRO_REGISTER',
        `pcr ${index} has ${pcr.length} bytes; measurements are made of registers of ${PCR_BYTES}`,
      )
    if (!(pcr instanceof Uint8Array) || pcr.length !== PCR_BYTES)
      throw field(`pcr ${index}`, `${PCR_BYTES} bytes`)
    pcrs.set(index, pcr)
  }
  return pcrs
}

function optionalBytes(value: CborValue, name: string): Uint8Array | null {
  return value === null || value === undefined ? null : bytesOf(value, name, 0)
}

function bytesOf(value: CborValue, name: string, least: number): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length < least) throw field(name, `${least} bytes or more`)
  return value
}

function field(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_NITRO_FIELD', `${name.slice(0, 40)}: expected ${expected}`)
}
