import { describe, expect, test } from 'vitest'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { demandOf } from '../../../src/economics/demand.ts'
import { type Exact, exact, fromDecimal, sum, toDecimal } from '../../../src/economics/exact.ts'
import { gasPaid } from '../../../src/economics/gas.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import { networkStatement } from '../../../src/economics/network-statement.ts'
import { type PnlInput, profitAndLoss, profitAndLossBy } from '../../../src/economics/pnl.ts'
import { priceUse, valuedEntries } from '../../../src/economics/price-use.ts'
import { ofBareCards } from '../../../src/economics/references.ts'
import {
  account,
  COIN,
  DAY,
  DELEGATOR,
  entry,
  flatPrices,
  jumpingPrices,
  OPERATOR,
  START,
  TESTNET_COIN,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const usd = (text: string) => known(fromDecimal(text))
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 6) : value.missing[0]?.reason)

// Worked by hand: 36,525 less 10 % over 3 Julian years is 30 a day; 1 kW · (0.2 + 0.8 · 0.5) · 1.5 · 0.10 is 0.09 an hour.
const machine: MachineCosts = {
  kind: 'machine',
  hardware: 'test-gpu',
  confidentialMode: true,
  capexUsd: usd('36525'),
  boughtAt: START,
  depreciation: straightLine(exact(3), fromDecimal('0.1')),
  watts: usd('1000'),
  idleFraction: fromDecimal('0.2'),
  utilisation: usd('0.5'),
  usdPerKwh: usd('0.10'),
  pue: fromDecimal('1.5'),
  hostingUsdPerMonth: usd('30.4375'),
}

const fees = Array.from({ length: 10 }, (_, day) =>
  entry('fee', START + day * DAY + 60, '200', { token: USD_TOKEN }),
)
const entries = [
  entry('stake', START - 5 * DAY, '1000', { from: OPERATOR }),
  entry('stake', START - 5 * DAY, '1000', { from: DELEGATOR }),
  ...fees,
  entry('refund', START + 3 * DAY, '100', { token: USD_TOKEN }),
  entry('emission', START + 2 * DAY, '400'),
  entry('emission', START + 9 * DAY, '600'),
  entry('payout', START + 10 * DAY, '1000'),
  entry('gas', START + 11 * DAY, '2', { from: OPERATOR }),
  entry('penalty', START + 15 * DAY, '40', { reason: 'downtime' }),
]
const input: PnlInput = {
  class: 'synthetic',
  role: 'tee-gpu',
  entries,
  window: { from: START, to: START + 30 * DAY },
  prices: flatPrices('0.25'),
  cost: known(machine),
  gas: { basis: 'ledger' },
  feesAttributable: true,
  delegatorsPart: () => usd('0.1'),
  ownAccounts: new Set([OPERATOR]),
  opportunityRate: usd('0.07305'),
}

