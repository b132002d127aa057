import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { findPlatform } from '../../../src/claim/tee-platform.ts'
import { bindKeys, type DocumentChoices, makeDocument } from '../../support/nitro-authority.ts'
import {
  makeQuote,
  makeSnpReport,
  type QuoteChoices,
  type SnpChoices,
} from '../../support/quote-authority.ts'

const KEY = Buffer.from('a signing key')
const LEAF = 'i-0340e0cb833504eb6-enc019c12d31f78864d.us-east-2.aws'
const found = (choices: Partial<DocumentChoices> = {}, isAws = true) => {
  const { document, root, at } = makeDocument({ userData: bindKeys(Buffer.from('tls'), KEY), ...choices })
  return findPlatform(document, { roots: [root], awsRoots: isAws ? [root] : [], at, signingKey: KEY })
}
const named = (subject: string) => ({ certificates: [{}, {}, {}, {}, { subject }] })

describe('the machine behind a registered document', () => {
  test('under AWS’ own root: its cloud, and the region that its certificates name', () =>
    expect(found(named(LEAF))).toEqual({
      platform: {
        kind: 'nitro',
        vendor: 'AWS Nitro',
        cloud: 'AWS',
        region: 'us-east-2',
        // A Nitro document says neither its processor nor a version of its trusted base.
        cpu: null,
        tcb: {},
        isDebug: false,
      },
      code: null,
    }))
  test.each(['leaf', 'i-1.us-east-2.aws.example', 'us-east-2', 'i-1.nowhere.aws'])(
    'a certificate named %s names no region',
    (subject) => expect(found(named(subject))).toMatchObject({ platform: { cloud: 'AWS', region: null } }),
  )
  test('under another root: whoever holds its key, in no cloud that anything proves', () =>
    expect(found(named(LEAF), false)).toMatchObject({
      platform: { kind: 'nitro', vendor: 'Nitro documents under the root root', cloud: null, region: null },
      code: null,
    }))
  test('a document that binds another key is of another machine', () =>
    expect(found({ userData: bindKeys(Buffer.from('tls'), Buffer.from('another')) })).toEqual({
      platform: null,
      code: 'REJECTED_NITRO_KEY_BINDING',
    }))
  test('what does not prove itself says why, whatever its bytes are', () => {
    const { document, root, at } = makeDocument({ userData: bindKeys(Buffer.from('tls'), KEY) })
    const of = (bytes: Uint8Array | null, signingKey: Uint8Array | null = KEY) =>
      findPlatform(bytes, { roots: [root], awsRoots: [], at, signingKey })
    expect(of(Buffer.from('84', 'hex')).platform).toBeNull()
    expect(of(null)).toEqual({ platform: null, code: 'UNSUPPORTED_NITRO_SIZE' })
    expect(of(document, null)).toEqual({ platform: null, code: 'REJECTED_NITRO_KEY_BINDING' })
    const forged = Buffer.from(document)
    forged[forged.length - 100] = (forged.at(-100) ?? 0) ^ 1
    expect(of(forged).platform).toBeNull()
  })
})

const BOUND = createHash('sha256').update(KEY).digest()

