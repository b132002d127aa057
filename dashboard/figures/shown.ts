import type {
  AssumedPartsFragment,
  FigurePartsFragment,
  NetworkClass,
  ReferencePartsFragment,
} from '../data/generated/graphql.ts'

/** A block that a number was read at. */
interface Block {
  readonly chainId: number
  readonly number: number
  readonly hash: string | null
}

/**
 * A number as these pages show it. There is no way to print one without its unit, whose money it is and the block that it was
 * read at; when there is no value, there is a reason.
 */
export interface Shown {
  /** Decimal text of any length; null when it could not be worked out. */
  readonly value: string | null
  readonly reason: string | null
  /** USD, ratio, count, days, months, seconds, or the symbol of a token. */
  readonly unit: string
  readonly class: NetworkClass | null
  readonly asOf: readonly Block[]
  readonly more?: FigurePartsFragment
  /** The answer that it is a part of. */
  readonly answer?: AnswerOf
}

/** What an answer says of itself: all of it in one text, and what it was filled up with. */
interface AnswerOf {
  readonly sentence: string
  readonly assumed: readonly AssumedPartsFragment[]
  readonly references: readonly ReferencePartsFragment[]
}

/** A figure of the economics, with all that the API says of it. */
export const shownOf = (figure: FigurePartsFragment): Shown => ({
  value: figure.value,
  reason: figure.reason,
  unit: figure.unit,
  class: figure.class,
  asOf: figure.asOf,
  more: figure,
})

/** A number that the API gives beside a figure, or that follows from it as `how` says: read at the same blocks, by the same method. */
export const partOf = (
  figure: FigurePartsFragment,
  value: string | null,
  unit: string,
  how?: string,
): Shown => ({
  value,
  reason: value === null ? (figure.reason ?? 'NOT_OBSERVED') : null,
  unit,
  class: figure.class,
  asOf: figure.asOf,
  more: { ...figure, value, unit, quantiles: null, caveats: how ? [how, ...figure.caveats] : figure.caveats },
})

/** What a count that is no figure was read at: `_meta` of the same answer. */
export interface Reading {
  readonly class: NetworkClass | null
  readonly asOf: readonly Block[]
}

/** A plain count, read at the blocks of the answer that it came with. `unit` is what is counted: `nodes`, `claims`. */
export const countOf = (count: number | string | null, unit: string, reading: Reading): Shown => ({
  value: count === null ? null : String(count),
  reason: count === null ? 'NOT_OBSERVED' : null,
  unit,
  class: reading.class,
  asOf: reading.asOf,
})

interface ShownAmount {
  readonly value: string | null
  readonly reason: string | null
  readonly token: {
    readonly symbol: string | null
    readonly decimals: number | null
    readonly class: NetworkClass | null
  } | null
}

/** An amount in whole tokens; in base units where it is not known how many make one. */
export function amountOf({ value, reason, token }: ShownAmount, reading: Reading): Shown {
  const decimals = token?.decimals ?? null
  return {
    value: value === null || decimals === null ? value : toWhole(value, decimals),
    reason: value === null ? (reason ?? 'NOT_OBSERVED') : null,
    unit: decimals === null ? 'base units' : (token?.symbol ?? 'tokens'),
    class: token?.class ?? reading.class,
    asOf: reading.asOf,
  }
}

function toWhole(units: string, decimals: number): string {
  if (decimals === 0) return units
  const negative = units.startsWith('-')
  const digits = units.replace('-', '').padStart(decimals + 1, '0')
  const whole = digits.slice(0, -decimals)
  const part = digits.slice(-decimals).replace(/0+$/, '')
  return `${negative ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

/** Share of two counts of one reading; null where there is nothing to divide by. */
export function shareOf(part: number, whole: number, reading: Reading): Shown {
  const value = whole === 0 ? null : String(part / whole)
  return { value, reason: value === null ? 'NO_DENOMINATOR' : null, unit: 'ratio', ...reading }
}