describe('a node’s statement', () => {
  test('is the one worked by hand', () => {
    const pnl = profitAndLoss(input)
    const lines = Object.fromEntries(
      Object.entries(pnl).flatMap(([name, value]) =>
        typeof value === 'object' && 'known' in value ? [[name, text(value)]] : [],
      ),
    )
    expect(lines).toEqual({
      fees: '2000.000000',
      refunds: '100.000000',
      emissions: '250.000000',
      gross: '2150.000000',
      grossAtConstantPrice: '2150.000000',
      power: '64.800000',
      hosting: '30.000000',
      upstream: '0.000000',
      gas: '0.500000',
      delegators: '215.000000',
      netCash: '1839.700000',
      ownSlashes: '5.000000',
      delegatorSlashes: '5.000000',
      depreciation: '900.000000',
      stakeCost: '1.485000',
      economicProfit: '933.215000',
      emissionShare: '0.116279',
      relatedPartyShare: '0.000000',
    })
  })

  test('gas that nobody tells is not nothing: net cash has no value either', () => {
    const unseen = profitAndLoss({ ...input, gas: { basis: 'unseen' } })
    expect([text(unseen.gas), text(unseen.netCash), text(unseen.economicProfit)]).toEqual(
      Array.from({ length: 3 }, () => 'NOT_OBSERVED'),
    )
    expect(text(unseen.power)).toBe('64.800000')
  })

  test('gas by the operator’s own numbers falls on the days of the claims', () => {
    const gas = {
      basis: 'operator',
      usdPerDay: fromDecimal('0.5'),
      usdPerClaim: fromDecimal('0.25'),
      claims: [
        { at: START + 60, count: 4 },
        { at: START + DAY + 60, count: 2 },
      ],
    } as const
    expect(text(profitAndLoss({ ...input, gas }).gas)).toBe('16.500000')
    const days = profitAndLossBy('day', { ...input, gas }).slice(0, 3)
    expect(days.map((day) => text(day.gas))).toEqual(['1.500000', '1.000000', '0.500000'])
  })

  test.each(['day', 'week', 'month'] as const)('adds up from its %ss', (period) => {
    const whole = profitAndLoss(input)
    const parts = profitAndLossBy(period, input)
    for (const line of [
      'gross',
      'netCash',
      'ownSlashes',
      'depreciation',
      'stakeCost',
      'economicProfit',
    ] as const) {
      const total = sum(parts.map((part) => (part[line].known ? part[line].value : exact(0))))
      expect(parts.every((part) => part[line].known)).toBe(true)
      expect(toDecimal(total, 12)).toBe(whole[line].known && toDecimal(whole[line].value, 12))
    }
  })

  test('a payout is a movement: without it nothing changes', () => {
    const without = profitAndLoss({ ...input, entries: entries.filter((each) => each.kind !== 'payout') })
    expect(without.economicProfit).toEqual(profitAndLoss(input).economicProfit)
  })

  test('a slash lowers capital and not cash', () => {
    const without = profitAndLoss({ ...input, entries: entries.filter((each) => each.kind !== 'penalty') })
    expect(without.netCash).toEqual(profitAndLoss(input).netCash)
    expect(text(without.ownSlashes)).toBe('0.000000')
  })

  test('a slash of a named staker is that staker’s alone', () => {
    const named = entries.map((each) => (each.kind === 'penalty' ? { ...each, from: DELEGATOR } : each))
    const pnl = profitAndLoss({ ...input, entries: named })
    expect([text(pnl.ownSlashes), text(pnl.delegatorSlashes)]).toEqual(['0.000000', '10.000000'])
  })

  test('one missing price is null up to the profit, and says which', () => {
    const pnl = profitAndLoss({ ...input, prices: flatPrices('0.25', 22) })
    expect(text(pnl.fees)).toBe('2000.000000')
    expect(text(pnl.economicProfit)).toBe('NO_PRICE')
  })

  test('a slash of unknown size leaves profit null and cash as it was', () => {
    const unknown = entries.map((each) => (each.kind === 'penalty' ? { ...each, amount: null } : each))
    const pnl = profitAndLoss({ ...input, entries: unknown })
    expect([text(pnl.netCash), text(pnl.ownSlashes), text(pnl.economicProfit)]).toEqual([
      '1839.700000',
      'SEVERITY_UNKNOWN',
      'SEVERITY_UNKNOWN',
    ])
  })

  test('fees to a shared address are nobody’s', () => {
    const pnl = profitAndLoss({ ...input, feesAttributable: false })
    expect([text(pnl.fees), text(pnl.netCash), text(pnl.emissions)]).toEqual([
      'NOT_ATTRIBUTABLE',
      'NOT_ATTRIBUTABLE',
      '250.000000',
    ])
  })

  test('on a testnet there is no money, not even none', () => {
    const pnl = profitAndLoss({ ...input, class: 'testnet', entries: [] })
    expect([text(pnl.fees), text(pnl.emissions), text(pnl.netCash)]).toEqual(Array(3).fill('NETWORK_CLASS'))
  })

  test('classes do not meet in one figure', () => {
    const mixed = [...entries, entry('fee', START, '1', { token: TESTNET_COIN })]
    expect(() => profitAndLoss({ ...input, entries: mixed })).toThrow(
      expect.objectContaining({ code: 'MIXED_CLASS' }),
    )
  })

  test('unknown costs leave gross and take net', () => {
    const pnl = profitAndLoss({ ...input, cost: missing('COST_UNKNOWN', 'hardware of the node') })
    expect([text(pnl.gross), text(pnl.power), text(pnl.netCash)]).toEqual([
      '2150.000000',
      'COST_UNKNOWN',
      'COST_UNKNOWN',
    ])
  })

  test('a proxy pays for its instance and for what it asks upstream', () => {
    const pnl = profitAndLoss({
      ...input,
      role: 'tee-proxy',
      cost: known({ kind: 'instance', usdPerHour: usd('0.192'), upstreamUsdPerRequest: usd('12.5') }),
    })
    expect([text(pnl.hosting), text(pnl.upstream), text(pnl.depreciation)]).toEqual([
      '138.240000',
      '125.000000',
      '0.000000',
    ])
  })

  test('a proxy is not costed as a GPU', () => {
    expect(text(profitAndLoss({ ...input, role: 'tee-proxy' }).netCash)).toBe('NOT_APPLICABLE')
  })

  test('depreciation stops at the residual value, and a declining one too', () => {
    const long = { from: START, to: START + 4000 * DAY }
    expect(text(profitAndLoss({ ...input, entries: [], window: long }).depreciation)).toBe('32872.500000')
    const depreciation = {
      method: 'declining' as const,
      yearlyRate: fromDecimal('0.4'),
      floor: fromDecimal('0.1'),
    }
    const year = { from: START, to: START + 2 * 31_557_600 }
    const declining = { ...input, entries: [], window: year, cost: known({ ...machine, depreciation }) }
    // 40 % of 36,525 and then 40 % of what is left.
    expect(text(profitAndLoss(declining).depreciation)).toBe('23376.000000')
    expect(text(profitAndLoss({ ...declining, window: long }).depreciation)).toBe('32872.500000')
  })

  test('a token nobody described has no value', () => {
    const odd = { ...COIN, priceSeries: null }
    const pnl = profitAndLoss({ ...input, entries: [entry('emission', START, '5', { token: odd })] })
    expect(text(pnl.emissions)).toBe('NO_PRICE')
  })
})

