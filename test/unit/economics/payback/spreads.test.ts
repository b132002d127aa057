import { describe, expect, test } from 'vitest'
import { type Exact, exact, fromDecimal } from '../../../../src/economics/exact.ts'
import { readSpreads } from '../../../../src/economics/payback/spreads.ts'
import type { DisclosedRule } from '../../../../src/economics/penalties.ts'
import { References } from '../../../../src/economics/references.ts'
import type { SlashSplit } from '../../../../src/economics/stake.ts'
import { referenceRow } from '../../../support/reference-row.ts'

const rows = [
  referenceRow('payback', 'node-growth', '0.3', { low: '0', high: '1' }),
  referenceRow('payback', 'power-factor', '1', { low: '0.8', high: '1.2' }),
  referenceRow('payback', 'residual-spread', '0.4'),
  referenceRow('payback', 'slash-severity', '0.05', { low: '0.01', high: '0.2' }),
]
const references = (without?: string) =>
  new References(
    { values: rows.filter(({ quantity }) => quantity !== without) },
    Date.parse('2026-06-01') / 1000,
  )
/** One that took so many hundredths of a stake, a part of them the operator's own. */
const slash = (percent: number, stakeBefore: Exact = exact(100)) =>
  ({ own: exact(percent - 1), others: exact(1), stakeBefore }) as SlashSplit
const rule = (more: Partial<DisclosedRule>): DisclosedRule => ({
  reason: 'lateness',
  status: 'disclosed',
  share: fromDecimal('0.1'),
  source: 'the rules',
  ...more,
})
const severity = (slashes: readonly SlashSplit[], rules: readonly DisclosedRule[] = []) => {
  const found = readSpreads(references(), undefined, slashes, rules)
  if (!found.known) throw new Error('the catalogue has all rows')
  const { low, mode, high } = found.value.severity
  return { range: [low, mode, high], basis: found.value.severityBasis }
}
const near = (...values: number[]) => values.map((each) => expect.closeTo(each, 12))

test('spreads are the catalogue’s, and growth is the asker’s where it is given', () => {
  expect(readSpreads(references(), undefined, [], [])).toMatchObject({
    known: true,
    value: {
      nodeGrowth: { low: 0, mode: 0.3, high: 1 },
      powerFactor: { low: 0.8, mode: 1, high: 1.2 },
      residualSpread: 0.4,
    },
  })
  expect(readSpreads(references('node-growth'), 0.5, [], [])).toMatchObject({
    value: { nodeGrowth: { low: 0.5, mode: 0.5, high: 0.5 } },
  })
  for (const { quantity } of rows)
    expect(readSpreads(references(quantity), undefined, [], [])).toEqual({
      known: false,
      missing: [{ reason: 'NOT_OBSERVED', input: `payback/${quantity} in the catalogue` }],
    })
})

describe('the severity of a slash', () => {
  test('is what five or more took: their 5 %, 50 % and 95 % points', () => {
    expect(severity([10, 20, 30, 40, 50].map((each) => slash(each)))).toEqual({
      range: near(0.12, 0.3, 0.48),
      basis: 'observed: p5, p50 and p95 of 5 slashes of this node',
    })
  })

  test('of fewer reaches over the scenario’s range at least', () => {
    const few = severity([2, 4, 6, 8].map((each) => slash(each)))
    expect(few.range).toEqual(near(0.01, 0.05, 0.2))
    expect(few.basis).toContain('4 slashes of this node, widened')
    expect(severity([slash(30)]).range).toEqual(near(0.01, 0.3, 0.3))
  })

  test('is not told by a slash of a stake that nobody saw', () => {
    expect(severity([slash(30), slash(30, exact(0))]).basis).toContain('of 1 slashes')
    expect(severity([slash(30, exact(0))]).basis).toContain('scenario')
  })

  test('is what the network discloses where none was seen, and a scenario where it does not', () => {
    expect(severity([], [rule({ share: null }), rule({ status: 'inferred' }), rule({})])).toEqual({
      range: near(0.1, 0.1, 0.1),
      basis: 'disclosed: the rules',
    })
    for (const change of [{ share: null }, { status: 'contradicted' }] as const)
      expect(severity([], [rule(change)])).toMatchObject({
        range: near(0.01, 0.05, 0.2),
        basis: expect.stringContaining('scenario'),
      })
  })
})
