import type { Assumptions, Triangle } from '../../src/economics/payback/assumptions.ts'
import { estimatePrice } from '../../src/economics/payback/estimate.ts'
import { Random } from '../../src/economics/payback/random.ts'
import { poolOf, shrinkToPool } from '../../src/economics/payback/shrink.ts'

/** A market that was watched for some time, and what then came. */
export interface PaybackWorld {
  readonly given: Assumptions
  /** What leaving after 12 months really brought, discounted, in USD; and what fees brought in 30 days. */
  readonly gain: number
}

const PAST = 150
const AHEAD = 365
const YEAR = 365.25

/** What a world is made of, so that a test can say which kinds it asked. */
export interface WorldKind {
  readonly name: string
  /** Nodes of the role; 1: the history of one node, of which the future is asked. */
  readonly nodes: number
  /** Standard deviation of the log of the levels. */
  readonly spread: number
  readonly feesPricedIn: 'usd' | 'token'
  readonly emissions: boolean
}

export const WORLD_KINDS: readonly WorldKind[] = [
  { name: 'one node', nodes: 1, spread: 0, feesPricedIn: 'usd', emissions: false },
  { name: 'one node, paid in tokens', nodes: 1, spread: 0, feesPricedIn: 'token', emissions: true },
  { name: 'three nodes', nodes: 3, spread: 0.5, feesPricedIn: 'usd', emissions: true },
  { name: 'six nodes', nodes: 6, spread: 0.5, feesPricedIn: 'usd', emissions: true },
  { name: 'twelve nodes', nodes: 12, spread: 0.8, feesPricedIn: 'usd', emissions: false },
  { name: 'thirty nodes', nodes: 30, spread: 0.5, feesPricedIn: 'token', emissions: true },
]

/**
 * A world by chance: a market whose days are alike to their neighbours, nodes that earn more or less of it and come and go, a
 * token that walks. The future is that of one more node (or of the one node), drawn as the past was.
 */
export function paybackWorld(kind: WorldKind, seed: number): PaybackWorld {
  const random = new Random(seed * 7919 + kind.nodes)
  const sigma = 0.4 + 0.8 * random.uniform()
  const price = walk(PAST + AHEAD, sigma / Math.sqrt(YEAR), random)
  const market = marketDays(random)
  const level = () => Math.exp(kind.spread * random.normal())
  const noise = 0.2 + 0.6 * random.uniform()
  const day = (at: number, own: number) =>
    100 * own * (market[at] ?? 1) * Math.exp(noise * random.normal() - noise ** 2 / 2)
  const dailyTokens = kind.emissions ? 40 : 0
  const nodes = Array.from({ length: kind.nodes }, (_, index) => {
    const own = level()
    // The first was there all the time; of the others, a third came late and a third left early.
    const part = index === 0 ? 1 : random.uniform()
    const from = part < 1 / 3 ? random.below(PAST - 20) : 0
    const to = part >= 1 / 3 && part < 2 / 3 ? from + 20 + random.below(PAST - 20) : PAST
    const there = (at: number) => at >= from && at < Math.min(to, PAST)
    return {
      own,
      fees: Float64Array.from({ length: PAST }, (_, at) => (there(at) ? day(at, own) : Number.NaN)),
      emissions: Float64Array.from({ length: PAST }, (_, at) => (there(at) ? dailyTokens * own : Number.NaN)),
    }
  })
  const fees = nodes.map((node) => node.fees)
  const emissions = nodes.map((node) => node.emissions)
  const moves = price.slice(1, PAST).map((now, at) => ({ log: Math.log(now / (price[at] ?? now)), days: 1 }))
  const last = price[PAST - 1] ?? 1
  const model = estimatePrice(last, moves)
  if (!model.known) throw new Error('a world has quotes enough')
  const shrunk = { fees: shrinkToPool(fees, 7), emissions: shrinkToPool(emissions, 7) }
  const given: Assumptions = {
    capexUsd: 30_000,
    pastCashUsd: 0,
    ageMonths: 0,
    stakeTokens: 5_000,
    unlockMonths: 0,
    dailyFees: poolOf(fees),
    feesPricedIn: kind.feesPricedIn,
    paidEvents: 1_000,
    emissionTokensPerDay: dailyTokens * (kind.nodes === 1 ? (nodes[0]?.own ?? 1) : 1),
    nodes:
      kind.nodes === 1
        ? undefined
        : shrunk.fees.map((own, index) => ({
            node: String(index),
            days: PAST,
            left: false,
            fees: own,
            emissions: shrunk.emissions[index] ?? own,
          })),
    delegatorsPart: 0,
    powerUsdPerMonth: 200,
    otherUsdPerMonth: 100,
    gasUsdPerMonth: 50,
    price: model.value,
    nodeGrowth: { low: 0, mode: 0.3, high: 1 },
    powerFactor: { low: 0.8, mode: 1, high: 1.2 },
    resale: Float64Array.from({ length: 61 }, (_, month) => 1 - (0.75 * Math.min(36, month)) / 36),
    resaleLoss: { low: 0.65 / 0.75, mode: 1, high: 0.85 / 0.75 },
    slashes: { shape: 0, exposureYears: 0, severity: { low: 0, mode: 0, high: 0 } },
    yearlyDiscount: 0.08,
  }
  const own = kind.nodes === 1 ? (nodes[0]?.own ?? 1) : level()
  return { given, gain: gainOf({ given, own, random, price: price.slice(PAST), day, dailyTokens }) }
}

