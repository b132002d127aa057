import { sharedPayees } from '../../../economics/attribution.ts'
import type { DepthBook } from '../../../economics/depth.ts'
import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import { hubsOf, type NamedHub, nameHubs } from '../../../economics/hubs.ts'
import {
  byClass,
  countOf,
  describeToken,
  type Entry,
  type FactRow,
  type PenaltyRow,
  toLedger,
} from '../../../economics/ledger.ts'
import type { Operators } from '../../../economics/operators.ts'
import { incomeOf, isSelfPayment, ofPayers, payersCaveat, SELF_PAID } from '../../../economics/payers.ts'
import { isIn } from '../../../economics/period.ts'
import type { Presences } from '../../../economics/presence.ts'
import type { PriceBook, Token } from '../../../economics/price.ts'
import { priceUse, valuedEntries } from '../../../economics/price-use.ts'
import { relationsOf, type Tracing } from '../../../economics/relations.ts'
import { withoutSilentFeeds } from '../../../economics/silent.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'
import type { Network } from '../../../platform/network.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { getDepthBook } from '../rows/depth.ts'
import { listEmissionsAround, listGas, listIncome, listStakes, withMomentsPaid } from '../rows/ledger.ts'
import { listOperators } from '../rows/operators.ts'
import { listPresences } from '../rows/presences.ts'
import { getPriceBook } from '../rows/prices.ts'
import type { EconomicScope } from '../rows/scope.ts'
import { listSums } from '../rows/sums.ts'
import { listCounterPayments, listTransfers } from '../rows/transfers.ts'
import { type Sums, termsOf } from './sums.ts'

/** A ledger with its prices, kept apart by class; of the payers that the scope names. */
export interface Book {
  readonly scope: EconomicScope
  readonly network: Network
  /** What figures of money are of: without what a node's own operator paid it, unless all payers are asked for. */
  readonly classes: ReadonlyMap<MoneyClass, readonly Entry[]>
  /** The same with it: who paid, and every entry that there is. */
  readonly paid: ReadonlyMap<MoneyClass, readonly Entry[]>
  /** Classes in which such payments of the window were left out. */
  readonly selfPaid: ReadonlySet<MoneyClass>
  /** Emissions paid before and after the window that tell which part of it payments are for: of one node, or where they were asked for. */
  readonly around: ReadonlyMap<MoneyClass, readonly Entry[]>
  /** Of nodes whose emissions say which time they are for: when each was there. */
  readonly presences: Presences
  readonly prices: PriceBook
  /** What selling tokens would fetch as the window ends. */
  readonly depth: DepthBook
  /** Penalties without money (jail, disabled): events of every class, and of no token. */
  readonly findings: readonly PenaltyRow[]
  /** Whose each node was at each moment. */
  readonly operators: Operators
  /** What related payers were told from. */
  readonly tracing: Tracing & { readonly namedHubs: readonly NamedHub[] }
}

export interface BookOptions extends Pick<Catalogue, 'hubs'> {
  readonly network: Network
  readonly scope: EconomicScope
  /** Null: all nodes. */
  readonly node?: string | null
  /** The chain that the node is asked about on. Left out: the first that has it. */
  readonly chain?: number
  /** Unix seconds from which the ledger is told; the window's start when absent. */
  readonly since?: number
  /** From when its fees and emissions are read: `since` when absent. */
  readonly incomeSince?: number
  /** Of all nodes: receipts are read as sums. Absent: each by itself. */
  readonly sums?: Sums
  /** Of all nodes: emissions around the window are read too. */
  readonly around?: boolean
}

/**
 * Opens the ledger of a network, or of one node with the fees that are nobody's. Whatever one request asks of the same window, its
 * facts are read once.
 * @throws those of listLedgerFacts
 */
export async function openBook(snapshot: Snapshot, options: BookOptions): Promise<Book> {
  const { network, scope, hubs, node = null, chain, since = scope.window.from, incomeSince = since } = options
  const { from, to } = scope.window
  const key = [
    'ledger',
    scope.network,
    from,
    to,
    node,
    chain,
    incomeSince,
    nameOf(options.sums),
    options.around,
  ]
  const ledger = await snapshot.once(key.join(' '), () => readLedger(snapshot, options, incomeSince))
  const { entries, around, presences, prices, depth, findings, operators, relations } = ledger
  const told = withoutSilentFeeds(ofPayers(entries, scope.payers), prices, scope.window, since)
  const paid = withDefaultClass(byClass(told), network)
  const classes = new Map([...paid].map(([name, all]) => [name, incomeOf(all, scope.payers)]))
  const leavesOut = (all: readonly Entry[]) =>
    scope.payers !== 'ALL' && all.some((entry) => isSelfPayment(entry) && isIn(entry.at, scope.window))
  const selfPaid = new Set([...paid].filter(([, all]) => leavesOut(all)).map(([name]) => name))
  const tracing = { ...relations.tracing, namedHubs: nameHubs(network, hubs) }
  return {
    scope,
    network,
    classes,
    paid,
    selfPaid,
    around: byClass(around),
    presences,
    prices,
    depth,
    findings,
    operators,
    tracing,
  }
}

/** All that sums depend on, as text. */
function nameOf(sums: Sums | undefined): string | undefined {
  return JSON.stringify(sums, (_, value) =>
    value instanceof Set || value instanceof Map ? [...value] : value,
  )
}

