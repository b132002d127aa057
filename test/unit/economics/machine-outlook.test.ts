import { describe, expect, test } from 'vitest'
import type { CostInput } from '../../../src/economics/cost-input.ts'
import { type Exact, toDecimal, ZERO } from '../../../src/economics/exact.ts'
import { type Known, known } from '../../../src/economics/known.ts'
import { machineOutlook, monthsOfRent } from '../../../src/economics/machine-outlook.ts'
import type { ReferenceRow } from '../../../src/economics/reference-rows.ts'

const NOW = Date.parse('2026-11-27') / 1000
const row = (name: string, mid: string): ReferenceRow => {
  const [subject = '', quantity = ''] = name.split('/')
  const rest = {
    unit: 'x',
    source: 'test',
    as_of: '2026-11-01',
    confidence: 'D',
    shelf_life_days: 90,
  } as const
  return { id: `${name}/1`, subject, quantity, low: null, mid, high: null, ...rest }
}
const rows = {
  'CARD/capex': '12000',
  'CARD/power': '1000',
  'CARD/hosting': '100',
  'CARD/rent': '2',
  'CARD/residual-12-months': '0.4',
  'gpu/idle-fraction': '0.2',
  'pue-survey-average/pue': '1',
  'electricity-us-commercial/price': '0.1',
  'payback/utilisation': '1',
  'payback/commission': '0',
  'payback/gas-usd-per-day': '2',
  'payback/upstream-usd-per-request': '0',
  'payback/discount': '0.1',
  'rental-market/utilisation': '0.5',
  'rental-market/marketplace-fee': '0.2',
  'CLOUD/instance': '3',
}
const outlook = (left: readonly string[] = [], cost: CostInput = { hardware: 'CARD' }) => {
  const values = Object.entries(rows).flatMap(([name, mid]) => (left.includes(name) ? [] : [row(name, mid)]))
  return machineOutlook(cost, { values }, NOW)
}
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason)
// 730.5 kWh at 0.10, the place, and gas of 30.4375 days.
const RUNNING = 73.05 + 100 + 60.875

describe('what a machine must bring', () => {
  test('is its running cost and its price over so many discounted months', () => {
    const found = outlook()
    expect([found.capexUsd, found.runningPerMonth].map(text)).toEqual(['12000.0000', '233.9250'])
    const worth = (months: number) =>
      Array.from({ length: months }, (_, month) => 1.1 ** (-(month + 1) / 12)).reduce((a, b) => a + b)
    expect(found.needed).toEqual(
      [12, 24, 36].map((months) => ({
        months,
        usdPerMonth: known(expect.closeTo(12_000 / worth(months) + RUNNING, 6)),
      })),
    )
  })

  test('is its price over the months where nobody discounts', () => {
    expect(outlook(['payback/discount']).needed[0]).toEqual({
      months: 12,
      usdPerMonth: known(expect.closeTo(1_000 + RUNNING, 9)),
    })
  })

  test('a first month of twelve takes a twelfth of what it loses in them', () => {
    expect(text(outlook().depreciationPerMonth)).toBe('600.0000')
  })
})

describe('what a machine rents for', () => {
  test('pays for it in its price over the net rent', () => {
    const found = outlook()
    // 2 · 730.5 h · 0.5 · 0.8, less power at 0.2 + 0.8 · 0.5 of the time and the place.
    const net = 584.4 - 43.83 - 100
    expect(found.rented && text(found.rented.net)).toBe(net.toFixed(4))
    expect(monthsOfRent(found)).toBeCloseTo(12_000 / net, 9)
  })

  test('never pays for it where nothing is left, or a part is not known', () => {
    const { rented, ...rest } = outlook()
    if (!rented) throw new Error('it has a rent')
    expect(monthsOfRent({ ...rest, rented: { ...rented, net: known(ZERO) } })).toBeUndefined()
    expect(monthsOfRent(outlook(['CARD/capex']))).toBeUndefined()
    expect(monthsOfRent(outlook(['CARD/power']))).toBeUndefined()
    const unrented = outlook(['CARD/rent'])
    expect([unrented.rented, monthsOfRent(unrented)]).toEqual([null, undefined])
  })
})

test('an instance has nothing to pay back: its rent is the running cost', () => {
  const found = outlook([], { instance: 'CLOUD' })
  expect([found.capexUsd, found.runningPerMonth].map(text)).toEqual(['NOT_APPLICABLE', '2252.3750'])
  expect(found.rented).toBeNull()
})
