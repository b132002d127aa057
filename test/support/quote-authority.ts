import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, boolean, der, integer, name, octets, oid, sequence, time } from './der.ts'

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface QuoteChoices {
  readonly version: 3 | 4 | 5
  readonly kind: 'sgx' | 'tdx'
  readonly fmspc: string
  readonly teeTcbSvn: readonly number[]
  readonly debug: boolean
  readonly reportData: Uint8Array
  readonly at: Date
  /** Of the certificates of the platform; absent: none are brought. */
  readonly chain: boolean
  /** What vouches for the attestation key. */
  readonly binds: 'key' | 'stranger'
  readonly signer: 'issuer' | 'stranger'
  readonly isAuthority: boolean
}

const AT = new Date('2026-03-01T12:00:00Z')
const EXTENSIONS = '2a864886f84d010d01'

interface CertificateChoices {
  readonly subject: string
  readonly issuer: string
  readonly key: KeyObject
  readonly signer: KeyObject
  readonly at: Date
  readonly isAuthority: boolean
  readonly hash: 'sha256' | 'sha384'
  readonly extra?: readonly Buffer[]
}

function certify({
  subject,
  issuer,
  key,
  signer,
  at,
  isAuthority,
  hash,
  extra = [],
}: CertificateChoices): Buffer {
  const algorithm = sequence(oid(hash === 'sha256' ? '2a8648ce3d040302' : '2a8648ce3d040303'))
  const body = sequence(
    der(0xa0, integer([2])),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name(issuer),
    sequence(time(new Date(at.getTime() - 3_600_000)), time(new Date(at.getTime() + 3_600_000))),
    name(subject),
    key.export({ format: 'der', type: 'spki' }),
    der(
      0xa3,
      sequence(
        sequence(oid('551d13'), boolean(true), octets(sequence(...(isAuthority ? [boolean(true)] : [])))),
        ...extra,
      ),
    ),
  )
  return sequence(body, algorithm, bits(sign(hash, body, signer)))
}

function platformExtension(fmspc: string): Buffer {
  const member = (id: string, value: Buffer) => sequence(oid(EXTENSIONS + id), value)
  const svns = Array.from({ length: 16 }, (_, index) =>
    member(`02${(index + 1).toString(16).padStart(2, '0')}`, integer([index])),
  )
  const tcb = sequence(
    ...svns,
    member('0211', integer([13])),
    member('0212', octets(Buffer.from(Array.from({ length: 16 }, (_, index) => index)))),
  )
  return sequence(
    oid(EXTENSIONS),
    octets(
      sequence(
        member('01', octets(Buffer.alloc(16))),
        member('02', tcb),
        member('04', octets(Buffer.from(fmspc, 'hex'))),
      ),
    ),
  )
}

function toPem(...certificates: readonly Buffer[]): Buffer {
  return Buffer.from(
    certificates
      .map((each) => `-----BEGIN CERTIFICATE-----\n${each.toString('base64')}\n-----END CERTIFICATE-----\n`)
      .join(''),
  )
}

const point = (key: KeyObject) => {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
}
const rawSign = (hash: string, bytes: Uint8Array, key: KeyObject) =>
  sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' })
const u16 = (value: number) => Buffer.from([value & 255, value >> 8])
const u32 = (value: number) => Buffer.concat([u16(value & 0xffff), u16(value >>> 16)])
const sized = (type: number, bytes: Uint8Array) => Buffer.concat([u16(type), u32(bytes.length), bytes])
const pair = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve })

