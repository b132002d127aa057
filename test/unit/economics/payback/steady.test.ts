import { describe, expect, test } from 'vitest'
import { straightLine } from '../../../../src/economics/cost.ts'
import { type Exact, exact, fromDecimal, toDecimal, ZERO } from '../../../../src/economics/exact.ts'
import { known } from '../../../../src/economics/known.ts'
import { assumptionsOf, type CommonValues } from '../../../../src/economics/payback/assume.ts'
import { type OtherToken, paidPart } from '../../../../src/economics/payback/assumptions.ts'
import type { PaidFees } from '../../../../src/economics/payback/history.ts'
import type { SampledNode } from '../../../../src/economics/payback/sampled-nodes.ts'
import { steadyState } from '../../../../src/economics/payback/steady.ts'
import { CERTAIN } from '../../../support/certain-payback.ts'
import { COIN } from '../../../support/ledger-world.ts'

const DAY = 86_400
const common: CommonValues = {
  machine: {
    kind: 'machine',
    hardware: 'CARD',
    confidentialMode: true,
    capexUsd: known(exact(1_000)),
    boughtAt: 0,
    depreciation: straightLine(exact(3), fromDecimal('0.25')),
    watts: known(ZERO),
    idleFraction: ZERO,
    utilisation: known(ZERO),
    usdPerKwh: known(ZERO),
    pue: exact(1),
    hostingUsdPerMonth: known(ZERO),
  },
  capex: exact(1_000),
  power: exact(1, DAY),
  hosting: exact(80),
  gas: fromDecimal('60.875'),
  lastPrice: exact(4),
  stake: exact(500),
  delegators: fromDecimal('0.2'),
  fees: exact(600),
  pastCash: exact(70),
}
const paid = (requests: Exact, pricedIn: 'usd' | 'token' = 'usd'): PaidFees => ({
  currency: { pricedIn, token: pricedIn === 'token' ? COIN : null, ground: '', source: '' },
  days: [],
  received: known(ZERO),
  requests,
})
const settings = { yearlyDiscount: fromDecimal('0.08'), horizonMonths: 24, emissionMonths: exact(9) }

describe('a node that goes on as it did', () => {
  const given = {
    common,
    received: exact(75),
    paid: paid(exact(300)),
    tokensPerDay: exact(2),
    others: [
      { emissionsUsdPerDay: exact(3), stakeUsd: exact(40) },
      { emissionsUsdPerDay: exact(5), stakeUsd: exact(60) },
    ],
    entryShare: undefined,
    days: exact(60),
    settings,
  }
  const asText = (state: ReturnType<typeof steadyState>) =>
    Object.fromEntries(
      Object.entries(state).map(([name, value]) => [
        name,
        typeof value === 'object' ? toDecimal(value, 6) : value,
      ]),
    )

  test('has the requests, the income and the costs of its days', () => {
    expect(asText(steadyState(given))).toEqual({
      capexUsd: '1000.000000',
      pastCashUsd: '70.000000',
      stakeTokens: '500.000000',
      tokenPriceUsd: '4.000000',
      otherStakesUsd: '100.000000',
      requestsPerDay: '5.000000',
      marginPerRequest: '2.000000',
      feesPricedIn: 'usd',
      emissionTokensPerDay: '2.000000',
      otherEmissionsUsdPerDay: '8.000000',
      emissionMonths: '9.000000',
      keptPart: '0.800000',
      // A dollar a day of power for 30.4375 days, and 80.
      fixedUsdPerMonth: '110.437500',
      // 2 a day of gas, over 5 requests a day.
      gasPerRequest: '0.400000',
      // The twelfth root of 1.08.
      monthlyDiscount: '0.006434',
      horizonMonths: 24,
    })
  })

  test('of fees in tokens earned what those are worth at the last price', () => {
    const { marginPerRequest } = steadyState({ ...given, paid: paid(exact(300), 'token') })
    expect(toDecimal(marginPerRequest, 6)).toBe('1.000000')
  })

  test('shares requests and emissions with one more, not what a request brings', () => {
    expect(asText(steadyState({ ...given, entryShare: fromDecimal('0.75') }))).toMatchObject({
      requestsPerDay: '3.750000',
      emissionTokensPerDay: '1.500000',
      otherEmissionsUsdPerDay: '6.000000',
      marginPerRequest: '2.000000',
      gasPerRequest: '0.400000',
    })
  })

  test('without a request has its gas among what runs anyway', () => {
    expect(asText(steadyState({ ...given, paid: paid(ZERO) }))).toMatchObject({
      requestsPerDay: '0.000000',
      marginPerRequest: '0.000000',
      gasPerRequest: '0.000000',
      fixedUsdPerMonth: '171.312500',
    })
  })
})

