import { expect, test } from 'vitest'
import { METRICS } from '../../../src/api/economics/answer/leaderboard-metrics.ts'
import { dailyRevenue } from '../../../src/economics/daily-revenue.ts'
import { demandOf } from '../../../src/economics/demand.ts'
import { type Exact, toDecimal, ZERO } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { networkStatement } from '../../../src/economics/network-statement.ts'
import { Operators } from '../../../src/economics/operators.ts'
import { type PnlInput, profitAndLoss } from '../../../src/economics/pnl.ts'
import { nodeCash } from '../../../src/economics/realised/node-cash.ts'
import { valueAtReceipt } from '../../../src/economics/value.ts'
import { getNetwork } from '../../../src/platform/network.ts'
import { account, COIN, DAY, entry, flatPrices, OPERATOR, START } from '../../support/ledger-world.ts'

const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)
const prices = flatPrices('0.25')
const window = { from: START, to: START + 4 * DAY }
const odd = { ...COIN, address: account(0x0dd), symbol: 'ODD', priceSeries: null }
const dust = entry('fee', START + DAY, '1', { token: odd, from: account(77) })
// 2 USD each.
const [fee, emission] = [entry('fee', START, '8'), entry('emission', START + DAY, '8')]

const pnlOf = (entries: readonly Entry[]) => {
  const input: PnlInput = {
    class: 'synthetic',
    role: 'tee-gpu',
    entries,
    window,
    prices,
    cost: missing('COST_UNKNOWN', 'costs'),
    gas: { basis: 'unseen' },
    feesAttributable: true,
    delegatorsPart: () => known(ZERO),
    ownAccounts: new Set([OPERATOR]),
    opportunityRate: missing('COST_UNKNOWN', 'rate'),
  }
  return profitAndLoss(input)
}

test('the only fee in a token that nobody prices leaves gross income and what stands on it', () => {
  const found = pnlOf([emission, dust])
  expect([found.fees, found.emissions, found.gross, found.delegators].map(text)).toEqual([
    'NO_PRICE',
    '2.000000',
    '2.000000',
    '0.000000',
  ])
  // Of nothing else it is no zero.
  expect(text(pnlOf([dust]).gross)).toBe('NO_PRICE')
  const network = networkStatement([emission, dust], window, prices, 'synthetic')
  expect([network.fees, network.gross].map(text)).toEqual(['NO_PRICE', '2.000000'])
})

test('a related party’s only fee in such a token leaves the share of what has a value', () => {
  const related = { ...dust, related: 'operator' }
  expect(text(pnlOf([fee, related]).relatedPartyShare)).toBe('0.000000')
  expect(text(networkStatement([fee, related], window, prices, 'synthetic').relatedPartyShare)).toBe(
    '0.000000',
  )
  expect(text(demandOf([{ ...fee, related: 'operator' }, dust], prices).notShownRelated)).toBe('0.000000')
})

test('daily revenue keeps its days, but for one on which nothing else came', () => {
  const worth = (each: Entry) => valueAtReceipt(each, prices)
  const lone = { ...dust, at: START + 2 * DAY }
  expect(dailyRevenue([fee, emission, dust, lone], window, worth).map(text)).toEqual([
    '2.000000',
    '2.000000',
    '0.000000',
  ])
  expect(dailyRevenue([dust], window, worth).map(text)).toContain('NO_PRICE')
})

test('a node that earned in such a token alone has earned an unknown amount, whatever else its ledger has', () => {
  const stake = entry('stake', START, '2', { from: OPERATOR })
  const life = { node: 'node', joinedAt: START, leftAt: null, entries: [stake, dust], blocked: undefined }
  const terms = { prices, delegatorsPart: () => known(ZERO), usdPerClaim: ZERO, withoutRelated: false }
  expect(nodeCash(life, terms).receipts.map(({ usd }) => usd.known)).toEqual([false])
})

test('a leaderboard by gross income ranks a node by what has a value', async () => {
  const network = await getNetwork('test/fixtures/economics/networks', 'money')
  const key = dust.node ?? ''
  const book = {
    network,
    prices,
    scope: { window },
    classes: new Map([['synthetic', [emission, dust]]]),
    operators: new Operators([]),
  } as unknown as Parameters<typeof METRICS.GROSS.scores>[1]
  const node = { chain: 31337, key, role: null, class: 'synthetic' as const, joinedAt: START, leftAt: null }
  const scoresBy = async (metric: 'GROSS' | 'FEES') =>
    (await METRICS[metric].scores({} as never, book, [node])).map(({ value }) => text(value))
  expect([await scoresBy('GROSS'), await scoresBy('FEES')]).toEqual([['2.000000'], ['NO_PRICE']])
})
