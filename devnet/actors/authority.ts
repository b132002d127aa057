import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import * as der from './der.ts'

/** A certificate with the key that it certifies. */
export interface Identity {
  readonly name: string
  readonly certificate: Buffer
  readonly key: KeyObject
}

interface Request {
  readonly name: string
  readonly from: Date
  readonly to: Date
  /** Authorities that may stand below; null for a certificate that may issue none, -1 for no limit. */
  readonly pathLength: number | null
}

const HOUR = 3_600_000
const ES384 = der.sequence(der.oid('1.2.840.10045.4.3.3'))

/** A self-signed root, named as AWS names its own, and of no worth beyond this devnet. */
export function createRoot(): Identity {
  const key = newKey()
  const request = {
    name: 'assay-devnet.nitro-enclaves',
    from: new Date('2019-10-28T13:28:05Z'),
    to: new Date('2049-10-28T14:28:05Z'),
    pathLength: -1,
  }
  return { name: request.name, key, certificate: certify(request, key, { name: request.name, key }) }
}

/** Root, region, zone, instance and enclave as of a moment; the lifetimes are those of AWS' certificates. */
export function issueChain(root: Identity, at: Date): readonly Identity[] {
  const zone = randomBytes(8).toString('hex')
  const around = (before: number, after: number) => ({
    from: new Date(at.getTime() - before * HOUR),
    to: new Date(at.getTime() + after * HOUR),
  })
  const region = issue(root, { name: 'region.devnet.nitro-enclaves', ...around(24, 456), pathLength: 2 })
  const zonal = issue(region, { name: `${zone}.zonal.devnet`, ...around(12, 125), pathLength: 1 })
  const instance = issue(zonal, { name: `i-${zone}.devnet`, ...around(6, 18), pathLength: 0 })
  const enclave = issue(instance, {
    name: `i-${zone}-enc${zone}.devnet`,
    ...around(0.1, 2.9),
    pathLength: null,
  })
  return [root, region, zonal, instance, enclave]
}

/** A self-signed certificate as an enclave makes one for its TLS endpoint. */
export function createTlsCertificate(name: string, at: Date): Buffer {
  const key = newKey()
  const request = { name, from: at, to: new Date(at.getTime() + 8760 * HOUR), pathLength: null }
  return certify(request, key, { name, key })
}

function issue(issuer: Identity, request: Request): Identity {
  const key = newKey()
  return { name: request.name, key, certificate: certify(request, key, issuer) }
}

// X.509 version 3 with the two extensions that path validation reads (RFC 5280 sections 4.2.1.3 and 4.2.1.9).
function certify(request: Request, key: KeyObject, issuer: Pick<Identity, 'name' | 'key'>): Buffer {
  const { pathLength } = request
  const constraints =
    pathLength === null
      ? der.sequence()
      : der.sequence(der.yes(), ...(pathLength < 0 ? [] : [der.integer(pathLength)]))
  const usage = pathLength === null ? der.bits(Buffer.from([0x80]), 7) : der.bits(Buffer.from([0x06]), 1)
  const body = der.sequence(
    der.element(0xa0, der.integer(2)),
    der.integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ES384,
    nameOf(issuer.name),
    der.sequence(der.time(request.from), der.time(request.to)),
    nameOf(request.name),
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
    der.element(
      0xa3,
      der.sequence(
        der.sequence(der.oid('2.5.29.19'), der.yes(), der.octets(constraints)),
        der.sequence(der.oid('2.5.29.15'), der.yes(), der.octets(usage)),
      ),
    ),
  )
  return der.sequence(body, ES384, der.bits(sign('sha384', body, issuer.key)))
}

function nameOf(name: string): Buffer {
  const part = (type: string, value: string) =>
    der.set(der.sequence(der.oid(type), der.text(value.slice(0, 64))))
  return der.sequence(part('2.5.4.10', 'Assay devnet'), part('2.5.4.3', name))
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
}
