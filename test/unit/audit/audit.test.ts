import { beforeEach, describe, expect, test } from 'vitest'
import { auditLog } from '../../../reference-node/audit/audit.ts'
import type { AuditTrust, LogReport } from '../../../reference-node/audit/report.ts'
import { Deferred } from '../../../reference-node/evidence/deferred.ts'
import type { Bundle } from '../../../reference-node/log/bundle.ts'
import type { ServedLog } from '../../../reference-node/log/read.ts'
import { Unavailable } from '../../../src/claim/errors.ts'
import { Hash32, Hex, hashOf, toHex } from '../../../src/claim/hex.ts'
import { keccakBytes } from '../../../src/claim/keccak.ts'
import { anchorData } from '../../../src/claim/log/anchor.ts'
import { formatVerifierKey, parseNote, verifierKeyOf } from '../../../src/claim/log/note.ts'
import { encodeRlp } from '../../../src/claim/rlp.ts'
import { upperBound } from '../../../src/claim/sample/bound.ts'
import type { Element } from '../../../src/claim/sample/population.ts'
import { weakBeaconOf, weakRandomness } from '../../../src/claim/sample/weak-beacon.ts'
import { expectCode } from '../../support/codes.ts'
import {
  BEACON,
  CHAIN,
  DRAWN_AT,
  type MadeVerdict,
  POPULATION,
  ROUND,
  TestLog,
  WITNESS,
} from '../../support/verdict-log.ts'

/** A header with the parts that are read of it, and its hash. */
function headerOf(number: number, timestamp: number) {
  const word: Hex = `0x${'00'.repeat(32)}`
  const quantity = (value: number) =>
    Hex(
      `0x${value
        .toString(16)
        .padStart(8, '0')
        .replace(/^(00)+/, '')}`,
    )
  const bloom: Hex = `0x${'00'.repeat(256)}`
  const parts = [word, word, '0x', word, word, word, bloom, '0x', quantity(number), '0x', '0x'] as const
  const encoded = encodeRlp([...parts, quantity(timestamp), '0x'])
  return {
    number,
    timestamp,
    parentHash: Hash32(word),
    encoded: toHex(encoded),
    hash: hashOf(keccakBytes(encoded)),
  }
}

const FORGED: MadeVerdict = { outcome: 'rejected', code: 'REJECTED_SIGNATURE_FORGED' }
const LOST: MadeVerdict = { outcome: 'undecided', code: 'BLOB_MISSING' }
let log: TestLog
let commitment: Bundle

beforeEach(async () => {
  log = new TestLog()
  await log.register()
  commitment = await log.commit()
})

/** The log as it is served, its newest checkpoint cosigned long before the outcomes are due. */
const seenInTime = () => ({ ...log.served(), note: log.note(DRAWN_AT + 50) })
const audit = (served: ServedLog = seenInTime(), more: Partial<AuditTrust> = {}) =>
  auditLog(served, { ...log.trust, ...more })
const codes = (report: LogReport) =>
  report.findings.map(({ code, entry }) => (entry === null ? code : `${code} at ${entry}`))
const inTime = () => log.note(DRAWN_AT - 10)

describe('an honest log', () => {
  test('holds, and its sample has the exact bound', async () => {
    await log.answer(commitment, inTime(), (_index, at) =>
      at === 3 ? FORGED : at === 5 ? LOST : { outcome: 'verified', code: 'VERIFIED' },
    )
    const report = await audit()
    expect(codes(report)).toEqual([])
    const [sample] = report.samples
    expect(sample).toMatchObject({
      state: 'drawn',
      isCensus: false,
      counts: { verified: 10, rejected: 1, undecided: 1 },
      noBound: null,
    })
    expect(sample?.upperBound).toBe(upperBound({ size: 40, count: 12, failures: 2 }))
  })

  test('is open until its deadline', async () => {
    const report = await audit()
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({ state: 'open', upperBound: null })
  })

  test('that checks everything is a census', async () => {
    log = new TestLog()
    await log.register()
    commitment = await log.commit({ count: 40 })
    await log.answer(commitment, inTime())
    expect((await audit()).samples[0]).toMatchObject({ state: 'drawn', isCensus: true, upperBound: 0 })
  })

  test('may correct a verdict, and both stay', async () => {
    const first = await log.verdict(POPULATION[0] as Element, FORGED)
    await log.verdict(POPULATION[0] as Element, {
      outcome: 'verified',
      code: 'VERIFIED',
      corrects: first.hash,
    })
    const report = await audit()
    expect([codes(report), report.verdicts]).toEqual([[], 2])
  })

  test('is found whole by who saw it before', async () => {
    const seen = [log.note()]
    await log.answer(commitment, inTime())
    expect(codes(await audit(log.served(), { seen }))).toEqual([])
  })
})

