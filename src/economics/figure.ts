import { type Exact, exact, fromNumber, toDecimal } from './exact.ts'
import type { Known, Missing, Reason } from './known.ts'

/** Whose money it is. Belongs to a chain and its tokens; figures of different classes are never summed. */
export type MoneyClass = 'mainnet' | 'testnet' | 'devnet' | 'synthetic'

/** Unix seconds; `to` is excluded. */
export interface Window {
  readonly from: number
  readonly to: number
}

export interface AsOf {
  readonly chain: number
  readonly block: number
  readonly hash: string
}

/** What a figure says about itself, apart from its value. */
export interface FigureContext {
  readonly class: MoneyClass
  readonly window: Window
  /** The block vector that was read: one block per chain. */
  readonly asOf: readonly AsOf[]
  readonly finality: 'final' | 'provisional'
  readonly priceSource: string | null
  /** Of the worst price that went in; null or absent: no token was valued. */
  readonly priceQuality?: 'good' | 'low' | null
  /** What a reader must know of the inputs before using the value: thin or old prices, traces that nobody proved. */
  readonly caveats?: readonly string[]
  /** The same of whatever goes into it: which payers it leaves out. */
  readonly scopeCaveats?: readonly string[]
  /** Of every figure of money of one answer; what counts no money has none. */
  readonly incomeCaveats?: readonly string[]
  readonly eventsCounted: number
  /** Share of the income behind the figure, 0 to 1; null when no income is behind it or it cannot be told. */
  readonly emissionShare: Exact | null
  readonly relatedPartyShare: Exact | null
  /** Reference values past their shelf life that went in. */
  readonly stale?: readonly string[]
}

export interface Quantiles {
  readonly p5: string | null
  readonly p25?: string | null
  readonly p50: string | null
  readonly p75?: string | null
  readonly p95: string | null
}

/** Every public number. `value` is decimal text, or null with `reason` and everything `missing`. */
export interface Figure {
  readonly value: string | null
  readonly reason: Reason | null
  readonly unit: string
  readonly class: MoneyClass
  readonly window: Window
  readonly methodVersion: string
  readonly priceSource: string | null
  readonly priceQuality: 'good' | 'low' | null
  readonly caveats: readonly string[]
  readonly eventsCounted: number
  readonly emissionShare: string | null
  readonly relatedPartyShare: string | null
  readonly asOf: readonly AsOf[]
  readonly finality: 'final' | 'provisional'
  readonly quantiles: Quantiles | null
  readonly missing: readonly Missing[]
  readonly stale: readonly string[]
}

/** Unit, method and the number of decimals its value is written with. */
export interface FigureKind {
  readonly unit: string
  readonly methodVersion: string
  readonly places: number
}

export const USD = (method: string): FigureKind => ({ unit: 'USD', methodVersion: method, places: 6 })
export const RATIO = (method: string): FigureKind => ({ unit: 'ratio', methodVersion: method, places: 8 })
export const COUNT = (method: string): FigureKind => ({ unit: 'count', methodVersion: method, places: 0 })

/** Writes a value out: the last step, where it is rounded. A double is written as the decimal that names it. */
export function toFigure(
  value: Known<Exact | number>,
  kind: FigureKind,
  context: FigureContext,
  quantiles: Quantiles | null = null,
): Figure {
  return {
    value: value.known ? written(value.value, kind.places) : null,
    reason: value.known ? null : (value.missing[0]?.reason ?? 'NOT_OBSERVED'),
    unit: kind.unit,
    class: context.class,
    window: context.window,
    methodVersion: kind.methodVersion,
    priceSource: context.priceSource,
    priceQuality: context.priceQuality ?? null,
    caveats: [...(context.scopeCaveats ?? []), ...(context.incomeCaveats ?? []), ...(context.caveats ?? [])],
    eventsCounted: context.eventsCounted,
    emissionShare: context.emissionShare && toDecimal(context.emissionShare, 6),
    relatedPartyShare: context.relatedPartyShare && toDecimal(context.relatedPartyShare, 6),
    asOf: context.asOf,
    finality: context.finality,
    quantiles,
    missing: value.known ? [] : value.missing,
    stale: context.stale ?? [],
  }
}

/**
 * Decimal text of an exact value or a finite double.
 * @throws RangeError on a number that is not finite
 */
export function written(value: Exact | number, places: number): string {
  if (typeof value !== 'number') return toDecimal(value, places)
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`)
  // Below a double's own precision: the nearest zero is what such a value means.
  return toDecimal(Math.abs(value) < 1e-90 ? exact(0) : fromNumber(value), places)
}
