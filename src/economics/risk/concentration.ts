import { add, compare, divide, type Exact, exact, isZero, multiply, sum, ZERO } from '../exact.ts'
import { type Known, known, missing } from '../known.ts'

/** Who holds how much of a whole, in any one unit. */
export interface Held {
  readonly holders: ReadonlyMap<string, Exact>
  /** Held by somebody whom nothing names: one more holder, or many, or those named already. */
  readonly unknown: Exact
  /** What rests on no holder at all, and so fails with none. */
  readonly free: Exact
}

/** The fewest holders that together have a share of the whole. */
interface SmallestSet {
  /** If all that is unknown were the largest holder's. */
  readonly fewest: Known<Exact>
  /** If none of what is unknown were of those named. */
  readonly most: Known<Exact>
  /** Those counted in `most`, who holds most first; empty where it is not reached. */
  readonly holders: readonly string[]
}

/** How concentrated a whole is. Shares are of all of it, with what is unknown and what rests on nobody: 0 to 1. */
export interface Concentrated {
  readonly total: Exact
  readonly shares: ReadonlyMap<string, Exact>
  readonly unknown: Exact
  readonly free: Exact
  /** Herfindahl–Hirschman index, Σ share²: if no two parts of what is unknown had one holder, and none of those named. */
  readonly hhiLow: Exact
  /** The same if all of it were the largest holder's: no other way to share it out gives more. */
  readonly hhiHigh: Exact
  readonly third: SmallestSet
  readonly half: SmallestSet
}

/** How concentrated a whole is, with bounds for what is unknown: docs/methodology/concentration.md. `what`: of the whole, in words. */
export function concentrationOf({ holders, unknown, free }: Held, what: string): Known<Concentrated> {
  const total = sum([...holders.values(), unknown, free])
  if (isZero(total)) return missing('NO_DENOMINATOR', what)
  const named = [...holders]
    .filter(([, amount]) => !isZero(amount))
    .sort(([a, one], [b, other]) => compare(other, one) || (a < b ? -1 : 1))
    .map(([holder, amount]) => ({ holder, share: divide(amount, total) }))
  const doubt = divide(unknown, total)
  const [first = ZERO, ...others] = named.map(({ share }) => share)
  const largest = [add(first, doubt), ...others]
  const setOf = (share: Exact): SmallestSet => {
    const most = countTo(
      named.map((each) => each.share),
      share,
    )
    const names = named.slice(0, most ?? 0).map(({ holder }) => holder)
    return { fewest: toKnown(countTo(largest, share), what), most: toKnown(most, what), holders: names }
  }
  return known({
    total,
    shares: new Map(named.map(({ holder, share }) => [holder, share])),
    unknown: doubt,
    free: divide(free, total),
    hhiLow: squares(named.map(({ share }) => share)),
    hhiHigh: squares(largest),
    third: setOf(exact(1, 3)),
    half: setOf(exact(1, 2)),
  })
}

/** How many of these, the largest first, reach a share together; undefined: all of them do not. */
function countTo(shares: readonly Exact[], share: Exact): number | undefined {
  let reached = ZERO
  for (const [index, each] of shares.entries()) {
    reached = add(reached, each)
    if (compare(reached, share) >= 0) return index + 1
  }
  return undefined
}

function toKnown(count: number | undefined, what: string): Known<Exact> {
  return count === undefined
    ? missing('NOT_REACHED', `that share of ${what} by holders that are named`)
    : known(exact(count))
}

function squares(shares: readonly Exact[]): Exact {
  return sum(shares.map((share) => multiply(share, share)))
}
