import { hiddenFees, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import type { ResolvedCost } from '../../../economics/cost-input.ts'
import { ZERO } from '../../../economics/exact.ts'
import type { Window } from '../../../economics/figure.ts'
import { hubsOf } from '../../../economics/hubs.ts'
import { beganAt, byPlace, type Entry } from '../../../economics/ledger.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { nodeCash, onMachineOf } from '../../../economics/realised/node-cash.ts'
import {
  type NodeCash,
  type NodeCost,
  type OperatorLife,
  operatorLife,
} from '../../../economics/realised/operator-life.ts'
import { groupByOwner } from '../../../economics/realised/owners.ts'
import { commonPart, tillsOf } from '../../../economics/realised/pooled.ts'
import { undecided } from '../../../economics/realised/undecided.ts'
import { delegatorsPartOf, stakeHistory } from '../../../economics/stake.ts'
import { isIncome } from '../../../economics/value.ts'
import type { NetworkMoney, Told } from '../open/network.ts'
import type { EconomicsMeans } from '../open/node.ts'
import type { NodeLife } from '../rows/lifetimes.ts'

const STRETCH = 30 * DAY
/** Stands for every refund whose log does not say who gave it: that is found out when it is read. */
const UNSAID = '0x'

/**
 * What nodes received from the beginning, and what came to accounts of theirs without a node's name; summed by stretches of time, and
 * apart before `boughtAt` (Unix seconds).
 * @throws `TOO_MANY_ROWS`
 */
export function readReceipts(
  money: NetworkMoney,
  nodes: readonly NodeLife[],
  boughtAt: number,
): Promise<Told> {
  const { operators, network, scope } = money.book
  const whole = { from: 0, to: scope.window.to }
  const accounts = nodes.flatMap(({ node }) => [...operators.accountsOf(node)])
  const keys = [...nodes.map(({ node }) => node), ...accounts, ...sharedPayees(network), UNSAID]
  const cuts = cutsOf({ nodes, boughtAt }, scope.window.to, STRETCH)
  return money.told({ by: 'node', only: new Map(keys.map((key) => [key, whole])), cuts }, 0)
}

/** Midnights from before the first of these nodes joined, and the moment of the purchase. */
function cutsOf(
  { nodes, boughtAt }: Pick<Asked, 'nodes' | 'boughtAt'>,
  to: number,
  step: number,
): readonly number[] {
  const first = dayOf(Math.min(to, ...nodes.map(({ joinedAt }) => joinedAt)))
  const midnights = Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => first + index * step)
  return [...midnights, ...(boughtAt > first && boughtAt < to ? [boughtAt] : [])].sort((a, b) => a - b)
}

interface Asked {
  readonly nodes: readonly NodeLife[]
  readonly terms: ResolvedCost
  readonly cost: NodeCost
  /** Of each node's machine; before all time where nobody says when. */
  readonly boughtAt: number
}

interface Lives {
  readonly all: readonly OperatorLife[]
  /** Without what a rule shows to be paid by somebody related. */
  readonly unrelated: readonly OperatorLife[]
}

/**
 * What became of the money of those who run these nodes. Where sums do not tell when it was paid back, its receipts are told by day, and
 * of the days that matter each by itself.
 * @throws `TOO_MANY_ROWS`
 */
export async function readLives(
  means: EconomicsMeans,
  money: NetworkMoney,
  { entries, prices }: Told,
  asked: Asked,
): Promise<Lives> {
  const { scope } = money.book
  const { cost } = asked
  const of = (told: readonly Entry[]) => operatorsOf(means, money, told, prices, asked)
  let told = entries
  let found = of(told)
  let step = STRETCH
  for (const finer of [DAY, 0]) {
    const cuts = cutsOf(asked, scope.window.to, step)
    const spans = found.map(({ cash, unrelated }) => {
      const open = [cash, unrelated].flatMap((each) => undecided(each, cost, scope.window.to) ?? [])
      return open.length > 0 ? widened(open, cuts, scope.window.to) : undefined
    })
    const only = new Map(found.flatMap(({ keys }, index) => keys.map((key) => [key, spans[index]] as const)))
    const chosen = [...only].flatMap(([key, span]) => (span ? [[key, span] as const] : []))
    if (chosen.length === 0) break
    const all = chosen.map(([, span]) => span)
    const unsaid = {
      from: Math.min(...all.map(({ from }) => from)),
      to: Math.max(...all.map(({ to }) => to)),
    }
    const apart = finer > 0 ? { cuts: cutsOf(asked, scope.window.to, finer) } : { cuts, each: true }
    const more = await money.told({ by: 'node', only: new Map([...chosen, [UNSAID, unsaid]]), ...apart }, 0)
    told = replaced(told, more.entries, (entry) => only.get(keyOf(entry)))
    found = of(told)
    step = finer
  }
  const lives = (kept: 'cash' | 'unrelated') =>
    found.map((each) => operatorLife(each[kept], cost, scope.window.to))
  return { all: lives('cash'), unrelated: lives('unrelated') }
}

