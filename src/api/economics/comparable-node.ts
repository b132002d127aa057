import { costModelFor, runningCosts } from '../../economics/cost.ts'
import {
  add,
  compare,
  type Exact,
  exact,
  fromDecimal,
  multiply,
  negate,
  subtract,
  sum,
  ZERO,
} from '../../economics/exact.ts'
import type { MoneyClass, Window } from '../../economics/figure.ts'
import type { GasTerms } from '../../economics/gas.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import { DAY } from '../../economics/period.ts'
import { type Pnl, type PnlInput, profitAndLoss } from '../../economics/pnl.ts'
import { delegatorsPart, type StakeHistory, type StakeState, stakeHistory } from '../../economics/stake.ts'
import { ofKind, share, valueAtReceipt } from '../../economics/value.ts'
import { refused } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { hiddenFees, sharedPayees } from './attribution.ts'
import { type Book, contextOf, openBook } from './book.ts'
import { toCost } from './cost-input.ts'
import type { EconomicsMeans, NodeArguments, NodeMoney } from './node.ts'
import { listPeers, type Peer, type Sample, sampleOf } from './sample.ts'
import { findScope, getNetworkFile } from './scope.ts'
import { sharesOf } from './statement.ts'

/** What is asked of a role without a node. `stake`: whole tokens as decimal text. */
export interface RoleArguments extends NodeArguments {
  readonly role: string
  readonly stake?: string | null
}

/** Money of the node that a role's nodes are like on average, with the sample that it stands on. */
export interface PooledMoney extends NodeMoney {
  readonly node: ''
  readonly sample: Sample
}

/**
 * By class, what a comparable node of a role earned: of each whole UTC day the mean over the nodes that were registered all
 * through it. Errors: `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`.
 */
export async function openRole(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  args: RoleArguments,
): Promise<readonly PooledMoney[]> {
  const file = getNetworkFile(means.networks, network)
  const scope = await findScope(snapshot, network, args)
  const peers = await listPeers(snapshot, network, args.role)
  const book = await openBook(snapshot, file, means.catalogue, scope, null)
  const shared = sharedPayees(file)
  const names = new Set(peers.map((peer) => peer.node))
  const all = [...book.classes].map(
    ([name, entries]) =>
      [name, entries, entries.filter((each) => each.node !== null && names.has(each.node))] as const,
  )
  const earning = all.filter(([, , own]) => own.length > 0)
  return (earning.length > 0 ? earning : all).map(([moneyClass, entries, own]) => {
    const accounts = new Set(peers.flatMap((peer) => [...peer.accounts]))
    const paid = new Set(ofKind(own, 'fee').map((entry) => entry.node))
    // A zero of one node that its fees may hide behind a shared address would be made up.
    const telling = peers.every((peer) => paid.has(peer.node)) ? own : []
    const blocked = peers.length > 0 ? hiddenFees(entries, telling, accounts, shared) : undefined
    return poolOf(means, book, peers, moneyClass, own, blocked, args)
  })
}

function poolOf(
  means: EconomicsMeans,
  book: Book,
  peers: readonly Peer[],
  moneyClass: MoneyClass,
  own: readonly Entry[],
  blocked: Known<never> | undefined,
  args: RoleArguments,
): PooledMoney {
  const { window } = book.scope
  const { role } = args
  const byNode = Map.groupBy(own, (entry) => entry.node)
  const histories = peers.map((peer) => stakeHistory(byNode.get(peer.node) ?? [], peer.accounts, window.to))
  const { stake, basis, states } = stakeOf(histories, peers, window, args.stake)
  const none =
    peers.length === 0
      ? missing<never>('NOT_OBSERVED', `nodes of the role ${role} on ${book.scope.network}`)
      : undefined
  const sample = sampleOf(peers, window, stake, basis, none ?? known(true))
  const entries = own.filter((entry) => sample.counts(entry))
  const cost = toCost({ ...args.cost, role }, means.catalogue, window.from, window.to)
  const gas: GasTerms = cost.gas ? { basis: 'operator', ...cost.gas, claims: [] } : { basis: 'unseen' }
  const input: PnlInput = {
    class: moneyClass,
    role,
    entries: [],
    // As many days as the sample has: what a machine costs is of their number and not of which they were.
    window: { from: window.to - sample.days * DAY, to: window.to },
    prices: book.prices,
    cost: cost.model,
    gas,
    feesAttributable: !blocked,
    delegatorsPart: delegatorsPart(together(states), cost.commission),
    ownAccounts: new Set(),
    opportunityRate: cost.stakeRate,
  }
  const pnl = meanPnl(input, entries, sample, none, cost.gas?.usdPerClaim ?? ZERO)
  const span = stake.known && stake.value ? [{ ...stake.value, from: window.from, to: window.to }] : []
  return {
    book,
    node: '',
    role,
    class: moneyClass,
    entries,
    input,
    pnl,
    history: { spans: span, slashes: histories.flatMap((each) => each.slashes) },
    cost,
    context: contextOf(book, moneyClass, entries, sharesOf(pnl, cost.references.stale)),
    firstTime: window.from,
    seen: window,
    watchedUntil: window.from,
    blocked: none ?? blocked,
    sample,
  }
}

