import { beforeEach, describe, expect, test } from 'vitest'
import { auditLog } from '../../../reference-node/audit/audit.ts'
import type { AuditTrust, LogReport } from '../../../reference-node/audit/report.ts'
import type { Bundle } from '../../../reference-node/log/bundle.ts'
import { Unavailable } from '../../../src/claim/errors.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { anchorData } from '../../../src/claim/log/anchor.ts'
import { parseNote } from '../../../src/claim/log/note.ts'
import type { Element } from '../../../src/claim/sample/population.ts'
import { CHAIN, DRAWN_AT, POPULATION, TestLog } from '../../support/verdict-log.ts'

const DEADLINE = DRAWN_AT + 3600
const DAY = 86_400
let log: TestLog
let commitment: Bundle

const start = async (more: object = {}) => {
  log = new TestLog()
  await log.register()
  commitment = await log.commit(more)
}
beforeEach(() => start())

const inTime = () => log.note(DRAWN_AT - 10, 2)
const audit = (more: Partial<AuditTrust> = {}, seenAt?: number) =>
  auditLog({ ...log.served(), note: log.note(seenAt) }, { ...log.trust, ...more })
const codes = ({ findings }: LogReport) => findings.map(({ code, entry }) => `${code} at ${entry}`)

describe('a deadline', () => {
  test.each([
    ['before the round', 0],
    ['at the round', DRAWN_AT],
    ['more than thirty days behind it', DRAWN_AT + 30 * DAY + 1],
    ['that never comes', Number.MAX_SAFE_INTEGER],
  ])('%s is refused, answered or not', async (_what, deadline) => {
    await start({ deadline })
    expect(codes(await audit())).toEqual(['SAMPLE_DEFINITION at 1'])
    await log.answer(commitment, inTime())
    expect(codes(await audit({}, DRAWN_AT + 1))).toEqual(['SAMPLE_DEFINITION at 1'])
  })

  test('thirty days behind the round holds', async () => {
    await start({ deadline: DRAWN_AT + 30 * DAY })
    await log.answer(commitment, inTime())
    expect((await audit({}, DRAWN_AT + 30 * DAY - 1)).samples[0]?.state).toBe('drawn')
  })
})

describe('outcomes', () => {
  /** Block 7 holds the anchor of what the log has now. */
  const chain = (timestamp: number, size = log.bundles.length) => {
    const input = anchorData(parseNote(log.note(undefined, size)).text)
    const getHeaderAt = () => Promise.reject(new Unavailable('UNAVAILABLE_RPC', 'none'))
    const view = { getMinedCall: async () => ({ timestamp, input }), getHeaderAt }
    return { anchors: new Map([[CHAIN, 60]]), chains: new Map([[CHAIN, view]]) }
  }

  test('seen by witnesses or on a chain before the deadline are in time', async () => {
    await log.answer(commitment, inTime())
    expect((await audit({}, DEADLINE - 1)).samples[0]?.state).toBe('drawn')
    const trust = chain(DEADLINE - 1)
    await log.anchor()
    const report = await audit(trust)
    expect([codes(report), report.samples[0]?.state]).toEqual([[], 'drawn'])
  })

  test('first anchored at the deadline are missing', async () => {
    await log.answer(commitment, inTime())
    const trust = chain(DEADLINE)
    await log.anchor()
    const report = await audit(trust)
    expect(codes(report)).toEqual(['SAMPLE_OMITTED at 1'])
    expect(report.samples[0]).toMatchObject({ state: 'failed', upperBound: null })
    // A witness saw them earlier than the chain.
    expect(codes(await audit(trust, DEADLINE - 1))).toEqual([])
  })

  test('that a checkpoint seen at the deadline does not hold are missing', async () => {
    const seen = [log.note(DEADLINE)]
    await log.answer(commitment, inTime())
    expect(codes(await audit({ seen }))).toEqual(['SAMPLE_OMITTED at 1'])
  })

  test.each([
    ['that nobody saw', undefined],
    ['whose newest cosignature is of after the deadline, as each newer one is', DEADLINE],
  ])('%s have no bound', async (_what, seenAt) => {
    await log.answer(commitment, inTime())
    const report = await audit({ now: DRAWN_AT + 400 * DAY }, seenAt)
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({
      state: 'self_timed',
      upperBound: null,
      noBound: expect.stringContaining('by the deadline'),
    })
  })
})

