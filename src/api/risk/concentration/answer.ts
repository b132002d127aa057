import { compare, divide, type Exact, exact, ZERO } from '../../../economics/exact.ts'
import {
  COUNT,
  type FigureContext,
  type FigureKind,
  type MoneyClass,
  RATIO,
  USD,
} from '../../../economics/figure.ts'
import { type Known, known, mapKnown, missing } from '../../../economics/known.ts'
import { DAY } from '../../../economics/period.ts'
import { withoutMoney } from '../../../economics/price-use.ts'
import { type Concentrated, concentrationOf } from '../../../economics/risk/concentration.ts'
import { type Outage, recoveryOf } from '../../../economics/risk/outage.ts'
import { createWriter, toPublicWindow } from '../../economics/answer/public.ts'
import { sayShare } from '../say.ts'
import type { By, HolderSource } from './holders.ts'
import type { Measure } from './measure.ts'

const METHOD = 'concentration-1'
const SHARE = RATIO(METHOD)
const PER_DAY: FigureKind = { unit: 'claims/day', methodVersion: METHOD, places: 2 }
const SECONDS: FigureKind = { unit: 'seconds', methodVersion: METHOD, places: 0 }

/** A node that serves as the window ends, with whose it is. */
export interface ServingNode {
  readonly node: string
  /** Null: nothing says it, or it rests on nobody of the kind. */
  readonly holder: string | null
}

/** What a class's concentration is worked out from. */
export interface ConcentrationFacts {
  readonly by: By
  readonly class: MoneyClass
  readonly context: FigureContext
  readonly claims: Measure
  readonly fees: Measure
  readonly stake: Measure
  /** On what each holder's name rests. */
  readonly sources: ReadonlyMap<string, HolderSource>
  readonly serving: readonly ServingNode[]
  readonly outages: readonly Outage[]
}

/** How concentrated claims, fees and stake of one class are, and what goes when one holder does; `top`: holders that are told. */
export function toPublicConcentration(facts: ConcentrationFacts, top: number) {
  const { by, class: moneyClass, context, claims, fees, stake, sources } = facts
  const spreads = {
    claims: spreadIn(claims, 'claims in the window'),
    fees: spreadIn(fees, 'fees in the window'),
    stake: spreadIn(stake, 'stake as the window ends'),
  }
  const shareOf = (spread: Known<Concentrated>, holder: string) =>
    mapKnown(spread, ({ shares }) => shares.get(holder) ?? ZERO)
  const names = [
    ...new Set([
      ...Object.values(spreads).flatMap(holdersOf),
      ...facts.serving.flatMap(({ holder }) => holder ?? []),
    ]),
  ]
  const order = (holder: string) =>
    Object.values(spreads).map((spread) => (spread.known ? (spread.value.shares.get(holder) ?? ZERO) : ZERO))
  const ranked = names.sort((a, b) => inOrder(order(a), order(b)) || (a < b ? -1 : 1))
  return {
    class: moneyClass,
    by,
    window: toPublicWindow(context.window),
    sentence: say(facts, spreads.claims, ranked),
    claims: toPublicMeasure(claims, spreads.claims, COUNT(METHOD)),
    fees: toPublicMeasure(fees, spreads.fees, USD(METHOD)),
    stake: toPublicMeasure(stake, spreads.stake, USD(METHOD)),
    holderCount: names.length,
    holders: ranked.slice(0, top).map((holder) => ({
      holder,
      from: (sources.get(holder) ?? 'chain').toUpperCase(),
      claims: createWriter(claims.shares)(shareOf(spreads.claims, holder), SHARE),
      fees: createWriter(fees.shares)(shareOf(spreads.fees, holder), SHARE),
      stake: createWriter(stake.shares)(shareOf(spreads.stake, holder), SHARE),
      fails: toPublicFailure(facts, holder),
    })),
  }
}

function spreadIn({ held }: Measure, what: string): Known<Concentrated> {
  return held.known ? concentrationOf(held.value, what) : held
}

function holdersOf(spread: Known<Concentrated>): readonly string[] {
  return spread.known ? [...spread.value.shares.keys()] : []
}

/** The greater first. */
function inOrder(a: readonly Exact[], b: readonly Exact[]): number {
  return a.map((each, index) => compare(b[index] ?? ZERO, each)).find((sign) => sign !== 0) ?? 0
}

