import { compare, type Exact, exact, fromDecimal, ONE, toDecimal, ZERO } from '../../economics/exact.ts'
import { type FigureKind, type MoneyClass, RATIO, USD } from '../../economics/figure.ts'
import { type Known, known, missing } from '../../economics/known.ts'
import { DAY } from '../../economics/period.ts'
import { References, toShownRow } from '../../economics/references.ts'
import type { StressOutcome, StressQuestion } from '../../economics/stress/question.ts'
import { type StressFound, stressTest } from '../../economics/stress/stress.ts'
import type { Catalogue } from '../../platform/catalogue.ts'
import type { Network } from '../../platform/network.ts'
import { createWriter, type FigureWriter } from '../economics/answer/public.ts'
import {
  contextOfCounts,
  type EconomicScope,
  findScope,
  getNetworkFile,
  seenOn,
  toDateTime,
} from '../economics/rows/scope.ts'
import type { Context } from '../execute/context.ts'
import { badInput } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { sayUnseen } from './concentration/measure.ts'
import { type Arrivals, listArrivals } from './rows/arrivals.ts'
import { listUnseenBatches } from './rows/settled.ts'
import { sayShare } from './say.ts'

const METHOD = 'stress-1'
const SHARE = RATIO(METHOD)
const PLAYED = RATIO('stress-replay-1')
const SERVICES: FigureKind = { unit: 'services', methodVersion: METHOD, places: 2 }
const PER_DAY: FigureKind = { unit: 'proofs/day', methodVersion: METHOD, places: 2 }

/** Enough that a share of a few hundred-thousandths is still some proofs. */
const EVENTS = 500_000

/** Whose multiple stands for proofs of small models: decision forests. */
const SMALL_MODELS = 'modulus-remainder'

// Days count claims of their own log; those of batches come later than their block.
const CLAIMS = `select coalesce(sum(claims), 0)::text,
    (select count(*) from api.claim_leaf l where l.network = $1 and l.chain_id = any($2)
      and l.block_time >= to_timestamp($3) and l.block_time < to_timestamp($4))::text
  from api.network_day where network = $1 and chain_id = any($2)
    and day >= (to_timestamp($3) at time zone 'UTC')::date and day < (to_timestamp($4) at time zone 'UTC')::date`

export interface StressMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogue: Catalogue
}

export interface StressArguments {
  readonly network: string
  readonly moved: string
  readonly provable?: string | null
  readonly multiple?: string | null
  readonly multipleOf: string
  readonly load?: string | null
  readonly deadline: string
  readonly quantile: string
  readonly sampled: string
  readonly copies: number
  readonly small?: string | null
  readonly smallMultiple?: string | null
  readonly serviceSeconds?: string | null
  readonly hardware: string
  readonly verificationGas?: string | null
  readonly chainGasPerDay?: string | null
  readonly days?: number | null
  readonly to?: string | null
}

/**
 * `Query.stressTest`: what a break of trusted hardware leaves, for each class of a network's indexed chains.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`
 */
export async function answerStress(means: StressMeans, { snapshot }: Context, args: StressArguments) {
  const asked = readAsked(args)
  const file = getNetworkFile(means.networks, args.network)
  const scope = await findScope(snapshot, args.network, args)
  const indexed = file.chains.filter(({ id }) => scope.asOf.some(({ chain }) => chain === id))
  const classes = Map.groupBy(indexed, (chain) => chain.class)
  return Promise.all(
    [...classes].map(async ([moneyClass, chains]) => {
      const ids = chains.map(({ id }) => id)
      const seen = seenOn(scope, ids)
      const claims = await countClaims(snapshot, seen, ids)
      const arrivals = await listArrivals(snapshot, seen, ids)
      return toPublic(means, args, asked, { seen, ids, moneyClass, claims, arrivals })
    }),
  )
}

/** What the arguments say; null: what the catalogue has. */
type Asked = Omit<
  StressQuestion,
  'multiple' | 'smallMultiple' | 'usdPerHour' | 'claimsPerDay' | 'arrivals' | 'events'
