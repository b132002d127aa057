/** How something grows with the number of facts: `base + each · facts`. */
export interface Fit {
  readonly base: number
  readonly each: number
  /** The greatest distance of a measured point from the line, as a share of the point; null with two points, which it always meets. */
  readonly off: number | null
}

/**
 * The line with the least squares of relative distances, so that small sizes count as much as large ones; it does not fall and does not
 * begin below zero. Undefined with fewer than two sizes.
 */
export function fitLine(
  points: readonly { readonly facts: number; readonly value: number }[],
): Fit | undefined {
  if (new Set(points.map(({ facts }) => facts)).size < 2) return undefined
  const sums = { w: 0, x: 0, y: 0, xx: 0, xy: 0 }
  for (const { facts, value } of points) {
    const w = 1 / value ** 2
    sums.w += w
    sums.x += w * facts
    sums.y += w * value
    sums.xx += w * facts * facts
    sums.xy += w * facts * value
  }
  const slope = (sums.w * sums.xy - sums.x * sums.y) / (sums.w * sums.xx - sums.x ** 2)
  const crossing = (sums.y - slope * sums.x) / sums.w
  const [base, each] =
    slope < 0 ? [sums.y / sums.w, 0] : crossing < 0 ? [0, sums.xy / sums.xx] : [crossing, slope]
  const off = Math.max(...points.map(({ facts, value }) => Math.abs(base + each * facts - value) / value))
  return { base, each, off: points.length > 2 ? off : null }
}

/** What the line says of another number of facts. */
export function extrapolate({ base, each }: Fit, facts: number): number {
  return base + each * facts
}