/** Everything of a window's ledger that does not depend on whose payments are asked for. */
async function readLedger(snapshot: Snapshot, options: BookOptions, incomeSince: number) {
  const { network, scope, node = null } = options
  const { operators, relations } = await snapshot.once(`relations ${scope.network} ${scope.window.to}`, () =>
    tellRelations(snapshot, options),
  )
  const staked = await snapshot.once(`stakes ${scope.network} ${scope.window.to} ${node}`, () =>
    listStakes(snapshot, scope, node),
  )
  const isFinding = (row: PenaltyRow) => row.token === null && row.penalty !== 'slash'
  const findings = staked.penalties.filter(isFinding)
  const penalties = staked.penalties.filter((row) => !isFinding(row))
  const terms = {
    tokens: network.tokens,
    classOf: (chain: number) => classOfChain(network, chain),
    linkOf: relations.linkOf,
  }
  const emissions = node === null && !options.around ? [] : await listEmissionsAround(snapshot, scope, node)
  const around = toLedger({ ...NOTHING, emissions }, terms)
  // What was paid later is worth what it was then.
  const until = around.reduce((latest, { at }) => Math.max(latest, at), scope.window.to)
  const prices = await getPriceBook(snapshot, network.tokens, { from: incomeSince, to: until })
  const { sums } = options
  const summed = (terms: Sums) =>
    listSums(
      snapshot,
      scope,
      incomeSince,
      termsOf(options, terms, { ...staked, penalties, operators, relations, prices, incomeSince }),
    )
  // What was received in the window is the same whatever is read around it.
  const received = sums
    ? await snapshot.once(
        ['sums', scope.network, scope.window.from, scope.window.to, incomeSince, nameOf(sums)].join(' '),
        () => summed(sums),
      )
    : await listIncome(snapshot, scope, node, incomeSince)
  const fees = await withMomentsPaid(snapshot, scope.network, received.fees, relations.changes)
  // Of all nodes together no figure tells it.
  const gas = node === null ? [] : await listGas(snapshot, scope, node, incomeSince)
  const entries = toLedger({ ...received, fees, stakes: staked.stakes, penalties, gas }, terms)
  const presences = await listPresences(snapshot, scope, [...received.emissions, ...emissions], options.chain)
  const depth = await getDepthBook(snapshot, network.tokens, scope.window.to - 1)
  return { entries, around, presences, prices, depth, findings, operators, relations }
}

const NOTHING = { fees: [], emissions: [], penalties: [], stakes: [], gas: [] }

async function tellRelations(snapshot: Snapshot, { network, scope, hubs }: BookOptions) {
  const strangers = new Set([...hubsOf(network, hubs), ...sharedPayees(network)])
  const operators = await listOperators(snapshot, scope.network, scope.window.to, strangers)
  const visible = await listTransfers(snapshot, scope)
  const counter = await listCounterPayments(snapshot, scope, operators, visible)
  return { operators, relations: relationsOf(network, operators, visible, hubs, counter) }
}

const VALUED = ['fee', 'refund', 'emission', 'penalty'] as const

/** The envelope of a figure that values all of these entries. Shares are filled in by who knows the income. */
export function contextOf(
  book: Pick<Book, 'scope' | 'prices' | 'selfPaid'>,
  moneyClass: MoneyClass,
  entries: readonly Entry[],
  more: Partial<FigureContext> = {},
): FigureContext {
  const { scope, prices } = book
  const use = priceUse(valuedEntries(entries, VALUED), prices)
  const provisional =
    scope.reachesHead ||
    entries.some((each) => each.source.block > (scope.finalized.get(each.source.chain) ?? 0))
  return {
    class: moneyClass,
    window: scope.window,
    asOf: scope.asOf,
    finality: provisional ? 'provisional' : 'final',
    priceSource: use.source,
    priceQuality: use.quality,
    caveats: use.caveats,
    scopeCaveats: payersCaveat(scope.payers),
    incomeCaveats: book.selfPaid.has(moneyClass) ? [SELF_PAID] : [],
    eventsCounted: countOf(entries),
    emissionShare: null,
    relatedPartyShare: null,
    ...more,
  }
}

/** The same book for figures of everything that was paid, also by a node's own operator. */
export function ofAllPaid(book: Book): Book {
  return { ...book, classes: book.paid, selfPaid: new Set() }
}

/** Class of a chain; a chain that the network's file does not name is nobody's money. */
export function classOfChain(network: Network, chain: number): MoneyClass {
  const found = network.chains.find((each) => each.id === chain)
  if (!found) throw refused('NETWORK_UNKNOWN', `${network.name} names no chain ${chain}`)
  return found.class
}

/** A token as the network's file describes it. */
export function tokenOf(network: Network, row: Pick<FactRow, 'chain' | 'token'>): Token {
  return describeToken(row, { tokens: network.tokens, classOf: (chain) => classOfChain(network, chain) })
}

// Without any entry there is still an answer: of the class that the network's tokens have, else that of its chains.
function withDefaultClass(
  found: ReadonlyMap<MoneyClass, readonly Entry[]>,
  network: Network,
): ReadonlyMap<MoneyClass, readonly Entry[]> {
  if (found.size > 0) return found
  const classes = new Set<MoneyClass>(network.tokens.map((token: Token) => token.class))
  const [first] = network.chains
  if (classes.size === 0 && first) classes.add(first.class)
  return new Map([...classes].map((each) => [each, []]))
}