> & {
  readonly multiple: Known<Exact> | null
  readonly smallMultiple: Known<Exact> | null
}

interface Counted {
  readonly seen: EconomicScope
  readonly ids: readonly number[]
  readonly moneyClass: MoneyClass
  readonly claims: Claims
  readonly arrivals: Arrivals
}

interface Claims {
  /** Those that were seen one by one. */
  readonly count: number
  readonly perDay: Known<Exact>
  readonly caveats: readonly string[]
}

/** Of the whole days of the window: a day that has begun would lower the mean. */
async function countClaims(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  chains: readonly number[],
): Promise<Claims> {
  const [first, end] = [Math.ceil(window.from / DAY), Math.floor(window.to / DAY)]
  if (end <= first)
    return { count: 0, perDay: missing('WINDOW_TOO_SHORT', 'a whole day of claims'), caveats: [] }
  const whole = { from: first * DAY, to: end * DAY }
  const [row] = await snapshot.rows(CLAIMS, [network, chains, whole.from, whole.to])
  const unseen = await listUnseenBatches(snapshot, network, whole, chains)
  const count = Number(row?.[0] ?? 0) + Number(row?.[1] ?? 0)
  const all = unseen.reduce((total, { claims }) => total + claims, BigInt(count))
  return { count, perDay: known(exact(all, end - first)), caveats: sayUnseen(unseen) }
}

async function toPublic(
  { catalogue }: StressMeans,
  args: StressArguments,
  asked: Asked,
  { seen, ids, moneyClass, claims, arrivals }: Counted,
) {
  const references = new References(catalogue, seen.window.to)
  const question: StressQuestion = {
    ...asked,
    multiple: asked.multiple ?? ofCatalogue(references, args.multipleOf, 'multiple'),
    usdPerHour: ofCatalogue(references, args.hardware, 'rent'),
    smallMultiple: asked.smallMultiple ?? ofCatalogue(references, SMALL_MODELS, 'multiple'),
    claimsPerDay: claims.perDay,
    arrivals: arrivals.times,
    events: EVENTS,
  }
  const found = stressTest(question)
  const asOf = seen.asOf.filter(({ chain }) => ids.includes(chain))
  const context = { ...contextOfCounts({ ...seen, asOf }, moneyClass), stale: references.stale }
  const write = createWriter(context)
  const counted = createWriter({ ...context, eventsCounted: claims.count, caveats: claims.caveats })
  const played = createWriter({ ...context, eventsCounted: arrivals.times.length })
  return {
    class: moneyClass,
    sentence: say(question, found),
    moved: args.moved,
    provable: args.provable ?? null,
    multiple: question.multiple.known ? toDecimal(question.multiple.value, 2) : null,
    load: args.load ?? null,
    noFallback: write(found.noFallback, SHARE),
    unverified: toOutcome(found.unverified, write, played),
    stopped: toOutcome(found.stopped, write, played),
    alternatives: found.alternatives.map(({ name, capacity, unproved }) => ({
      name: name.toUpperCase(),
      capacity: write(capacity, SHARE),
      unproved: write(unproved, SHARE),
    })),
    proofUsd: write(found.proofUsd, USD(METHOD)),
    proofsPerDay: counted(found.proofsPerDay, PER_DAY),
    gasShare: counted(found.gasShare, SHARE),
    arrivals: toPublicArrivals(arrivals),
    references: references.used.map(toShownRow),
  }
}

function toPublicArrivals({ times, byNode, blocks }: Arrivals) {
  const [first, last] = [times[0], times.at(-1)]
  return {
    claims: times.length,
    byNode,
    from: first === undefined ? null : toDateTime(first),
    to: last === undefined ? null : toDateTime(last),
    blocks,
  }
}

function toOutcome(found: StressOutcome, write: FigureWriter, played: FigureWriter) {
  return {
    sustainableLoad: write(found.sustainableLoad, SHARE),
    served: write(found.served, SHARE),
    utilisation: write(found.utilisation, SHARE),
    meanWait: write(found.meanWait, SERVICES),
    inTime: write(found.inTime, SHARE),
    largestSafeShare: write(found.largestSafeShare, SHARE),
    playedInTime: played(found.played.inTime, PLAYED),
    playedLargestSafeShare: played(found.played.largestSafeShare, PLAYED),
  }
}