describe('a drawn verdict', () => {
  const forged = (corrects: Hash32) =>
    ({ outcome: 'rejected', code: 'REJECTED_SIGNATURE_FORGED', corrects }) as const
  const subjectOf = ({ body }: Bundle) => (body as unknown as { subject: Element }).subject

  test('that was corrected before is not what the log says', async () => {
    const before = new Map<number, Hash32>()
    for (const [at, element] of POPULATION.entries()) {
      const { hash } = await log.verdict(element)
      before.set(at, hash)
      await log.verdict(element, forged(hash))
    }
    const { length } = log.bundles
    await log.answer(commitment, inTime(), undefined, (drawn) => ({
      drawn: drawn.map((each) => ({ ...each, verdict: before.get(each.index) })),
    }))
    log.bundles.splice(length, log.bundles.length - length - 1)
    const report = await audit({}, DRAWN_AT + 1)
    expect(codes(report)).toEqual(['SAMPLE_VERDICT at 1'])
    expect(report.samples[0]).toMatchObject({ state: 'failed', upperBound: null })
  })

  test('that is corrected later counts as it stands at the end', async () => {
    await log.answer(commitment, inTime())
    const drawn = log.bundles.filter(({ kind }) => kind === 'verdict').slice(0, 5)
    for (const each of drawn) await log.verdict(subjectOf(each), forged(each.hash))
    const report = await audit({}, DRAWN_AT + 1)
    expect(codes(report)).toEqual([])
    expect(report.samples[0]).toMatchObject({ state: 'drawn', counts: { verified: 7, rejected: 5 } })
  })

  test('is not corrected by a thief of the keys', async () => {
    await log.answer(commitment, inTime())
    const seen = [log.note(DRAWN_AT + 1)]
    const [first] = log.bundles.filter(({ kind }) => kind === 'verdict')
    if (first) await log.verdict(subjectOf(first), forged(first.hash))
    const report = await audit({ seen, compromised: DRAWN_AT + 2 })
    expect(report.samples[0]).toMatchObject({ state: 'drawn', counts: { verified: 12, rejected: 0 } })
  })
})

describe('a checkpoint that the log keeps for its cosignatures', () => {
  test('says that the outcomes were in time when newer ones took the place of it', async () => {
    await log.answer(commitment, inTime())
    const timely = log.note(DEADLINE - 1)
    // The log grew: what is served was cosigned behind the deadline.
    expect((await audit({}, DEADLINE + 60)).samples[0]?.state).toBe('self_timed')
    await log.add('cosigned', { checkpoint: timely })
    const report = await audit({}, DEADLINE + 60)
    expect([codes(report), report.samples[0]?.state, report.samples[0]?.timedBy]).toEqual([
      [],
      'drawn',
      'witnesses',
    ])
  })

  test('says so of the commitment too', async () => {
    await log.add('cosigned', { checkpoint: inTime() })
    await log.answer(commitment, log.note(DRAWN_AT + 10, 2))
    expect((await audit({}, DRAWN_AT + 60)).samples[0]).toMatchObject({
      state: 'drawn',
      timedBy: 'witnesses',
    })
  })

  test('is a finding when it is of other entries, or signed by another key', async () => {
    const other = new TestLog()
    await other.register()
    await other.commit({ count: 3 })
    await log.add('cosigned', { checkpoint: other.note(DRAWN_AT - 10) })
    other.signer = { ...other.signer, secretKey: Buffer.alloc(32, 6) }
    await log.add('cosigned', { checkpoint: other.note(DRAWN_AT - 10) })
    expect(codes(await audit({ now: DRAWN_AT - 5 }))).toEqual(['LOG_FORK at 2', 'LOG_SIGNATURE at 3'])
  })
})

describe('a log', () => {
  test('has no bound of samples whose round came out before it was listed', async () => {
    await log.answer(commitment, inTime())
    const [before] = (await audit({ since: DRAWN_AT + 1 }, DRAWN_AT + 30)).samples
    expect(before).toMatchObject({ state: 'self_timed', timedBy: null, upperBound: null })
    expect(before?.noBound).toContain('before the network’s folder listed the log')
    expect((await audit({ since: DRAWN_AT }, DRAWN_AT + 30)).samples[0]?.state).toBe('drawn')
  })
})
