import { type FigureContext, RATIO, type Window } from '../../../economics/figure.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { isIn } from '../../../economics/period.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { feeCoverage, type Receipts, receiptsIn } from '../../../economics/receipts.ts'
import { createWriter } from './public.ts'

const INCOME = ['fee', 'refund', 'emission'] as const

/** `receipts`: what they are worth. `isTold`: whether whose fees they are is known. */
interface Covered {
  readonly entries: readonly Entry[]
  readonly window: Window
  readonly prices: PriceBook
  readonly receipts: Receipts
  readonly isTold: boolean
}

/** The share of fees in income: by amounts where all of it is of one token that no market prices. */
export function toPublicCoverage(
  { entries, window, prices, receipts, isTold }: Covered,
  context: FigureContext,
) {
  const within = entries.filter((entry) => isIn(entry.at, window))
  const own = inOwnToken(within, prices, INCOME)
  const found = own.symbol !== null && isTold ? receiptsIn(own.entries, window, own.prices) : receipts
  const of = measuredIn(own, over(context, valuedEntries(within, INCOME), prices))
  return createWriter(of)(feeCoverage(found), RATIO('coverage-3'))
}
