import { type FigureKind, RATIO, USD } from '../../../economics/figure.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { runway } from '../../../economics/yields.ts'
import type { NetworkMoney } from '../open/network.ts'
import { createWriter } from './public.ts'

const DAYS: FigureKind = { unit: 'days', methodVersion: 'runway-2', places: 3 }

/** `NetworkEconomics.runway`: with the end of issuance as the reader gives it, or as nobody disclosed it. */
export function toPublicRunway(
  { book, receipts, context, entries }: NetworkMoney,
  issuanceEnds: string | null,
) {
  const ends: Known<number> = issuanceEnds
    ? known(Math.floor(Date.parse(issuanceEnds) / 1000))
    : missing('UNDISCLOSED', 'end of issuance: give issuanceEnds')
  const { window } = book.scope
  const found = runway(receipts, window, ends)
  const within = entries.filter((entry) => isIn(entry.at, window))
  const write = createWriter(over(context, valuedEntries(within, ['fee', 'refund', 'emission']), book.prices))
  return {
    daysLeft: createWriter(withoutMoney(context, 0))(found.daysLeft, DAYS),
    feesPerDay: write(found.feesPerDay, USD('runway-2')),
    feesPerDayNeeded: write(found.feesPerDayNeeded, USD('runway-2')),
    growthNeeded: write(found.growthNeeded, RATIO('runway-2')),
    yearlyGrowthNeeded: write(found.yearlyGrowthNeeded, RATIO('runway-2')),
  }
}
