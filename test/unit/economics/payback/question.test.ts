import { describe, expect, test } from 'vitest'
import { type MachineCosts, straightLine } from '../../../../src/economics/cost.ts'
import { type Exact, exact, fromDecimal, toDecimal, ZERO } from '../../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../../src/economics/known.ts'
import type { Entry } from '../../../../src/economics/ledger.ts'
import { beatsRenting, type PaybackQuestion, payback } from '../../../../src/economics/payback/payback.ts'
import { type NodeFacts, type Outlook, toQuestion } from '../../../../src/economics/payback/question.ts'
import type { Pnl } from '../../../../src/economics/pnl.ts'
import type { Token } from '../../../../src/economics/price.ts'
import { sampleOf } from '../../../../src/economics/sample.ts'
import type { StakeHistory } from '../../../../src/economics/stake.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'
import { COIN, DAY, entry, flatPrices, START, USD_TOKEN } from '../../../support/ledger-world.ts'

const usd = (amount: string) => known(fromDecimal(amount))
const PEGGED: Token = { ...USD_TOKEN, pricedIn: { currency: 'USD', ground: 'stablecoin', source: 'issuer' } }
const machine: MachineCosts = {
  kind: 'machine',
  hardware: 'CARD',
  confidentialMode: true,
  capexUsd: usd('1000'),
  boughtAt: 0,
  depreciation: straightLine(exact(3), ZERO),
  watts: usd('1000'),
  idleFraction: exact(1, 5),
  utilisation: usd('1'),
  usdPerKwh: usd('0.1'),
  pue: exact(1),
  hostingUsdPerMonth: usd('80'),
}
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason)

