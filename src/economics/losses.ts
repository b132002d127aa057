import { exact, fromBaseUnits, fromNumber, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { type DisclosedRule, type SeverityBasis, severities } from './penalties.ts'
import { DAY } from './period.ts'
import type { PriceBook } from './price.ts'
import type { StakeHistory } from './stake.ts'
import { ofKind } from './value.ts'

/** How much of a stake a slash is taken to cost: the mean of those seen, else what is disclosed. */
export function severityOf(
  slashes: StakeHistory['slashes'],
  rules: readonly DisclosedRule[],
): Known<SeverityBasis> {
  const seen = severities(slashes)
  const events = seen.reduce((total, each) => total + each.events, 0)
  if (events > 0) {
    const mean = seen.reduce((total, each) => total + each.mean * each.events, 0) / events
    return known({ share: fromNumber(mean), basis: 'observed', label: `mean of ${events} slashes` })
  }
  const rule = rules.find((each) => each.share !== null && each.status === 'disclosed')
  if (rule?.share) return known({ share: rule.share, basis: 'disclosed', label: rule.source })
  return missing('SEVERITY_UNKNOWN', 'no slash was seen and no share is disclosed')
}

/** The stake at the window's end in USD, of all stakers of all nodes. */
export function stakeNow(histories: readonly StakeHistory[], window: Window, prices: PriceBook) {
  const values = histories
    .flatMap((history) => history.spans)
    .filter((span) => span.to === window.to && span.total.n > 0n)
    .map((span) =>
      mapKnown(prices.priceAt(span.token, window.to - 1), ({ price }) =>
        multiply(multiply(span.total, fromBaseUnits(1n, span.token.decimals)), price),
      ),
    )
  return mapKnown(listKnown(values), sum)
}

/** Penalties that took stake, or nobody knows how much: what severity is about. */
export function countLosses(entries: readonly Entry[]): number {
  return ofKind(entries, 'penalty').filter((entry) => entry.amount !== 0n).length
}

/** Days of watching between two moments. */
export function nodeDays(from: number, to: number) {
  return exact(Math.max(0, Math.floor(to - from)), DAY)
}
