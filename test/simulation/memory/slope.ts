import { mean, quantile, sortedCopy, studentTail, Z95 } from '../../../src/economics/statistics.ts'

/** A size in megabytes, so many hours after the begin. */
export interface Point {
  readonly hours: number
  readonly mb: number
}

/** How a size went. All but `firstMb` is of the time after warm-up. */
export interface Course {
  readonly firstMb: number
  readonly medianMb: number
  readonly lastMb: number
  /** Least squares, megabytes an hour, with its 5 and 95 % points; null: too short to say. */
  readonly slope: { readonly perHour: number; readonly from: number; readonly to: number } | null
}

/** `undecided`: the interval allows both. */
export type Judgement = 'flat' | 'grows' | 'undecided'

/** What is left out at the begin: caches fill, code is compiled, pools reach their size. */
export const WARM_UP = 1 / 4
/** Growth in an hour, as a share of the size, that is still called flat. */
export const FLAT_SHARE = 0.02
/** Neighbouring samples resemble each other, means of so many spans hardly: only their scatter tells how sure a slope is. */
const SPANS = 24
const LEAST_SPANS = 8
const LEAST_IN_SPAN = 3

/** The course of samples in their order; undefined without one. */
export function courseOf(points: readonly Point[]): Course | undefined {
  const warm = points.slice(Math.floor(points.length * WARM_UP))
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return undefined
  return {
    firstMb: first.mb,
    medianMb: quantile(sortedCopy(warm.map(({ mb }) => mb)), 0.5),
    lastMb: last.mb,
    slope: slopeOf(spansOf(warm)),
  }
}

/** Flat: even the interval's upper end is growth of at most `FLAT_SHARE` of the size an hour. Grows: even the lower end is growth, and not flat. */
export function judge({ medianMb, slope }: Course): Judgement {
  if (!slope) return 'undecided'
  const flat = FLAT_SHARE * medianMb
  if (slope.to <= flat) return 'flat'
  return slope.from > 0 ? 'grows' : 'undecided'
}

function spansOf(points: readonly Point[]): Point[] {
  const count = Math.min(SPANS, Math.floor(points.length / LEAST_IN_SPAN))
  return Array.from({ length: count }, (_, at) => {
    const span = points.slice(
      Math.floor((at * points.length) / count),
      Math.floor(((at + 1) * points.length) / count),
    )
    return { hours: mean(span.map(({ hours }) => hours)), mb: mean(span.map(({ mb }) => mb)) }
  })
}

function slopeOf(points: readonly Point[]): Course['slope'] {
  if (points.length < LEAST_SPANS) return null
  const [x, y] = [mean(points.map(({ hours }) => hours)), mean(points.map(({ mb }) => mb))]
  const sum = (of: (point: Point) => number) => points.reduce((all, point) => all + of(point), 0)
  const width = sum(({ hours }) => (hours - x) ** 2)
  const perHour = sum(({ hours, mb }) => (hours - x) * (mb - y)) / width
  const off = sum(({ hours, mb }) => (mb - y - perHour * (hours - x)) ** 2)
  const freedom = points.length - 2
  const half = Z95 * studentTail(freedom) * Math.sqrt(off / freedom / width)
  return { perHour, from: perHour - half, to: perHour + half }
}
