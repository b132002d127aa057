import { toNumber } from '../exact.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../known.ts'
import { type DisclosedRule, takenShare } from '../penalties.ts'
import type { References } from '../references.ts'
import type { SlashSplit } from '../stake.ts'
import { quantile, sortedCopy } from '../statistics.ts'
import type { Triangle } from './assumptions.ts'

/** What the future is spread by: each from the catalogue, or from what was seen. */
export interface Spreads {
  readonly nodeGrowth: Triangle
  readonly powerFactor: Triangle
  /** Share above and below the residual value. */
  readonly residualSpread: number
  /** Multiplier of the price of a machine whose row is past its shelf life; absent: the price is the owner's, or not stale. */
  readonly capexFactor?: Triangle
  readonly severity: Triangle
  /** `observed`, `disclosed` or `scenario`, and of what. */
  readonly severityBasis: string
}

// Fewer slashes than these do not tell a spread.
const ENOUGH_SLASHES = 5

/**
 * Growth of the number of nodes is the asker's where it is given. Slashes of this node, or of the nodes of the role, decide over
 * its severity, else the disclosed rule, else a scenario of the catalogue.
 */
export function readSpreads(
  references: References,
  growth: number | undefined,
  slashes: readonly SlashSplit[],
  rules: readonly DisclosedRule[],
  whose = 'this node',
): Known<Spreads> {
  const triangle = (quantity: string) => need(references.findTriangle('payback', quantity), quantity)
  const parts = allKnown({
    nodeGrowth:
      growth === undefined ? triangle('node-growth') : known({ low: growth, mode: growth, high: growth }),
    powerFactor: triangle('power-factor'),
    spread: need(references.find('payback', 'residual-spread'), 'residual-spread'),
    slash: observed(slashes, references, whose) ?? disclosed(rules) ?? scenario(references),
  })
  return mapKnown(parts, ({ nodeGrowth, powerFactor, spread, slash }) => ({
    nodeGrowth,
    powerFactor,
    residualSpread: toNumber(spread),
    severity: slash.severity,
    severityBasis: slash.basis,
  }))
}

interface Severity {
  readonly severity: Triangle
  readonly basis: string
}

function observed(
  slashes: readonly SlashSplit[],
  references: References,
  whose: string,
): Known<Severity> | undefined {
  const shares = sortedCopy(
    slashes.filter((each) => each.stakeBefore.n > 0n).map((each) => toNumber(takenShare(each))),
  )
  if (shares.length === 0) return undefined
  const at = (q: number) => quantile(shares, q)
  const seen = { low: at(0.05), mode: at(0.5), high: at(0.95) }
  const basis = `observed: p5, p50 and p95 of ${shares.length} slashes of ${whose}`
  if (shares.length >= ENOUGH_SLASHES) return known({ severity: seen, basis })
  return mapKnown(scenario(references), ({ severity }) => ({
    severity: { ...seen, low: Math.min(seen.low, severity.low), high: Math.max(seen.high, severity.high) },
    basis: `${basis}, widened to the scenario's range: fewer than ${ENOUGH_SLASHES}`,
  }))
}

function disclosed(rules: readonly DisclosedRule[]): Known<Severity> | undefined {
  const rule = rules.find((each) => each.share !== null && each.status === 'disclosed')
  if (!rule?.share) return undefined
  const share = toNumber(rule.share)
  return known({ severity: { low: share, mode: share, high: share }, basis: `disclosed: ${rule.source}` })
}

function scenario(references: References): Known<Severity> {
  const found = need(references.findTriangle('payback', 'slash-severity'), 'slash-severity')
  return mapKnown(found, (severity) => ({
    severity,
    basis: 'scenario: payback/slash-severity of the catalogue; no slash was seen and no share is disclosed',
  }))
}

function need<T>(value: T | undefined, quantity: string): Known<T> {
  return value === undefined ? missing('NOT_OBSERVED', `payback/${quantity} in the catalogue`) : known(value)
}
