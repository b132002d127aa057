import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  sign,
} from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { blaming } from '../../../reference-node/checks/blame.ts'
import { verifyHeartbeat } from '../../../reference-node/checks/heartbeat.ts'
import { decodeRsaKey, type RsaKey } from '../../../reference-node/checks/signature/key.ts'
import { LEGACY_SALT_BYTES, verifyPss } from '../../../reference-node/checks/signature/pss.ts'
import { verifySignature } from '../../../reference-node/checks/signature/verify.ts'
import { Unavailable } from '../../../src/claim/errors.ts'
import { heartbeatMessageHash, responseMessageHash } from '../../../src/claim/hash.ts'
import { Hash32, toBytes } from '../../../src/claim/hex.ts'
import { findPssSaltLength } from '../../../src/claim/pss.ts'
import { expectCode, flip } from '../../support/codes.ts'
import { bits, integer, oid, sequence } from '../../support/der.ts'

const spkiOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })
const hash = (digit: string) => Hash32(`0x${digit.repeat(64)}`)
const pss = (key: KeyObject, message: Uint8Array, saltLength = 32) =>
  sign('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pssOf = (hash: string, text: Uint8Array) =>
  sign(hash, text, { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
/** RSASSA-PSS with SHA-256 whose mask is by SHA-1, as Java's libraries make it unless told otherwise. */
function maskedBySha1(saltLength: number): Buffer {
  const digest = (name: string, ...parts: Uint8Array[]) =>
    createHash(name).update(Buffer.concat(parts)).digest()
  const salt = Buffer.alloc(saltLength, 3)
  const seed = digest('sha256', Buffer.alloc(8), digest('sha256', message), salt)
  const block = Buffer.concat([Buffer.alloc(222 - saltLength), Buffer.from([1]), salt])
  const mask = Buffer.concat(
    Array.from({ length: 12 }, (_, counter) => digest('sha1', seed, Buffer.from([0, 0, 0, counter]))),
  )
  const masked = block.map((byte, at) => byte ^ (mask[at] as number))
  masked[0] = (masked[0] as number) & 0x7f
  const encoded = Buffer.concat([masked, seed, Buffer.from([0xbc])])
  return privateEncrypt({ key: pair.privateKey, padding: constants.RSA_NO_PADDING }, encoded)
}
/** What the key made so that it opens to these bytes, so many FF, and zeros. */
function opensTo(start: string, filling: number): Buffer {
  const encoded = Buffer.from(`${start}${'ff'.repeat(filling)}`.padEnd(512, '0'), 'hex')
  return privateEncrypt({ key: pair.privateKey, padding: constants.RSA_NO_PADDING }, encoded)
}
/** A stranger's modulus may be the greater one: then some of its signatures are no number that our key could have made. */
function strangersBelow(modulus: bigint): Buffer {
  for (;;) {
    const signature = pss(stranger.privateKey, message)
    if (BigInt(`0x${signature.toString('hex')}`) < modulus) return signature
  }
}
const [inputHash, outputHash, timestamp] = [hash('1'), hash('2'), 1_775_000_000n]
const message = toBytes(responseMessageHash(inputHash, outputHash, timestamp))
let key: RsaKey
beforeAll(() => {
  key = decodeRsaKey(spkiOf(pair.publicKey))
})
const judge = (signature: Uint8Array, change = {}) =>
  verifySignature({ teeId: key.teeId, inputHash, outputHash, timestamp, signature, ...change }, key)

describe('verifySignature', () => {
  it('returns for what the key signed', () => {
    expect(judge(pss(pair.privateKey, message))).toBeUndefined()
  })

  const cases: [string, string, () => unknown][] = [
    [
      'a field changed after signing',
      'REJECTED_SIGNATURE_ALTERED',
      () => judge(pss(pair.privateKey, message), { timestamp: 1n }),
    ],
    [
      'a signature of another response',
      'REJECTED_SIGNATURE_ALTERED',
      () => judge(pss(pair.privateKey, Buffer.from('x'))),
    ],
    ['a signature by another key', 'REJECTED_SIGNATURE_FORGED', () => judge(strangersBelow(key.modulus))],
    [
      'a signature with one bit flipped',
      'REJECTED_SIGNATURE_FORGED',
      () => judge(flip(pss(pair.privateKey, message), 100)),
    ],
    ['random bytes', 'REJECTED_SIGNATURE_FORGED', () => judge(Buffer.alloc(256, 7))],
    ['zero', 'REJECTED_SIGNATURE_FORGED', () => judge(Buffer.alloc(256))],
    [
      'PKCS #1 v1.5 by the same key',
      'REJECTED_SIGNATURE_KIND',
      () => judge(sign('sha256', message, pair.privateKey)),
    ],
    ['PSS with SHA-384 by the same key', 'REJECTED_SIGNATURE_KIND', () => judge(pssOf('sha384', message))],
    ['PSS with SHA-224 by the same key', 'REJECTED_SIGNATURE_KIND', () => judge(pssOf('sha224', message))],
    [
      'PSS with SHA-512/256 by the same key',
      'REJECTED_SIGNATURE_KIND',
      () => judge(pssOf('sha512-256', message)),
    ],
    ['PSS with SHA3-256 by the same key', 'REJECTED_SIGNATURE_KIND', () => judge(pssOf('sha3-256', message))],
    ['PSS with MGF1 of SHA-1 by the same key', 'REJECTED_SIGNATURE_KIND', () => judge(maskedBySha1(32))],
    ['the same with a salt that none has', 'REJECTED_SIGNATURE_FORGED', () => judge(maskedBySha1(65))],
    [
      'PKCS #1 v1.5 of a bare digest by the same key',
      'REJECTED_SIGNATURE_KIND',
      () => judge(privateEncrypt(pair.privateKey, Buffer.alloc(32, 9))),
    ],
    ['PSS with SHA-1 by the same key', 'REJECTED_SIGNATURE_KIND', () => judge(pssOf('sha1', message))],
    [
      'another message with another salt',
      'REJECTED_SIGNATURE_KIND',
      () => judge(pss(pair.privateKey, Buffer.from('x'), 222)),
    ],
    ['the longest salt', 'REJECTED_SIGNATURE_SALT', () => judge(pss(pair.privateKey, message, 222))],
    ['no salt', 'REJECTED_SIGNATURE_SALT', () => judge(pss(pair.privateKey, message, 0))],
    [
      'a short signature',
      'REJECTED_SIGNATURE_LENGTH',
      () => judge(pss(pair.privateKey, message).subarray(1)),
    ],
    [
      'a long signature',
      'REJECTED_SIGNATURE_LENGTH',
      () => judge(Buffer.concat([Buffer.alloc(1), pss(pair.privateKey, message)])),
    ],
    ['nothing', 'REJECTED_SIGNATURE_LENGTH', () => judge(Buffer.alloc(0))],
    ['a number not below the modulus', 'REJECTED_SIGNATURE_RANGE', () => judge(Buffer.alloc(256, 0xff))],
    [
      'the modulus itself',
      'REJECTED_SIGNATURE_RANGE',
      () => judge(Buffer.from(key.modulus.toString(16), 'hex')),
    ],
    ['PKCS #1 v1.5 with eight bytes of filling', 'REJECTED_SIGNATURE_KIND', () => judge(opensTo('0001', 8))],
    ['seven bytes of filling', 'REJECTED_SIGNATURE_FORGED', () => judge(opensTo('0001', 7))],
    ['a byte before the form', 'REJECTED_SIGNATURE_FORGED', () => judge(opensTo('0101', 8))],
    ['filling as of encryption', 'REJECTED_SIGNATURE_FORGED', () => judge(opensTo('0002', 8))],
    ['another byte among the filling', 'REJECTED_SIGNATURE_FORGED', () => judge(opensTo('0001fe', 8))],
    [
      'a key that is not the node’s',
      'REJECTED_KEY_ID',
      () => judge(pss(pair.privateKey, message), { teeId: hash('3') }),
    ],
  ]
  it.each(cases)('refuses %s', (_name, code, act) => expectCode(act, code))

  it('refuses the alias of a signature, s + n, where it fits', () => {
    // Signatures below 2^2048 − n have one; make them until one comes.
    for (let tries = 0; tries < 200; tries++) {
      const alias = BigInt(`0x${pss(pair.privateKey, message).toString('hex')}`) + key.modulus
      if (alias >> 2048n !== 0n) continue
      return expectCode(() => judge(Buffer.from(alias.toString(16), 'hex')), 'REJECTED_SIGNATURE_RANGE')
    }
  })

  it('accepts the longest salt only where it is asked for', async () => {
    verifyPss(key, message, pss(pair.privateKey, message, LEGACY_SALT_BYTES), LEGACY_SALT_BYTES)
    await expectCode(
      () => verifyPss(key, message, pss(pair.privateKey, message), LEGACY_SALT_BYTES),
      'REJECTED_SIGNATURE_SALT',
    )
  })
})

describe('verifyHeartbeat', () => {
  it('returns for a beat of this node and refuses another time', async () => {
    const signature = pss(pair.privateKey, toBytes(heartbeatMessageHash(key.teeId, 5n)))
    verifyHeartbeat({ teeId: key.teeId, timestamp: 5n, signature }, key)
    await expectCode(
      () => verifyHeartbeat({ teeId: key.teeId, timestamp: 6n, signature }, key),
      'REJECTED_SIGNATURE_ALTERED',
    )
    await expectCode(
      () => verifyHeartbeat({ teeId: hash('4'), timestamp: 5n, signature }, key),
      'REJECTED_KEY_ID',
    )
  })
})

describe('decodeRsaKey', () => {
  const rsa = (modulus: Buffer, exponent: number[]) =>
    sequence(
      sequence(oid('2a864886f70d010101'), Buffer.from([5, 0])),
      bits(sequence(integer(Buffer.concat([Buffer.alloc(1), modulus])), integer(exponent))),
    )
  const modulus = Buffer.alloc(256, 0xc1)
  const cases: [string, string, () => Uint8Array][] = [
    ['no key', 'REJECTED_KEY_DER', () => Buffer.from('key')],
    ['bytes behind', 'REJECTED_KEY_DER', () => Buffer.concat([spkiOf(pair.publicKey), Buffer.alloc(1)])],
    [
      'a curve key',
      'UNSUPPORTED_KEY_TYPE',
      () => spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    ],
    ['a short key', 'REJECTED_KEY_SIZE', () => rsa(modulus.subarray(0, 128), [1, 0, 1])],
    ['exponent 1', 'REJECTED_KEY_EXPONENT', () => rsa(modulus, [1])],
    ['an even exponent', 'REJECTED_KEY_EXPONENT', () => rsa(modulus, [4])],
  ]
  it.each(cases)('refuses %s', (_name, code, spki) => expectCode(() => decodeRsaKey(spki()), code))
})

describe('findPssSaltLength', () => {
  const recover = (signature: Uint8Array) =>
    publicDecrypt({ key: pair.publicKey, padding: constants.RSA_NO_PADDING }, signature)

  it.each([0, 20, 32, 100, 222])('finds a salt of %i bytes without the message', (salt) => {
    expect(findPssSaltLength(recover(pss(pair.privateKey, message, salt)), 2048)).toBe(salt)
  })

  it('finds none in an encoding with any part broken', () => {
    const good = recover(pss(pair.privateKey, message))
    expect(findPssSaltLength(flip(good, 255), 2048)).toBeUndefined()
    expect(findPssSaltLength(flip(good, 0, 0x80), 2048)).toBeUndefined()
    expect(findPssSaltLength(flip(good, 100, 2), 2048)).toBeUndefined()
    expect(findPssSaltLength(flip(good, 250), 2048)).toBeUndefined()
    expect(findPssSaltLength(good.subarray(0, 40), 2048)).toBeUndefined()
    const raw = privateEncrypt(
      { key: pair.privateKey, padding: constants.RSA_NO_PADDING },
      Buffer.alloc(256, 1),
    )
    expect(findPssSaltLength(recover(raw), 2048)).toBeUndefined()
  })

  it('knows that the encoding is a byte shorter than a modulus of 8k + 1 bits', () => {
    const shorter = encodePss(2048)
    expect(findPssSaltLength(Buffer.concat([Buffer.alloc(1), shorter]), 2049)).toBe(32)
    expect(findPssSaltLength(Buffer.concat([Buffer.from([1]), shorter]), 2049)).toBeUndefined()
    expect(findPssSaltLength(shorter, 2057)).toBeUndefined()
  })
})

/** EMSA-PSS-ENCODE of RFC 8017 with a salt of 32 bytes and a hash that nobody compares. */
function encodePss(emBits: number): Buffer {
  const length = emBits / 8
  const digest = Buffer.alloc(32, 0x5a)
  const block = Buffer.concat([Buffer.alloc(length - 66), Buffer.from([1]), Buffer.alloc(32, 0x77)])
  for (let at = 0; at < block.length; at++) {
    const counter = Buffer.from([0, 0, 0, at >> 5])
    const mask = createHash('sha256').update(digest).update(counter).digest()
    block[at] = (block[at] as number) ^ (mask[at & 31] as number)
  }
  return Buffer.concat([block, digest, Buffer.from([0xbc])])
}

describe('blaming', () => {
  it('names who brought the evidence where the check cannot', async () => {
    const failed = blaming('relayer', () => judge(Buffer.alloc(0)))
    await expect(failed).rejects.toMatchObject({
      code: 'REJECTED_SIGNATURE_LENGTH',
      fault: 'relayer',
      name: 'MalformedEvidence',
    })
    await expect(blaming('node', () => judge(Buffer.alloc(256)))).rejects.toMatchObject({
      fault: 'node',
      name: 'Rejected',
    })
  })
  it('names nobody for a signature that the key made in another form: nothing shows whose act that was', async () => {
    for (const signature of [sign('sha256', message, pair.privateKey), pss(pair.privateKey, message, 20)])
      await expect(blaming('relayer', () => judge(signature))).rejects.toMatchObject({ fault: 'unknown' })
  })
  it('leaves everything else as it is', async () => {
    const failed = blaming('node', () => {
      throw new Unavailable('UNAVAILABLE_CONTENT', 'gone')
    })
    await expect(failed).rejects.toBeInstanceOf(Unavailable)
    expect(await blaming('node', () => 7)).toBe(7)
  })
})
