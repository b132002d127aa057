import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import type { Known } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { Presences } from '../../../economics/presence.ts'
import type { PriceBook } from '../../../economics/price.ts'
import type { Receipts } from '../../../economics/receipts.ts'
import type { Book } from './book.ts'
import type { Sums } from './sums.ts'

/** A ledger of one class up to a window's end, with the prices of its time. */
export interface Told {
  readonly entries: readonly Entry[]
  /** The same with what nodes' own operators paid them, where figures leave that out. */
  readonly paid: readonly Entry[]
  readonly prices: PriceBook
  readonly presences: Presences
}

/** What the parts of a network's figures need of it. */
export interface NetworkMoney {
  readonly book: Book
  readonly receipts: Receipts
  readonly context: FigureContext
  readonly class: MoneyClass
  /** The ledger of the class up to the window's end: income of the window summed by node, stake and penalties from the beginning. */
  readonly entries: readonly Entry[]
  /** The same told apart otherwise, from a moment on (Unix seconds): read when it is first asked for. Null: each receipt by itself. */
  readonly told: (sums: Sums | null, since: number) => Promise<Told>
  /** Why no amount of this class is money, if so. */
  readonly blocked: Known<never> | undefined
}
