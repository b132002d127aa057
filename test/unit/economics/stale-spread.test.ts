import { expect, test } from 'vitest'
import { SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { toDistribution } from '../../../src/economics/payback/distribution.ts'
import { sensitivities } from '../../../src/economics/payback/sensitivity.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { widenForAge, widensRange } from '../../../src/economics/payback/stale-spread.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

const DAY = 86_400
const NOW = Date.parse('2026-01-01') / 1000
const triangle = (low: number, mode: number, high: number) => ({ low, mode, high })
const spreads = {
  nodeGrowth: triangle(0, 0.3, 1),
  powerFactor: triangle(0.8, 1, 1.2),
  residualSpread: 0.4,
  severity: triangle(0.01, 0.05, 0.2),
  severityBasis: 'scenario',
}
const row = (id: string, stale: boolean, more: { low?: string; high?: string } = {}) => ({
  id,
  rowId: id,
  value: '10',
  low: null,
  high: null,
  asOf: '2024-01-01',
  // Two years of age less one of shelf life: one year past it.
  shelfLifeDays: 731 - 365.25,
  stale,
  ...more,
})
const widen = (rows: ReturnType<typeof row>[], now = NOW) =>
  widenForAge(spreads, rows, { now, perYear: 0.25 })

test('rows within their shelf life change nothing', () => {
  const fresh = ['x/capex/1', 'electricity-us/price/1', 'x/residual-36-months/1'].map((id) => row(id, false))
  expect(widen(fresh)).toEqual(spreads)
  expect(fresh.some(widensRange)).toBe(false)
})

test('each year past the shelf life widens by a quarter, each row what depends on it', () => {
  const power = widen([row('electricity-us/price/1', true)])
  expect(power.powerFactor.low).toBeCloseTo(0.6, 9)
  expect(power.powerFactor.high).toBeCloseTo(1.5, 9)
  expect([power.residualSpread, power.capexFactor]).toEqual([0.4, undefined])
  expect(widen([row('x/residual-36-months/1', true)]).residualSpread).toBeCloseTo(0.65, 9)
  const price = widen([row('x/server-capex/1', true, { low: '8', high: '12' })]).capexFactor
  expect(price).toEqual({ low: expect.closeTo(0.6, 9), mode: 1, high: expect.closeTo(1.5, 9) })
  // A rent is no part of what a machine costs.
  expect(widen([row('x/rent/1', true)])).toEqual(spreads)
  expect(widensRange(row('x/rent/1', true))).toBe(false)
})

test('no range reaches below nothing, and no resale below none', () => {
  const late = NOW + 20 * 365.25 * DAY
  const old = widen(
    [row('x/power/1', true), row('x/residual-36-months/1', true), row('x/capex/1', true)],
    late,
  )
  expect([old.powerFactor.low, old.capexFactor?.low, old.residualSpread]).toEqual([0, 0, 1])
})

test('an uncertain price of the machine widens the months, keeps their middle, and is a driver', () => {
  const few = { ...SIMULATION, paths: 1_000 }
  const months = (capexFactor?: { low: number; mode: number; high: number }) => {
    const { capexUsd, ...rest } = typicalAssumptions()
    const given = { ...rest, capexUsd: capexUsd / 4, ...(capexFactor ? { capexFactor } : {}) }
    const { p5, p50, p95 } = toDistribution(simulate(given, few).machine, few.horizonMonths)
    if (!p5.known || !p50.known || !p95.known) throw new Error('not paid back')
    return { p50: p50.value, width: p95.value - p5.value }
  }
  const [sure, unsure] = [months(), months(triangle(0.5, 1, 1.5))]
  expect(unsure.width).toBeGreaterThan(sure.width * 1.1)
  expect(Math.abs(unsure.p50 / sure.p50 - 1)).toBeLessThan(0.05)
  const named = (more: object) =>
    sensitivities({ ...typicalAssumptions(), ...more }, few).map(({ driver }) => driver)
  expect(named({ capexFactor: triangle(0.5, 1, 1.5) })).toContain('price of the machine')
  expect(named({})).not.toContain('price of the machine')
})