function toPublicMeasure({ total, shares, totals }: Measure, spread: Known<Concentrated>, kind: FigureKind) {
  const write = createWriter(shares)
  const of = (value: (spread: Concentrated) => Exact) => write(mapKnown(spread, value), SHARE)
  const setOf = (pick: (spread: Concentrated) => Concentrated['third']) => {
    const set = mapKnown(spread, pick)
    return {
      fewest: write(set.known ? set.value.fewest : set, COUNT(METHOD)),
      most: write(set.known ? set.value.most : set, COUNT(METHOD)),
      holders: set.known ? set.value.holders : [],
    }
  }
  return {
    total: createWriter(totals)(total, kind),
    unknown: of((it) => it.unknown),
    free: of((it) => it.free),
    hhiLow: of((it) => it.hhiLow),
    hhiHigh: of((it) => it.hhiHigh),
    third: setOf((it) => it.third),
    half: setOf((it) => it.half),
  }
}

const NO_NODE = missing<never>('NOT_APPLICABLE', 'nodes of a relayer: it carries claims and runs none')

function toPublicFailure(
  { by, context, claims, stake, serving, outages }: ConcentrationFacts,
  holder: string,
) {
  const nodes = new Set(serving.flatMap((each) => (each.holder === holder ? [each.node] : [])))
  const ended = outages.filter(({ node }) => nodes.has(node))
  const seconds = Math.floor(context.window.to - context.window.from)
  const perDay =
    seconds < DAY
      ? missing<never>('WINDOW_TOO_SHORT', 'a day of claims')
      : mapKnown(claims.amountOf(holder), (count) => divide(count, exact(seconds, DAY)))
  const carriesOnly = by === 'RELAYER'
  return {
    nodes: createWriter(withoutMoney(context, nodes.size))(
      carriesOnly ? NO_NODE : known(exact(nodes.size)),
      COUNT(METHOD),
    ),
    claimsPerDay: createWriter(claims.totals)(perDay, PER_DAY),
    stake: createWriter(stake.totals)(carriesOnly ? NO_NODE : stake.amountOf(holder), USD(METHOD)),
    recovery: createWriter(withoutMoney(context, ended.length))(
      carriesOnly ? NO_NODE : recoveryOf(ended),
      SECONDS,
    ),
  }
}

const NAMES: Readonly<Record<By, string>> = {
  TEE_VENDOR: 'vendor of trusted hardware',
  CLOUD: 'cloud',
  REGION: 'region',
  OPERATOR: 'operator',
  MEASUREMENT: 'measurement',
  RELAYER: 'relayer',
  APPROVER: 'approver of measurements',
}

function say(
  { by, class: moneyClass }: ConcentrationFacts,
  spread: Known<Concentrated>,
  ranked: readonly string[],
): string {
  const name = NAMES[by]
  if (!spread.known && spread.missing.some(({ reason }) => reason === 'NOT_OBSERVED'))
    return `Claims stand on no chain of class ${moneyClass} that is indexed: by ${name}, only fees and stake are told.`
  if (!spread.known)
    return `No claim of class ${moneyClass} was settled in the window: nothing is concentrated by ${name}.`
  const { unknown, free, third, shares } = spread.value
  const [first] = ranked
  const largest = first && shares.get(first)
  const rest = [
    ...(compare(unknown, ZERO) > 0 ? [`of ${sayShare(unknown)} nothing says which ${name}`] : []),
    ...(compare(free, ZERO) > 0 ? [`${sayShare(free)} rests on none`] : []),
  ].join(', and ')
  if (!largest) return `No ${name} is known behind any claim${rest ? `: ${rest}` : ''}.`
  const together = third.most.known
    ? `a third of all claims is in the hands of ${sayCount(third)}`
    : 'those that are known do not hold a third of all claims'
  return `The largest ${name} answers for ${sayShare(largest)} of claims, and ${together}${rest ? `; ${rest}` : ''}.`
}

function sayCount({ fewest, most }: Concentrated['third']): string {
  if (!most.known) return 'nobody that is known'
  const [low, high] = [fewest.known ? fewest.value.n : most.value.n, most.value.n]
  return low === high ? `${high}` : `${low} to ${high}`
}
