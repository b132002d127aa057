import { describe, expect, test } from 'vitest'
import { exact, fromDecimal, toDecimal } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { takenShare } from '../../../src/economics/penalties.ts'
import { JUST_AFTER } from '../../../src/economics/period.ts'
import { type PnlInput, profitAndLoss, profitAndLossBy } from '../../../src/economics/pnl.ts'
import { returnOf } from '../../../src/economics/return-of-node.ts'
import {
  delegatorsPart,
  delegatorsPartOf,
  stakedSeconds,
  stakeHistory,
  stakeMoments,
  stakeValueSeconds,
} from '../../../src/economics/stake.ts'
import { stakeApr } from '../../../src/economics/yields.ts'
import {
  COIN,
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  jumpingPrices,
  OPERATOR,
  START,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const window = { from: START, to: START + 30 * DAY }
const own = new Set([OPERATOR])
const prices = flatPrices('0.25')
const text = (value: Known<ReturnType<typeof exact>>) =>
  value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason
const stake = (at: number, amount: string, from = OPERATOR, token = COIN) =>
  entry('stake', at, amount, { from, token })
// 100 a day, at noon of each of 30 days.
const fees = Array.from({ length: 30 }, (_, day) =>
  entry('fee', START + day * DAY + DAY / 2, '100', { token: USD_TOKEN }),
)
const instance = known({
  kind: 'instance',
  usdPerHour: known(exact(1)),
  upstreamUsdPerRequest: known(exact(0)),
} as const)

/** The input of a node with these stakes besides its fees. */
function inputOf(stakes: readonly Entry[], more: Partial<PnlInput> = {}): PnlInput {
  const entries = [...stakes, ...fees].sort((a, b) => a.at - b.at)
  const history = stakeHistory(entries, own, window.to)
  return {
    class: 'synthetic',
    role: 'validator',
    entries,
    window,
    prices,
    cost: instance,
    gas: { basis: 'ledger' },
    feesAttributable: true,
    delegatorsPart: delegatorsPartOf(history, known(exact(0)), prices),
    ownAccounts: own,
    opportunityRate: known(fromDecimal('0.05')),
    ...more,
  }
}
const delegatorsOf = (stakes: readonly Entry[]) => text(profitAndLoss(inputOf(stakes)).delegators)

describe('the delegators’ share', () => {
  test('is not observed where stake was there before the first block and nobody said whose, nor is whose loss a slash was', () => {
    const nobody = `0x${'00'.repeat(20)}`
    const stakes = [stake(START, '100', nobody), entry('penalty', START + DAY, '5', { reason: 'rule' })]
    const pnl = profitAndLoss({ ...inputOf(stakes) })
    expect([pnl.delegators, pnl.ownSlashes, pnl.delegatorSlashes].map(text)).toEqual([
      'NOT_OBSERVED',
      'NOT_OBSERVED',
      'NOT_OBSERVED',
    ])
    // How much it was is known all the same: the slash took a twentieth.
    const [slash] = stakeHistory(stakes, own, window.to).slashes
    expect(slash && toDecimal(takenShare(slash), 2)).toBe('0.05')
  })

  test('of what was received before they delegated is nothing', () => {
    const late = [stake(START - DAY, '100'), stake(window.to - 3600, '900', DELEGATOR)]
    expect(delegatorsOf(late)).toBe('0.00')
  })

  test('is half of ten days when half was delegated for these, and its days add up', () => {
    const stakes = [stake(START - DAY, '100'), stake(START + 20 * DAY, '100', DELEGATOR)]
    expect(delegatorsOf(stakes)).toBe('500.00')
    const days = profitAndLossBy('day', inputOf(stakes)).map((day) => text(day.delegators))
    expect(days).toEqual(Array.from({ length: 30 }, (_, day) => (day < 20 ? '0.00' : '50.00')))
  })

  test('stays theirs when they leave a minute before the window ends', () => {
    const stakes = [
      stake(START - DAY, '100'),
      stake(START - DAY, '900', DELEGATOR),
      stake(window.to - 60, '-900', DELEGATOR),
    ]
    expect(delegatorsOf(stakes)).toBe('2700.00')
  })

  test('is by value over all staked tokens', () => {
    // 250 of own and 2,250 of others' in value at 0.25, and 500 of own in the other token: three quarters are delegated.
    const stakes = [
      stake(START - DAY, '1000'),
      stake(START - DAY, '9000', DELEGATOR),
      stake(START - DAY, '500', OPERATOR, USD_TOKEN),
    ]
    expect(delegatorsOf(stakes)).toBe('2250.00')
  })

  test('is less the commission, and unknown without it only while something is delegated', () => {
    const stakes = [stake(START - DAY, '100'), stake(START + 20 * DAY, '100', DELEGATOR)]
    const history = stakeHistory(stakes, own, window.to)
    const kept = delegatorsPartOf(history, known(fromDecimal('0.8')), prices)
    expect(text(kept(START + 25 * DAY))).toBe('0.10')
    const undisclosed = delegatorsPartOf(history, missing('UNDISCLOSED', 'commission'), prices)
    expect([START - 2 * DAY, START, START + 25 * DAY].map((at) => text(undisclosed(at)))).toEqual([
      '0.00',
      '0.00',
      'UNDISCLOSED',
    ])
  })
})

describe('the delegators’ part of many receipts', () => {
  const changes = Array.from({ length: 12 }, (_, day) =>
    stake(START + day * DAY, `${100 + day}`, day % 2 ? DELEGATOR : OPERATOR, day % 3 ? COIN : USD_TOKEN),
  )
  const moments = Array.from({ length: 1_300 }, (_, index) => START + index * 900)

  test.each([
    ['one token', changes.filter(({ token }) => token === COIN)],
    ['two tokens', changes],
  ])('is worked out once between two changes: of %s', (_, stakes) => {
    let read = 0
    const commission: Known<ReturnType<typeof exact>> = {
      known: true,
      get value() {
        read++
        return exact(1, 10)
      },
    }
    const partOf = delegatorsPartOf(stakeHistory(stakes, own, window.to), commission, prices)
    for (const at of moments) expect(partOf(at).known).toBe(true)
    // A stake and the prices change once a day each.
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThanOrEqual(2 * 14)
  })

  test('is that of its own moment in whatever order receipts are asked about', () => {
    const history = stakeHistory(changes, own, window.to)
    const jump = jumpingPrices(START + 5 * DAY + 300)
    const kept = delegatorsPartOf(history, known(exact(1, 10)), jump)
    const backwards = moments.toReversed().map((at) => kept(at))
    const alone = moments.map((at) => delegatorsPartOf(history, known(exact(1, 10)), jump)(at))
    expect(backwards.toReversed()).toEqual(alone)
  })
})

describe('stake that is not known', () => {
  const seconds = (entries: readonly Entry[]) =>
    text(stakeValueSeconds(stakeHistory(entries, own, window.to), window, 'total', prices))

  test('after a slash of unknown size has no value, and nothing that stands on it has', () => {
    const slashed = [stake(START - DAY, '1000'), entry('penalty', START + DAY, null, { reason: 'slash' })]
    expect(seconds(slashed)).toBe('SEVERITY_UNKNOWN')
    const input = inputOf(slashed)
    expect(text(profitAndLoss(input).stakeCost)).toBe('SEVERITY_UNKNOWN')
    expect(returnOf(input, stakeHistory(input.entries, own, window.to)).known).toBe(false)
    // What lies before the slash is known.
    const before = { from: START, to: START + DAY }
    expect(text(stakeValueSeconds(stakeHistory(slashed, own, window.to), before, 'total', prices))).toBe(
      '21600000.00',
    )
  })

  test('when more is slashed than was seen is never negative, and not known before either', () => {
    const slashed = [stake(START, '100'), entry('penalty', START + DAY, '500')]
    expect(seconds(slashed)).toBe('NOT_OBSERVED')
    expect(text(profitAndLoss(inputOf(slashed)).stakeCost)).toBe('NOT_OBSERVED')
    expect(text(profitAndLoss(inputOf(slashed)).ownSlashes)).toBe('NOT_OBSERVED')
    // Where nothing was slashed nobody lost anything, whoever's it was.
    expect(text(profitAndLoss(inputOf([stake(START, '-100')])).ownSlashes)).toBe('0.00')
  })

  test('leaves the delegators’ share unknown: what left unseen may have been theirs', () => {
    const left = [stake(START, '-100'), entry('emission', START + DAY, '50')]
    const history = stakeHistory(left, own, window.to)
    expect(text(delegatorsPartOf(history, known(exact(0)), prices)(START + DAY))).toBe('NOT_OBSERVED')
    // Of an unknown part of one's own stake delegators have nothing either way.
    const slashed = [stake(START, '100'), entry('penalty', START + DAY, null, { reason: 'slash' })]
    const part = delegatorsPartOf(stakeHistory(slashed, own, window.to), known(exact(0)), prices)
    expect(text(part(START + 2 * DAY))).toBe('0.00')
  })
})

describe('what names no staker', () => {
  const ZERO_ADDRESS = `0x${'0'.repeat(40)}`
  const both = [stake(START, '100'), stake(START, '300', DELEGATOR)]

  test('is nobody’s where it was there before the first block, and takes of all where it is a slash', () => {
    const before = stakeHistory([entry('stake', START, '100', { from: ZERO_ADDRESS })], own, window.to)
    expect(before.gap?.why).toMatchObject({ missing: [{ reason: 'NOT_OBSERVED' }] })
    for (const from of [ZERO_ADDRESS, null]) {
      const slash = entry('penalty', START + DAY, '40', { from, reason: 'downtime' })
      const found = stakeHistory([...both, slash], own, window.to)
      expect(found.gap).toBeUndefined()
      const [taken] = found.slashes
      expect(taken && [taken.own, taken.others].map((each) => toDecimal(each, 0))).toEqual([
        `10${'0'.repeat(18)}`,
        `30${'0'.repeat(18)}`,
      ])
    }
    // A log that names nobody says less than one that names the time before.
    expect(stakeHistory([entry('stake', START, '100', { from: null })], own, window.to).gap).toBeUndefined()
  })
})

describe('a stake over time', () => {
  const spansOf = (entries: readonly Entry[]) =>
    stakeHistory(entries, own, window.to).spans.map(({ from, to, total }) => [
      (from - START) / DAY,
      (to - START) / DAY,
      toDecimal(total, 0).slice(0, -18),
    ])

  test('is of stretches: what comes in one moment comes at once, and the end is not in it', () => {
    const late = entry('penalty', window.to, '1')
    const two = [stake(START, '1'), stake(START, '2'), stake(START + DAY, '4'), late]
    expect(spansOf(two)).toEqual([
      [0, 1, '3'],
      [1, 30, '7'],
    ])
    expect(stakeHistory(two, own, window.to).slashes).toEqual([])
  })

  test('that left to the last unit is known to be nothing', () => {
    const all = [stake(START, '5'), stake(START, '5', DELEGATOR), stake(START + DAY, '-5')]
    expect(stakeHistory(all, own, window.to).gap).toBeUndefined()
    const both = [...all, stake(START + 2 * DAY, '-5', DELEGATOR)]
    expect(stakeHistory(both, own, window.to).gap).toBeUndefined()
  })

  test('of which more left than had come, whoever’s it was, is not known at all', () => {
    const gapOf = (...entries: readonly Entry[]) => stakeHistory(entries, own, window.to).gap?.from
    expect(gapOf(stake(START, '5'), stake(START, '-6', DELEGATOR))).toBe(Number.NEGATIVE_INFINITY)
    expect(gapOf(stake(START, '5', DELEGATOR), stake(START, '-1'))).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('what delegators get of a unit of income', () => {
  const half = { own: exact(5), total: exact(10) }
  const undisclosed = missing<ReturnType<typeof exact>>('UNDISCLOSED', 'commission')

  test('is nothing without a delegated stake, whatever the commission', () => {
    const none = [undefined, { own: exact(0), total: exact(0) }, { own: exact(5), total: exact(5) }]
    expect(none.map((state) => text(delegatorsPart(state, undisclosed)))).toEqual(['0.00', '0.00', '0.00'])
    expect(text(delegatorsPart(half, undisclosed))).toBe('UNDISCLOSED')
  })

  test('is theirs from the second in which they delegate, and unknown from that of an unknown slash', () => {
    const [joined, slashed] = [START + DAY, START + 2 * DAY]
    const entries = [
      stake(START, '100'),
      stake(joined, '100', DELEGATOR),
      entry('penalty', slashed, null, { reason: 'slash' }),
    ]
    const part = delegatorsPartOf(stakeHistory(entries, own, window.to), known(exact(0)), prices)
    expect([joined - 1, joined, slashed - 1, slashed].map((at) => text(part(at)))).toEqual([
      '0.00',
      '0.50',
      '0.50',
      'SEVERITY_UNKNOWN',
    ])
  })

  test('needs no price where it is the same part of each token', () => {
    const mute = { ...USD_TOKEN, priceSeries: null }
    const stakes = [COIN, mute].flatMap((token) => [
      stake(START, '30', OPERATOR, token),
      stake(START, '10', DELEGATOR, token),
    ])
    const partOf = (entries: readonly Entry[]) =>
      text(delegatorsPartOf(stakeHistory(entries, own, window.to), known(exact(0)), prices)(START))
    expect(partOf(stakes)).toBe('0.25')
    expect(partOf([...stakes, stake(START, '1', DELEGATOR, mute)])).toBe('NO_PRICE')
  })
})

describe('the yield of delegators', () => {
  const aprWith = (commission: string, since = START - DAY) => {
    const stakes = [stake(START - DAY, '1000'), stake(since, '3000', DELEGATOR)]
    const history = stakeHistory(stakes, own, window.to)
    const part = delegatorsPartOf(history, known(fromDecimal(commission)), prices)
    return stakeApr(
      profitAndLoss(inputOf(stakes, { delegatorsPart: part })).delegators,
      stakeValueSeconds(history, window, 'delegated', prices),
      stakedSeconds(history, window, 'delegated'),
    )
  }

  test('is after the commission: of all of it they get nothing, and the rate of the stake stays: 3.6', () => {
    // Three quarters of 3,000 on 750 of value in 30 of 365.25 days, 36.525; a fifth less.
    expect(text(aprWith('0'))).toBe('36.52')
    expect(text(aprWith('0.2'))).toBe('29.22')
    expect(text(aprWith('1'))).toBe('0.00')
  })

  test('needs seven days of delegated stake', () => {
    expect(text(aprWith('0', window.to - 6 * DAY))).toBe('WINDOW_TOO_SHORT')
    const alone = stakeHistory([stake(START, '1000')], own, window.to)
    expect(stakedSeconds(alone, window, 'delegated')).toBe(0)
    expect(text(stakeValueSeconds(alone, window, 'delegated', prices))).toBe('0.00')
  })
})

describe('what is annualised', () => {
  test('is the time with stake: one hour of 30 days has no yearly rate', () => {
    const brief = [stake(START + DAY, '1000'), stake(START + DAY + 3600, '-1000')]
    const history = stakeHistory(brief, own, window.to)
    expect(stakedSeconds(history, window)).toBe(3600)
    const apr = stakeApr(
      known(exact(10)),
      stakeValueSeconds(history, window, 'total', prices),
      stakedSeconds(history, window),
    )
    expect(text(apr)).toBe('WINDOW_TOO_SHORT')
  })

  test('counts a second once, whatever the number of tokens', () => {
    const two = [stake(START, '1'), stake(START + DAY, '1', OPERATOR, USD_TOKEN)]
    expect(stakedSeconds(stakeHistory(two, own, window.to), window)).toBe(30 * DAY)
  })

  test('is the time of the node: one of five days has no yearly return in any window', () => {
    const input = inputOf([stake(START + 25 * DAY, '1000')], { since: START + 25 * DAY })
    const found = returnOf(input, stakeHistory(input.entries, own, window.to))
    expect(found).toMatchObject({ known: false, missing: [{ reason: 'WINDOW_TOO_SHORT' }] })
  })
})

test('costs end when the node leaves', () => {
  const until = START + 10 * DAY
  expect(text(profitAndLoss(inputOf([], { until })).hosting)).toBe('240.00')
  const days = profitAndLossBy('day', inputOf([], { until })).map((day) => text(day.hosting))
  expect(days).toEqual(Array.from({ length: 30 }, (_, day) => (day < 10 ? '24.00' : '0.00')))
})

describe('when the delegators’ part may become another', () => {
  const row = (node: string | null, at: number, token = COIN) => ({
    node,
    at,
    chain: token.chain,
    token: token.address,
  })

  test('is at each stake and just after the second before it; with several tokens at each price too', () => {
    let asked = 0
    const prices = () => {
      asked++
      return [7]
    }
    expect([...stakeMoments([row('a', 10), row('a', 20), row(null, 15)], prices)]).toEqual([
      ['a', [9 + JUST_AFTER, 10, 19 + JUST_AFTER, 20]],
    ])
    expect(asked).toBe(0)
    const found = stakeMoments([row('a', 10), row('a', 20, USD_TOKEN), row('b', 10)], prices)
    expect(found.get('a')).toEqual([9 + JUST_AFTER, 10, 19 + JUST_AFTER, 20, 7])
    expect(found.get('b')).toEqual([9 + JUST_AFTER, 10])
  })
})