/** A quote with real signatures by a chain of its own, in Intel's layout. */
export function makeQuote(choices: Partial<QuoteChoices> = {}): { quote: Buffer; root: Buffer; at: Date } {
  const { version = 4, kind = 'tdx', fmspc = '00806f050000', at = AT, debug = false, chain = true } = choices
  const [ca, platform, attestation, stranger] = [
    pair('prime256v1'),
    pair('prime256v1'),
    pair('prime256v1'),
    pair('prime256v1'),
  ]
  const root = certify({
    subject: 'root',
    issuer: 'root',
    key: ca.publicKey,
    signer: ca.privateKey,
    at,
    isAuthority: true,
    hash: 'sha256',
  })
  const leaf = certify({
    subject: 'platform',
    issuer: 'root',
    key: platform.publicKey,
    signer: choices.signer === 'stranger' ? stranger.privateKey : ca.privateKey,
    at,
    isAuthority: choices.isAuthority ?? false,
    hash: 'sha256',
    extra: [platformExtension(fmspc)],
  })
  const header = Buffer.alloc(48)
  header.writeUInt16LE(version, 0)
  header.writeUInt16LE(2, 2)
  header.writeUInt32LE(kind === 'tdx' ? 0x81 : 0, 4)
  const body = Buffer.alloc(kind === 'tdx' ? (version === 5 ? 648 : 584) : 384)
  const data = Buffer.from(choices.reportData ?? [])
  if (kind === 'tdx') {
    Buffer.from(choices.teeTcbSvn ?? [3, 1, 6]).copy(body, 0)
    body[120] = debug ? 1 : 0
    body.fill(0xaa, 136, 184)
    data.copy(body, 520)
  } else {
    body[48] = debug ? 2 : 0
    body.fill(0xbb, 64, 96)
    data.copy(body, 320)
  }
  const signed =
    version === 5
      ? Buffer.concat([header, sized(kind === 'tdx' ? 3 : 1, body)])
      : Buffer.concat([header, body])
  const key = point(attestation.publicKey)
  const authentication = Buffer.from('authentication')
  const report = Buffer.alloc(384)
  const bound = choices.binds === 'stranger' ? point(stranger.publicKey) : key
  createHash('sha256').update(bound).update(authentication).digest().copy(report, 320)
  const certified = Buffer.concat([
    report,
    rawSign('sha256', report, platform.privateKey),
    u16(authentication.length),
    authentication,
    chain ? sized(5, Buffer.concat([toPem(leaf, root), Buffer.from([0])])) : sized(1, Buffer.alloc(36)),
  ])
  const signatures = Buffer.concat([
    rawSign('sha256', signed, attestation.privateKey),
    key,
    version === 3 ? certified : sized(6, certified),
  ])
  return { quote: Buffer.concat([signed, u32(signatures.length), signatures, Buffer.alloc(8)]), root, at }
}

export interface SnpChoices {
  readonly version: number
  readonly cpuid: readonly [family: number, model: number]
  readonly tcb: readonly number[]
  /** Build, minor, major. */
  readonly firmware: readonly [number, number, number]
  readonly reportData: Uint8Array
  readonly certificates: boolean
}

/** A report with a real signature by a chain of its own, in AMD's layout; certificates behind it. */
export function makeSnpReport(choices: Partial<SnpChoices> = {}): { report: Buffer; root: Buffer; at: Date } {
  const [ca, chip] = [pair('secp384r1'), pair('secp384r1')]
  const of = { at: AT, hash: 'sha384' as const, signer: ca.privateKey, issuer: 'ARK' }
  const root = certify({ ...of, subject: 'ARK', key: ca.publicKey, isAuthority: true })
  const leaf = certify({ ...of, subject: 'VCEK', key: chip.publicKey, isAuthority: false })
  const report = Buffer.alloc(1184)
  report.writeUInt32LE(choices.version ?? 3, 0)
  report.writeUInt32LE(1, 0x34)
  Buffer.from(choices.reportData ?? []).copy(report, 0x50)
  report.fill(0xcc, 0x90, 0xc0)
  Buffer.from(choices.tcb ?? [4, 0, 0, 0, 0, 0, 22, 213]).copy(report, 0x180)
  Buffer.from(choices.cpuid ?? [0x19, 0x01]).copy(report, 0x188)
  Buffer.from(choices.firmware ?? [22, 55, 1]).copy(report, 0x1ec)
  const signature = rawSign('sha384', report.subarray(0, 0x2a0), chip.privateKey)
  Buffer.from(signature.subarray(0, 48)).reverse().copy(report, 0x2a0)
  Buffer.from(signature.subarray(48))
    .reverse()
    .copy(report, 0x2a0 + 72)
  const certificates = choices.certificates === false ? Buffer.alloc(0) : toPem(leaf, root)
  return { report: Buffer.concat([report, certificates]), root, at: AT }
}
