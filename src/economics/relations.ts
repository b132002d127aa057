import { type Label, sharedPayees } from './attribution.ts'
import { type CounterPayment, circularPairs } from './circular.ts'
import { dustRule, type Paid } from './dust.ts'
import { type FundingTerms, findFunding, type Link, type SourceKind, type TraceTerms } from './funding.ts'
import { type Hub, hubsOf } from './hubs.ts'
import type { Operators } from './operators.ts'
import type { Token } from './price.ts'
import { indexTransfers, receivedBy, type Transfer, type TransferIndex } from './transfer.ts'

/** What a network's file says that relations stand on. */
export interface LabelledNetwork {
  readonly chains: readonly { readonly id: number }[]
  readonly labels: readonly Label[]
  readonly tokens: readonly Token[]
}

/** Transfers that may lie between a source and a payer for the payer to count as funded by it. */
export const MAX_TRANSFERS = 3

/** What the tracing of payers' money had to look at: said beside every share that stands on it. */
export interface Tracing {
  readonly transfersSeen: number
  /** Of them at an endpoint's word. */
  readonly unprovedTransfers: number
  readonly visible: string
  readonly maxTransfers: number
  readonly sources: number
  readonly hubs: number
}

export interface Relations {
  /**
   * What relates a payer to the node that it pays at a moment (Unix seconds), or null: not shown. `payee`: whose nodes may have been
   * paid where no node is told.
   */
  readonly linkOf: (node: string | null, payer: string, at: number, payee?: string | null) => Link | null
  /** Whether what relates a payer may be another at another moment: it was an operator once, or money was moved to it. */
  readonly changes: (payer: string) => boolean
  /**
   * Whom anything may relate to a node, with the moments at which that may become another answer. Of everybody else `linkOf` gives
   * null, whatever is paid and when.
   */
  readonly told: ReadonlyMap<string, readonly number[]>
  readonly tracing: Tracing
}

/** What was looked at, for the tracing and for the reader. */
export interface Visible {
  readonly transfers: readonly Transfer[]
  /** What the receivers of transfers paid in fees. */
  readonly paid: readonly Paid[]
  /** Contracts that paid emissions and gave to accounts that had earned none: those transfers are among the others. */
  readonly granters: ReadonlySet<string>
  /** In words. */
  readonly visible: string
}

const LABELS: ReadonlySet<string> = new Set<SourceKind>(['treasury', 'faucet', 'first-party', 'foundation'])

/**
 * By what payers are linked to nodes: their own operator, a label, a circle of payments, the operator of another node, or money that
 * came from the first two before they paid. `counter`: payments by operators, for circles.
 */
export function relationsOf(
  network: LabelledNetwork,
  operators: Operators,
  { transfers, visible, paid, granters }: Visible,
  catalogued: readonly Hub[],
  counter: readonly CounterPayment[] = [],
): Relations {
  const named = hubsOf(network, catalogued)
  const shared = sharedPayees(network)
  // Where several nodes are paid money of strangers meets, as at an exchange: such an address is nobody's own.
  const hubs = new Set([...named, ...shared])
  const sources = sourcesOf(network, granters)
  const index = indexTransfers(transfers)
  const terms: TraceTerms = {
    hubs,
    maxTransfers: MAX_TRANSFERS,
    counts: dustRule(transfers, paid, network.tokens),
  }
  const circleOf = circularPairs(counter, operators, index, terms)
  const found = new Map<string, Link | null>()
  const changes = (payer: string) => operators.has(payer) || index.has(payer)
  const linkOf: Relations['linkOf'] = (node, payer, at, payee = null) => {
    // Nearly all payers of a network: nothing but a label could relate them.
    if (!changes(payer)) {
      const kind = sources.get(payer)
      return kind ? { rule: kind, way: [] } : null
    }
    // Of nodes that are paid at one address any may be the one: an operator pays its own where all of them are.
    const paid = node !== null ? [node] : payee === null ? [] : operators.nodesOf(payee, at)
    // Whose the node was when money was moved: a key that changes later makes nobody a stranger, nor a relative.
    const sourceAt: FundingTerms['sourceAt'] = (account, moment) =>
      paid.length > 0 && !shared.has(account) && paid.every((each) => operators.owns(each, account, moment))
        ? 'operator'
        : sources.get(account)
    const own = sourceAt(payer, at)
    if (own) return { rule: own, way: [] }
    const circle = node === null ? undefined : circleOf(node, payer, at)
    if (circle) return { rule: ruleOver('circular_pair', circle), way: circle }
    // Whoever runs another node of the network is no stranger to it; a hub that does pays for strangers.
    if (!hubs.has(payer) && operators.isOperator(payer, at)) return { rule: 'other_operator', way: [] }
    // All that came before is bounded by what the payer had received by then: one answer for each such state.
    const key = `${paid} ${payer} ${receivedBy(index, payer, at)}`
    const cached = found.get(key)
    if (cached !== undefined) return cached
    const trace = findFunding(payer, at, index, { ...terms, sourceAt })
    const link = trace ? { rule: ruleOver(`funded_by_${trace.kind}`, trace.way), way: trace.way } : null
    found.set(key, link)
    return link
  }
  return {
    linkOf,
    changes,
    told: toldOf(operators, sources, index),
    tracing: {
      transfersSeen: transfers.length,
      unprovedTransfers: transfers.filter((each) => each.unproved).length,
      visible,
      maxTransfers: MAX_TRANSFERS,
      sources: sources.size + operators.accounts.length,
      hubs: named.size,
    },
  }
}

function toldOf(
  operators: Operators,
  sources: ReadonlyMap<string, SourceKind>,
  index: TransferIndex,
): ReadonlyMap<string, readonly number[]> {
  const accounts = new Set([...operators.accounts, ...sources.keys(), ...index.keys()])
  return new Map(
    [...accounts].map((account) => [
      account,
      [...operators.momentsOf(account), ...(index.get(account) ?? []).map(({ at }) => at)],
    ]),
  )
}

/** Accounts of the protocol and of who runs it: as the network's file names them with a source, and as the chain shows. */
function sourcesOf(
  { labels }: LabelledNetwork,
  granters: ReadonlySet<string>,
): ReadonlyMap<string, SourceKind> {
  const sources = new Map<string, SourceKind>([...granters].map((each) => [each, 'emission_contract']))
  for (const { address, kind } of labels) if (LABELS.has(kind)) sources.set(address, kind as SourceKind)
  return sources
}

/** A way is as good as the weakest of its transfers. */
function ruleOver(rule: string, way: readonly Transfer[]): string {
  return way.some((transfer) => transfer.unproved === true) ? `${rule}_unproved` : rule
}
