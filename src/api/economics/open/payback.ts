import type { CostInput } from '../../../economics/cost-input.ts'
import { exact, fromDecimal, toNumber, ZERO } from '../../../economics/exact.ts'
import { type Known, known, mapKnown } from '../../../economics/known.ts'
import { type MachinePast, machinePast } from '../../../economics/payback/past.ts'
import {
  type AskedPayback,
  type NodeFacts,
  type PaybackSettings,
  toQuestion,
} from '../../../economics/payback/question.ts'
import { readPrior } from '../../../economics/payback/rate-prior.ts'
import { readSpreads, type Spreads } from '../../../economics/payback/spreads.ts'
import { widenForAge } from '../../../economics/payback/stale-spread.ts'
import type { Unlock } from '../../../economics/payback/unlock.ts'
import { MONTH } from '../../../economics/period.ts'
import { References } from '../../../economics/references.ts'
import type { Sample } from '../../../economics/sample.ts'
import { roleAsked } from '../../../economics/usual-cost.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { Pool } from '../rows/comparable.ts'
import type { WindowArguments } from '../rows/scope.ts'
import { type EconomicsMeans, type NodeMoney, openNode } from './node.ts'
import { openRole } from './role.ts'

export interface PaybackArguments extends WindowArguments {
  readonly network: string
  readonly node?: string | null
  /** The whole id in place of the key. */
  readonly nodeId?: string | null
  /** In place of a node. */
  readonly role?: string | null
  readonly stake?: string | null
  readonly stakeToken?: string | null
  readonly cost?: CostInput | null
  readonly seed: number
  readonly paths: number
  readonly horizonMonths: number
  readonly discount?: string | null
  /** When issuance ends. */
  readonly issuanceEnds?: string | null
  /** Of the number of nodes, per year. */
  readonly nodeGrowth?: string | null
}

/** Of a node, or of the mean node of a role. */
export type AskedMoney = NodeMoney & { readonly sample?: Sample }

export function openAsked(
  means: EconomicsMeans,
  snapshot: Snapshot,
  given: PaybackArguments,
): Promise<readonly AskedMoney[]> {
  // A history of 30 days that ends at noon would have 29 whole ones, too few for an answer.
  const args = { ...given, wholeDays: true }
  const { network, stake, stakeToken } = args
  if (args.node && args.nodeId) throw refused('BAD_USER_INPUT', 'give node or nodeId, not both')
  const asked = args.nodeId ? readNodeId(args.nodeId, network) : args.node && { node: args.node }
  if (asked) {
    if (args.role || stake || stakeToken)
      throw refused(
        'BAD_USER_INPUT',
        'role and stake are asked without a node: the chain has those of a node',
      )
    return openNode(means, snapshot, network, asked.node, { ...args, ...asked, usual: true })
  }
  return openRole(means, snapshot, network, { ...args, role: roleAsked(args, means.catalogue) })
}

const NODE_ID = /^(?:(?<of>[a-z0-9-]{1,100}):)?(?<chain>\d{1,16})-(?<key>0x(?:[0-9a-f]{2}){1,64})$/i

/** The key and the chain that a node's id names. */
function readNodeId(id: string, network: string): { readonly node: string; readonly chainId: number } {
  const { of, chain, key } = NODE_ID.exec(id)?.groups ?? {}
  if (!chain || !key)
    throw refused(
      'BAD_USER_INPUT',
      `nodeId must be a node's id as network:chain-0xkey, without a moment, got "${id.slice(0, 100)}"`,
    )
  if (of !== undefined && of !== network)
    throw refused('BAD_USER_INPUT', `nodeId is of the network ${of}, and network is ${network.slice(0, 60)}`)
  return { node: key.toLowerCase(), chainId: Number(chain) }
}

/** The question with everything that the answer shows beside it. */
export interface Asked {
  readonly money: AskedMoney
  readonly references: References
  readonly question: AskedPayback
  readonly settings: PaybackSettings
  readonly spreads: Known<Spreads>
  readonly comparable: Pool
  /** Undefined: no day of purchase is given. */
  readonly past: MachinePast | undefined
  readonly unlock: Unlock | undefined
}

