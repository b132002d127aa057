import type { CostModel } from '../cost.ts'
import { fromDecimal } from '../exact.ts'
import { type Known, known } from '../known.ts'
import { findReference, likelyValue, type ReferenceRows } from '../reference-rows.ts'
import type { RentalTerms } from './counterfactual.ts'

/** What renting the machine out would bring, from the catalogue; null where it is no machine, or no row says. */
export function rentalTerms(
  model: Known<CostModel>,
  catalogue: ReferenceRows,
  now: number,
): RentalTerms | null {
  if (!model.known || model.value.kind !== 'machine') return null
  const rent = findReference(catalogue, model.value.hardware, 'rent', now)
  const used = findReference(catalogue, 'rental-market', 'utilisation', now)
  const fee = findReference(catalogue, 'rental-market', 'marketplace-fee', now)
  if (!rent || !used || !fee) return null
  return {
    usdPerHour: known(fromDecimal(likelyValue(rent.chosen))),
    utilisation: fromDecimal(likelyValue(used.chosen)),
    marketplaceFee: fromDecimal(likelyValue(fee.chosen)),
    source: rent.chosen.source,
    asOf: rent.chosen.as_of,
    stale: rent.stale || used.stale || fee.stale,
  }
}