function say({ moved, provable, multiple }: StressQuestion, { noFallback, unverified }: StressFound): string {
  const lost = `If the hardware behind ${sayShare(moved)} of the work were no longer believed`
  if (!noFallback.known || !provable.known)
    return `${lost}, how much of it could be proved instead is not known: give provable.`
  const without = sayShare(noFallback.value)
  if (compare(provable.value, ZERO) === 0)
    return `${lost}, nothing would stand in for it: none of it can be proved, and ${without} of all work would have no fallback.`
  if (!multiple.known || !unverified.sustainableLoad.known)
    return `${lost}, ${without} would have no fallback; what proofs cost is not known: give multiple.`
  const left = sayShare(unverified.sustainableLoad.value)
  return `${lost}, ${without} of all work would have no fallback, and with proofs of the rest at ${toDecimal(multiple.value, 0)} times the cost ${left} of today’s capacity would be left.`
}

function ofCatalogue(references: References, subject: string, quantity: string): Known<Exact> {
  const value = references.find(subject, quantity)
  return value
    ? known(value)
    : missing(
        'NOT_OBSERVED',
        `${quantity} of ${subject.slice(0, 60)} in the catalogue: see catalogue { subject quantity }`,
      )
}

function readAsked(args: StressArguments): Asked {
  if (args.copies < 2 || args.copies > 100) throw badInput('copies must be 2 to 100')
  const optional = (
    name: keyof StressArguments,
    high: Exact,
    what: string,
    isBelow = false,
  ): Known<Exact> => {
    const text = args[name]
    return text == null
      ? missing('NOT_OBSERVED', `${what}: give ${name}`)
      : known(read(String(text), name, ZERO, high, isBelow))
  }
  const multipleOf = (name: 'multiple' | 'smallMultiple') => {
    const text = args[name]
    return text == null ? null : known(read(text, name, ONE, exact(1_000_000)))
  }
  const [deadline, quantile] = [
    read(args.deadline, 'deadline', ONE, exact(100_000)),
    read(args.quantile, 'quantile', ZERO, ONE, true),
  ]
  if (compare(quantile, ZERO) === 0) throw badInput('quantile must be above 0')
  return {
    moved: read(args.moved, 'moved', ZERO, ONE),
    provable: optional('provable', ONE, 'the share of service time that can be proved'),
    multiple: multipleOf('multiple'),
    small: optional('small', ONE, 'the share of service time by models small enough to be proved'),
    smallMultiple: multipleOf('smallMultiple'),
    load: optional('load', ONE, 'how busy nodes are: no fact says what they could do', true),
    deadline,
    quantile,
    sampled: read(args.sampled, 'sampled', ZERO, ONE),
    copies: args.copies,
    serviceSeconds: optional('serviceSeconds', exact(10_000_000), 'seconds that one service takes'),
    verificationGas: optional('verificationGas', exact(10n ** 12n), 'gas of verifying one proof'),
    chainGasPerDay: positive(args.chainGasPerDay),
  }
}

function positive(text: string | null | undefined): Known<Exact> {
  if (text == null) return missing('NOT_OBSERVED', 'gas that the chain has in a day: give chainGasPerDay')
  return known(read(text, 'chainGasPerDay', ONE, exact(10n ** 18n)))
}

/** Decimal text from `low` to `high`, or below it. */
function read(text: string, name: string, low: Exact, high: Exact, isBelow = false): Exact {
  const value = /^\d{1,19}(\.\d{1,18})?$/.test(text) ? fromDecimal(text) : undefined
  const isIn = value && compare(value, low) >= 0 && compare(value, high) <= (isBelow ? -1 : 0)
  if (!isIn)
    throw badInput(
      `${name} must be decimal text from ${toDecimal(low, 0)} ${isBelow ? 'to below' : 'to'} ${toDecimal(high, 0)}`,
    )
  return value
}