describe('a question', () => {
  const window = { from: START, to: START + 40 * DAY }
  const on = (kind: 'fee' | 'emission', token: Token, day: number, amount: string, node = 'a') =>
    entry(kind, START + day * DAY, amount, { token, node })
  const stake = (token: Token, own: string, to = window.to): StakeHistory['spans'][number] => {
    const amount = { n: fromDecimal(own).n * 10n ** BigInt(token.decimals), d: fromDecimal(own).d }
    return { token, own: amount, total: amount, from: START, to }
  }
  const facts = (entries: readonly Entry[], more: Partial<NodeFacts> = {}): NodeFacts => ({
    role: 'validator',
    entries,
    pnl: {
      fees: usd('40'),
      refunds: usd('4'),
      power: usd('1'),
      hosting: usd('2'),
      upstream: usd('3'),
      gas: usd('20'),
      paidRequests: 50,
    } as Pnl,
    history: { spans: [], slashes: [] },
    cost: known(machine),
    delegatorsPart: usd('0.2'),
    prices: flatPrices('0.25'),
    presences: new Map(),
    window,
    seen: { from: START + 20 * DAY, to: window.to },
    firstTime: START,
    watchedUntil: START + 10 * DAY,
    blocked: undefined,
    ...more,
  })
  const outlook: Outlook = {
    catalogue: { values: [] },
    settings: { yearlyDiscount: ZERO, horizonMonths: 12, paths: 100, seed: 4 },
    comparable: { events: 3, nodeDays: exact(100) },
    spreads: known({
      nodeGrowth: CERTAIN.nodeGrowth,
      powerFactor: CERTAIN.powerFactor,
      residualSpread: 0,
      severity: CERTAIN.slashes.severity,
      severityBasis: '',
    }),
    prior: known({ events: exact(1), nodeYears: exact(1), poolLimitYears: exact(10) }),
    unlock: null,
  }
  const ask = (entries: readonly Entry[], more: Partial<NodeFacts> = {}) =>
    toQuestion(facts(entries, more), outlook)
  const assumed = (...given: Parameters<typeof ask>) => {
    const { assumptions } = ask(...given)
    if (!assumptions.known) throw new Error('all is known')
    return assumptions.value
  }

  test('has fees less refunds, all that running costs, and gas of a month', () => {
    const asked = ask([on('fee', PEGGED, 25, '7')])
    expect([asked.fees, asked.runningCosts].map(text)).toEqual(['36.0000', '26.0000'])
    expect([asked.paidRequests, asked.historyDays, asked.role, asked.sampledNodes]).toEqual([
      50,
      20,
      'validator',
      undefined,
    ])
    // 20 in 20 days.
    expect(assumed([on('fee', PEGGED, 25, '7')])).toMatchObject({
      gasUsdPerMonth: 30.4375,
      delegatorsPart: 0.2,
      unlockMonths: 0,
    })
    expect(asked.simulation).toEqual({ paths: 100, horizonMonths: 12, seed: 4, blockDays: 7 })
    expect(ask([], { role: 'unknown' }).role).toBe('unknown')
  })

  test('simulates the tokens of the fees, of the emissions and of the stake at the window’s end, the first of them first', () => {
    const history: StakeHistory = {
      spans: [stake(COIN, '30'), stake(COIN, '99', window.to - DAY), stake(USD_TOKEN, '0')],
      slashes: [],
    }
    const entries = [on('fee', PEGGED, 25, '7'), on('emission', USD_TOKEN, 22, '10')]
    const asked = ask(entries, { history })
    expect(asked.paths).toEqual([USD_TOKEN, COIN])
    expect(ask([on('fee', COIN, 25, '7')]).paths).toEqual([COIN])
    expect(ask([on('fee', PEGGED, 25, '7')]).paths).toEqual([])
    // Ten in twenty days, as so many a month; of a token without any there are none.
    expect([...asked.emissionsPerMonth].map(([token, amount]) => [token, toDecimal(amount, 4)])).toEqual([
      [USD_TOKEN, '15.2188'],
    ])
    const { stakeTokens, emissionTokensPerDay, otherTokens } = assumed(entries, { history })
    expect([stakeTokens, emissionTokensPerDay]).toEqual([0, 0.5])
    expect(otherTokens).toMatchObject([
      { symbol: 'xCOIN', stakeTokens: 30, emissionTokensPerDay: 0, correlations: [expect.any(Number)] },
    ])
    // Their worth at the last price goes into the break-even.
    expect(
      asked.steady.known &&
        asked.steady.value.otherStakesUsd &&
        toDecimal(asked.steady.value.otherStakesUsd, 2),
    ).toBe('7.50')
  })

  test('has further tokens’ emissions at their last price', () => {
    const asked = ask([on('emission', USD_TOKEN, 22, '10'), on('emission', COIN, 22, '80')])
    const perDay = asked.steady.known && asked.steady.value.otherEmissionsUsdPerDay
    // Four a day at 0.25.
    expect(perDay && toDecimal(perDay, 4)).toBe('1.0000')
  })

  test('of a third token knows how it moves with each of those before it', () => {
    const third = { ...PEGGED, address: `0x${'33'.repeat(20)}`, symbol: 'THREE' }
    const history: StakeHistory = {
      spans: [COIN, PEGGED, third].map((token) => stake(token, '1')),
      slashes: [],
    }
    expect(assumed([], { history }).otherTokens?.map(({ correlations }) => correlations)).toEqual([
      [0],
      [0, 0],
    ])
  })

  test('of one node has its own losses beside those of others', () => {
    const lost = entry('penalty', START + 5 * DAY, '1', { token: COIN })
    // One of the prior, three of others and its own; a year, a hundred days and ten.
    expect(assumed([lost]).slashes).toMatchObject({
      shape: 5,
      exposureYears: expect.closeTo(1 + 110 / 365.25, 9),
    })
  })

  test('of a role is of the mean node, beside whom one more enters', () => {
    const peers = (...left: (number | null)[]) =>
      left.map((leftAt, node) => ({ node: `n${node}`, accounts: new Set<string>(), joinedAt: START, leftAt }))
    const sample = (...left: (number | null)[]) =>
      sampleOf(peers(...left), window, known(null), '', known(true))
    const entries = [on('fee', PEGGED, 25, '7', 'n0'), on('emission', COIN, 25, '80', 'n0')]
    const seen = window
    const asked = ask(entries, { seen, sample: sample(null, null, null, null) })
    expect([asked.entryShare, asked.sampledNodes, asked.meanRequests]).toEqual([exact(4, 5), 4, exact(1, 4)])
    // 20 of the mean node in 40 days, four fifths of it.
    expect([...asked.emissionsPerMonth.values()].map((amount) => toDecimal(amount, 4))).toEqual(['12.1750'])
    const alone = ask(entries, { seen, sample: sample(window.to - DAY) })
    expect(alone.entryShare).toEqual(exact(1))
    expect(ask(entries).entryShare).toBeUndefined()
    expect(assumed(entries, { seen, sample: sample(null, null) }).slashes.shape).toBe(4)
    // A stake that is not known makes it unknown, and so it is said.
    const why = missing('NOT_OBSERVED', 'the stake')
    const unknown = ask(entries, { seen, sample: { ...sample(null), stake: why } })
    expect(unknown.assumptions).toMatchObject({ missing: [{ reason: 'NOT_OBSERVED', input: 'the stake' }] })
  })

  test('starts from what was earned with the machine, as far as that is known', () => {
    const past = { boughtAt: window.to - 30.4375 * DAY, cash: usd('70') }
    expect(assumed([], { past })).toMatchObject({ pastCashUsd: 70, ageMonths: 1 })
    expect(assumed([], { past: { ...past, cash: missing('NOT_OBSERVED', 'cash') } }).pastCashUsd).toBe(0)
  })
})

