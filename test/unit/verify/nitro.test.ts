import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Rejected } from '../../../src/claim/errors.ts'
import { pcrHashOf } from '../../../src/claim/hash.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { KnownLinks } from '../../../src/claim/nitro-chain.ts'
import { type NitroExpectations, type NitroTrust, verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { decodeAwsRoots } from '../../../src/platform/attestation-roots.ts'
import { expectCode, flip } from '../../support/codes.ts'
import { boolean, octets, oid, sequence } from '../../support/der.ts'
import { bindKeys, type DocumentChoices, makeDocument, PCRS } from '../../support/nitro-authority.ts'

function check(
  choices: Partial<DocumentChoices>,
  trust: Partial<NitroTrust> = {},
  expected: NitroExpectations = {},
) {
  const { document, root, at } = makeDocument(choices)
  return verifyNitro(document, { at, roots: [root], allowDebug: false, ...trust }, expected)
}

const certificates = (place: number, choices: DocumentChoices['certificates'][number]) => {
  const list: DocumentChoices['certificates'] = [{}, {}, {}, {}, {}]
  list[place] = choices
  return { certificates: list }
}
const early = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }
const unknownExtension = (critical: boolean) =>
  sequence(oid('2a030405'), ...(critical ? [boolean(true)] : []), octets(Buffer.from([5, 0])))

