import { accrualOf } from '../../../economics/accrual.ts'
import { hiddenFeesOfAll, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import { toCost } from '../../../economics/cost-input.ts'
import { ZERO } from '../../../economics/exact.ts'
import type { MoneyClass } from '../../../economics/figure.ts'
import type { GasTerms } from '../../../economics/gas.ts'
import { hubsOf } from '../../../economics/hubs.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { meanPnl } from '../../../economics/mean-node.ts'
import { isOfOnePrice } from '../../../economics/payback/fee-currency.ts'
import { DAY } from '../../../economics/period.ts'
import { type PnlInput, sharesOf } from '../../../economics/pnl.ts'
import { stakeOf, together } from '../../../economics/pooled-stake.ts'
import { groupByOwner } from '../../../economics/realised/owners.ts'
import { countsInTime, type Peer, type Sample, sampleOf } from '../../../economics/sample.ts'
import { delegatorsPart, stakeHistory } from '../../../economics/stake.ts'
import { costOfRole, usualCost } from '../../../economics/usual-cost.ts'
import { ofKind } from '../../../economics/value.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { listNamesOf, listPeers } from '../rows/peers.ts'
import { chainsOf, findScope, getNetworkFile, seenOn } from '../rows/scope.ts'
import { type Book, contextOf, openBook } from './book.ts'
import type { EconomicsMeans, NodeArguments, NodeMoney } from './node.ts'

/** What is asked of a role without a node. `stake`: whole tokens as decimal text. */
export interface RoleArguments extends NodeArguments {
  readonly role: string
  readonly stake?: string | null
  /** Symbol or address. */
  readonly stakeToken?: string | null
}

/** Money of the node that a role's nodes are like on average, with the sample that it stands on. */
export interface PooledMoney extends NodeMoney {
  readonly node: ''
  readonly sample: Sample
}

/**
 * By class, what a comparable node of a role earned: of each whole UTC day the mean over the nodes that were registered all
 * through it.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`
 */
export async function openRole(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  args: RoleArguments,
): Promise<readonly PooledMoney[]> {
  const file = getNetworkFile(means.networks, network)
  const scope = await findScope(snapshot, network, args)
  const options = { network: file, hubs: means.catalogue.hubs, scope }
  // The delegators' part of the mean node is one of all its time.
  const sums = {
    by: 'node',
    daily: true,
    nodes: new Set(await listNamesOf(snapshot, scope, args.role)),
  } as const
  const summed = await openBook(snapshot, { ...options, sums })
  const book = needsPrices(summed)
    ? await openBook(snapshot, { ...options, sums: { ...sums, byPrice: true } })
    : summed
  const shared = sharedPayees(file)
  const all = await Promise.all(
    [...book.classes].map(async ([name, entries]) => {
      const peers = await listPeers(snapshot, { book, class: name, entries }, args.role)
      const names = new Set(peers.map((peer) => peer.node))
      const own = entries.filter((each) => each.node !== null && names.has(each.node))
      return [name, entries, own, peers] as const
    }),
  )
  const earning = all.filter(([, , own]) => own.length > 0)
  return (earning.length > 0 ? earning : all).map(([moneyClass, entries, own, peers]) => {
    const blocked = hiddenFeesOfAll(strayPayees(entries), own, peers, shared)
    const seen = { ...book, scope: seenOn(scope, chainsOf(file, moneyClass)) }
    return poolOf(means, seen, { peers, moneyClass, own, blocked }, args)
  })
}

/** Where fees are of several tokens, what one is worth in another is of the moment of each. */
function needsPrices({ classes }: Book): boolean {
  return [...classes.values()].some((entries) => {
    const [first, ...others] = new Set(ofKind(entries, 'fee').map(({ token }) => token))
    return first !== undefined && others.some((token) => !isOfOnePrice(token, first))
  })
}

/** Nodes of a role with their entries in money of one class. */
interface Pool {
  readonly peers: readonly Peer[]
  readonly moneyClass: MoneyClass
  readonly own: readonly Entry[]
  /** Why their fees are not told; undefined: they are. */
  readonly blocked: Known<never> | undefined
}

function poolOf(
  means: EconomicsMeans,
  book: Book,
  { peers, moneyClass, own, blocked }: Pool,
  args: RoleArguments,
): PooledMoney {
  const { window } = book.scope
  const { role } = args
  const byNode = Map.groupBy(own, (entry) => entry.node)
  const histories = peers.map((peer) => stakeHistory(byNode.get(peer.node) ?? [], peer.accounts, window.to))
  const { stake, basis, states, perToken } = stakeOf(histories, peers, window, args)
  const none =
    peers.length === 0
      ? missing<never>('NOT_OBSERVED', `nodes of the role ${role} on ${book.scope.network}`)
      : undefined
  const { network } = book
  const strangers = new Set([...sharedPayees(network), ...hubsOf(network, means.catalogue.hubs)])
  const there = sampleOf(peers, window, stake, basis, none ?? known(true))
  const seen = peers.filter(({ node }) => isThere(there, node))
  const operators = groupByOwner(seen, strangers).length
  const emissions = ofKind(own, 'emission', window)
  const sample = { ...there, stakes: perToken, operators, emissions }
  const { presences } = book
  const entries = own.filter(countsInTime(sample, accrualOf(emissions, window.to, presences)))
  const { cost: terms, assumed } = usualCost(costOfRole(role, args.cost), means.catalogue, window.to)
  const cost = toCost(terms, means.catalogue, window.from, window.to)
  const gas: GasTerms = cost.gas ? { basis: 'operator', ...cost.gas, claims: [] } : { basis: 'unseen' }
  const part = delegatorsPart(together(states), cost.commission)
  const input: PnlInput = {
    class: moneyClass,
    role: terms.role ?? role,
    entries: [],
    // As many days as the sample has: what a machine costs is of their number and not of which they were.
    window: { from: window.to - sample.days * DAY, to: window.to },
    prices: book.prices,
    cost: cost.model,
    gas,
    feesAttributable: !blocked,
    delegatorsPart: () => part,
    ownAccounts: new Set(),
    opportunityRate: cost.stakeRate,
  }
  const gasPerClaim = cost.gas?.usdPerClaim ?? ZERO
  const pnl = meanPnl(input, { sample, window, entries, presences, none, gasPerClaim })
  const span = stake.known && stake.value ? [{ ...stake.value, from: window.from, to: window.to }] : []
  return {
    book,
    node: '',
    role,
    class: moneyClass,
    entries,
    paid: (book.paid.get(moneyClass) ?? []).filter((entry) => sample.counts(entry)),
    input,
    pnl,
    history: { spans: span, slashes: histories.flatMap((each) => each.slashes) },
    cost,
    assumed,
    context: contextOf(book, moneyClass, entries, sharesOf(pnl, cost.references.stale)),
    firstTime: window.from,
    seen: window,
    watchedUntil: window.from,
    blocked: none ?? blocked,
    sample,
  }
}

function isThere({ spans }: Sample, node: string): boolean {
  const span = spans.get(node)
  return span !== undefined && span.from < span.to
}