describe('what a simulation stands on', () => {
  const given = {
    common,
    price: { ...CERTAIN.price, startUsd: 4 },
    days: [exact(10), exact(20)],
    spreads: {
      nodeGrowth: { low: 0, mode: 0.3, high: 1 },
      powerFactor: { low: 0.8, mode: 1, high: 1.2 },
      residualSpread: 0.4,
      severity: { low: 0.01, mode: 0.05, high: 0.2 },
      severityBasis: '',
    },
    rate: { shape: fromDecimal('0.5'), nodeDays: exact(3_652_5, 10), meanPerDay: ZERO },
    paid: paid(exact(300)),
    tokensPerDay: exact(2),
    paidEvents: 300,
    ageMonths: 6,
    unlockSeconds: 21 * DAY,
    nodes: undefined,
    otherTokens: [],
    entryShare: undefined,
    settings,
  }

  test('is in dollars and whole tokens a month, and years', () => {
    const found = assumptionsOf(given)
    expect(found).toMatchObject({
      capexUsd: 1_000,
      pastCashUsd: 70,
      ageMonths: 6,
      stakeTokens: 500,
      unlockMonths: 21 / 30.4375,
      feesPricedIn: 'usd',
      paidEvents: 300,
      emissionTokensPerDay: 2,
      emissionMonths: 9,
      delegatorsPart: 0.2,
      powerUsdPerMonth: 30.4375,
      otherUsdPerMonth: 80,
      gasUsdPerMonth: 60.875,
      slashes: { shape: 0.5, exposureYears: 10, severity: given.spreads.severity },
      yearlyDiscount: 0.08,
    })
    expect([...found.dailyFees]).toEqual([10, 20])
    expect([found.entryShare, found.otherTokens, found.capexFactor]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(assumptionsOf({ ...given, entryShare: fromDecimal('0.8') }).entryShare).toBe(0.8)
    const { emissionMonths: _, ...endless } = settings
    expect(assumptionsOf({ ...given, settings: endless }).emissionMonths).toBeUndefined()
  })

  test('has the share that the machine fetches from its age on, month by month', () => {
    const { resale } = assumptionsOf(given)
    // A quarter after 36 months: 0.75 lost in straight lines.
    expect(resale).toHaveLength(25)
    for (const [month, share] of resale.entries()) expect(share).toBeCloseTo(1 - (0.75 * (6 + month)) / 36, 9)
  })

  test('says how much more or less than by the curve the machine may lose in the end', () => {
    // A quarter is left; 0.4 more of it is 0.35, 0.4 less is 0.15.
    const { low, mode, high } = assumptionsOf(given).resaleLoss
    expect([low, mode, high]).toEqual([expect.closeTo(0.65 / 0.75, 12), 1, expect.closeTo(0.85 / 0.75, 12)])
    const of = (share: string) =>
      assumptionsOf({
        ...given,
        common: {
          ...common,
          machine: { ...common.machine, depreciation: straightLine(exact(3), fromDecimal(share)) },
        },
      }).resaleLoss
    // Never more than all of it is left; a machine that loses nothing loses no share of that.
    expect(of('0.9')).toEqual({ low: 0, mode: 1, high: expect.closeTo(0.46 / 0.1, 9) })
    expect(of('1')).toEqual({ low: 1, mode: 1, high: 1 })
    const declining = {
      method: 'declining',
      yearlyRate: fromDecimal('0.3'),
      floor: fromDecimal('0.2'),
    } as const
    const machine = { ...common.machine, depreciation: declining }
    const found = assumptionsOf({ ...given, common: { ...common, machine } })
    expect(found.resaleLoss.high).toBeCloseTo(0.88 / 0.8, 12)
  })

  describe('emissions', () => {
    const other = (startUsd: number, emissionTokensPerDay: number): OtherToken => ({
      symbol: 'TWO',
      price: { ...CERTAIN.price, startUsd },
      stakeTokens: 0,
      emissionTokensPerDay,
      correlations: [0],
    })
    const node = (...own: number[]) =>
      ({ emissions: { own: Float64Array.from(own) } }) as unknown as SampledNode
    const of = (nodes: readonly SampledNode[] | undefined, otherTokens: readonly OtherToken[]) => {
      const found = assumptionsOf({ ...given, nodes, otherTokens })
      return [found.emissionTokensPerDay, ...(found.otherTokens ?? []).map((it) => it.emissionTokensPerDay)]
    }

    test('of one node are as they came', () => {
      expect(of(undefined, [])).toEqual([2])
      expect(of(undefined, [other(8, 3), other(2, 5)])).toEqual([2, 3, 5])
    })

    test('of a sample are the mean of its days', () => {
      // 6 and 8 on the first day, 10 and nobody on the second.
      expect(of([node(6, 10), node(8, Number.NaN)], [])).toEqual([8.5])
      expect(of([], [])).toEqual([2])
    })

    test('in several tokens are shared out as they came, the mean being in the first at the last prices', () => {
      // 2 of 4 USD, 3 of 8 and 4 of 2: 10 of the first. The sample's mean is 8.5 of it.
      const found = of([node(6, 10), node(8, Number.NaN)], [other(8, 3), other(2, 4)])
      expect(found).toEqual([1.7, 2.55, 3.4].map((each) => expect.closeTo(each, 12)))
    })

    test('of nothing stay nothing', () => {
      const none = assumptionsOf({
        ...given,
        tokensPerDay: ZERO,
        nodes: [node(0, 0)],
        otherTokens: [other(8, 0)],
      })
      expect([none.emissionTokensPerDay, none.otherTokens?.[0]?.emissionTokensPerDay]).toEqual([0, 0])
    })
  })
})

test('of the month in which issuance ends its part is paid, and nothing after it', () => {
  expect([0, 1, 2, 3].map((month) => paidPart({ emissionMonths: 2.25 }, month))).toEqual([1, 1, 0.25, 0])
  expect(paidPart({}, 100)).toBe(1)
})