describe('verifyNitro', () => {
  it('returns the fields of a good document', () => {
    const document = check({ nonce: Buffer.from('abcd', 'hex') }, {}, { maxAgeSeconds: 0, pcrs: PCRS })
    expect(document.moduleId).toBe('i-test-enc1')
    expect(document.nonce).toEqual(Buffer.from('abcd', 'hex'))
  })

  it('does not ask again for links that it knows, and gives the same answer', async () => {
    const { document, root, at } = makeDocument()
    const trust = { at, roots: [root], allowDebug: false, links: new KnownLinks() }
    verifyNitro(document, trust)
    expect(verifyNitro(document, trust).moduleId).toBe('i-test-enc1')
    await expectCode(
      () => verifyNitro(flip(document, document.length - 1), trust),
      'REJECTED_NITRO_SIGNATURE',
    )
  })

  // Each case breaks one rule and keeps all others: without that step the document would pass.
  const cases: [string, string, () => unknown][] = [
    ['another root', 'REJECTED_NITRO_ROOT', () => check({}, { roots: [makeDocument().root] })],
    ['no root at all', 'REJECTED_NITRO_ROOT', () => check({}, { roots: [] })],
    [
      'a link signed by a stranger',
      'REJECTED_NITRO_CERT_CHAIN',
      () => check(certificates(2, { signer: 'stranger' })),
    ],
    [
      'a leaf signed by a stranger',
      'REJECTED_NITRO_CERT_CHAIN',
      () => check(certificates(4, { signer: 'stranger' })),
    ],
    [
      'a link that names another issuer',
      'REJECTED_NITRO_CERT_CHAIN',
      () => check(certificates(3, { issuer: 'other' })),
    ],
    ['an expired intermediate', 'REJECTED_NITRO_CERT_TIME', () => check(certificates(2, early))],
    ['an expired leaf', 'REJECTED_NITRO_CERT_TIME', () => check(certificates(4, early))],
    ['an expired root', 'REJECTED_NITRO_CERT_TIME', () => check(certificates(0, early))],
    [
      'an authority that is none',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(2, { isAuthority: false, pathLength: null })),
    ],
    [
      'a leaf that is an authority',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(4, { isAuthority: true })),
    ],
    [
      'a path longer than allowed',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(1, { pathLength: 1 })),
    ],
    [
      'an authority that may not sign certificates',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(3, { keyUsage: [0] })),
    ],
    [
      'an authority without key usage',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(3, { keyUsage: null })),
    ],
    [
      'a leaf that may not sign',
      'REJECTED_NITRO_CERT_CONSTRAINTS',
      () => check(certificates(4, { keyUsage: [5] })),
    ],
    [
      'an unknown critical extension',
      'UNSUPPORTED_NITRO_CERT_EXTENSION',
      () => check(certificates(3, { extra: [unknownExtension(true)] })),
    ],
    [
      'an unknown critical extension of the root',
      'UNSUPPORTED_NITRO_CERT_EXTENSION',
      () => check(certificates(0, { extra: [unknownExtension(true)] })),
    ],
    [
      'an extension twice',
      'REJECTED_NITRO_CERT_EXTENSION',
      () => check(certificates(3, { extra: [unknownExtension(false), unknownExtension(false)] })),
    ],
    [
      'a key on another curve',
      'UNSUPPORTED_NITRO_CERT_ALGORITHM',
      () => check(certificates(4, { curve: 'prime256v1' })),
    ],
    [
      'a root with a key on another curve',
      'UNSUPPORTED_NITRO_CERT_ALGORITHM',
      () => check(certificates(0, { curve: 'prime256v1' })),
    ],
    [
      'a document from the future',
      'REJECTED_NITRO_FUTURE',
      () => check({}, { at: new Date('2026-03-01T11:58:59Z') }),
    ],
    [
      'a document older than allowed',
      'REJECTED_NITRO_STALE',
      () => check({}, { at: new Date('2026-03-01T12:05:01Z') }, { maxAgeSeconds: 300 }),
    ],
    [
      'debug mode',
      'REJECTED_NITRO_DEBUG',
      () => check({ pcrs: new Map([0, 1, 2].map((index) => [index, Buffer.alloc(48)])) }),
    ],
    [
      'a measurement missing',
      'REJECTED_NITRO_PCR_MISSING',
      () => check({ pcrs: new Map([[0, Buffer.alloc(48, 1)]]) }),
    ],
    [
      'another measurement',
      'REJECTED_NITRO_PCR',
      () => check({}, {}, { pcrs: new Map([[2, Buffer.alloc(48, 9)]]) }),
    ],
    [
      'a register that is not there',
      'REJECTED_NITRO_PCR',
      () => check({}, {}, { pcrs: new Map([[9, Buffer.alloc(48, 9)]]) }),
    ],
    [
      'a measurement that was not approved',
      'REJECTED_NITRO_MEASUREMENT',
      () => check({}, {}, { approvedPcrHashes: new Set([Hash32(`0x${'11'.repeat(32)}`)]) }),
    ],
    [
      'another nonce',
      'REJECTED_NITRO_NONCE',
      () => check({ nonce: Buffer.from([1]) }, {}, { nonce: Buffer.from([2]) }),
    ],
    ['no nonce', 'REJECTED_NITRO_NONCE', () => check({}, {}, { nonce: Buffer.from([2]) })],
    ['no user data', 'REJECTED_NITRO_USER_DATA', () => check({}, {}, { signingKeySpki: Buffer.from([1]) })],
    [
      'another TLS certificate',
      'REJECTED_NITRO_TLS_BINDING',
      () =>
        check(
          { userData: bindKeys(Buffer.from([1]), Buffer.from([2])) },
          {},
          { tlsCertificateDer: Buffer.from([3]), signingKeySpki: Buffer.from([2]) },
        ),
    ],
    [
      'another signing key',
      'REJECTED_NITRO_KEY_BINDING',
      () =>
        check(
          { userData: bindKeys(Buffer.from([1]), Buffer.from([2])) },
          {},
          { tlsCertificateDer: Buffer.from([1]), signingKeySpki: Buffer.from([3]) },
        ),
    ],
    ['another algorithm', 'UNSUPPORTED_NITRO_ALGORITHM', () => check({ algorithm: -7 })],
    [
      'another digest',
      'UNSUPPORTED_NITRO_REGISTER',
      () =>
        check({
          alterPayload: (entries) =>
            entries.map(([key, value]) => [key, key === 'digest' ? 'SHA256' : value]),
        }),
    ],
    [
      'an unknown field',
      'UNSUPPORTED_NITRO_MEMBER',
      () => check({ alterPayload: (entries) => [...entries, ['more', 1]] }),
    ],
  ]
  it.each(cases)('refuses %s', (_name, code, act) => expectCode(act, code))

  it('accepts what stands at the edge of each limit', () => {
    const binding = { tlsCertificateDer: Buffer.from([1]), signingKeySpki: Buffer.from([2]) }
    const approved = pcrHashOf(Buffer.alloc(48, 1), Buffer.alloc(48, 2), Buffer.alloc(48, 3))
    check({}, { at: new Date('2026-03-01T11:59:00Z') })
    check({}, { at: new Date('2026-03-01T12:05:00Z') }, { maxAgeSeconds: 300 })
    check({ userData: bindKeys(Buffer.from([1]), Buffer.from([2])) }, {}, binding)
    check({}, {}, { approvedPcrHashes: new Set([approved]) })
    check(certificates(3, { extra: [unknownExtension(false)] }))
  })

  it('says what it expected and what it got', () => {
    try {
      check({}, { at: new Date('2026-03-01T12:05:01Z') }, { maxAgeSeconds: 300 })
    } catch (error) {
      expect((error as Rejected).message).toBe('301 s old at 2026-03-01T12:05:01.000Z, at most 300')
    }
  })
})

