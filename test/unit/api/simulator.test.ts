import { afterAll, describe, expect, test } from 'vitest'
import { Simulator } from '../../../src/api/economics/simulator.ts'
import { straightLine } from '../../../src/economics/cost.ts'
import { packEntries, unpackEntries } from '../../../src/economics/entry-columns.ts'
import { exact } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import { SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { type PaybackQuestion, payback } from '../../../src/economics/payback/payback.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { topPayer } from '../../../src/economics/role/role-money.ts'
import { type RoleQuestion, roleMoney } from '../../../src/economics/role/role-question.ts'
import {
  account,
  COIN,
  DAY,
  entry,
  flatPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

const zero = known(exact(0))
const question: PaybackQuestion = {
  role: 'tee-gpu',
  cost: known({
    kind: 'machine',
    hardware: 'H100_SXM5_80',
    confidentialMode: true,
    capexUsd: known(exact(36_000)),
    boughtAt: 0,
    depreciation: straightLine(exact(3), exact(3, 10)),
    watts: known(exact(1000)),
    idleFraction: exact(1, 5),
    utilisation: known(exact(9, 10)),
    usdPerKwh: known(exact(1, 10)),
    pue: exact(3, 2),
    hostingUsdPerMonth: known(exact(80)),
  }),
  fees: known(exact(5000)),
  runningCosts: zero,
  paidRequests: 8000,
  historyDays: 180,
  assumptions: known(typicalAssumptions()),
  steady: missing('NO_PRICE', 'the token'),
  rental: null,
  simulation: { ...SIMULATION, paths: 2000 },
}

const simulator = new Simulator()
afterAll(() => simulator.close())

describe('paybacks are worked out in a thread', () => {
  test('with the same answer, to the last digit', async () => {
    const answer = await simulator.ask(question, 'a')
    expect(answer.answer).toBe('ESTIMATE')
    expect(answer).toEqual(payback(question))
  })

  test('and everything else has its turn meanwhile', async () => {
    let turns = 0
    let done = false
    const beside = (async () => {
      while (!done) {
        turns++
        await new Promise((next) => setImmediate(next))
      }
    })()
    await simulator.ask({ ...question, simulation: { ...SIMULATION, paths: 20_000 } }, 'a')
    done = true
    await beside
    expect(turns).toBeGreaterThan(100)
  })

  test('for callers in turn: who asks for many waits for the others, and is refused at some point', async () => {
    const order: string[] = []
    const ask = (caller: string) => simulator.ask(question, caller).then(() => order.push(caller))
    const flood = Array.from({ length: 30 }, () =>
      ask('flood').catch((error: { extensions: { code: string } }) => error.extensions.code),
    )
    await Promise.all(['b', 'c'].map(ask))
    expect(order.slice(0, 3)).toEqual(['flood', 'b', 'c'])
    expect((await Promise.all(flood)).filter((each) => each === 'BUSY')).toHaveLength(9)
  })

  test('and a fault is the fault of one question', async () => {
    const broken = { ...question, simulation: { ...SIMULATION, paths: -1 } }
    await expect(simulator.ask(broken, 'a')).rejects.toThrow(RangeError)
    expect((await simulator.ask(question, 'a')).answer).toBe('ESTIMATE')
  })
})

describe('the money of a role is worked out in the same thread', () => {
  const nodes = Array.from({ length: 6 }, (_, node) => account(0x900 + node))
  const paid = nodes.flatMap((node, index) =>
    Array.from({ length: 40 }, (_, day) => [
      entry('fee', START + day * DAY + 60, `${10 + index}`, {
        node,
        token: USD_TOKEN,
        from: account(10 + (day % 3)),
      }),
      entry('emission', START + day * DAY + 120, '8', { node, since: START + (day - 1) * DAY }),
      ...(day === 5 ? [entry('refund', START + day * DAY + 90, '3', { node, token: USD_TOKEN })] : []),
    ]).flat(),
  )
  const staked = nodes.map((node) => entry('stake', START - DAY, '100', { node, from: OPERATOR, to: null }))
  const entries = [...staked, ...paid].sort((a, b) => a.at - b.at)
  const asked: RoleQuestion = {
    peers: nodes.map((node) => ({ node, accounts: new Set([OPERATOR]), joinedAt: START, leftAt: null })),
    window: { from: START, to: START + 40 * DAY },
    entries: packEntries(entries),
    presences: new Map(nodes.map((node) => [node, presenceOf(START, [])])),
    points: flatPrices().points,
    source: 'flat test series',
    payer: account(10),
    kept: { commission: known(exact(1, 10)), usdPerClaim: exact(1, 100) },
  }

  test('with the same answer, to the last digit', async () => {
    const found = await simulator.askRole(asked, 'a')
    expect(found).toEqual(roleMoney(asked))
    // 10 to 15 of fees and 8 at 0.25 of the day before; the last day of emissions is not paid yet.
    expect(found.revenue).toMatchObject({ known: true, value: { length: 6 } })
    expect(found.revenue.known && found.revenue.value[2]?.slice(0, 3)).toEqual(Float64Array.of(14, 14, 14))
    expect(found).toMatchObject({ prices: { quality: 'good' }, events: 486 })
    expect(topPayer({ entries: paid.filter(({ kind }) => kind === 'fee'), prices: flatPrices() })).toBe(
      account(10),
    )
  })

  test('columns hold all that figures over nodes read of an entry', () => {
    const unknown = entry('penalty', START, null, { reason: 'downtime', token: COIN })
    const [first, ...rest] = unpackEntries(packEntries([unknown, ...entries]))
    expect(first).toMatchObject({
      amount: null,
      reason: 'downtime',
      source: { txHash: unknown.source.txHash },
    })
    const read = ({ kind, at, node, token, amount, from, to, related, reason, since }: typeof unknown) => ({
      ...{ kind, at, node, token, amount, from, to, related, reason },
      since: since ?? null,
    })
    expect(rest.map(read)).toEqual(entries.map(read))
  })

  test('a fault is one caller’s, and the thread goes on', async () => {
    const broken = { ...asked, points: null } as unknown as RoleQuestion
    await expect(simulator.askRole(broken, 'a')).rejects.toThrow()
    expect((await simulator.askRole({ ...asked, kept: null }, 'a')).kept).toBeNull()
  })
})