describe('a sample has no bound', () => {
  test.each([
    ['backdated: its witness saw it only when the round was out', () => log.note(DRAWN_AT)],
    ['never shown to a witness', () => log.note()],
    ['cosigned before it was in the log', () => log.note(DRAWN_AT - 10, 1)],
  ])('%s', async (_what, note) => {
    await log.answer(commitment, note())
    const report = await audit()
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({ state: 'self_timed', upperBound: null })
  })

  test('of the best of ten keys: nobody named this log before', async () => {
    await log.answer(commitment, inTime())
    const report = await audit(log.served(), { watchdog: undefined })
    expect(report.samples[0]).toMatchObject({
      state: 'self_timed',
      noBound: expect.stringContaining('not registered'),
    })
  })

  test('under a quorum that was not met', async () => {
    await log.answer(commitment, inTime())
    const other = verifierKeyOf({ ...WITNESS, name: 'witness.example/other' }, true)
    const report = await audit(log.served(), { quorum: 2, witnesses: [...log.trust.witnesses, other] })
    expect(report.samples[0]).toMatchObject({
      state: 'self_timed',
      noBound: expect.stringContaining('1 of the 2'),
    })
  })
})

describe('an anchor', () => {
  /** A chain whose block 7 holds the anchor of what the log has now, at a time. */
  const chain = (timestamp: number, input?: Hex) => {
    const data = input ?? anchorData(parseNote(log.note()).text)
    const view = { getMinedCall: async () => ({ timestamp, input: data }), getHeaderAt: fail }
    return { anchors: new Map([[CHAIN, 60]]), chains: new Map([[CHAIN, view]]) }
  }
  const fail = async () => {
    throw new Deferred('BLOCK_WITHDRAWN', 'block 7 is another one')
  }
  const answered = async (trust: Partial<AuditTrust>, more?: object, size?: number) => {
    await log.anchor(size, more)
    await log.answer(commitment, log.note())
    return audit(seenInTime(), trust)
  }

  test('before the round gives the sample its bound, without a witness', async () => {
    const report = await answered(chain(DRAWN_AT - 61))
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({ state: 'drawn', timedBy: 'anchor', noBound: null })
  })

  test.each([
    ['at the round', DRAWN_AT, undefined],
    ['before it by no more than its chain’s times may be early', DRAWN_AT - 60, undefined],
    ['of what was there before the commitment', DRAWN_AT - 61, 1],
  ])('%s gives none', async (_what, time, size) => {
    const text = parseNote(log.note(undefined, size)).text
    const report = await answered(chain(time, anchorData(text)), {}, size)
    expect([codes(report), report.unread]).toEqual([[], []])
    expect(report.samples[0]).toMatchObject({ state: 'self_timed', timedBy: null })
  })

  test('on a chain whose clock the network’s folder does not believe gives none', async () => {
    const report = await answered({ ...chain(DRAWN_AT - 1), anchors: new Map() })
    expect(codes(report)).toEqual([])
    expect(report.samples[0]?.state).toBe('self_timed')
  })

  test.each([
    ['of another text', '0x00' as Hex],
    ['that the block does not hold', null],
  ])('%s is found', async (_what, input) => {
    const trust = chain(DRAWN_AT - 1)
    const view = { getMinedCall: async () => ({ timestamp: 1, input }), getHeaderAt: fail }
    const report = await answered({ ...trust, chains: new Map([[CHAIN, view]]) })
    expect(codes(report)).toEqual(['LOG_ANCHOR at 2'])
    expect(report.samples[0]?.state).toBe('self_timed')
  })

  test('in a block that is another one, or of another log’s entries, is found', async () => {
    const view = { getMinedCall: fail, getHeaderAt: fail }
    const report = await answered({ anchors: new Map([[CHAIN, 60]]), chains: new Map([[CHAIN, view]]) })
    expect(codes(report)).toEqual(['LOG_ANCHOR at 2'])
    const other = new TestLog()
    await other.commit({ round: ROUND + 1 })
    await log.anchor(1, { checkpoint: other.note() })
    expect(codes(await audit(log.served(), chain(DRAWN_AT - 1)))).toContain('LOG_FORK at 16')
  })

  test('that nobody can read now says nothing, for or against', async () => {
    const silent = async () => {
      throw new Unavailable('UNAVAILABLE_RPC', 'no endpoint')
    }
    const view = { getMinedCall: silent, getHeaderAt: silent }
    const report = await answered({ anchors: new Map([[CHAIN, 60]]), chains: new Map([[CHAIN, view]]) })
    expect([codes(report), report.unread]).toMatchObject([[], [{ code: 'UNAVAILABLE_RPC', entry: 2 }]])
    expect(report.samples[0]?.state).toBe('self_timed')
  })
})

