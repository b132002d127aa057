import type { CostModel, Letting } from '../cost.ts'
import { type Exact, exact, fromDecimal, multiply } from '../exact.ts'
import { type Known, known } from '../known.ts'
import { findReference, likelyValue, type ReferenceRows } from '../reference-rows.ts'
import type { RentalTerms } from './counterfactual.ts'

/**
 * What renting the whole machine out would bring: all of its cards, on the operator's own terms, and where there are none on the
 * catalogue's. Null where it is no machine, or nothing says what it rents for.
 */
export function rentalTerms(
  model: Known<CostModel>,
  catalogue: ReferenceRows,
  now: number,
): RentalTerms | null {
  if (!model.known || model.value.kind !== 'machine') return null
  const { hardware, letting = ONE_CARD } = model.value
  const rent = findReference(catalogue, hardware, 'rent', now)
  const used = findReference(catalogue, 'rental-market', 'utilisation', now)
  const fee = findReference(catalogue, 'rental-market', 'marketplace-fee', now)
  const perCard = letting.usdPerHour ?? likelyOf(rent)
  const kept = letting.marketplaceFee ?? likelyOf(fee)
  if (!perCard || !used || !kept) return null
  // What the operator gave is not the catalogue's: its row neither names the source nor makes the answer stale.
  const ownRent = letting.usdPerHour !== undefined
  return {
    usdPerHour: known(multiply(perCard, exact(letting.cards))),
    utilisation: fromDecimal(likelyValue(used.chosen)),
    marketplaceFee: kept,
    source: ownRent ? 'cost.rentUsdPerHour' : sourceOf(rent),
    asOf: ownRent ? used.chosen.as_of : (rent?.chosen.as_of ?? ''),
    stale:
      (!ownRent && rent?.stale === true) || used.stale || (!letting.marketplaceFee && fee?.stale === true),
  }
}

const ONE_CARD: Letting = { cards: 1, usdPerHour: undefined, marketplaceFee: undefined }

/** Whose price it is, and who says another: ranges that do not touch are not averaged away. */
function sourceOf(rent: ReturnType<typeof findReference>): string {
  if (!rent) return ''
  const others = rent.contradictions.map(
    (row) => `${row.source} (${likelyValue(row)} ${row.unit}, ${row.as_of})`,
  )
  return [rent.chosen.source, ...others].join('; contradicted by ')
}

function likelyOf(row: ReturnType<typeof findReference>): Exact | undefined {
  return row && fromDecimal(likelyValue(row.chosen))
}
