/** Services of one server with arrivals that do not know of each other. Rates are of arrivals per service of length 1. */
export interface Arrivals {
  /** Of services of length 1. */
  readonly native: number
  /** Of services of length `multiple`. */
  readonly proved: number
  readonly multiple: number
}

/** Steps of the time up to a deadline: each rounds a wait up, so that the share in time is told too low rather than too high. */
const STEPS = 1000

/**
 * The share of services of length 1 that are done within `deadline` of their arrival, 0 to 1; a lower bound, by less than the service that one step of
 * the grid holds. 0 where more arrives than is served. A wait is a sum of as many remaining services as are found before it, which is geometric
 * (Pollaczek and Khinchine); the sum is worked out on a grid by Panjer's recursion.
 */
export function shareInTime({ native, proved, multiple }: Arrivals, deadline: number): number {
  const load = native + proved * multiple
  const room = deadline - 1
  if (load >= 1 || room < 0) return 0
  if (load === 0) return 1
  const step = room / STEPS
  // Of a service that is under way, how much remains: as long as any part of it.
  const remains = (time: number) => (native * Math.min(time, 1) + proved * Math.min(time, multiple)) / load
  const parts = Float64Array.from({ length: STEPS + 1 }, (_, at) =>
    at === 0 ? 0 : remains(at * step) - remains((at - 1) * step),
  )
  const waits = new Float64Array(STEPS + 1)
  waits[0] = 1 - load
  let total = 1 - load
  for (let at = 1; at <= STEPS; at++) {
    let sum = 0
    for (let part = 1; part <= at; part++) sum += (parts[part] ?? 0) * (waits[at - part] ?? 0)
    waits[at] = load * sum
    total += load * sum
  }
  return Math.min(1, total)
}

const HALVINGS = 20

/** The largest of shares from 0 to 1 for which `arrivalsOf(share)` leaves at least `quantile` of native services in time, as `largestShare` has it. */
export function largestSafeShare(
  arrivalsOf: (share: number) => Arrivals,
  deadline: number,
  quantile: number,
): number | null {
  return largestShare((share) => shareInTime(arrivalsOf(share), deadline) >= quantile)
}

/** The largest of shares from 0 to 1 that is safe, where all below it are, to a millionth, rounded down; null where even share 0 is not. */
export function largestShare(isSafe: (share: number) => boolean): number | null {
  if (!isSafe(0)) return null
  if (isSafe(1)) return 1
  let [safe, unsafe] = [0, 1]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (safe + unsafe) / 2
    if (isSafe(middle)) safe = middle
    else unsafe = middle
  }
  return safe
}