describe('keys that are handed over', () => {
  // What its reader knows is the first key; the log leads to the others.
  let trust: AuditTrust
  const auditOf = (more: Partial<AuditTrust> = {}) => auditLog(log.served(), { ...trust, ...more })
  beforeEach(() => {
    trust = log.trust
  })

  test('go on with the log: what stood before and after holds, and checkpoints of both keys', async () => {
    const before = log.note()
    await log.answer(commitment, inTime())
    await log.handOver('09')
    await log.verdict(POPULATION[0] as Element)
    const report = await auditOf({ seen: [before, log.note(DRAWN_AT + 50)] })
    expect(codes(report)).toEqual([])
    expect(report.samples[0]?.state).toBe('drawn')
    await log.handOver('0a')
    await log.verdict(POPULATION[1] as Element)
    expect(codes(await auditOf())).toEqual([])
  })

  test('sign nothing any more: neither a bundle nor a checkpoint', async () => {
    const old = { ...log.signer }
    await log.handOver('09')
    await log.add('verdict', (await log.verdict(POPULATION[0] as Element)).body, { hand: '01' })
    expect(codes(await auditOf())).toEqual(['BUNDLE_WATCHDOG at 4'])
    log.signer = old
    await expectCode(() => auditOf(), 'LOG_SIGNATURE')
  })

  test('are taken by who signs that it takes them, for this log', async () => {
    const other = formatVerifierKey(verifierKeyOf({ ...log.signer, name: 'watchdog.example/b' }))
    for (const change of [
      { acceptance: `0x${'11'.repeat(65)}` },
      { logKey: other },
      { watchdog: log.address },
    ]) {
      log = new TestLog()
      await log.register()
      const { signer } = log
      await log.handOver('09', change)
      log.signer = signer
      expect(codes(await auditOf())).toEqual(['LOG_HANDOVER at 1'])
    }
  })
})

describe('keys that were compromised', () => {
  const at = DRAWN_AT + 30
  const chain = (timestamp: number, text: string) => {
    const view = {
      getMinedCall: async () => ({ timestamp, input: anchorData(text) }),
      getHeaderAt: () => Promise.reject(new Unavailable('UNAVAILABLE_RPC', 'none')),
    }
    return { anchors: new Map([[CHAIN, 60]]), chains: new Map([[CHAIN, view]]) }
  }

  test('leave standing what somebody else saw before', async () => {
    await log.answer(commitment, inTime())
    const size = log.bundles.length
    const seen = [log.note(at - 1)]
    const report = await audit(log.served(), { compromised: at, seen })
    expect([codes(report), report.vouched]).toEqual([[], size])
    expect(report.samples[0]).toMatchObject({ state: 'drawn' })
    expect((await audit(log.served(), { seen })).vouched).toBeNull()
  })

  test('by a chain as well as by witnesses', async () => {
    await log.answer(commitment, inTime())
    const size = log.bundles.length
    const { text } = parseNote(log.note())
    await log.anchor()
    const report = await audit(log.served(), { compromised: at, ...chain(at - 1, text) })
    expect([report.vouched, report.samples[0]?.state]).toEqual([size, 'drawn'])
    const late = await audit(log.served(), { compromised: at, ...chain(at, text) })
    expect(late.vouched).toBe(2)
    expect(late.samples[0]).toMatchObject({ state: 'self_timed', upperBound: null })
  })

  test('take every bound away where nobody saw the outcomes in time', async () => {
    await log.answer(commitment, inTime())
    for (const seen of [[], [log.note(at)]]) {
      const report = await audit(log.served(), { compromised: at, seen })
      expect(report.vouched).toBe(2)
      expect(report.samples[0]).toMatchObject({
        state: 'self_timed',
        noBound: expect.stringContaining('compromised'),
      })
    }
  })
})

