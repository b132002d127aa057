import { type DepthBook, ifSold } from '../../../economics/depth.ts'
import type { Exact } from '../../../economics/exact.ts'
import { type FigureContext, USD } from '../../../economics/figure.ts'
import type { Known } from '../../../economics/known.ts'
import type { PriceBook, Token } from '../../../economics/price.ts'
import { over } from '../../../economics/price-use.ts'
import { createWriter } from './public.ts'

/** Where an amount of tokens is sold, and when. */
interface Market {
  readonly prices: PriceBook
  readonly depth: DepthBook
  /** Unix seconds. */
  readonly at: number
}

/** Emissions at the quote of a moment, and at what selling all of them at once would fetch. `blocked`: why they have no value. */
export function toPublicSold(
  amounts: ReadonlyMap<Token, Exact>,
  market: Market,
  context: FigureContext,
  blocked: Known<never> | undefined,
) {
  const found = ifSold(amounts, market)
  const valued = [...amounts.keys()].map((token) => ({ token, at: market.at }))
  const write = createWriter({ ...over(context, valued, market.prices), relatedPartyShare: null })
  return {
    atQuote: write(blocked ?? found.atQuote, USD('sold-1')),
    sold: write(blocked ?? found.sold, USD('sold-1')),
  }
}
