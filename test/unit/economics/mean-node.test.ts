import { expect, test } from 'vitest'
import { type Exact, exact, toDecimal, ZERO } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import { meanPnl } from '../../../src/economics/mean-node.ts'
import type { PnlInput } from '../../../src/economics/pnl.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { sampleOf } from '../../../src/economics/sample.ts'
import { DAY, entry, flatPrices, OPERATOR, START } from '../../support/ledger-world.ts'

const window = { from: START, to: START + 10 * DAY }
const peer = { node: 'a', accounts: new Set([OPERATOR]), joinedAt: START, leftAt: null }
const sample = sampleOf([peer], window, known(null), 'none', known(true))
const of = { sample, window, gasPerClaim: ZERO }
const entries = [
  entry('fee', START + 60, '40', { node: 'a' }),
  entry('emission', START + 60, '40', { node: 'a' }),
]
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason)
const input: PnlInput = {
  class: 'synthetic',
  role: 'validator',
  entries: [],
  window,
  prices: flatPrices('0.25'),
  cost: missing('COST_UNKNOWN', 'what the node runs on'),
  gas: { basis: 'ledger' },
  feesAttributable: true,
  delegatorsPart: (at) => known(at === window.to - 1 ? exact(1, 4) : ZERO),
  ownAccounts: new Set(),
  opportunityRate: known(ZERO),
}

test('delegators have their part as of the window’s last second', () => {
  const found = meanPnl(input, { ...of, entries })
  expect([found.gross, found.delegators].map(text)).toEqual(['20.00', '5.00'])
})

test('fees that are nobody’s to show, and nodes that nobody saw, take the gross income away', () => {
  const hidden = meanPnl({ ...input, feesAttributable: false }, { ...of, entries })
  expect([hidden.emissions, hidden.gross].map(text)).toEqual(['10.00', 'NOT_ATTRIBUTABLE'])
  const none = missing<never>('NOT_OBSERVED', 'nodes of the role')
  expect(text(meanPnl(input, { ...of, entries: [], none }).gross)).toBe('NOT_OBSERVED')
})

test('upstream and gas are of its requests, and net cash is what all costs and the delegators leave', () => {
  const cost = {
    kind: 'instance',
    usdPerHour: known(exact(1, 24)),
    upstreamUsdPerRequest: known(exact(3)),
  } as const
  const fees = [entry('fee', START + 60, '40', { node: 'a' }), entry('fee', START + DAY, '40', { node: 'a' })]
  const found = meanPnl(
    { ...input, role: 'tee-proxy', cost: known(cost) },
    { ...of, entries: fees, gasPerClaim: exact(1, 2) },
  )
  const { gross, hosting, upstream, gas, delegators, netCash } = found
  // 20 less 10 days, two requests at 3 and a half each, and a quarter.
  expect([gross, hosting, upstream, gas, delegators, netCash].map(text)).toEqual([
    '20.00',
    '10.00',
    '6.00',
    '1.00',
    '5.00',
    '-2.00',
  ])
})

test('an emission is of the days that it is for: also what came after its node had left, and not what was earned before the window', () => {
  // 4 a day, paid each fourth day for the four before it: to 'a' for three days before the window too, to 'b' after it left on the third day.
  const peers = [peer, { ...peer, node: 'b', leftAt: START + 3 * DAY }]
  const paid = (node: string, day: number, tokens: string) =>
    entry('emission', START + day * DAY, tokens, { node, since: START + (day - 4) * DAY })
  const emissions = [paid('a', 1, '16'), paid('a', 5, '16'), paid('a', 9, '16'), paid('b', 5, '8')]
  const presences = new Map([
    ['b', presenceOf(START, [{ from: START + 3 * DAY, to: Number.POSITIVE_INFINITY }])],
  ])
  const two = { ...sampleOf(peers, window, known(null), 'none', known(true)), emissions }
  const found = meanPnl(input, { ...of, sample: two, entries: emissions, presences })
  // By day: (4 + 0) ÷ 2, twice (4 + 4) ÷ 2, and six times 4 of 'a' alone; the tenth is still to be paid. Ten days of that, at a quarter.
  expect(text(found.emissions)).toBe(((34 / 9) * 10 * 0.25).toFixed(2))
  expect(found.gross).toEqual(found.emissions)
})
