import { createHash, sign } from 'node:crypto'
import { type Identity, issueChain } from './authority.ts'

/** Measurements of one enclave image: PCR0 to PCR2, 48 bytes each. */
export type Pcrs = readonly [Uint8Array, Uint8Array, Uint8Array]

export interface AttestationRequest {
  readonly root: Identity
  readonly at: Date
  readonly pcrs: Pcrs
  readonly signingKeySpki: Uint8Array
  readonly tlsCertificate: Uint8Array
  readonly nonce: Uint8Array
}

/**
 * A Nitro-format attestation document: COSE_Sign1 (RFC 9052) with ES384 over an indefinite-length map, as the documents
 * of og-evm's own test data have it. The user data bind key and certificate: 0x1220 ‖ SHA-256 of each.
 */
export function createAttestation(request: AttestationRequest): Buffer {
  const chain = issueChain(request.root, request.at)
  const leaf = chain.at(-1)
  if (!leaf) throw new RangeError('a chain has a leaf')
  const payload = encodePayload(request, leaf, chain.slice(0, -1))
  const header = map([[number(1), Buffer.from([0x38, 0x22])]])
  const signed = Buffer.concat([
    Buffer.from([0x84]),
    text('Signature1'),
    bytes(header),
    bytes(Buffer.alloc(0)),
    bytes(payload),
  ])
  const signature = sign('sha384', signed, { key: leaf.key, dsaEncoding: 'ieee-p1363' })
  return Buffer.concat([
    Buffer.from([0x84]),
    bytes(header),
    Buffer.from([0xa0]),
    bytes(payload),
    bytes(signature),
  ])
}

function encodePayload(
  request: AttestationRequest,
  leaf: Identity,
  authorities: readonly Identity[],
): Buffer {
  const pcrs = Array.from({ length: 16 }, (_, index) => request.pcrs[index] ?? Buffer.alloc(48))
  const userData = Buffer.concat([multihash(request.tlsCertificate), multihash(request.signingKeySpki)])
  const fields: readonly [string, Buffer][] = [
    ['module_id', text(leaf.name)],
    ['digest', text('SHA384')],
    ['timestamp', number(request.at.getTime())],
    ['pcrs', map(pcrs.map((pcr, index) => [number(index), bytes(pcr)]))],
    ['certificate', bytes(leaf.certificate)],
    ['cabundle', list(authorities.map(({ certificate }) => bytes(certificate)))],
    ['public_key', bytes(Buffer.from('dummy'))],
    ['user_data', bytes(userData)],
    ['nonce', bytes(request.nonce)],
  ]
  const body = fields.flatMap(([name, value]) => [text(name), value])
  return Buffer.concat([Buffer.from([0xbf]), ...body, Buffer.from([0xff])])
}

function multihash(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x12, 0x20]), createHash('sha256').update(content).digest()])
}

// CBOR (RFC 8949), each length in its shortest form.
function head(major: number, value: number): Buffer {
  const type = major << 5
  if (value < 24) return Buffer.from([type | value])
  if (value < 0x100) return Buffer.from([type | 24, value])
  if (value < 0x10000) return Buffer.from([type | 25, value >> 8, value & 0xff])
  const wide = Buffer.alloc(9)
  wide[0] = type | 27
  wide.writeBigUInt64BE(BigInt(value), 1)
  return wide
}

const number = (value: number) => head(0, value)
const bytes = (value: Uint8Array) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const list = (items: readonly Buffer[]) => Buffer.concat([head(4, items.length), ...items])
const map = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, entries.length), ...entries.flat()])
