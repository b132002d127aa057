import { type Depreciation, type ResalePoint, shareBetween, straightLine } from './cost.ts'
import { type Exact, exact, multiply } from './exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from './known.ts'
import { isValueless, type ReferenceRows } from './reference-rows.ts'
import type { References } from './references.ts'

const QUANTITY = /^residual-(?<months>\d{1,3})-months$/

/** What an owner says of how a machine loses its value; undefined: nothing. */
export interface StatedResale {
  readonly method: 'STRAIGHT_LINE' | 'DECLINING' | undefined
  readonly years: Exact | undefined
  readonly yearlyRate: Exact | undefined
  readonly residualShare: Exact | undefined
}

/**
 * The one curve on which a machine loses its value: that of the catalogue's rows of its resale, or of cards in general where it
 * has none of its own; in the place of it what its owner says.
 */
export function resaleCurve(
  stated: StatedResale,
  hardware: string,
  catalogue: ReferenceRows,
  references: References,
): Known<Depreciation> {
  const points = pointsOf(hardware, catalogue, references)
  const { years, yearlyRate, residualShare } = stated
  const method = stated.method ?? (yearlyRate && 'DECLINING')
  if (!method && !years && !residualShare)
    return mapKnown(points, (it) => ({ method: 'straight', points: it }))
  const life = needed(years ?? references.find('gpu', 'useful-life'), 'years of life of a machine')
  const left = residualShare
    ? known(residualShare)
    : mapKnown(allKnown({ points, life }), (it) => shareBetween(it.points, multiply(it.life, exact(12))))
  if (method !== 'DECLINING')
    return mapKnown(allKnown({ life, left }), (it) => straightLine(it.life, it.left))
  const rate = needed(
    yearlyRate ?? references.find('gpu', 'declining-rate'),
    'rate of declining depreciation',
  )
  return mapKnown(allKnown({ rate, left }), (it) => ({
    method: 'declining',
    yearlyRate: it.rate,
    floor: it.left,
  }))
}

function pointsOf(
  hardware: string,
  { values }: ReferenceRows,
  references: References,
): Known<readonly ResalePoint[]> {
  const monthsOf = (subject: string) =>
    new Set(
      values
        .filter((row) => row.subject === subject && !isValueless(row))
        .flatMap(({ quantity }) => Number(QUANTITY.exec(quantity)?.groups?.months ?? 0) || []),
    )
  const own = monthsOf(hardware)
  const subject = own.size > 0 ? hardware : 'gpu'
  const points = [...(own.size > 0 ? own : monthsOf('gpu'))]
    .sort((a, b) => a - b)
    .flatMap((months): readonly ResalePoint[] => {
      const share = references.find(subject, `residual-${months}-months`)
      return share ? [{ months: exact(months), share }] : []
    })
  return points.length > 0 ? known(points) : missing('COST_UNKNOWN', `residual value of ${hardware}`)
}

function needed(value: Exact | undefined, what: string): Known<Exact> {
  return value ? known(value) : missing('COST_UNKNOWN', what)
}
