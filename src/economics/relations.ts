import type { Label } from './attribution.ts'
import {
  type FundingTerms,
  type FundingTrace,
  findFunding,
  indexTransfers,
  type Link,
  type SourceKind,
  type Transfer,
  type TransferIndex,
} from './funding.ts'
import type { Operators } from './operators.ts'

/** An account where strangers' money meets: what came through it says nothing of where it came from. */
export interface Hub {
  readonly chain: number
  readonly address: string
}

/** What a network's file says that relations stand on. */
export interface LabelledNetwork {
  readonly chains: readonly { readonly id: number }[]
  readonly labels: readonly Label[]
}

/** Transfers that may lie between a source and a payer for the payer to count as funded by it. */
const MAX_TRANSFERS = 3

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
  /** What relates a payer to the node that it pays at a moment (Unix seconds), or null: not shown. */
  readonly linkOf: (node: string | null, payer: string, at: number) => Link | null
  readonly tracing: Tracing
}

/** What was looked at, for findFunding and for the reader. */
export interface Visible {
  readonly transfers: readonly Transfer[]
  /** In words. */
  readonly visible: string
}

/** By what payers are related to nodes: their own operator, that of another node, a label, or money that came from either before they paid. */
export function relationsOf(
  network: LabelledNetwork,
  operators: Operators,
  { transfers, visible }: Visible,
  catalogued: readonly Hub[],
): Relations {
  const labelled = new Map<string, SourceKind>()
  const hubs = hubsOf(network, catalogued)
  for (const { address, kind } of network.labels)
    if (kind === 'treasury' || kind === 'faucet' || kind === 'first-party') labelled.set(address, kind)
  const index = indexTransfers(transfers)
  const found = new Map<string, Link | null>()
  const linkOf: Relations['linkOf'] = (node, payer, at) => {
    // Whose the node was when money was moved: a key that changes later makes nobody a stranger, nor a relative.
    const sourceAt: FundingTerms['sourceAt'] = (account, moment) =>
      node !== null && operators.owns(node, account, moment) ? 'operator' : labelled.get(account)
    const own = sourceAt(payer, at)
    if (own) return { rule: own, way: [] }
    // Whoever runs another node of the network is no stranger to it; a hub that does pays for strangers.
    if (node !== null && !hubs.has(payer) && operators.isOperator(payer, at))
      return { rule: 'other_operator', way: [] }
    // All that came before is bounded by what the payer had received by then: one answer for each such state.
    const key = `${node} ${payer} ${receivedBy(index, payer, at)}`
    const cached = found.get(key)
    if (cached !== undefined) return cached
    const terms: FundingTerms = { sourceAt, hubs, maxTransfers: MAX_TRANSFERS }
    const trace = findFunding(payer, at, index, terms)
    const link = trace ? linkOfTrace(trace) : null
    found.set(key, link)
    return link
  }
  return {
    linkOf,
    tracing: {
      transfersSeen: transfers.length,
      unprovedTransfers: transfers.filter((each) => each.unproved).length,
      visible,
      maxTransfers: MAX_TRANSFERS,
      sources: labelled.size + operators.size,
      hubs: hubs.size,
    },
  }
}

/** Accounts of a network's chains where strangers' money meets: they link nobody. */
export function hubsOf({ chains, labels }: LabelledNetwork, catalogued: readonly Hub[]): ReadonlySet<string> {
  const own = new Set(chains.map((chain) => chain.id))
  const named = labels.filter(({ kind }) => kind === 'hub').map(({ address }) => address)
  return new Set([...catalogued.filter((hub) => own.has(hub.chain)).map((hub) => hub.address), ...named])
}

/** A way is as good as the weakest of its transfers. */
function linkOfTrace({ kind, way }: FundingTrace): Link {
  const unproved = way.some((transfer) => transfer.unproved === true)
  return { rule: unproved ? `funded_by_${kind}_unproved` : `funded_by_${kind}`, way }
}

/** How many transfers an account had received by a moment. The index has the latest first. */
function receivedBy(index: TransferIndex, account: string, at: number): number {
  const all = index.get(account) ?? []
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.at ?? Number.NEGATIVE_INFINITY) > at) low = middle + 1
    else high = middle
  }
  return all.length - low
}
