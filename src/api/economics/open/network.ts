import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import type { Known } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { Receipts } from '../../../economics/receipts.ts'
import type { Book } from './book.ts'

/** What `NetworkEconomics.runway` and `Survival.leavers` need of their parent. */
export interface NetworkMoney {
  readonly book: Book
  readonly receipts: Receipts
  readonly context: FigureContext
  readonly class: MoneyClass
  /** The whole ledger of the class, from the network's beginning. */
  readonly entries: readonly Entry[]
  /** Why no amount of this class is money, if so. */
  readonly blocked: Known<never> | undefined
}
