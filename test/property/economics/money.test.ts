import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CostModel } from '../../../src/economics/cost.ts'
import { demandOf } from '../../../src/economics/demand.ts'
import {
  compare,
  type Exact,
  exact,
  fromDecimal,
  multiply,
  subtract,
  sum,
  toDecimal,
} from '../../../src/economics/exact.ts'
import { type Known, known } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { feeCurrency } from '../../../src/economics/payback/fee-currency.ts'
import { type PnlInput, profitAndLoss } from '../../../src/economics/pnl.ts'
import { PriceBook, type PricePoint } from '../../../src/economics/price.ts'
import { priceUse } from '../../../src/economics/price-use.ts'
import { type Balance, movement, reconcile } from '../../../src/economics/reconcile.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import { supplyDays } from '../../../src/economics/supply-share.ts'
import {
  account,
  COIN,
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const LENGTH = 40 * DAY
const MONEY_LINES = [
  'fees',
  'refunds',
  'emissions',
  'gross',
  'gas',
  'ownSlashes',
  'delegatorSlashes',
  'stakeCost',
] as const
const ALL_LINES = [
  ...MONEY_LINES,
  'power',
  'hosting',
  'upstream',
  'delegators',
  'netCash',
  'depreciation',
  'economicProfit',
] as const

const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    kind: fc.constantFrom('fee', 'refund', 'emission', 'penalty', 'stake', 'gas', 'payout' as const),
    at: fc.integer({ min: START, max: START + LENGTH - 1 }),
    amount: fc.bigInt({ min: 0n, max: 10n ** 24n }),
    staker: fc.constantFrom(OPERATOR, DELEGATOR, null),
    coin: fc.boolean(),
    payer: fc.integer({ min: 10, max: 14 }),
    related: fc.constantFrom(null, 'operator', 'funded_by_faucet'),
  })
  .map(({ kind, at, amount, staker, coin, payer, related }) => {
    const token = coin || kind === 'penalty' || kind === 'stake' ? COIN : USD_TOKEN
    const from =
      kind === 'fee'
        ? account(payer)
        : kind === 'gas'
          ? OPERATOR
          : kind === 'stake'
            ? (staker ?? OPERATOR)
            : staker
    return { ...entry(kind, at, '0', { token, from, related: kind === 'fee' ? related : null }), amount }
  })
// Enough for every penalty: of more than was seen the stake is not known.
const opening = [OPERATOR, DELEGATOR].map((from) =>
  entry('stake', START - DAY, '100000000', { token: COIN, from }),
)
const ledger = fc
  .array(anyEntry, { maxLength: 25 })
  .map((entries) =>
    [...opening, ...entries].sort((a, b) => a.at - b.at || a.source.position - b.source.position),
  )

const usd = (text: string) => known(fromDecimal(text))
const cost: CostModel = {
  kind: 'machine',
  hardware: 'test-gpu',
  confidentialMode: true,
  capexUsd: usd('30000'),
  boughtAt: START - 100 * DAY,
  depreciation: { method: 'declining', yearlyRate: exact(2, 5), floor: exact(1, 5) },
  watts: usd('700'),
  idleFraction: exact(3, 20),
  utilisation: usd('0.61'),
  usdPerKwh: usd('0.13'),
  pue: exact(154, 100),
  hostingUsdPerMonth: usd('80'),
}
const input = (entries: readonly Entry[], prices: PriceBook): PnlInput => ({
  class: 'synthetic',
  role: 'tee-gpu',
  entries,
  window: { from: START, to: START + LENGTH },
  prices,
  cost: known(cost),
  gas: { basis: 'ledger' },
  feesAttributable: true,
  delegatorsPart: () => usd('0.1'),
  ownAccounts: new Set([OPERATOR]),
  opportunityRate: usd('0.05'),
})
const prices = flatPrices('0.25')
const moneyOf = (value: Known<Exact>): Exact => {
  if (!value.known) throw new Error(`no value: ${value.missing[0]?.input}`)
  return value.value
}
const same = (a: Exact, b: Exact) =>
  expect(compare(a, b), `${toDecimal(a, 12)} and ${toDecimal(b, 12)}`).toBe(0)

