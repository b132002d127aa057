import type { Exact } from '../../../economics/exact.ts'
import type { Price, PriceBook, Stretch, Token } from '../../../economics/price.ts'
import { isMoney } from '../../../economics/value.ts'

/** Unix seconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Stretches {
  readonly columns: readonly (readonly unknown[])[]
  /** By number: a price of the grade. */
  readonly grades: readonly (Price | undefined)[]
}

/** Columns of every stretch of every token that has prices: chain, token, first moment, number, price, moment of the price, grade. */
export function stretchesOf(
  { tokens, prices }: { readonly tokens: readonly Token[]; readonly prices: PriceBook },
  span: Span,
): Stretches {
  const grades: (Price | undefined)[] = []
  const places = new Map<string, number>()
  const gradeOf = ({ price, isOld }: Stretch): number => {
    const name = price ? `${price.venues} ${price.quality} ${price.defined} ${isOld}` : ''
    const grade = places.get(name) ?? grades.push(price) - 1
    places.set(name, grade)
    return grade
  }
  const all = tokens.flatMap((token) =>
    token.priceSeries === null || !isMoney(token.class)
      ? []
      : prices.stretches(token.priceSeries, span).map((stretch) => ({ token, stretch })),
  )
  const columns = [
    all.map(({ token }) => token.chain),
    all.map(({ token }) => bytes(token.address)),
    all.map(({ stretch }) => stretch.from),
    // In order, so that those of one token follow on its first.
    all.map((_, number) => number),
    all.map(({ stretch: { price } }) => (price ? decimalOf(price.price) : null)),
    all.map(({ stretch: { price } }) => price?.at ?? null),
    all.map(({ stretch }) => gradeOf(stretch)),
  ]
  return { columns, grades }
}

/** A price as decimal text of all its digits: the mean of two decimals is one. */
function decimalOf({ n, d }: Exact): string {
  let places = 0
  for (let scale = 1n; scale % d !== 0n; scale *= 10n) {
    if (++places > 400) throw new RangeError(`not a decimal: ${n}/${d}`)
  }
  return `${n * (10n ** BigInt(places) / d)}e-${places}`
}

/** Of hexadecimal text with its prefix. */
export function bytes(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}