/** A market's days: mean 1, alike to their neighbours, higher or lower for weeks. */
function marketDays(random: Random): Float64Array {
  const [alike, deviation] = [0.8, 0.3]
  let log = deviation * random.normal()
  return Float64Array.from({ length: PAST + AHEAD }, () => {
    log = alike * log + deviation * Math.sqrt(1 - alike ** 2) * random.normal()
    return Math.exp(log - deviation ** 2 / 2)
  })
}

function walk(days: number, step: number, random: Random): number[] {
  let log = Math.log(0.5)
  return Array.from({ length: days }, () => {
    log += step * random.normal() - step ** 2 / 2
    return Math.exp(log)
  })
}

interface Future {
  readonly given: Assumptions
  /** The node's true level. */
  readonly own: number
  readonly random: Random
  readonly price: readonly number[]
  readonly day: (at: number, own: number) => number
  readonly dailyTokens: number
}

/** What really came: day by day, with growth, power and resale as the assumptions may have them. */
function gainOf({ given, own, random, price, day, dailyTokens }: Future): number {
  const draw = ({ low, mode, high }: Triangle) => random.triangular(low, mode, high)
  const growth = draw(given.nodeGrowth)
  const costs = given.powerUsdPerMonth * draw(given.powerFactor) + given.otherUsdPerMonth
  const resale = 1 - (1 - (given.resale[12] ?? 1)) * draw(given.resaleLoss)
  const worth = (at: number) => (1 + given.yearlyDiscount) ** (-(at + 1) / YEAR)
  const start = given.price.startUsd
  let gain = -given.capexUsd - given.stakeTokens * start
  for (let at = 0; at < AHEAD; at++) {
    const token = price[at] ?? start
    const fees = day(PAST + at, own) * (given.feesPricedIn === 'token' ? token : 1)
    const gas = (given.gasUsdPerMonth / 30.4375) * (given.nodes ? own : 1)
    const thinned = (fees + dailyTokens * own * token - gas) / (1 + growth) ** ((at + 1) / YEAR)
    gain += (thinned - costs / 30.4375) * worth(at)
  }
  const end = price[AHEAD - 1] ?? start
  return gain + (given.capexUsd * resale + given.stakeTokens * end) * worth(AHEAD - 1)
}
