import {
  type FundingTerms,
  findFunding,
  indexTransfers,
  type SourceKind,
  type Transfer,
  type TransferIndex,
} from '../../economics/funding.ts'
import type { Network } from '../../platform/network.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { type EconomicScope, refused } from './scope.ts'

/** Transfers that may lie between a source and a payer for the payer to count as funded by it. */
const MAX_TRANSFERS = 3
const MOST = 200_000

// From the beginning, for what funded a payment is older than it. A refund gives back and funds nobody. Only accounts that
// pay themselves can pass money on: the rest is left where it is.
const TRANSFERS = `select '0x' || encode(t.payer, 'hex'), '0x' || encode(t.payee, 'hex'), extract(epoch from t.block_time)::double precision
  from api.fee t where t.network = $1 and not t.refund and t.block_time < to_timestamp($2)
    and exists (select from api.payer_day p where p.network = t.network and p.payer = t.payee)
  limit ${MOST + 1}`

/** What the tracing of payers' money had to look at: said beside every share that stands on it. */
export interface Tracing {
  readonly transfersSeen: number
  readonly visible: string
  readonly maxTransfers: number
  readonly sources: number
  readonly hubs: number
}

export interface Relations {
  /** The rule by which a payer is related to the node that it pays at a moment (Unix seconds), or null: not shown. */
  readonly ruleOf: (node: string | null, payer: string, at: number) => string | null
  readonly tracing: Tracing
}

const VISIBLE =
  'payments of fees between accounts, as the network’s own events show them, up to the payment in question; plain transfers of coins and tokens leave no fact and were not seen'

/** Transfers that the facts show, up to the window's end. Errors: `TOO_MANY_ROWS`. */
export async function listTransfers(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<readonly Transfer[]> {
  const rows = await snapshot.rows(TRANSFERS, [network, window.to])
  if (rows.length > MOST)
    throw refused('TOO_MANY_ROWS', `more than ${MOST} transfers between payers to trace`)
  return rows.map(([from, to, at]) => ({ from: String(from), to: String(to), at: Number(at) }))
}

/** By what payers are related to nodes: their own operator, a label, or money that came from either before they paid. */
export function relationsOf(
  network: Network,
  operators: ReadonlyMap<string, ReadonlySet<string>>,
  transfers: readonly Transfer[],
): Relations {
  const labelled = new Map<string, SourceKind>()
  const hubs = new Set<string>()
  for (const { address, kind } of network.labels) {
    if (kind === 'treasury' || kind === 'faucet' || kind === 'first-party') labelled.set(address, kind)
    if (kind === 'hub') hubs.add(address)
  }
  const index = indexTransfers(transfers)
  const found = new Map<string, string | null>()
  const ruleOf: Relations['ruleOf'] = (node, payer, at) => {
    // All that came before is bounded by what the payer had received by then: one answer for each such state.
    const key = `${node} ${payer} ${receivedBy(index, payer, at)}`
    const cached = found.get(key)
    if (cached !== undefined) return cached
    const own = node === null ? [] : [...(operators.get(node) ?? [])]
    const sources = new Map<string, SourceKind>([
      ...labelled,
      ...own.map((each) => [each, 'operator'] as const),
    ])
    const terms: FundingTerms = { sources, hubs, maxTransfers: MAX_TRANSFERS }
    const trace = findFunding(payer, at, index, terms)
    const rule = trace ? (trace.transfers === 0 ? trace.kind : `funded_by_${trace.kind}`) : null
    found.set(key, rule)
    return rule
  }
  const sources = labelled.size + new Set([...operators.values()].flatMap((each) => [...each])).size
  return {
    ruleOf,
    tracing: {
      transfersSeen: transfers.length,
      visible: VISIBLE,
      maxTransfers: MAX_TRANSFERS,
      sources,
      hubs: hubs.size,
    },
  }
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
