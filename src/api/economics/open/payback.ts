import type { CostInput } from '../../../economics/cost-input.ts'
import { fromDecimal } from '../../../economics/exact.ts'
import type { Known } from '../../../economics/known.ts'
import {
  type AskedPayback,
  type NodeFacts,
  type PaybackSettings,
  toQuestion,
} from '../../../economics/payback/question.ts'
import { readPrior } from '../../../economics/payback/rate-prior.ts'
import { readSpreads, type Spreads } from '../../../economics/payback/spreads.ts'
import { References } from '../../../economics/references.ts'
import type { Sample } from '../../../economics/sample.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { Pool } from '../rows/comparable.ts'
import type { WindowArguments } from '../rows/scope.ts'
import { type EconomicsMeans, type NodeMoney, openNode } from './node.ts'
import { openRole } from './role.ts'

export interface PaybackArguments extends WindowArguments {
  readonly network: string
  readonly node?: string | null
  /** In place of a node. */
  readonly role?: string | null
  readonly stake?: string | null
  readonly cost?: CostInput | null
  readonly seed: number
  readonly paths: number
  readonly horizonMonths: number
  readonly discount?: string | null
}

/** Of a node, or of the mean node of a role. */
export type AskedMoney = NodeMoney & { readonly sample?: Sample }

export function openAsked(
  means: EconomicsMeans,
  snapshot: Snapshot,
  args: PaybackArguments,
): Promise<readonly AskedMoney[]> {
  const { network, node, stake } = args
  if (node) {
    if (args.role || stake)
      throw refused(
        'BAD_USER_INPUT',
        'role and stake are asked without a node: the chain has those of a node',
      )
    return openNode(means, snapshot, network, node, args)
  }
  const role = args.role ?? args.cost?.role
  if (!role) throw refused('BAD_USER_INPUT', 'give role, or the key of a node')
  return openRole(means, snapshot, network, { ...args, role })
}

/** The question with everything that the answer shows beside it. */
export interface Asked {
  readonly money: AskedMoney
  readonly references: References
  readonly question: AskedPayback
  readonly settings: PaybackSettings
  readonly spreads: Known<Spreads>
  readonly comparable: Pool
}

export function toAsked(
  means: EconomicsMeans,
  money: AskedMoney,
  args: PaybackArguments,
  comparable: Pool,
): Asked {
  const references = new References(means.catalogue, money.book.scope.window.to)
  const settings = readSettings(args, references)
  const spreads = readSpreads(
    references,
    money.history.slashes,
    means.rules.get(args.network) ?? [],
    money.sample && 'nodes of this role',
  )
  const question = toQuestion(factsOf(money), {
    catalogue: means.catalogue,
    settings,
    comparable,
    spreads,
    prior: readPrior(references),
  })
  return { money, references, question, settings, spreads, comparable }
}

function readSettings(
  { seed, paths, horizonMonths, discount }: PaybackArguments,
  references: References,
): PaybackSettings {
  if (paths < 100 || paths > 20_000) throw refused('BAD_USER_INPUT', 'paths must be 100 to 20,000')
  if (horizonMonths < 1 || horizonMonths > 120)
    throw refused('BAD_USER_INPUT', 'horizonMonths must be 1 to 120')
  if (discount === null || discount === undefined) {
    const usual = references.find('payback', 'discount')
    if (!usual) throw refused('BAD_USER_INPUT', 'the catalogue has no payback/discount: give discount')
    return { seed, paths, horizonMonths, yearlyDiscount: usual }
  }
  if (!/^0?\.\d{1,8}$|^[01](\.0+)?$/.test(discount))
    throw refused('BAD_USER_INPUT', 'discount must be a yearly rate from 0 to 1')
  return { seed, paths, horizonMonths, yearlyDiscount: fromDecimal(discount.replace(/^\./, '0.')) }
}

function factsOf(money: AskedMoney): NodeFacts {
  const { role, entries, pnl, history, seen, firstTime, watchedUntil, blocked, sample } = money
  return {
    role,
    entries,
    pnl,
    history,
    cost: money.cost.model,
    delegatorsPart: money.input.delegatorsPart,
    prices: money.book.prices,
    window: money.book.scope.window,
    seen,
    firstTime,
    watchedUntil,
    blocked,
    sample,
  }
}
