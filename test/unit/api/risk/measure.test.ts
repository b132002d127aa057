import { expect, test } from 'vitest'
import { claimsMeasure } from '../../../../src/api/risk/concentration/measure.ts'
import type { FigureContext } from '../../../../src/economics/figure.ts'

const CONTEXT: FigureContext = {
  class: 'mainnet',
  window: { from: 0, to: 100 },
  asOf: [],
  finality: 'final',
  priceSource: null,
  eventsCounted: 0,
  emissionShare: null,
  relatedPartyShare: null,
}
const of = (chains: readonly number[]) =>
  claimsMeasure({
    chains,
    settled: [],
    unseen: [],
    relayerOf: () => 'unknown',
    context: CONTEXT,
  })

test('a class that no indexed chain has is without claims to count, and not with none', () => {
  const why = {
    known: false,
    missing: [{ reason: 'NOT_OBSERVED', input: 'claims on a chain of class mainnet: none is indexed' }],
  }
  const { held, total, amountOf } = of([])
  expect([held, total, amountOf('a')]).toEqual([why, why, why])
  expect(of([1]).total).toMatchObject({ known: true, value: { n: 0n } })
})
