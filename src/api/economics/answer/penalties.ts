import { type Exact, exact, multiply, sum, toDecimal } from '../../../economics/exact.ts'
import {
  COUNT,
  type FigureContext,
  type FigureKind,
  RATIO,
  USD,
  type Window,
  written,
} from '../../../economics/figure.ts'
import { type Known, known, listKnown, mapKnown } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { severityOf, stakeNow } from '../../../economics/losses.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { readPrior } from '../../../economics/payback/rate-prior.ts'
import {
  compareWithRules,
  type DisclosedRule,
  type Exposure,
  expectedLoss,
  penaltiesPerThousand,
  penaltyRate,
  severities,
  slashedOverStake,
} from '../../../economics/penalties.ts'
import { isIn } from '../../../economics/period.ts'
import type { PriceBook } from '../../../economics/price.ts'
import {
  over,
  priceUse,
  type Valued,
  valuedEntries,
  valuedStake,
  withoutMoney,
  withPrices,
} from '../../../economics/price-use.ts'
import { grossOf, receiptsIn } from '../../../economics/receipts.ts'
import { References, type UsedReference } from '../../../economics/references.ts'
import { type StakeHistory, stakeHistory, stakeValueSeconds } from '../../../economics/stake.ts'
import { ofKind, share, totalValue } from '../../../economics/value.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'
import { createWriter } from './public.ts'

const METHOD = 'penalties-3'
const PER_THOUSAND: FigureKind = { unit: 'events/1000 claims', methodVersion: METHOD, places: 8 }
const PER_YEAR: FigureKind = { unit: 'events/year', methodVersion: METHOD, places: 8 }
const YEAR_DAYS = exact(1461, 4)

export interface PenaltyInput {
  readonly entries: readonly Entry[]
  /** Moments of penalties without money. */
  readonly findings: readonly number[]
  readonly window: Window
  readonly prices: PriceBook
  readonly gross: Known<Exact>
  /** Whether whose fees they are is known, of a window that was seen. */
  readonly isTold: boolean
  /** Counted when penalties per claim are asked for. */
  readonly claims: () => Promise<number>
  readonly own: Exposure
  readonly comparable: Exposure
  readonly rules: readonly DisclosedRule[]
  readonly catalogue: Catalogue
}

/** Penalties of a node or a network of one class, observed and expected: each is worked out when it is read. */
export function toPublicPenalties(input: PenaltyInput, context: FigureContext) {
  const { entries, window, prices } = input
  const within = entries.filter((entry) => isIn(entry.at, window))
  const taken = ofKind(entries, 'penalty', window)
  const events = taken.length + input.findings.filter((at) => isIn(at, window)).length
  const write = createWriter(withoutMoney(context, events))
  // Stake of a network is that of each of its nodes: shares are never taken across nodes.
  const histories = once(() => historiesOf(entries, window))
  const slashes = once(() => histories().flatMap((history) => history.slashes))
  const references = new References(input.catalogue, window.to)
  const rate = mapKnown(readPrior(references), (prior) => penaltyRate(input.own, input.comparable, prior))
  const severity = once(() => severityOf(slashes(), input.rules))
  const usingPrior = (...valued: (readonly Valued[])[]) => {
    const use = priceUse(valued.flat(), prices)
    const stale = [...new Set([...(context.stale ?? []), ...references.stale])]
    const caveats = [...use.caveats, ...references.used.map(describeAssumption)]
    return createWriter({ ...withPrices(withoutMoney(context, input.own.events), use), stale, caveats })
  }
  return {
    events: write(known(exact(events)), COUNT(METHOD)),
    perThousandClaims: async () =>
      write(penaltiesPerThousand(events, known(await input.claims())), PER_THOUSAND),
    get slashedOverStake() {
      const staked = histories().flatMap((each) => valuedStake(each, window, 'total'))
      const lost = valuedEntries(within, ['penalty'])
      const own = inOwnToken(entries, prices, ['stake', 'penalty'], [...lost, ...staked])
      const ownHistories = own.symbol === null ? histories() : historiesOf(own.entries, window)
      const seconds = ownHistories.map((each) => stakeValueSeconds(each, window, 'total', own.prices))
      const slashed = totalValue(ofKind(own.entries, 'penalty', window), own.prices)
      const of = over(context, lost, prices, staked)
      return createWriter(measuredIn(own, { ...of, emissionShare: null, relatedPartyShare: null }))(
        slashedOverStake(slashed, mapKnown(listKnown(seconds), sum), window),
        RATIO(METHOD),
      )
    },
    get slashedOverGross() {
      const overGross = slashedInGross(input, within)
      const of = over(context, valuedEntries(within, GROSS), prices)
      return createWriter(measuredIn(overGross.of, { ...of, emissionShare: null, relatedPartyShare: null }))(
        overGross.share,
        RATIO(METHOD),
      )
    },
    get expectedYearlyLoss() {
      const stakeUsd = stakeNow(histories(), window, prices)
      const loss = rate.known ? expectedLoss(rate.value, severity(), stakeUsd, YEAR_DAYS) : rate
      const last = histories().flatMap(({ spans }) => spans.filter((span) => span.to === window.to))
      return usingPrior(last.map(({ token }) => ({ token, at: window.to - 1 })))(loss, USD(METHOD))
    },
    get ratePerYear() {
      return usingPrior()(
        mapKnown(rate, (it) => multiply(it.meanPerDay, YEAR_DAYS)),
        PER_YEAR,
      )
    },
    get severityBasis() {
      const found = severity()
      return found.known ? `${found.value.basis}: ${found.value.label}` : null
    },
    get severities() {
      return severities(slashes()).map((each) => ({
        ...each,
        mean: written(each.mean, 6),
        p5: written(each.p5, 6),
        p50: written(each.p50, 6),
        p95: written(each.p95, 6),
      }))
    },
    get checks() {
      const seen = slashes().filter((slash) => isIn(slash.entry.at, window))
      return compareWithRules(seen, input.rules).map(({ slash, rule, finding, observedShare }) => ({
        txHash: slash.entry.source.txHash,
        reason: slash.entry.reason,
        finding,
        observedShare: observedShare && toDecimal(observedShare, 6),
        disclosedShare: rule?.share ? toDecimal(rule.share, 6) : null,
        source: rule?.source ?? null,
      }))
    },
  }
}

/** What several parts stand on, worked out when the first of them is. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}

const GROSS = ['penalty', 'fee', 'refund', 'emission'] as const

/** What was slashed over what was received: by amounts where both are of one token that no market prices. */
function slashedInGross({ gross, isTold, prices, window }: PenaltyInput, within: readonly Entry[]) {
  const of = inOwnToken(within, prices, GROSS)
  const received = of.symbol !== null && isTold ? grossOf(receiptsIn(of.entries, window, of.prices)) : gross
  const slashed = totalValue(ofKind(of.entries, 'penalty', window), of.prices)
  return { of, share: share(slashed, received, 'gross income in the window') }
}

function historiesOf(entries: readonly Entry[], { to }: Window): readonly StakeHistory[] {
  return [...Map.groupBy(entries, (entry) => entry.node)].map(([, group]) =>
    stakeHistory(group, new Set(), to),
  )
}

function describeAssumption({ id, value, unit, source, confidence }: UsedReference): string {
  return `assumed: ${id.replace(/\/\d+$/, '')} = ${value} ${unit} (${source}, confidence ${confidence})`
}
