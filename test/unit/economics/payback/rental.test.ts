import { expect, test } from 'vitest'
import {
  type CostModel,
  type Letting,
  type MachineCosts,
  straightLine,
} from '../../../../src/economics/cost.ts'
import { type Exact, exact, fromDecimal, toDecimal, ZERO } from '../../../../src/economics/exact.ts'
import { known, missing } from '../../../../src/economics/known.ts'
import { rentalTerms } from '../../../../src/economics/payback/rental.ts'
import type { ReferenceRow } from '../../../../src/economics/reference-rows.ts'
import { referenceRow } from '../../../support/reference-row.ts'

const NOW = Date.parse('2026-06-01') / 1000
const machine: MachineCosts = {
  kind: 'machine',
  hardware: 'CARD',
  confidentialMode: true,
  capexUsd: known(exact(1_000)),
  boughtAt: 0,
  depreciation: straightLine(exact(3), ZERO),
  watts: known(ZERO),
  idleFraction: ZERO,
  utilisation: known(ZERO),
  usdPerKwh: known(ZERO),
  pue: exact(1),
  hostingUsdPerMonth: known(ZERO),
}
const rent = referenceRow('CARD', 'rent', '2', { as_of: '2026-02-01' })
const used = referenceRow('rental-market', 'utilisation', '0.6', { as_of: '2026-03-01' })
const fee = referenceRow('rental-market', 'marketplace-fee', '0.2', { as_of: '2026-04-01' })
const OLD = { shelf_life_days: 1 }

const terms = (values: readonly ReferenceRow[], letting: Partial<Letting> = {}) =>
  rentalTerms(
    known({
      ...machine,
      letting: { cards: 1, usdPerHour: undefined, marketplaceFee: undefined, ...letting },
    }),
    { values },
    NOW,
  )
const text = (value: Exact) => toDecimal(value, 2)

test('a machine is rented out whole, on the catalogue’s terms where its owner has none', () => {
  const found = terms([rent, used, fee], { cards: 8 })
  expect(found?.usdPerHour.known && text(found.usdPerHour.value)).toBe('16.00')
  expect(found && [text(found.utilisation), text(found.marketplaceFee)]).toEqual(['0.60', '0.20'])
  expect(found).toMatchObject({ source: 'a list of rent', asOf: '2026-02-01', stale: false })
  expect(rentalTerms(known(machine), { values: [rent, used, fee] }, NOW)).toMatchObject({
    source: 'a list of rent',
  })
})

test('the owner’s own rent and fee are not the catalogue’s, nor as old as that', () => {
  const own = { usdPerHour: exact(3), marketplaceFee: fromDecimal('0.1') }
  const found = terms([{ ...rent, ...OLD }, used, { ...fee, ...OLD }], own)
  expect(found?.usdPerHour.known && text(found.usdPerHour.value)).toBe('3.00')
  expect(found && text(found.marketplaceFee)).toBe('0.10')
  expect(found).toMatchObject({ source: 'cost.rentUsdPerHour', asOf: '2026-03-01', stale: false })
  expect(terms([used], own)).not.toBeNull()
})

test('terms are stale when any row that they stand on is', () => {
  for (const rows of [
    [{ ...rent, ...OLD }, used, fee],
    [rent, { ...used, ...OLD }, fee],
    [rent, used, { ...fee, ...OLD }],
  ])
    expect(terms(rows)?.stale).toBe(true)
  // The fee is the catalogue's where the rent is the owner's, and the other way round.
  expect(terms([used, { ...fee, ...OLD }], { usdPerHour: exact(3) })?.stale).toBe(true)
  expect(terms([{ ...rent, ...OLD }, used], { marketplaceFee: exact(0) })?.stale).toBe(true)
})

test('there are none where nothing says the rent, the share of hours or the fee, or where there is no machine', () => {
  for (const rows of [
    [used, fee],
    [rent, fee],
    [rent, used],
  ])
    expect(terms(rows)).toBeNull()
  const instance: CostModel = {
    kind: 'instance',
    usdPerHour: known(ZERO),
    upstreamUsdPerRequest: known(ZERO),
  }
  expect(rentalTerms(known(instance), { values: [rent, used, fee] }, NOW)).toBeNull()
  expect(rentalTerms(missing('COST_UNKNOWN', 'cost'), { values: [rent, used, fee] }, NOW)).toBeNull()
})

test('whoever says another rent is named beside the one that is used', () => {
  const other = { ...rent, id: 'CARD/rent/2', mid: '5', source: 'another list', as_of: '2026-01-05' }
  expect(terms([rent, other, used, fee])?.source).toBe(
    'a list of rent; contradicted by another list (5 usd, 2026-01-05)',
  )
})
