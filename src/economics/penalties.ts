import { add, compare, divide, type Exact, exact, multiply, subtract, sum, toNumber } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, known, missing } from './known.ts'
import { DAY, daysIn, YEAR } from './period.ts'
import type { SlashSplit } from './stake.ts'
import { quantile, sortedCopy } from './statistics.ts'
import { SHORTEST_DAYS } from './yields.ts'

/** Penalty events per 1,000 claims: a slash of nothing counts as an event. */
export function penaltiesPerThousand(events: number, claims: Known<number>): Known<Exact> {
  if (!claims.known) return claims
  if (claims.value === 0) return missing('NO_DENOMINATOR', 'claims in the window')
  return known(exact(events * 1000, claims.value))
}

/** What was slashed ÷ time-weighted stake, per year. All stakers' loss over all stakers' stake. */
export function slashedOverStake(
  slashed: Known<Exact>,
  valueSeconds: Known<Exact>,
  window: Window,
): Known<Exact> {
  if (daysIn(window) < SHORTEST_DAYS) return missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days to annualise`)
  const parts = allKnown({ slashed, valueSeconds })
  if (!parts.known) return parts
  if (parts.value.valueSeconds.n === 0n) return missing('NO_DENOMINATOR', 'stake in the window')
  return known(divide(multiply(parts.value.slashed, exact(YEAR)), parts.value.valueSeconds))
}

/** Penalties that took stake, or an unknown part of it, and time of watching of a set of nodes. */
export interface Exposure {
  readonly events: number
  readonly nodeDays: Exact
}

/**
 * What is taken of the rate before anything was seen: a Gamma distribution, and how much comparable nodes may weigh. Rows of
 * the catalogue, stated with every figure. Without its exposure a lone node that was quiet for 30 days would read as six
 * slashes a year; without the limit a node's own record could not be heard.
 */
export interface RatePrior {
  readonly events: Exact
  readonly nodeYears: Exact
  readonly poolLimitYears: Exact
}

const YEAR_IN_DAYS = exact(YEAR, DAY)

/** A Gamma distribution of the rate per node-day: mean `shape ÷ nodeDays`. */
export interface RatePosterior {
  readonly shape: Exact
  readonly nodeDays: Exact
  readonly meanPerDay: Exact
}

/** Rate of penalties from a node's own record, comparable nodes and the prior. Defined also where nothing ever happened. */
export function penaltyRate(own: Exposure, comparable: Exposure, prior: RatePrior): RatePosterior {
  const limit = multiply(prior.poolLimitYears, YEAR_IN_DAYS)
  const weight = compare(comparable.nodeDays, limit) <= 0 ? exact(1) : divide(limit, comparable.nodeDays)
  const pooled = multiply(weight, exact(comparable.events))
  const shape = sum([prior.events, pooled, exact(own.events)])
  const priorDays = multiply(prior.nodeYears, YEAR_IN_DAYS)
  const nodeDays = sum([priorDays, multiply(weight, comparable.nodeDays), own.nodeDays])
  return { shape, nodeDays, meanPerDay: divide(shape, nodeDays) }
}

/** Share of the stake that penalties of one reason took. */
export interface Severity {
  readonly reason: string
  readonly events: number
  readonly mean: number
  /** Observed p5, p50 and p95: with few events little more than their range. */
  readonly p5: number
  readonly p50: number
  readonly p95: number
}

/** Severity by reason, from slashes with a known amount and a stake to take it from. */
export function severities(slashes: readonly SlashSplit[]): readonly Severity[] {
  const usable = slashes.filter((slash) => slash.stakeBefore.n > 0n)
  const byReason = Map.groupBy(usable, (slash) => slash.entry.reason ?? 'not given')
  return [...byReason].map(([reason, group]) => {
    const shares = sortedCopy(group.map((slash) => toNumber(takenShare(slash))))
    const at = (q: number) => quantile(shares, q)
    const mean = shares.reduce((total, each) => total + each, 0) / shares.length
    return { reason, events: group.length, mean, p5: at(0.05), p50: at(0.5), p95: at(0.95) }
  })
}

/** Share of the stake that one slash took, of all stakers together. */
export function takenShare(slash: SlashSplit): Exact {
  return divide(add(slash.own, slash.others), slash.stakeBefore)
}

/** How much of a stake a penalty is taken to cost: observed, disclosed, or a scenario that is labelled as one. */
export interface SeverityBasis {
  readonly share: Exact
  readonly basis: 'observed' | 'disclosed' | 'scenario'
  readonly label: string
}

/**
 * Expected loss over days to come: `rate · severity · stake`. Shown beside net, never inside it. Without any severity it is
 * null, not nothing.
 */
export function expectedLoss(
  rate: RatePosterior,
  severity: Known<SeverityBasis>,
  stakeUsd: Known<Exact>,
  days: Exact,
): Known<Exact> {
  const parts = allKnown({ severity, stakeUsd })
  if (!parts.known) return parts
  return known(
    multiply(multiply(rate.meanPerDay, days), multiply(parts.value.severity.share, parts.value.stakeUsd)),
  )
}

/** What a network says it takes for a reason. */
export interface DisclosedRule {
  readonly reason: string
  readonly status: 'disclosed' | 'inferred' | 'undisclosed' | 'contradicted'
  /** Share of the stake, or null. */
  readonly share: Exact | null
  /** Whole tokens, or null or absent. */
  readonly amount?: Exact | null
  readonly source: string
}

export interface RuleCheck {
  readonly slash: SlashSplit
  readonly rule: DisclosedRule | null
  readonly finding: 'agrees' | 'contradicts' | 'undisclosed' | 'stake_unknown'
  readonly observedShare: Exact | null
}

/** What rules call the reasons that a Cosmos chain gives. Source: cosmos-sdk x/slashing types/events.go. */
const WORDS: Readonly<Record<string, string>> = { missing_signature: 'downtime', double_sign: 'double-sign' }

function isAbout(rule: DisclosedRule, reason: string | null): boolean {
  return reason !== null && (rule.reason === reason || rule.reason === WORDS[reason])
}

/** Each slash beside the disclosed share or amount. One base unit of rounding by the contract is no contradiction. */
export function compareWithRules(
  slashes: readonly SlashSplit[],
  rules: readonly DisclosedRule[],
): readonly RuleCheck[] {
  return slashes.map((slash) => {
    const rule = rules.find((each) => isAbout(each, slash.entry.reason)) ?? null
    if (slash.stakeBefore.n <= 0n) return { slash, rule, finding: 'stake_unknown', observedShare: null }
    const observedShare = takenShare(slash)
    const expected = rule && disclosedLoss(rule, slash)
    if (!expected) return { slash, rule, finding: 'undisclosed', observedShare }
    const off = Math.abs(toNumber(subtract(add(slash.own, slash.others), expected)))
    return { slash, rule, finding: off <= 1 ? 'agrees' : 'contradicts', observedShare }
  })
}

/** What a rule says that a slash takes, in base units. */
function disclosedLoss(rule: DisclosedRule, slash: SlashSplit): Exact | null {
  if (rule.share !== null) return multiply(rule.share, slash.stakeBefore)
  return rule.amount ? multiply(rule.amount, exact(10n ** BigInt(slash.entry.token.decimals))) : null
}
