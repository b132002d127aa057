import { dailyRevenue } from '../../../economics/daily-revenue.ts'
import { type FigureContext, type FigureKind, USD, type Window, written } from '../../../economics/figure.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { inOwnToken, measuredIn, type OwnToken } from '../../../economics/own-token.ts'
import { isIn } from '../../../economics/period.ts'
import type { Presences } from '../../../economics/presence.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { type RevenueShape, revenueShape } from '../../../economics/revenue-shape.ts'
import { ofKind, valueAtReceipt } from '../../../economics/value.ts'
import { createWriter } from './public.ts'

const METHOD = 'revenue-1'
const INCOME = ['fee', 'refund', 'emission'] as const
const SECONDS: FigureKind = { unit: 'seconds', methodVersion: METHOD, places: 0 }
const DAYS: FigureKind = { unit: 'days', methodVersion: METHOD, places: 0 }
const RATIO: FigureKind = { unit: 'ratio', methodVersion: METHOD, places: 6 }

export interface RevenueParts {
  readonly entries: readonly Entry[]
  readonly window: Window
  /** Up to when payments were seen: of a node that left the window ends before. Unix seconds. */
  readonly known: number
  readonly prices: PriceBook
  readonly presences: Presences
  /** Why the fees of this node cannot be told, if so. */
  readonly blocked: Known<never> | undefined
}

export function toPublicRevenue(
  { entries, window, known: until, prices, presences, blocked }: RevenueParts,
  context: FigureContext,
) {
  const paidAt = [...ofKind(entries, 'fee', window), ...ofKind(entries, 'emission', window)].map(
    (entry) => entry.at,
  )
  // A node that left is paid afterwards for a time in which it was there.
  const isLate = ({ kind, at, since }: Entry) =>
    kind === 'emission' && typeof since === 'number' && isIn(at, { from: window.to, to: until })
  const within = entries.filter((entry) => isIn(entry.at, window) || isLate(entry))
  const shapeOf = (of: Pick<OwnToken, 'entries' | 'prices'>) => {
    const worth = (entry: Entry) => valueAtReceipt(entry, of.prices)
    const daily = dailyRevenue(of.entries, window, worth, { blocked, presences, known: until })
    return revenueShape(daily, paidAt, window)
  }
  const shape = shapeOf({ entries: within, prices })
  // How even it is, and on which days there was none, needs no price where all of it is of one token.
  const own = inOwnToken(within, prices, INCOME)
  const even = own.symbol === null ? shape : shapeOf(own)
  const valued = valuedEntries(within, INCOME)
  const priced = createWriter(over(context, valued, prices))
  const write = createWriter(withoutMoney(context, paidAt.length))
  const at = (of: (shape: RevenueShape) => Known<number>, from: Known<RevenueShape> = even): Known<number> =>
    from.known ? of(from.value) : from
  const quantiles = shape.known
    ? {
        p5: written(shape.value.p5, 6),
        p25: written(shape.value.p25, 6),
        p50: written(shape.value.p50, 6),
        p75: written(shape.value.p75, 6),
        p95: written(shape.value.p95, 6),
      }
    : null
  return {
    perDay: priced(
      at((it) => known(it.p50), shape),
      USD(METHOD),
      quantiles,
    ),
    volatility: createWriter(measuredIn(own, over(context, valued, prices)))(
      at((it) => it.volatility),
      RATIO,
    ),
    daysWithoutRevenue: write(
      at((it) => known(it.daysWithoutRevenue)),
      DAYS,
    ),
    longestGapSeconds: write(
      paidAt.length === 0 && blocked
        ? missing('NOT_ATTRIBUTABLE', 'paid events of this node')
        : at((it) => known(it.longestGapSeconds)),
      SECONDS,
    ),
  }
}