/** From the last of the cuts before all of these to the first one behind. Both ends of each belong to it. */
function widened(windows: readonly Window[], cuts: readonly number[], end: number): Window {
  const [first, last] = [
    Math.min(...windows.map(({ from }) => from)),
    Math.max(...windows.map(({ to }) => to)),
  ]
  return { from: cuts.findLast((cut) => cut <= first) ?? 0, to: cuts.find((cut) => cut > last) ?? end }
}

/** The node that an entry is of, or else the account that it came to. */
function keyOf({ node, kind, from, to }: Entry): string {
  return node ?? (kind === 'refund' ? from : to) ?? ''
}

/** A ledger with the income of some spans told by others of its entries. Both tell it apart where a span begins and ends. */
function replaced(
  entries: readonly Entry[],
  finer: readonly Entry[],
  spanOf: (entry: Entry) => Window | undefined,
): readonly Entry[] {
  const isWithin = (entry: Entry) => {
    const span = isIncome(entry) ? spanOf(entry) : undefined
    return span !== undefined && beganAt(entry) >= span.from && entry.at < span.to
  }
  return [...entries.filter((entry) => !isWithin(entry)), ...finer.filter(isWithin)].sort(byPlace)
}

interface Operator {
  /** Its nodes, and the accounts at which it is paid whichever of them it is for. */
  readonly keys: readonly string[]
  readonly cash: readonly NodeCash[]
  readonly unrelated: readonly NodeCash[]
}

function operatorsOf(
  means: EconomicsMeans,
  { book }: NetworkMoney,
  entries: readonly Entry[],
  prices: PriceBook,
  { nodes, terms, boughtAt }: Asked,
): readonly Operator[] {
  const { network, operators, scope } = book
  const byNode = Map.groupBy(entries, (entry) => entry.node)
  const shared = sharedPayees(network)
  const nobodys = byNode.get(null) ?? []
  const stray = strayPayees(nobodys)
  const owned = [...new Map(nodes.map((life) => [life.node, life])).values()].map((life) => {
    const entries = byNode.get(life.node) ?? []
    const accounts = operators.accountsOf(life.node)
    const history = stakeHistory(entries, accounts, scope.window.to)
    return { ...life, entries, accounts, part: delegatorsPartOf(history, terms.commission, prices) }
  })
  const strangers = new Set([...shared, ...hubsOf(network, means.catalogue.hubs)])
  const usdPerClaim = terms.gas?.usdPerClaim ?? ZERO
  return groupByOwner(owned, strangers).map((group) => {
    const tills = tillsOf(group, nobodys, operators, strangers)
    const told = tills.flatMap((till) => till.entries)
    const hidden = new Set([...stray].filter((account) => tills.every((till) => till.account !== account)))
    const nodes = group.map((each) => ({
      ...each,
      blocked: hiddenFees(hidden, [...each.entries, ...told], each.accounts, shared),
    }))
    const cashOf = (withoutRelated: boolean) => {
      const given = { prices, usdPerClaim, withoutRelated }
      const cash = nodes.map((each) =>
        nodeCash(onMachineOf(each, boughtAt), { ...given, delegatorsPart: each.part }),
      )
      // Whose of the operator's nodes it is does not matter to the sum.
      const more = tills.flatMap((till) => {
        const [first] = till.nodes
        const delegatorsPart = commonPart(till.nodes.map(({ part }) => part))
        const life = first && onMachineOf({ ...first, entries: till.entries, blocked: undefined }, boughtAt)
        return life ? nodeCash(life, { ...given, delegatorsPart }).receipts : []
      })
      const first = Math.min(...cash.map((each) => each.joinedAt))
      const at = cash.findIndex((each) => each.joinedAt === first)
      return cash.map((each, index) =>
        index === at ? { ...each, receipts: [...each.receipts, ...more] } : each,
      )
    }
    return {
      keys: [...nodes.map(({ node }) => node), ...tills.map(({ account }) => account)],
      cash: cashOf(false),
      unrelated: cashOf(true),
    }
  })
}
