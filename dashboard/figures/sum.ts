import type { FigurePartsFragment } from '../data/generated/graphql.ts'
import { type Shown, shownOf } from './shown.ts'

/**
 * The sum of figures of one class and unit. One that has no value leaves the sum without one, for its reason: a sum over the others
 * would look like all of them.
 */
export function sumOf(figures: readonly FigurePartsFragment[]): Shown | null {
  const [first] = figures
  if (!first) return null
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]))
  const gap = figures.find(({ value }) => value === null)
  const value = gap ? null : addDecimals(values)
  const distinct = <Item>(
    pick: (figure: FigurePartsFragment) => readonly Item[],
    key: (item: Item) => string,
  ) => [...new Map(figures.flatMap(pick).map((item) => [key(item), item])).values()]
  const asOf = distinct(
    (each) => each.asOf,
    (block) => `${block.chainId} ${block.number}`,
  )
  const more: FigurePartsFragment = {
    ...first,
    value,
    reason: gap?.reason ?? null,
    asOf,
    quantiles: null,
    emissionShare: null,
    relatedPartyShare: null,
    eventsCounted: figures.reduce((sum, each) => sum + each.eventsCounted, 0),
    finality: figures.every((each) => each.finality === 'final') ? 'final' : 'provisional',
    caveats: [
      `the sum of ${figures.length} figures, each asked by itself; ${figures.length - values.length} of them have no value`,
      ...distinct(
        (each) => each.caveats,
        (text) => text,
      ),
    ],
    stale: distinct(
      (each) => each.stale,
      (text) => text,
    ),
    missing: distinct(
      (each) => each.missing,
      (each) => `${each.reason}${each.input}`,
    ),
  }
  return shownOf(more)
}

/** The exact sum of decimal texts. */
function addDecimals(texts: readonly string[]): string {
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0))
  const sum = texts.reduce((total, text) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.')
    const units = BigInt(`${whole}${part.padEnd(places, '0')}`)
    return text.startsWith('-') ? total - units : total + units
  }, 0n)
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return `${sum < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`
}