describe('a statement', () => {
  test('of a window is the sum of the statements of its parts, wherever it is cut', () => {
    fc.assert(
      fc.property(
        ledger,
        fc.array(fc.integer({ min: 1, max: LENGTH - 1 }), { maxLength: 4 }),
        (entries, cuts) => {
          const whole = profitAndLoss(input(entries, prices))
          const stops = [0, ...new Set(cuts.sort((a, b) => a - b)), LENGTH].map((at) => START + at)
          const parts = stops
            .slice(1)
            .map((to, index) =>
              profitAndLoss({ ...input(entries, prices), window: { from: stops[index] ?? START, to } }),
            )
          for (const line of ALL_LINES)
            same(sum(parts.map((part) => moneyOf(part[line]))), moneyOf(whole[line]))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('scales its money with the prices and leaves what is not priced in tokens', () => {
    fc.assert(
      fc.property(ledger, fc.integer({ min: 2, max: 1000 }), (entries, factor) => {
        const scaled = new PriceBook(pointsOf('0.25', factor), 'scaled')
        const [one, many] = [profitAndLoss(input(entries, prices)), profitAndLoss(input(entries, scaled))]
        for (const line of MONEY_LINES) same(multiply(moneyOf(one[line]), exact(factor)), moneyOf(many[line]))
        for (const line of ['power', 'hosting', 'depreciation'] as const)
          same(moneyOf(one[line]), moneyOf(many[line]))
      }),
      { numRuns: 40 },
    )
  })

  test('is null to the top when the price of any amount that enters it is not there', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, pick) => {
        const priced = entries.filter((each) => ['fee', 'refund', 'emission', 'gas'].includes(each.kind))
        fc.pre(priced.length > 0)
        const victim = priced[pick % priced.length]
        const broken = entries.map((each) =>
          each === victim ? { ...each, token: { ...each.token, priceSeries: 'unread' } } : each,
        )
        const pnl = profitAndLoss(input(broken, prices))
        expect([pnl.netCash.known, pnl.economicProfit.known]).toEqual([false, false])
      }),
      { numRuns: 40 },
    )
  })

  test('changes nothing that it was given', () => {
    fc.assert(
      fc.property(ledger, (entries) => {
        const frozen = deepFreeze(entries)
        profitAndLoss(input(frozen, prices))
        demandOf(frozen, prices)
        feeCurrency(frozen, prices)
        priceUse(frozen, prices)
        const of = { from: START, to: START + LENGTH }
        const history = deepFreeze(stakeHistory(frozen, new Set([OPERATOR]), of.to))
        const supplies = deepFreeze(
          [of.to, of.from].map((at) => ({ token: COIN, at, amount: 10n ** 24n, vouchedBy: 'test' })),
        )
        supplyDays(frozen, history, of, supplies, prices)
      }),
      { numRuns: 20 },
    )
  })
})

test('a price does not depend on what was asked before', () => {
  const point = fc.record({
    venue: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 40 }),
    price: fc.integer({ min: 1, max: 9 }),
    until: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  })
  const rule = { maxAgeSeconds: 10, freshSeconds: 4 }
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 12 }),
      fc.array(fc.integer({ min: -2, max: 60 })),
      (given, moments) => {
        const points = given.map(({ venue, at, price, until }): PricePoint => {
          const base = { series: 'xcoin', venue, at, price: exact(price) }
          return until === undefined ? base : { ...base, until }
        })
        const asked = new PriceBook(points, 'test', rule)
        for (const at of moments)
          expect(asked.priceAt(COIN, at)).toEqual(new PriceBook(points, 'test', rule).priceAt(COIN, at))
      },
    ),
  )
})

test('demand: shares lie between nothing and all, and what is excluded and what is left make the whole', () => {
  fc.assert(
    fc.property(ledger, (entries) => {
      const found = demandOf(entries, prices)
      fc.pre(found.hhi.known)
      const [hhi, top1] = [moneyOf(found.hhi), moneyOf(found.top1)]
      expect(compare(hhi, exact(1, found.uniquePayers))).toBeGreaterThanOrEqual(0)
      expect(compare(hhi, exact(1))).toBeLessThanOrEqual(0)
      expect(compare(top1, hhi)).toBeGreaterThanOrEqual(0)
      same(
        sum([moneyOf(found.notShownRelated), ...found.excluded.map((each) => moneyOf(each.share))]),
        exact(1),
      )
    }),
    { numRuns: 40 },
  )
})

test('reconciliation: a balance that follows the ledger matches, any other differs by exactly what is missing', () => {
  fc.assert(
    fc.property(ledger, fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (entries, stray) => {
      const at = (block: number, amount: bigint): Balance => ({
        chain: COIN.chain,
        token: COIN.address,
        account: OPERATOR,
        block,
        amount,
      })
      const moved = entries
        .filter((each) => each.token === COIN)
        .reduce((total, each) => total + movement(each, OPERATOR), 0n)
      const [row] = reconcile(entries, [at(0, 5n)], [at(10_000_000, 5n + moved + stray)])
      expect(row).toMatchObject({ difference: stray, status: stray === 0n ? 'matches' : 'differs' })
      expect(reconcile(entries, [], [at(10_000_000, 1n)])[0]).toMatchObject({
        difference: null,
        status: 'not_observed',
      })
    }),
    { numRuns: 40 },
  )
})

test('decimal text: never off by more than half a last digit, and a tie goes to even', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.bigInt({ min: 1n, max: 10n ** 20n }),
      fc.nat(12),
      (n, d, places) => {
        const back = fromDecimal(toDecimal(exact(n, d), places))
        const off = subtract(back, exact(n, d))
        const half = exact(1, 2n * 10n ** BigInt(places))
        const distance = off.n < 0n ? { n: -off.n, d: off.d } : off
        expect(compare(distance, half)).toBeLessThanOrEqual(0)
        if (compare(distance, half) === 0) expect(((back.n * 10n ** BigInt(places)) / back.d) % 2n).toBe(0n)
      },
    ),
  )
})

function pointsOf(coin: string, factor: number): PricePoint[] {
  return Array.from({ length: 400 }, (_, day) => day).flatMap((day) =>
    ['one', 'two'].flatMap((venue) => [
      { series: 'xusd', venue, at: START + (day - 10) * DAY, price: exact(factor) },
      {
        series: 'xcoin',
        venue,
        at: START + (day - 10) * DAY,
        price: multiply(fromDecimal(coin), exact(factor)),
      },
    ]),
  )
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) deepFreeze(each)
  }
  return value
}
