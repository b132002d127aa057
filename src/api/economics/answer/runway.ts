import { type FigureKind, RATIO, USD } from '../../../economics/figure.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { receiptsIn } from '../../../economics/receipts.ts'
import { runway } from '../../../economics/yields.ts'
import type { NetworkMoney } from '../open/network.ts'
import { createWriter } from './public.ts'

const INCOME = ['fee', 'refund', 'emission'] as const
const DAYS: FigureKind = { unit: 'days', methodVersion: 'runway-2', places: 3 }

/** `NetworkEconomics.runway`: with the end of issuance as the reader gives it, or as nobody disclosed it. */
export function toPublicRunway(money: NetworkMoney, issuanceEnds: string | null) {
  const { book, receipts, entries } = money
  const ends: Known<number> = issuanceEnds
    ? known(Math.floor(Date.parse(issuanceEnds) / 1000))
    : missing('UNDISCLOSED', 'end of issuance: give issuanceEnds')
  const { window } = book.scope
  const found = runway(receipts, window, ends)
  const within = entries.filter((entry) => isIn(entry.at, window))
  const context = over(money.context, valuedEntries(within, INCOME), book.prices)
  const write = createWriter(context)
  // How often fees must be what they are needs no price where all of it is of one token; of a window that was not seen there is no ratio.
  const own = inOwnToken(within, book.prices, INCOME)
  const ofAmounts = own.symbol !== null && window.to > window.from
  const growth = ofAmounts ? runway(receiptsIn(own.entries, window, own.prices), window, ends) : found
  const writeGrowth = createWriter(ofAmounts ? measuredIn(own, context) : context)
  return {
    daysLeft: createWriter(withoutMoney(context, 0))(found.daysLeft, DAYS),
    feesPerDay: write(found.feesPerDay, USD('runway-2')),
    feesPerDayNeeded: write(found.feesPerDayNeeded, USD('runway-2')),
    growthNeeded: writeGrowth(growth.growthNeeded, RATIO('runway-2')),
    yearlyGrowthNeeded: writeGrowth(growth.yearlyGrowthNeeded, RATIO('runway-2')),
  }
}