describe('the machine behind a quote of SGX or TDX', () => {
  const of = (choices: Partial<QuoteChoices> = {}, isGiven = true) => {
    const { quote, root, at } = makeQuote({ reportData: BOUND, ...choices })
    return findPlatform(quote, { roots: isGiven ? [root] : [], awsRoots: [], at, signingKey: KEY })
  }
  test.each([
    [4, 'tdx'],
    [5, 'tdx'],
    [3, 'sgx'],
    [4, 'sgx'],
    [5, 'sgx'],
  ] as const)('version %i of %s: its versions and its processor, when a root is given', (version, kind) => {
    const found = of({ version, kind })
    expect(found).toMatchObject({
      code: null,
      platform: {
        kind,
        vendor: `Intel ${kind.toUpperCase()}`,
        cpu: 'sapphire-rapids',
        isDebug: false,
        tcb: {
          fmspc: '00806f050000',
          cpuSvn: '0.1.2.3.4.5.6.7.8.9.10.11.12.13.14.15',
          pceSvn: '13',
          ...(kind === 'tdx' && { module: '1.3', teeTcbSvn: `3.1.6${'.0'.repeat(13)}` }),
        },
      },
    })
    expect(of({ version, kind, debug: true })).toMatchObject({ platform: { isDebug: true } })
  })
  test.each([
    ['00606a000000', 'ice-lake'],
    ['b0c06f000000', 'emerald-rapids'],
    ['10a06d000000', 'granite-rapids'],
    ['00906ea00000', 'coffee-lake'],
    ['001234567890', null],
  ])('FMSPC %s is of %s', (fmspc, cpu) => expect(of({ fmspc }).platform?.cpu).toBe(cpu))
  test('without a root, or without certificates, it says what it says and nobody vouches for it', () => {
    const unproved = { code: 'UNSUPPORTED_QUOTE_COLLATERAL', platform: { kind: 'tdx', vendor: null } }
    expect(of({}, false)).toMatchObject({ ...unproved, platform: { cpu: 'sapphire-rapids' } })
    expect(of({ chain: false })).toMatchObject({ ...unproved, platform: { cpu: null } })
  })
  test.each<[string, Partial<QuoteChoices>, string]>([
    ['another key', { reportData: Buffer.alloc(32) }, 'REJECTED_QUOTE_KEY_BINDING'],
    ['a quoting enclave that vouches for another key', { binds: 'stranger' }, 'REJECTED_QUOTE_SIGNATURE'],
    ['a certificate by a stranger', { signer: 'stranger' }, 'REJECTED_QUOTE_CHAIN'],
    ['an authority as a platform', { isAuthority: true }, 'REJECTED_QUOTE_CHAIN'],
  ])('%s is refused', (_, choices, code) =>
    expect(of(choices)).toMatchObject({ code, platform: { vendor: null } }),
  )
  test('certificates of another time', () => {
    const { quote, root, at } = makeQuote()
    const later = new Date(at.getTime() + 7_200_000)
    expect(findPlatform(quote, { roots: [root], awsRoots: [], at: later })).toMatchObject({
      code: 'REJECTED_QUOTE_CHAIN',
    })
  })
  test('what cannot be read says why', () => {
    const { quote, root, at } = makeQuote()
    const code = (bytes: Uint8Array) => findPlatform(bytes, { roots: [root], awsRoots: [], at }).code
    const changed = (at: number, value: number) => {
      const copy = Buffer.from(quote)
      copy[at] = value
      return copy
    }
    expect(code(quote)).toBeNull()
    expect(code(quote.subarray(0, 700))).toBe('REJECTED_QUOTE_FORMAT')
    expect(code(Buffer.concat([quote, Buffer.from([1])]))).toBe('REJECTED_QUOTE_FORMAT')
    expect(code(changed(0, 6))).toBe('UNSUPPORTED_QUOTE_VERSION')
    expect(code(changed(300, 1))).toBe('REJECTED_QUOTE_SIGNATURE')
  })
  test('a changed byte of what is signed is never proved', () => {
    const { quote, root, at } = makeQuote()
    for (let place = 0; place < 632; place += 7) {
      const copy = Buffer.from(quote)
      copy[place] = (copy[place] ?? 0) ^ 1
      expect([place, findPlatform(copy, { roots: [root], awsRoots: [], at }).code]).not.toEqual([place, null])
    }
  })
})

describe('the machine behind a report of SEV-SNP', () => {
  const of = (choices: Partial<SnpChoices> = {}, isGiven = true) => {
    const { report, root, at } = makeSnpReport({ reportData: BOUND, ...choices })
    return findPlatform(report, { roots: isGiven ? [root] : [], awsRoots: [], at, signingKey: KEY })
  }
  test('its processor, its versions, and the firmware that cannot be rolled back', () =>
    expect(of()).toEqual({
      code: null,
      platform: {
        kind: 'sev-snp',
        vendor: 'AMD SEV-SNP',
        cloud: null,
        region: null,
        cpu: 'milan',
        isDebug: false,
        tcb: { firmware: '1.55.22', bootloader: '4', tee: '0', snp: '22', microcode: '213' },
      },
    }))
  test.each<[readonly [number, number], string | null]>([
    [[0x19, 0x11], 'genoa'],
    [[0x19, 0xa0], 'bergamo'],
    [[0x1a, 0x02], 'turin'],
    [[0x17, 0x31], 'rome'],
    [[0x17, 0x01], 'naples'],
    [[0x19, 0x50], null],
    [[0x18, 0x00], null],
  ])('CPUID %j is of %s', (cpuid, cpu) => expect(of({ cpuid }).platform?.cpu).toBe(cpu))
  test('versions of Turin stand elsewhere', () =>
    expect(of({ cpuid: [0x1a, 0], tcb: [1, 2, 3, 4, 0, 0, 0, 9] }).platform?.tcb).toMatchObject({
      bootloader: '2',
      tee: '3',
      snp: '4',
      microcode: '9',
    }))
  test('a report before version 3 does not say its processor', () =>
    expect(of({ version: 2 })).toMatchObject({ code: null, platform: { cpu: null } }))
  test('without the processor’s certificates, or without a root, nobody vouches for it', () => {
    expect(of({ certificates: false })).toMatchObject({
      code: 'UNSUPPORTED_QUOTE_COLLATERAL',
      platform: { cpu: 'milan', vendor: null },
    })
    expect(of({}, false).code).toBe('UNSUPPORTED_QUOTE_COLLATERAL')
  })
  test('another layout, another key and a changed byte', () => {
    expect(of({ version: 9 }).code).toBe('UNSUPPORTED_QUOTE_VERSION')
    expect(of({ reportData: Buffer.alloc(32) }).code).toBe('REJECTED_QUOTE_KEY_BINDING')
    const { report, root, at } = makeSnpReport()
    const changed = Buffer.from(report)
    changed[0x90] = 0
    expect(findPlatform(changed, { roots: [root], awsRoots: [], at }).code).toBe('REJECTED_QUOTE_SIGNATURE')
    expect(findPlatform(report.subarray(0, 100), { roots: [root], awsRoots: [], at })).toEqual({
      platform: null,
      code: 'REJECTED_QUOTE_FORMAT',
    })
  })
})