describe('a weak beacon', () => {
  const HEADER = headerOf(ROUND, DRAWN_AT)
  const commit = () => log.commit({ beacon: weakBeaconOf(CHAIN), round: ROUND })
  const view = (hash = HEADER.hash) => ({
    getMinedCall: async () => ({ timestamp: 0, input: null }),
    getHeaderAt: async () => ({ ...HEADER, hash }),
  })
  const weak = (more = view()) => ({ weakBeacon: CHAIN, chains: new Map([[CHAIN, more]]) })
  const weakAnswer = (signature: Hex = HEADER.encoded, seenAt = DRAWN_AT - 61) =>
    log.answer(
      commitment,
      log.note(seenAt),
      undefined,
      (drawn) => ({ drawn, signature }),
      weakRandomness(CHAIN, HEADER.hash),
    )

  beforeEach(async () => {
    log = new TestLog()
    await log.register()
    commitment = await commit()
  })

  test('draws by the hash of its block, and the sample is labelled', async () => {
    await weakAnswer()
    const report = await audit(seenInTime(), weak())
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({ state: 'drawn', isWeak: true, drawnAt: DRAWN_AT })
  })

  test('whose block may be early by a minute is not timed by who saw the commitment within it', async () => {
    await weakAnswer(undefined, DRAWN_AT - 60)
    const report = await audit(seenInTime(), weak())
    expect(report.samples[0]).toMatchObject({ state: 'self_timed', timedBy: null })
    const exact = await audit(seenInTime(), { ...weak(), anchors: new Map([[CHAIN, 0]]) })
    expect(exact.samples[0]?.state).toBe('drawn')
  })

  test('whose block came binds an unanswered sample to its deadline', async () => {
    log = new TestLog()
    await log.register()
    await log.commit({ beacon: weakBeaconOf(CHAIN), deadline: Number.MAX_SAFE_INTEGER })
    expect(codes(await audit(log.served(), weak()))).toEqual(['SAMPLE_DEFINITION at 1'])
    const later = { ...view(), getHeaderAt: () => Promise.reject(new Deferred('BLOCK_NOT_FINAL', 'not yet')) }
    const report = await audit(log.served(), weak(later))
    expect([codes(report), report.samples[0]?.state]).toEqual([[], 'open'])
  })

  test('is believed only where the network’s folder names it', async () => {
    await weakAnswer()
    expect(codes(await audit())).toEqual(['SAMPLE_DEFINITION at 1'])
    const strong = new TestLog()
    await strong.register()
    await strong.answer(await strong.commit(), strong.note(DRAWN_AT - 1))
    expect(codes(await audit(strong.served(), weak()))).toEqual(['SAMPLE_DEFINITION at 1'])
  })

  test('of another block, another height or no header is found', async () => {
    await weakAnswer()
    const hash = Hash32(`0x${'11'.repeat(32)}`)
    expect(codes(await audit(log.served(), weak(view(hash))))).toEqual(['BEACON_BLOCK at 1'])
    for (const wrong of [headerOf(ROUND + 1, DRAWN_AT).encoded, '0x00'] as const) {
      log = new TestLog()
      await log.register()
      commitment = await commit()
      await weakAnswer(wrong)
      expect(codes(await audit(log.served(), weak()))).toEqual(['BEACON_BLOCK at 1'])
    }
  })

  test('whose chain does not answer leaves its sample open', async () => {
    await weakAnswer()
    const report = await audit(log.served(), { weakBeacon: CHAIN })
    expect([codes(report), report.unread]).toMatchObject([[], [{ entry: 1 }]])
    expect(report.samples[0]?.state).toBe('open')
  })
})

