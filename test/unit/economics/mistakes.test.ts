import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  fromDecimal,
  multiply,
  sum,
  toNumber,
  ZERO,
} from '../../../src/economics/exact.ts'
import { type Figure, RATIO, toFigure, USD } from '../../../src/economics/figure.ts'
import { type GasReceipt, gasPaid } from '../../../src/economics/gas.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import { assertClass, type Entry } from '../../../src/economics/ledger.ts'
import { PriceBook } from '../../../src/economics/price.ts'
import { type Assignment, successOf } from '../../../src/economics/service.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import { ofKind, totalValue } from '../../../src/economics/value.ts'
import { type StakeDay, stakeApr, supplyShareYield } from '../../../src/economics/yields.ts'
import {
  account,
  COIN,
  DAY,
  entry,
  flatPrices,
  OPERATOR,
  START,
  TESTNET_COIN,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

/**
 * Twelve mistakes that were read in the source or the documents of other systems. Each check passes with our function and
 * fails with the mistaken formula beside it, so that the test itself is tested.
 */
function mistake<T>(name: string, check: (formula: T) => void, ours: T, mistaken: T): void {
  test(name, () => {
    check(ours)
    expect(() => check(mistaken), 'the mistaken formula must fail this check').toThrow()
  })
}

const prices = flatPrices('0.25')
const month = { from: START, to: START + 30 * DAY }
const context = {
  class: 'synthetic' as const,
  window: month,
  asOf: [{ chain: 31337, block: 42, hash: `0x${'b'.repeat(64)}` }],
  finality: 'final' as const,
  priceSource: 'test',
  eventsCounted: 0,
  emissionShare: null,
  relatedPartyShare: null,
}
const usd = (value: Known<Exact>) => (value.known ? toNumber(value.value) : null)

describe('mistakes of others', () => {
  // 1. boundless indexer, get_period_prover_total_fees_earned: lock prices by the time of the lock, unless slashed.
  const locks = [
    { price: '10', lockedAt: START, fee: entry('fee', START + 40 * DAY, '10', { token: USD_TOKEN }) },
    { price: '7', lockedAt: START, fee: null },
    { price: '5', lockedAt: START, fee: entry('fee', START + DAY, '5', { token: USD_TOKEN }) },
  ]
  mistake<(of: typeof locks) => number | null>(
    '1. fees are counted when they are paid, not when work is taken on',
    (earned) => expect(earned(locks)).toBe(5),
    (of) =>
      usd(
        totalValue(
          ofKind(
            of.flatMap((lock) => lock.fee ?? []),
            'fee',
            month,
          ),
          prices,
        ),
      ),
    (of) =>
      of.filter((lock) => lock.lockedAt >= month.from).reduce((total, lock) => total + Number(lock.price), 0),
  )

  // 2. boundless indexer, …_collateral_earned: all of the collateral, though the contract burns half and pays on slash().
  const slash = entry('penalty', START + DAY, '50', { reason: 'late' })
  const staked = entry('stake', START, '100', { from: OPERATOR })
  mistake<(entries: readonly Entry[]) => number>(
    '2. a slash is what the event took, not all that was at stake',
    (loss) => expect(loss([staked, slash])).toBe(50),
    (entries) => {
      const { slashes } = stakeHistory(entries, new Set([OPERATOR]), month.to)
      return toNumber(sum(slashes.map((each) => each.own))) / 1e18
    },
    (entries) => Number(entries.find((each) => each.kind === 'stake')?.amount) / 1e18,
  )

  // 3. boundless indexer, locked_orders_fulfillment_rate: fulfilled ÷ (fulfilled + expired).
  const assignments: Assignment[] = [
    { node: 'a', assignedAt: 0, deadline: 10, delivered: { at: 5, by: 'a' } },
    { node: 'a', assignedAt: 0, deadline: 10, delivered: { at: 8, by: 'b' } },
    { node: 'a', assignedAt: 0, deadline: 10, delivered: { at: 30, by: 'a' } },
    { node: 'a', assignedAt: 0, deadline: 10, delivered: null },
  ]
  mistake<(of: readonly Assignment[]) => number | null>(
    '3. a rescue by another node and a late delivery are misses',
    (success) => expect(success(assignments)).toBe(0.25),
    (of) => usd(successOf(of, 100).rate),
    (of) => {
      const done = of.filter((each) => each.delivered?.by === each.node).length
      return done / (done + of.filter((each) => !each.delivered).length)
    },
  )

  // 4. boundless indexer, all-time …_rate_adjusted: 0.0 written in the code and served.
  mistake<(of: readonly Assignment[]) => Figure>(
    '4. a rate that was not computed is null with a reason',
    (rate) => expect(rate([])).toMatchObject({ value: null, reason: 'NO_DENOMINATOR' }),
    (of) => toFigure(successOf(of, 100).rate, RATIO('success-1'), context),
    () => toFigure(known(ZERO), RATIO('success-1'), context),
  )

  // 5. boundless /v1/market status: last_indexed_block_timestamp is 0, "TODO".
  mistake<() => { asOf: readonly { block: number }[] }>(
    '5. a figure says which block it was read at',
    (read) => expect(read().asOf).toEqual([expect.objectContaining({ chain: 31337, block: 42 })]),
    () => toFigure(known(exact(1)), USD('gross-1'), context),
    () => ({ asOf: [{ block: 0 }] }),
  )

  // 6. boundless cycle counts: one requestor's cycles are random numbers, summed with measured ones.
  const measured = entry('fee', START, '10', { token: USD_TOKEN })
  const invented = entry('fee', START, '50', { token: TESTNET_COIN })
  mistake<(entries: readonly Entry[]) => number | null>(
    '6. what is made up or test money is never summed with what is real',
    (total) =>
      expect(() => total([measured, invented])).toThrow(expect.objectContaining({ code: 'MIXED_CLASS' })),
    (entries) => {
      assertClass(entries, 'synthetic')
      return usd(totalValue(entries, prices))
    },
    (entries) => entries.reduce((total, each) => total + Number(each.amount) / 10 ** each.token.decimals, 0),
  )

  // 7. livepeer/subgraph ticketBroker.ts: deposit = 0, and then difference = faceValue − deposit.
  const half = [staked, entry('stake', START, '100', { from: account(2) }), slash]
  mistake<(entries: readonly Entry[]) => number>(
    '7. shares are taken from the state before a change, not after it',
    (own) => expect(own(half)).toBe(25),
    (entries) => {
      const { slashes } = stakeHistory(entries, new Set([OPERATOR]), month.to)
      return toNumber(sum(slashes.map((each) => each.own))) / 1e18
    },
    (entries) => {
      let [own, total] = [0, 0]
      let taken = 0
      for (const each of entries) {
        const amount = Number(each.amount) / 1e18
        total += each.kind === 'penalty' ? -amount : amount
        if (each.kind === 'stake' && each.from === OPERATOR) own += amount
        if (each.kind === 'penalty') taken += amount * (own / total)
      }
      return taken
    },
  )

  // 8. livepeer/subgraph helpers.ts: gasUsed = gasLimit; and a price call that reverts makes USD 0.
  const receipt = { gasUsed: 21_000n, effectiveGasPrice: 2n, gasLimit: 900_000n }
  mistake<(of: GasReceipt & { gasLimit: bigint }) => bigint>(
    '8a. gas costs what was used, not what was allowed',
    (cost) => expect(cost(receipt)).toBe(42_000n),
    gasPaid,
    (of) => of.gasLimit * of.effectiveGasPrice,
  )
  mistake<(entries: readonly Entry[]) => number | null>(
    '8b. without a price there is no value, and not one of zero',
    (value) => expect(value([measured])).toBeNull(),
    (entries) => usd(totalValue(entries, new PriceBook([], 'none'))),
    (entries) => entries.reduce((total, each) => total + (Number(each.amount) / 1e6) * 0, 0),
  )

  // 9. livepeer/subgraph: 30-, 60- and 90-day volumes are recomputed on a new round only.
  const paid = [entry('fee', START + DAY, '10', { token: USD_TOKEN })]
  const stalled = { computedAt: START + 2 * DAY, volume: 10 }
  mistake<(now: number) => number | null>(
    '9. a trailing window moves with its end, whether or not anything happens on chain',
    (volume) => expect([volume(START + 2 * DAY), volume(START + 60 * DAY)]).toEqual([10, 0]),
    (now) => usd(totalValue(ofKind(paid, 'fee', { from: now - 30 * DAY, to: now }), prices)),
    () => stalled.volume,
  )

  // 10. livepeer/explorer lib/roi.ts: compounds issuance and ignores that it dilutes.
  const diluted: StakeDay[] = []
  for (let day = 0, supply = exact(1_000_000); day < 30; day++) {
    supply = multiply(supply, fromDecimal('1.0005'))
    diluted.push({ income: fromDecimal('0.5'), stake: exact(1000), supply })
  }
  mistake<(days: readonly StakeDay[]) => number>(
    '10. issuance that everybody receives is no yield',
    (real) => expect(real(diluted)).toBeCloseTo(0, 9),
    (days) => {
      const found = supplyShareYield(days, known(exact(1_000_000)))
      return found.known ? found.value : Number.NaN
    },
    (days) =>
      days.reduce((total, day) => total * (1 + toNumber(divide(day.income, day.stake))), 1) ** (365 / 30) - 1,
  )

  // 11. eigenexplorer operatorApy.ts: today's price for last year's rewards, a missing price is 0, the best strategy stands for all.
  const rewards = [entry('emission', START, '100'), entry('emission', START + 20 * DAY, '100')]
  const moving = new PriceBook(
    [
      { series: 'xcoin', venue: 'one', at: START, price: exact(1) },
      { series: 'xcoin', venue: 'one', at: START + 20 * DAY, price: exact(3) },
    ],
    'moving',
  )
  mistake<(entries: readonly Entry[], now: number) => number | null>(
    '11a. rewards are worth what they were worth when they came',
    (value) => expect(value(rewards, START + 20 * DAY)).toBe(400),
    (entries) => usd(totalValue(entries, moving)),
    (entries, now) => {
      const price = moving.priceAt(COIN, now)
      return price.known ? Number(entries.length) * 100 * toNumber(price.value.price) : 0
    },
  )
  const strategies = [
    { income: exact(1), stake: exact(1000) },
    { income: exact(50), stake: exact(100) },
  ]
  mistake<(of: typeof strategies) => number>(
    '11b. numerators and denominators are added up and then divided: the best part does not stand for the whole',
    (rate) => expect(rate(strategies)).toBeCloseTo((51 / 1100) * (365.25 / 30), 9),
    (given) => {
      const income = known(sum(given.map((each) => each.income)))
      const stake = sum(given.map((each) => each.stake))
      return usd(stakeApr(income, known(multiply(stake, exact(30 * DAY))), 30 * DAY)) ?? Number.NaN
    },
    (given) => {
      const rates = given.map((each) => divide(each.income, each.stake))
      return toNumber(rates.reduce((best, each) => (compare(each, best) > 0 ? each : best))) * (365.25 / 30)
    },
  )
  mistake<(price: Known<Exact>) => number | null>(
    '11c. one missing price leaves the whole without a value',
    (total) => expect(total(missing('NO_PRICE', 'a price'))).toBeNull(),
    (price) => usd(price.known ? known(add(exact(1), price.value)) : price),
    (price) => 1 + (usd(price) ?? 0),
  )

  // 12. taostats: "divide by 1000, multiply by 365" is a simple rate and is called APY.
  mistake<() => { unit: string; value: number }>(
    '12. a simple rate is called APR; only what compounds is called APY',
    (yearly) => {
      const { unit, value } = yearly()
      const compounded = 1.001 ** 365.25 - 1
      expect(value).toBeCloseTo(unit === 'APY' ? compounded : 0.36525, 9)
    },
    () => ({
      unit: 'APR',
      value: usd(stakeApr(known(exact(30)), known(exact(1000 * 30 * DAY)), 30 * DAY)) ?? Number.NaN,
    }),
    () => ({ unit: 'APY', value: (1 / 1000) * 365.25 }),
  )
})