describe('an answer', () => {
  const question: PaybackQuestion = {
    role: 'tee-gpu',
    cost: known(machine),
    fees: usd('50'),
    runningCosts: usd('20'),
    paidRequests: 30,
    historyDays: 30,
    assumptions: known(CERTAIN),
    steady: missing('COST_UNKNOWN', 'steady'),
    rental: {
      usdPerHour: usd('1'),
      utilisation: exact(1, 2),
      marketplaceFee: exact(1, 5),
      source: '',
      asOf: '',
      stale: false,
    },
    simulation: { paths: 2, horizonMonths: 6, seed: 1, blockDays: 7 },
  }

  test('is an estimate from thirty days and thirty payments on, by role of five nodes', () => {
    const answer = (more: Partial<PaybackQuestion>) => payback({ ...question, ...more }).answer
    expect([answer({}), answer({ historyDays: 29 }), answer({ paidRequests: 29 })]).toEqual([
      'ESTIMATE',
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
    ])
    expect([answer({ sampledNodes: 5 }), answer({ sampledNodes: 4 })]).toEqual([
      'ESTIMATE',
      'INSUFFICIENT_DATA',
    ])
  })

  test('is refused where the machine does not fit the role, and unknown where nobody knows the role or the cost', () => {
    const asked = (more: Partial<PaybackQuestion>) => payback({ ...question, ...more })
    const without = { ...machine, confidentialMode: false }
    expect(
      [asked({ cost: known(without) }), asked({ role: 'tee-proxy' }), asked({ role: 'none' })].map(
        (it) => it.answer,
      ),
    ).toEqual(['REFUSED', 'REFUSED', 'UNKNOWN'])
    expect(asked({ assumptions: missing('NO_PRICE', 'price') })).toMatchObject({
      answer: 'UNKNOWN',
      missing: [{ reason: 'NO_PRICE' }],
    })
  })

  test('has the margin of a request, of a mean node over its own', () => {
    const margin = (more: Partial<PaybackQuestion>) =>
      text(payback({ ...question, ...more }).marginPerRequest)
    expect([margin({}), margin({ meanRequests: exact(15) }), margin({ paidRequests: 0 })]).toEqual([
      '1.0000',
      '2.0000',
      'NO_DENOMINATOR',
    ])
    expect(margin({ fees: missing('NO_PRICE', 'price') })).toBe('NO_PRICE')
  })

  test('shows a machine rented out, where something says for how much', () => {
    const rented = (more: Partial<PaybackQuestion>) => {
      const { counterfactual } = payback({ ...question, ...more })
      return counterfactual && text(counterfactual.net)
    }
    // Half of 730.5 hours at a dollar less a fifth; 0.2 and half of 0.8 of a kilowatt at 0.1, and 80 of hosting.
    expect(rented({})).toBe('168.3700')
    const instance = known({
      kind: 'instance',
      usdPerHour: usd('1'),
      upstreamUsdPerRequest: usd('0'),
    } as const)
    expect([rented({ rental: null }), rented({ cost: instance }), rented({ role: 'none' })]).toEqual([
      null,
      null,
      null,
    ])
    const { counterfactual } = payback(question)
    if (!counterfactual) throw new Error('there is a rent')
    expect(text(beatsRenting(usd('200'), counterfactual))).toBe('31.6300')
  })
})