describe('income in a token that nobody prices', () => {
  const odd = { ...COIN, address: account(0x0dd), symbol: 'ODD', priceSeries: null }
  const dust = entry('fee', START + DAY, '1', { token: odd, from: account(77) })

  test('takes away nothing but itself, and is named beside the figure', () => {
    const [clean, found] = [input.entries, [...input.entries, dust]].map((all) =>
      profitAndLoss({ ...input, entries: all }),
    )
    for (const line of [
      'fees',
      'gross',
      'delegators',
      'netCash',
      'economicProfit',
      'relatedPartyShare',
    ] as const)
      expect(text(found?.[line] ?? missing('NOT_OBSERVED', line))).toBe(
        text(clean?.[line] ?? known(exact(0))),
      )
    const { hhi, uniquePayers } = demandOf([...fees, dust], input.prices)
    expect([text(hhi), uniquePayers]).toEqual(['1.000000', 2])
    expect(priceUse(valuedEntries([...fees, dust], ['fee']), input.prices).caveats).toEqual([
      'ODD: 1 entries left out, for it has no price series',
    ])
  })

  test('alone is no zero, and a slash in it is never left out', () => {
    expect(text(profitAndLoss({ ...input, entries: [dust] }).fees)).toBe('NO_PRICE')
    const slash = entry('penalty', START + DAY, '1', { token: odd, reason: 'slash' })
    const stake = entry('stake', START, '2', { token: odd, from: OPERATOR })
    expect(text(profitAndLoss({ ...input, entries: [...input.entries, stake, slash] }).ownSlashes)).toBe(
      'NO_PRICE',
    )
  })
})

test('the price of the whole window is that of its last second, for each of its days too', () => {
  const window = { from: START, to: START + 2 * DAY }
  const input: PnlInput = {
    class: 'synthetic',
    role: 'validator',
    entries: [entry('emission', START + 60, '40'), entry('emission', START + DAY, '40')],
    window,
    prices: jumpingPrices(window.to),
    cost: missing('COST_UNKNOWN', 'what the node runs on'),
    gas: { basis: 'ledger' },
    feesAttributable: true,
    delegatorsPart: () => known(exact(0)),
    ownAccounts: new Set(),
    opportunityRate: known(exact(0)),
  }
  expect(text(profitAndLoss(input).grossAtConstantPrice)).toBe('20.000000')
  const days = profitAndLossBy('day', input).map((day) => text(day.grossAtConstantPrice))
  expect(days).toEqual(['10.000000', '10.000000'])
})

test('gas is what was used at the price that was charged, and what the parent chain took', () => {
  expect(gasPaid({ gasUsed: 10n, effectiveGasPrice: 3n, l1Fee: 4n })).toBe(34n)
  expect(gasPaid({ gasUsed: 10n, effectiveGasPrice: 3n })).toBe(30n)
})

test('of a window of no time a network’s money was not seen', () => {
  const none = networkStatement([], { from: START, to: START }, flatPrices(), 'synthetic')
  expect(text(none.gross)).toBe('NOT_OBSERVED')
})

test('of bare cards the server is not counted: where price or power of a card was used', () => {
  const row = (rowId: string, basis: string | null) => ({ rowId, basis })
  const told = (...rows: ReturnType<typeof row>[]) => ofBareCards(rows).length
  expect(told(row('L4/capex/1', 'card'))).toBe(1)
  expect(told(row('L4/power/1', 'card'), row('L4/hosting/1', 'card'))).toBe(1)
  expect([told(row('L4/hosting/1', 'card')), told(row('L4/capex/1', 'host')), told()]).toEqual([0, 0, 0])
})
