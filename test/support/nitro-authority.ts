import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { encodeCbor } from './cbor-writer.ts'
import { bits, boolean, der, integer, name, octets, oid, sequence, time } from './der.ts'

/** What one certificate says; every rule of the chain check can be broken here. */
interface CertificateChoices {
  subject: string
  issuer: string
  from: Date
  to: Date
  isAuthority: boolean
  pathLength: number | null
  /** RFC 5280 bit numbers; null leaves the extension out. */
  keyUsage: number[] | null
  extra: Buffer[]
  curve: 'secp384r1' | 'prime256v1'
  signer: 'issuer' | 'stranger'
  /** Contents of the extensions, in place of what the choices above make. */
  constraints: Buffer
  usage: Buffer
  validity: Buffer
  hash: 'sha256' | 'sha384'
}

export interface DocumentChoices {
  at: Date
  pcrs: Map<number, Uint8Array>
  nonce: Uint8Array | null
  userData: Uint8Array | null
  /** By place: 0 is the root, 4 the leaf. */
  certificates: Partial<CertificateChoices>[]
  /** Changes the payload's entries before it is signed. */
  alterPayload: (entries: [string, unknown][]) => [string, unknown][]
  algorithm: number
}

const LENGTH = 5
const ECDSA = { sha256: sequence(oid('2a8648ce3d040302')), sha384: sequence(oid('2a8648ce3d040303')) }

/** A small certificate authority that signs real attestation documents: the world is fake, the cryptography is not. */
export function makeDocument(choices: Partial<DocumentChoices> = {}): {
  document: Buffer
  root: Buffer
  at: Date
} {
  const at = choices.at ?? new Date('2026-03-01T12:00:00Z')
  const keys: KeyObject[] = []
  const certificates: Buffer[] = []
  for (let place = 0; place < LENGTH; place++) {
    const own = choices.certificates?.[place] ?? {}
    const pair = generateKeyPairSync('ec', { namedCurve: own.curve ?? 'secp384r1' })
    const stranger = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey
    const issuerKey = own.signer === 'stranger' ? stranger : (keys[place - 1] ?? pair.privateKey)
    keys.push(pair.privateKey)
    certificates.push(issue(place, at, own, pair.publicKey, issuerKey))
  }
  const payload = encodePayload(choices, at, certificates)
  const header = encodeCbor(new Map([[1, choices.algorithm ?? -35]]))
  const signed = encodeCbor(['Signature1', header, Buffer.alloc(0), payload])
  const key = keys.at(-1) as KeyObject
  const signature = sign('sha384', signed, { key, dsaEncoding: 'ieee-p1363' })
  const padded = Buffer.concat([signature, Buffer.alloc(96)]).subarray(0, 96)
  return { document: encodeCbor([header, new Map(), payload, padded]), root: certificates[0] as Buffer, at }
}

export const PCRS = new Map([0, 1, 2, 3].map((index) => [index, Buffer.alloc(48, index + 1)]))

export function bindKeys(tlsCertificate: Uint8Array, signingKey: Uint8Array): Buffer {
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  return Buffer.concat([
    Buffer.from('1220', 'hex'),
    hash(tlsCertificate),
    Buffer.from('1220', 'hex'),
    hash(signingKey),
  ])
}

function encodePayload(choices: Partial<DocumentChoices>, at: Date, certificates: Buffer[]): Buffer {
  const entries: [string, unknown][] = [
    ['module_id', 'i-test-enc1'],
    ['digest', 'SHA384'],
    ['timestamp', at.getTime()],
    ['pcrs', choices.pcrs ?? PCRS],
    ['certificate', certificates.at(-1)],
    ['cabundle', certificates.slice(0, -1)],
    ['public_key', null],
    ['user_data', choices.userData ?? null],
    ['nonce', choices.nonce ?? null],
  ]
  return encodeCbor(new Map(choices.alterPayload?.(entries) ?? entries))
}

function issue(
  place: number,
  at: Date,
  own: Partial<CertificateChoices>,
  publicKey: KeyObject,
  issuerKey: KeyObject,
): Buffer {
  const isLeaf = place === LENGTH - 1
  const hash = own.hash ?? 'sha384'
  const names = ['root', 'regional', 'zonal', 'instance', 'leaf']
  const body = sequence(
    der(0xa0, integer([2])),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA[hash],
    name(own.issuer ?? (names[Math.max(0, place - 1)] as string)),
    own.validity ??
      sequence(
        time(own.from ?? new Date(at.getTime() - 3_600_000)),
        time(own.to ?? new Date(at.getTime() + 7_200_000)),
      ),
    name(own.subject ?? (names[place] as string)),
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(...extensions(place, isLeaf, own))),
  )
  return sequence(body, ECDSA[hash], bits(sign(hash, body, issuerKey)))
}

function extensions(place: number, isLeaf: boolean, own: Partial<CertificateChoices>): Buffer[] {
  const isAuthority = own.isAuthority ?? !isLeaf
  const pathLength =
    own.pathLength === undefined ? (isLeaf || place === 0 ? null : 3 - place) : own.pathLength
  const usage = own.keyUsage === undefined ? [isLeaf ? 0 : 5] : own.keyUsage
  const constraints = sequence(
    ...(isAuthority ? [boolean(true)] : []),
    ...(pathLength === null ? [] : [integer([pathLength])]),
  )
  return [
    sequence(oid('551d13'), boolean(true), octets(own.constraints ?? constraints)),
    ...(usage
      ? [
          sequence(
            oid('551d0f'),
            boolean(true),
            octets(own.usage ?? bits([usage.reduce((sum, bit) => sum | (0x80 >> bit), 0)])),
          ),
        ]
      : []),
    ...(own.extra ?? []),
  ]
}