describe('decodeAwsRoots', () => {
  it('refuses any root but the one that AWS publishes', async () => {
    const pem = new X509Certificate(makeDocument().root).toString()
    await expectCode(() => decodeAwsRoots(pem), 'ROOT_ALTERED')
    await expectCode(
      () => decodeAwsRoots('-----BEGIN CERTIFICATE-----x-----END CERTIFICATE-----'),
      'ROOT_UNREADABLE',
    )
  })
})

describe('the envelope', () => {
  const { document, root, at } = makeDocument()
  const judge = (bytes: Uint8Array) => verifyNitro(bytes, { at, roots: [root], allowDebug: false })
  const header = document.subarray(1, 6)
  const rest = document.subarray(7)

  it('may carry the tag of COSE_Sign1', () => {
    expect(judge(Buffer.concat([Buffer.from([0xd2]), document])).moduleId).toBe('i-test-enc1')
  })

  const cases: [string, string, Buffer][] = [
    ['nothing', 'REJECTED_NITRO_SIZE', Buffer.alloc(0)],
    ['too much', 'UNSUPPORTED_NITRO_SIZE', Buffer.alloc(20_000)],
    ['a byte behind', 'REJECTED_CBOR_TRAILING', Buffer.concat([document, Buffer.from([0])])],
    ['an end too early', 'REJECTED_CBOR_TRUNCATED', document.subarray(0, -1)],
    ['another tag', 'REJECTED_NITRO_COSE', Buffer.concat([Buffer.from([0xd1]), document])],
    ['two tags', 'REJECTED_NITRO_COSE', Buffer.concat([Buffer.from([0xd2, 0xd2]), document])],
    [
      'an array of indefinite length',
      'REJECTED_NITRO_COSE',
      Buffer.concat([Buffer.from([0x9f]), document.subarray(1), Buffer.from([0xff])]),
    ],
    [
      'an unprotected header',
      'REJECTED_NITRO_COSE',
      Buffer.concat([Buffer.from([0x84]), header, Buffer.from([0xa1, 4, 0x41, 1]), rest]),
    ],
    [
      'an empty map in another spelling',
      'REJECTED_NITRO_COSE',
      Buffer.concat([Buffer.from([0x84]), header, Buffer.from([0xbf, 0xff]), rest]),
    ],
    ['text', 'REJECTED_NITRO_COSE', Buffer.from('hello')],
  ]
  it.each(cases)('refuses %s', (_name, code, bytes) => expectCode(() => judge(bytes), code))
})
