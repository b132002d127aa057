import {
  type FundingTerms,
  type FundingTrace,
  findFunding,
  indexTransfers,
  type SourceKind,
  type Transfer,
  type TransferIndex,
} from '../../economics/funding.ts'
import type { Hub } from '../../platform/catalogue.ts'
import type { Network } from '../../platform/network.ts'
import { refused } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import type { EconomicScope } from './scope.ts'

/** Transfers that may lie between a source and a payer for the payer to count as funded by it. */
const MAX_TRANSFERS = 3
const MOST = 200_000

// From the beginning, for what funded a payment is older than it. A refund gives back and funds nobody. Only accounts that
// pay themselves can pass money on: the rest is left where it is.
const TRANSFERS = `select '0x' || encode(t.payer, 'hex'), '0x' || encode(t.payee, 'hex'), extract(epoch from t.block_time)::double precision
  from api.fee t where t.network = $1 and not t.refund and t.block_time < to_timestamp($2)
    and exists (select from api.payer_day p where p.network = t.network and p.payer = t.payee)
  limit ${MOST + 1}`

// What the keeper read at an endpoint's word, without what a payment's own event shows already.
const UNPROVED = `select '0x' || encode(t.sender, 'hex'), '0x' || encode(t.receiver, 'hex'), extract(epoch from t.block_time)::double precision
  from api.transfer t where t.network = $1 and t.block_time < to_timestamp($2)
    and not exists (select from api.fee f where f.network = t.network and f.tx_hash = t.tx_hash
      and f.payer = t.sender and f.payee = t.receiver and f.block_time = t.block_time)
  limit ${MOST + 1}`
const READ = `select t.chain_id, count(*)::integer, count(*) filter (where t.depth = 0)::integer, min(t.read_to)
  from api.traced t where t.network = $1 group by 1 order by 1`

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
  /** The rule by which a payer is related to the node that it pays at a moment (Unix seconds), or null: not shown. */
  readonly ruleOf: (node: string | null, payer: string, at: number) => string | null
  readonly tracing: Tracing
}

const PAYMENTS =
  'payments of fees between accounts, as the network’s own events show them, up to the payment in question'
const UNSEEN = 'transfers of a chain’s own coin leave no event and were not seen'

/** What was looked at, for findFunding and for the reader. */
interface Visible {
  readonly transfers: readonly Transfer[]
  /** In words. */
  readonly visible: string
}

/** Transfers that facts show or that the keeper read, up to the window's end. Errors: `TOO_MANY_ROWS`. */
export async function listTransfers(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
): Promise<Visible> {
  const read = async (sql: string): Promise<unknown[][]> => {
    const rows = await snapshot.rows(sql, [network, window.to])
    if (rows.length > MOST)
      throw refused('TOO_MANY_ROWS', `more than ${MOST} transfers between payers to trace`)
    return rows
  }
  const toTransfer = ([from, to, at]: unknown[]) => ({ from: String(from), to: String(to), at: Number(at) })
  const proved = (await read(TRANSFERS)).map(toTransfer)
  const unproved = (await read(UNPROVED)).map((row) => ({ ...toTransfer(row), unproved: true }))
  const chains = (await snapshot.rows(READ, [network])).map(
    ([chain, accounts, payers, upTo]) =>
      `on chain ${chain} into ${accounts} accounts (${payers} payers and who funded them), all read up to block ${upTo}`,
  )
  const tokens = chains.length
    ? `transfers of the payment tokens, at an endpoint’s word (unproved): ${chains.join('; ')}`
    : 'transfers of the payment tokens were not read'
  return { transfers: [...proved, ...unproved], visible: `${PAYMENTS}; ${tokens}; ${UNSEEN}` }
}

/** By what payers are related to nodes: their own operator, a label, or money that came from either before they paid. */
export function relationsOf(
  network: Network,
  operators: ReadonlyMap<string, ReadonlySet<string>>,
  { transfers, visible }: Visible,
  catalogued: readonly Hub[],
): Relations {
  const labelled = new Map<string, SourceKind>()
  const chains = new Set(network.chains.map((chain) => chain.id))
  const hubs = new Set(catalogued.filter((hub) => chains.has(hub.chain)).map((hub) => hub.address))
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
    const rule = trace ? ruleOfTrace(trace) : null
    found.set(key, rule)
    return rule
  }
  const sources = labelled.size + new Set([...operators.values()].flatMap((each) => [...each])).size
  return {
    ruleOf,
    tracing: {
      transfersSeen: transfers.length,
      unprovedTransfers: transfers.filter((each) => each.unproved).length,
      visible,
      maxTransfers: MAX_TRANSFERS,
      sources,
      hubs: hubs.size,
    },
  }
}

function ruleOfTrace({ kind, transfers, unproved }: FundingTrace): string {
  if (transfers === 0) return kind
  return unproved ? `funded_by_${kind}_unproved` : `funded_by_${kind}`
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