export function toAsked(
  means: EconomicsMeans,
  money: AskedMoney,
  args: PaybackArguments,
  comparable: Pool,
): Asked {
  const references = new References(means.catalogue, money.book.scope.window.to)
  const perYear = references.find('catalogue', 'widening')
  const now = money.book.scope.window.to
  const settings = readSettings(args, references, now)
  const spreads = mapKnown(
    readSpreads(
      references,
      readGrowth(args.nodeGrowth),
      money.history.slashes,
      means.rules.get(args.network) ?? [],
      money.sample && 'nodes of this role',
    ),
    (it) => widenForAge(it, money.cost.references.used, { now, perYear: perYear ? toNumber(perYear) : 0 }),
  )
  const unlock = means.unlocks.get(args.network)
  const past = pastOf(money, args.cost)
  const question = toQuestion(factsOf(money, past), {
    catalogue: means.catalogue,
    settings,
    comparable,
    spreads,
    prior: readPrior(references),
    unlock: unlock ?? null,
  })
  return { money, references, question, settings, spreads, comparable, past, unlock }
}

function readSettings(
  { seed, paths, horizonMonths, discount, issuanceEnds }: PaybackArguments,
  references: References,
  now: number,
): PaybackSettings {
  if (paths < 100 || paths > 20_000) throw refused('BAD_USER_INPUT', 'paths must be 100 to 20,000')
  if (horizonMonths < 1 || horizonMonths > 120)
    throw refused('BAD_USER_INPUT', 'horizonMonths must be 1 to 120')
  const ends = issuanceEnds ? Math.floor(Date.parse(issuanceEnds) / 1000) : undefined
  const emissionMonths = ends === undefined ? undefined : exact(Math.max(0, ends - now), MONTH)
  const asked = { seed, paths, horizonMonths, emissionMonths }
  if (discount === null || discount === undefined) {
    const usual = references.find('payback', 'discount')
    if (!usual) throw refused('BAD_USER_INPUT', 'the catalogue has no payback/discount: give discount')
    return { ...asked, yearlyDiscount: usual }
  }
  if (!/^0?\.\d{1,8}$|^[01](\.0+)?$/.test(discount))
    throw refused('BAD_USER_INPUT', 'discount must be a yearly rate from 0 to 1')
  return { ...asked, yearlyDiscount: fromDecimal(discount.replace(/^\./, '0.')) }
}

function readGrowth(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined
  const growth = /^-?\d{1,2}(\.\d{1,8})?$/.test(text) ? Number(text) : Number.NaN
  if (!(growth >= -0.9 && growth <= 10))
    throw refused('BAD_USER_INPUT', 'nodeGrowth must be a yearly rate from -0.9 to 10')
  return growth
}

/** Only a day that the asker gives is one of purchase; before a node is there it has earned nothing. */
function pastOf(
  { input, firstTime, sample }: AskedMoney,
  cost: CostInput | null | undefined,
): MachinePast | undefined {
  if (!cost?.boughtAt) return undefined
  const boughtAt = Math.floor(Date.parse(cost.boughtAt) / 1000)
  return sample ? { boughtAt, cash: known(ZERO) } : machinePast(input, firstTime, boughtAt)
}

function factsOf(money: AskedMoney, past: MachinePast | undefined): NodeFacts {
  const { input, entries, pnl, history, seen, firstTime, watchedUntil, blocked, sample } = money
  return {
    role: input.role,
    entries,
    pnl,
    history,
    cost: money.cost.model,
    // What is to come is shared as things stand now.
    delegatorsPart: money.input.delegatorsPart(money.book.scope.window.to - 1),
    prices: money.book.prices,
    presences: money.book.presences,
    window: money.book.scope.window,
    seen,
    firstTime,
    watchedUntil,
    blocked,
    past,
    sample,
  }
}
