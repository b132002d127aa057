import { type CborMap, type CborValue, decodeCbor } from './cbor.ts'
import { MalformedEvidence } from './errors.ts'

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
}

/** Real documents are 4.5 kB; og-evm's precompile refuses more than 16 KiB (nitro_attestation.go). */
export const MAX_NITRO_BYTES = 16_384
const COSE_SIGN1_TAG = 0xd2
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
 * Decodes COSE_Sign1 (RFC 9052) around an attestation payload, with the bounds of AWS'
 * aws-nitro-enclaves-nsm-api attestation_process.md. No signature covers the envelope, so it must be the one
 * canonical form: an array of four with definite length, an empty unprotected header, nothing else.
 * @throws MalformedEvidence: REJECTED_CBOR_…, REJECTED_NITRO_SIZE, REJECTED_NITRO_COSE, REJECTED_NITRO_ALGORITHM,
 *   REJECTED_NITRO_FIELD
 */
export function decodeNitro(document: Uint8Array): NitroDocument {
  if (document.length === 0 || document.length > MAX_NITRO_BYTES)
    throw new MalformedEvidence(
      'REJECTED_NITRO_SIZE',
      `${document.length} bytes, expected 1 to ${MAX_NITRO_BYTES}`,
    )
  const untagged = document[0] === COSE_SIGN1_TAG ? document.subarray(1) : document
  const envelope = untagged[0] === 0x84 ? decodeCbor(untagged) : undefined
  if (!Array.isArray(envelope))
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'not a COSE_Sign1 array of four')
  const [protectedHeader, , payload, signature] = envelope as readonly CborValue[]
  if (!(protectedHeader instanceof Uint8Array) || !(payload instanceof Uint8Array))
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'protected header or payload is not a byte string')
  // An empty map in any other spelling, or anything in it, is unsigned and would let two files be one document.
  if (untagged[2 + protectedHeader.length] !== 0xa0)
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'the unprotected header is not the empty map')
  if (!(signature instanceof Uint8Array) || signature.length !== 96)
    throw new MalformedEvidence('REJECTED_NITRO_COSE', 'the signature is not 96 bytes')
  const header = decodeCbor(protectedHeader)
  if (!(header instanceof Map) || header.size !== 1 || header.get(1) !== -35)
    throw new MalformedEvidence('REJECTED_NITRO_ALGORITHM', 'the protected header is not {alg: ES384}')
  return { protectedHeader, payload, signature, ...decodePayload(payload) }
}

function decodePayload(
  payload: Uint8Array,
): Omit<NitroDocument, 'protectedHeader' | 'payload' | 'signature'> {
  const map = decodeCbor(payload)
  if (!(map instanceof Map)) throw field('payload', 'a map')
  const fields = map as CborMap
  for (const key of fields.keys())
    if (!FIELDS.includes(key as string)) throw field(String(key), 'a known field')
  const moduleId = fields.get('module_id')
  if (typeof moduleId !== 'string' || moduleId === '' || moduleId.length > 1024)
    throw field('module_id', 'a text')
  if (fields.get('digest') !== 'SHA384') throw field('digest', 'SHA384')
  const timestamp = fields.get('timestamp')
  if (typeof timestamp !== 'number' || timestamp <= 0 || timestamp > 8.64e15)
    throw field('timestamp', 'milliseconds')
  const cabundle = fields.get('cabundle')
  if (!Array.isArray(cabundle) || cabundle.length === 0 || cabundle.length > 16)
    throw field('cabundle', '1 to 16 certificates')
  return {
    moduleId,
    timestamp,
    pcrs: decodePcrs(fields.get('pcrs')),
    certificate: bytesOf(fields.get('certificate'), 'certificate', 1, 2048),
    cabundle: (cabundle as readonly CborValue[]).map((link) => bytesOf(link, 'cabundle', 1, 2048)),
    publicKey: optionalBytes(fields.get('public_key'), 'public_key', 1024),
    userData: optionalBytes(fields.get('user_data'), 'user_data', 512),
    nonce: optionalBytes(fields.get('nonce'), 'nonce', 512),
  }
}

function decodePcrs(value: CborValue): ReadonlyMap<number, Uint8Array> {
  if (!(value instanceof Map) || value.size === 0) throw field('pcrs', 'a map, not empty')
  const pcrs = new Map<number, Uint8Array>()
  for (const [index, pcr] of value as CborMap) {
    if (typeof index !== 'number' || index < 0 || index > 31) throw field('pcrs', 'register numbers 0 to 31')
    pcrs.set(index, bytesOf(pcr, `pcr ${index}`, 48, 48))
  }
  return pcrs
}

function optionalBytes(value: CborValue, name: string, most: number): Uint8Array | null {
  return value === null || value === undefined ? null : bytesOf(value, name, 0, most)
}

function bytesOf(value: CborValue, name: string, least: number, most: number): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length < least || value.length > most)
    throw field(name, `${least} to ${most} bytes`)
  return value
}

function field(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_NITRO_FIELD', `${name.slice(0, 40)}: expected ${expected}`)
}