/** A statement of the mean node: its costs are one node's over the days of the sample. */
function meanPnl(
  input: PnlInput,
  entries: readonly Entry[],
  sample: Sample,
  none: Known<never> | undefined,
  gasPerClaim: Exact,
): Pnl {
  const costs = profitAndLoss(input)
  const total = (kind: 'fee' | 'refund' | 'emission', gap: Known<Exact>): Known<Exact> => {
    if (none) return none
    if (!gap.known) return gap
    return sample.total(ofKind(entries, kind), (entry) => valueAtReceipt(entry, input.prices))
  }
  const fees = total('fee', costs.fees)
  const refunds = total('refund', costs.refunds)
  const emissions = total('emission', costs.emissions)
  const gross = mapKnown(allKnown({ fees, refunds, emissions }), (it) =>
    add(subtract(it.fees, it.refunds), it.emissions),
  )
  const paid = ofKind(entries, 'fee')
  const requests = sample.count(paid)
  const model = input.cost.known ? costModelFor(input.role, input.cost.value) : input.cost
  const one = model.known ? runningCosts(model.value, input.window, 1) : model
  const upstream = mapKnown(one, (it) => multiply(it.upstream, requests))
  // A comparable node's claims are taken to be its paid requests: each is settled once.
  const gas = mapKnown(costs.gas, (usd) => add(usd, multiply(gasPerClaim, requests)))
  const delegators = mapKnown(allKnown({ gross, part: input.delegatorsPart }), (it) =>
    multiply(it.gross, it.part),
  )
  const { power, hosting } = costs
  const related = fees.known
    ? sample.total(
        paid.filter((entry) => entry.related !== null),
        (entry) => valueAtReceipt(entry, input.prices),
      )
    : fees
  return {
    ...costs,
    fees,
    refunds,
    emissions,
    gross,
    upstream,
    gas,
    delegators,
    netCash: mapKnown(allKnown({ gross, power, hosting, upstream, gas, delegators }), (it) =>
      add(it.gross, negate(sum([it.power, it.hosting, it.upstream, it.gas, it.delegators]))),
    ),
    emissionShare: share(emissions, gross, 'income in the window'),
    relatedPartyShare: share(related, fees, 'fees in the window'),
    events: entries.length,
    paidRequests: paid.length,
  }
}

interface PooledStake {
  readonly stake: Known<StakeState | null>
  readonly basis: string
  /** Stakes of the nodes that are still there. */
  readonly states: readonly StakeState[]
}

/** The operator's own stake at the window's end: as given, else the median of the role's nodes that have one. */
function stakeOf(
  histories: readonly StakeHistory[],
  peers: readonly Peer[],
  window: Window,
  given: string | null | undefined,
): PooledStake {
  const states = histories.flatMap(({ spans }, index) =>
    (peers[index]?.leftAt ?? window.to) < window.to
      ? []
      : spans.filter((span) => span.to === window.to && span.total.n !== 0n),
  )
  const tokens = new Set(states.map((state) => state.token))
  const [token, ...others] = tokens
  const asked = given === null || given === undefined ? undefined : readStake(given)
  if (asked && asked.n === 0n) return { stake: known(null), basis: 'given by the asker: none', states }
  if (!token)
    return {
      stake: missing('NOT_OBSERVED', 'stake: no node of the role has one; give stake, 0 for none'),
      basis: 'not observed',
      states,
    }
  if (others.length > 0)
    return {
      stake: missing('NOT_APPLICABLE', 'stake: nodes of the role stake several tokens, and one is simulated'),
      basis: 'several tokens',
      states,
    }
  const unit = exact(10n ** BigInt(token.decimals))
  const own = asked ? multiply(asked, unit) : median(states.map((state) => state.own))
  const basis = asked
    ? 'given by the asker'
    : `median of the operators' own stake of ${states.length} nodes of the role at the window's end`
  return { stake: known({ token, own, total: own }), basis, states }
}

/** All stakes as one: what delegators hold of the role's nodes together. Undefined without any. */
function together(states: readonly StakeState[]): StakeState | undefined {
  const [first] = states
  const same = states.filter((state) => state.token === first?.token)
  return (
    first && {
      token: first.token,
      own: sum(same.map((state) => state.own)),
      total: sum(same.map((state) => state.total)),
    }
  )
}

function median(values: readonly Exact[]): Exact {
  const sorted = [...values].sort(compare)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return multiply(add(low ?? ZERO, high ?? ZERO), exact(1, 2))
}

function readStake(text: string): Exact {
  if (!/^\d{1,15}(\.\d{1,18})?$/.test(text))
    throw refused('BAD_USER_INPUT', 'stake must be whole tokens as decimal text')
  return fromDecimal(text)
}
