import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import type { Known } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { PriceBook } from '../../../economics/price.ts'
import type { Receipts } from '../../../economics/receipts.ts'
import type { Book } from './book.ts'

/** A ledger from a network's beginning, of one class, with the prices of its whole time. */
export interface Past {
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
}

/** What the parts of a network's figures need of it. */
export interface NetworkMoney {
  readonly book: Book
  readonly receipts: Receipts
  readonly context: FigureContext
  readonly class: MoneyClass
  /** The ledger of the class up to the window's end: income of the window, stake and penalties from the beginning. */
  readonly entries: readonly Entry[]
  /** Income of before the window too, for what nodes earned over their lives: read when it is first asked for. */
  readonly past: () => Promise<Past>
  /** Why no amount of this class is money, if so. */
  readonly blocked: Known<never> | undefined
}
