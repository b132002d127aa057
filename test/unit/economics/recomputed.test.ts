import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commissionAmount,
  mintedAmount,
  rewardAmount,
  slashAmount,
} from '../../../src/economics/recomputed.ts'
import { readAnswer, synthetic } from '../../support/comet-vectors.ts'

const ONE = 10n ** 18n
const percent = (of: number) => (ONE * BigInt(of)) / 100n

interface Written {
  readonly type: string
  readonly attributes: readonly { readonly key: string; readonly value: string }[]
}

const eventsOf = (answer: unknown) => (answer as { finalize_block_events: Written[] }).finalize_block_events
const textIn = ({ attributes }: Written, key: string) =>
  attributes.find((each) => each.key === key)?.value ?? ''
/** The whole number before the denomination, in parts of 10^18. */
function partsOf(text: string): bigint {
  const [, whole = '0', fraction = ''] = /^(\d+)(?:\.(\d+))?/.exec(text) ?? []
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(18, '0'))
}
/** The amounts of one kind of event, by validator. */
const amountsOf = (events: readonly Written[], type: string) =>
  new Map(
    events
      .filter((each) => each.type === type)
      .map((each) => [textIn(each, 'validator'), partsOf(textIn(each, 'amount'))]),
  )

describe('rewards and commission', () => {
  test.each([
    [101, 4n],
    [102, 4n],
    [105, 2n],
  ])('of the synthetic block %i, whose last commit is of so many validators', (height, count) => {
    const events = eventsOf(synthetic(height, 'block_results'))
    const rewards = amountsOf(events, 'rewards')
    const commission = amountsOf(events, 'commission')
    const terms = { shared: ONE + 3n, tax: percent(2), power: 10_000n, totalPower: 10_000n * count }
    expect(rewards.size).toBe(Number(count))
    for (const [validator, amount] of rewards) {
      expect(rewardAmount(terms)).toBe(amount)
      expect(commissionAmount(amount, percent(10))).toBe(commission.get(validator))
    }
  })

  test('of a recorded block of Celestia: every commission is the rewards at a rate of whole hundredths of a percent', () => {
    const events = eventsOf(readAnswer('real/celestia_8880520.block_results'))
    const commission = amountsOf(events, 'commission')
    const rewards = [...amountsOf(events, 'rewards')].filter(([, amount]) => amount > 0n)
    expect(rewards.length).toBeGreaterThan(50)
    for (const [validator, amount] of rewards) {
      const found = commission.get(validator) ?? 0n
      const rate = ((found * 10_000n + amount / 2n) / amount) * 10n ** 14n
      expect(commissionAmount(amount, rate)).toBe(found)
    }
  })

  test('no more is given out than is shared out less the tax, and less than a unit for each validator stays', () => {
    const powers = fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 24n), fc.bigInt(0n, ONE), powers, (shared, tax, all) => {
        const totalPower = all.reduce((sum, each) => sum + each, 0n)
        const given = all.reduce((sum, power) => sum + rewardAmount({ shared, tax, power, totalPower }), 0n)
        const left = shared * (ONE - tax)
        expect(given <= left).toBe(true)
        // Each share is cut off at 18 places of the power, and at 18 of the amount.
        expect(left - given <= BigInt(all.length) * (left / ONE + 2n)).toBe(true)
      }),
    )
  })

  test.each([
    [25n, percent(50), 12n],
    [35n, percent(50), 18n],
    [37n, percent(50), 18n],
    [26n, percent(50), 13n],
    [1n, percent(51), 1n],
  ])('commission of %i parts at %i is %i: a half goes to the even neighbour', (rewards, rate, gives) => {
    expect(commissionAmount(rewards, rate)).toBe(gives)
  })
})

describe('a slash', () => {
  const terms = { power: 10_000n, reduction: ONE, others: 0n }

  test('of the synthetic chain for missed votes is a ten-thousandth of the power', () => {
    const slash = eventsOf(synthetic(101, 'block_results')).find(({ type }) => type === 'slash') as Written
    expect(String(slashAmount({ ...terms, fraction: ONE / 10_000n }))).toBe(textIn(slash, 'burned_coins'))
  })

  test('leaves a validator what others lost for it, and nothing where that was all', () => {
    expect(slashAmount({ ...terms, fraction: percent(5), others: 777n })).toBe(500n * ONE - 777n)
    expect(slashAmount({ ...terms, fraction: percent(5), others: 500n * ONE })).toBe(0n)
    expect(slashAmount({ ...terms, fraction: percent(5), others: 501n * ONE })).toBe(0n)
  })

  test('is cut off at a base unit', () => {
    expect(slashAmount({ power: 17_274_617n, reduction: 1n, fraction: ONE / 1000n, others: 0n })).toBe(
      17_274n,
    )
  })
})

test('what a recorded block of Cronos made anew is its part of a year', () => {
  const mint = eventsOf(readAnswer('real/cronos_v6_0_0_cronos_pos_22232949.block_results')).find(
    ({ type }) => type === 'mint',
  ) as Written
  expect(String(mintedAmount(partsOf(textIn(mint, 'annual_provisions')), 6_311_520n))).toBe(
    textIn(mint, 'amount'),
  )
})
