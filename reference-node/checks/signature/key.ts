import { createPublicKey, type KeyObject } from 'node:crypto'
import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { teeIdOf } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'

/** A node's RSA key, fit to judge its signatures by. Decode once per key: it costs ten times a verification. */
export interface RsaKey {
  readonly teeId: Hash32
  readonly modulusBits: number
  readonly modulus: bigint
  readonly object: KeyObject
}

/** og-evm precompiles/tee accepts RSA keys of 2048 to 8192 bits. */
const BITS = { least: 2048, most: 8192 }

/**
 * Decodes a SubjectPublicKeyInfo in DER, as the registry stores it.
 * @throws MalformedEvidence REJECTED_KEY_DER; Rejected REJECTED_KEY_SIZE, _KEY_EXPONENT; NotCheckable
 *   UNSUPPORTED_KEY_TYPE
 */
export function decodeRsaKey(spki: Uint8Array): RsaKey {
  const object = parse(spki)
  if (object.asymmetricKeyType !== 'rsa')
    throw new NotCheckable(
      'UNSUPPORTED_KEY_TYPE',
      `read here are keys of RSA, and this one is of ${describeType(object)}`,
    )
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = object.asymmetricKeyDetails ?? {}
  if (bits < BITS.least || bits > BITS.most)
    throw new Rejected('REJECTED_KEY_SIZE', `${bits} bits, expected ${BITS.least} to ${BITS.most}`)
  // With exponent 1 every signature is its own message: anybody could sign.
  if (exponent < 3n || exponent % 2n === 0n || exponent >> 64n !== 0n)
    throw new Rejected('REJECTED_KEY_EXPONENT', `public exponent ${exponent.toString().slice(0, 40)}`)
  const { n = '' } = object.export({ format: 'jwk' })
  const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`)
  return { teeId: teeIdOf(spki), modulusBits: bits, modulus, object }
}

/** As Node names it, with its curve: `ec on prime256v1`. */
function describeType({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  const curve = asymmetricKeyDetails?.namedCurve
  return `${asymmetricKeyType}${curve ? ` on ${curve}` : ''}`
}

function parse(spki: Uint8Array): KeyObject {
  let object: KeyObject
  try {
    object = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch (error) {
    throw new MalformedEvidence('REJECTED_KEY_DER', 'not a public key in SPKI DER', 'unknown', {
      cause: error,
    })
  }
  // A node is named by the hash of these bytes, so two spellings of one key would be two nodes.
  if (!object.export({ format: 'der', type: 'spki' }).equals(spki))
    throw new MalformedEvidence('REJECTED_KEY_DER', 'the key is not in its one DER form')
  return object
}