describe('the audit finds', () => {
  const drop = async (change: Parameters<TestLog['answer']>[3]) =>
    log.answer(commitment, inTime(), undefined, change)

  test('an omitted index', async () => {
    await drop((drawn) => ({ drawn: drawn.slice(0, -1) }))
    expect(codes(await audit())).toEqual(['SAMPLE_INDEXES at 1'])
  })

  test('an index that was exchanged, and the order of the draw changed', async () => {
    await drop((drawn) => ({ drawn: [...drawn].reverse() }))
    expect(codes(await audit())).toEqual(['SAMPLE_INDEXES at 1'])
  })

  test('outcomes that never came', async () => {
    const report = await audit(log.served(), { now: DRAWN_AT + 3601 })
    expect(codes(report)).toEqual(['SAMPLE_OMITTED at 1'])
    expect(report.samples[0]?.state).toBe('failed')
  })

  test('an element that is not in the population', async () => {
    await drop((drawn) => ({
      drawn: drawn.map((each, at) =>
        at === 2 ? { ...each, element: { ...each.element, block: 99 } } : each,
      ),
    }))
    expect(codes(await audit())).toEqual(['LOG_INCLUSION at 1'])
  })

  test('a verdict that is about something else, or not in the log', async () => {
    await drop((drawn) => ({ drawn: drawn.map((each) => ({ ...each, verdict: drawn[0]?.verdict })) }))
    expect(codes(await audit())).toEqual(['SAMPLE_VERDICT at 1'])
  })

  test('randomness that the beacon did not give', async () => {
    await drop((drawn) => ({ drawn, signature: BEACON.sign(ROUND + 1) }))
    expect(codes(await audit())).toEqual(['BEACON_SIGNATURE at 1'])
  })

  test('a draw by another method, from another beacon, or of more than there is', async () => {
    for (const more of [
      { method: 'assay-draw/0' },
      { beacon: `0x${'00'.repeat(32)}` },
      { count: 12, size: 11 },
    ]) {
      log = new TestLog()
      await log.register()
      commitment = await log.commit(more)
      await log.answer(commitment, inTime())
      expect(codes(await audit())).toEqual(['SAMPLE_DEFINITION at 1'])
    }
  })

  test('outcomes twice, and outcomes of no commitment', async () => {
    await log.answer(commitment, inTime())
    const { body } = log.bundles.at(-1) as Bundle
    await log.add('outcomes', { ...body, drawn: [] })
    await log.add('outcomes', { ...body, commitment: `0x${'11'.repeat(32)}` })
    expect(codes(await audit())).toEqual(['SAMPLE_OUTCOMES at 15', 'SAMPLE_OUTCOMES at 16'])
  })

  test('an edited verdict', async () => {
    await log.verdict(POPULATION[0] as Element, FORGED)
    await log.verdict(POPULATION[0] as Element)
    await log.verdict(POPULATION[1] as Element, { ...FORGED, corrects: commitment.hash })
    expect(codes(await audit())).toEqual(['LOG_VERDICT_CHANGED at 3', 'LOG_VERDICT_CHANGED at 4'])
  })

  test('a forked log: another one was shown before, or to the witness', async () => {
    const other = new TestLog()
    await other.register()
    await other.commit({ round: ROUND + 1 })
    expect(codes(await audit(log.served(), { seen: [other.note()] }))).toEqual(['LOG_FORK'])
    await log.answer(commitment, other.note(DRAWN_AT - 10))
    expect(codes(await audit())).toEqual(['LOG_FORK at 1'])
  })

  test('a withheld checkpoint', async () => {
    const before = log.served()
    await log.answer(commitment, inTime())
    expect(codes(await audit(before, { seen: [log.note()] }))).toEqual(['LOG_WITHHELD'])
  })

  test('entries that are others than those of the checkpoint', async () => {
    const { entries, ...served } = log.served()
    const [first, second] = entries
    for (const wrong of [[second, first], [first], [first, second, second]])
      expect(codes(await audit({ ...served, entries: wrong as typeof entries }))).toContain('LOG_ROOT')
  })

  test('a bundle that is not served', async () => {
    const served = log.served()
    expect(codes(await audit({ ...served, bundles: new Map([...served.bundles].slice(0, 1)) }))).toEqual([
      'LOG_BUNDLE_MISSING at 1',
    ])
  })

  test('bundles of another log, of another watchdog, and of no shape', async () => {
    const { body } = await log.verdict(POPULATION[0] as Element)
    await log.add('verdict', body, { origin: 'watchdog.example/b' })
    await log.add('verdict', body, { hand: '02' })
    await log.add('verdict', { ...body, more: 1 })
    expect(codes(await audit())).toEqual(['BUNDLE_ORIGIN at 3', 'BUNDLE_BODY at 5', 'BUNDLE_WATCHDOG at 4'])
  })

  test('a log that does not say whose it is, says so twice, or is somebody else’s', async () => {
    await log.register()
    expect(codes(await audit())).toEqual(['LOG_UNREGISTERED at 2'])
    log = new TestLog()
    await log.commit()
    expect(codes(await audit())).toEqual(['LOG_UNREGISTERED at 0'])
    log = new TestLog('03')
    await log.register(formatVerifierKey(verifierKeyOf(WITNESS)))
    expect(codes(await audit(log.served(), { watchdog: new TestLog().address }))).toEqual([
      'LOG_UNREGISTERED at 0',
      'LOG_UNREGISTERED at 0',
    ])
  })

  test('a checkpoint that the log did not sign', async () => {
    const served = log.served()
    const key = verifierKeyOf({ ...log.signer, secretKey: Buffer.alloc(32, 6) })
    await expectCode(() => audit(served, { key }), 'LOG_SIGNATURE')
  })
})
