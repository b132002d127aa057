import type { Window } from '../../../economics/figure.ts'
import type { LedgerFacts } from '../../../economics/ledger.ts'
import type { Operators } from '../../../economics/operators.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import type { PriceBook } from '../../../economics/price.ts'
import type { Relations } from '../../../economics/relations.ts'
import { stakeMoments } from '../../../economics/stake.ts'
import type { Network } from '../../../platform/network.ts'
import type { EconomicScope } from '../rows/scope.ts'
import type { SumTerms } from '../rows/sums.ts'

/** What is told apart where receipts are summed: see `listSums`. */
export interface Sums {
  readonly by: 'node' | 'payer'
  /** Also by UTC day. */
  readonly daily?: boolean
  /** Also by what part of it was the delegators'. */
  readonly shared?: boolean
  /** Also by the moments at which any price became another. */
  readonly byPrice?: boolean
  /** What is paid to others is not told by day, price and part. Absent: what is paid to any node is. */
  readonly nodes?: ReadonlySet<string> | undefined
  /** A payer that is told beside those whom something may relate to a node. */
  readonly payer?: string | undefined
  /** By node: moments (Unix seconds) that split what is paid to it. */
  readonly splits?: ReadonlyMap<string, readonly number[]>
  /** Receipts of these nodes only, and of those that name none what came to these accounts, each during a span. */
  readonly only?: ReadonlyMap<string, Window>
  /** Also at these moments, and by what part of it was the delegators' of the nodes that it may be of. */
  readonly cuts?: readonly number[]
  /** Each receipt by itself. */
  readonly each?: boolean
}

interface Summing extends Pick<LedgerFacts, 'stakes' | 'penalties'> {
  readonly operators: Operators
  readonly relations: Relations
  readonly prices: PriceBook
  readonly incomeSince: number
}

/** What must stay apart in the sums of a ledger, so that every figure is what it is of single receipts. */
export function termsOf(
  { network, scope }: { readonly network: Network; readonly scope: EconomicScope },
  { by, daily = false, shared = false, byPrice = false, nodes, payer, splits, only, cuts, each }: Sums,
  { operators, relations, prices, stakes, penalties, incomeSince }: Summing,
): SumTerms {
  const { from, to } = scope.window
  const days = Array.from(
    { length: Math.ceil((to - incomeSince) / DAY) + 1 },
    (_, day) => dayOf(incomeSince) + day * DAY,
  )
  const series = [...new Set(network.tokens.flatMap((token) => token.priceSeries ?? []))]
  const isShared = (node: string | null) =>
    node !== null && (nodes?.has(node) ?? true) && !(cuts && only && !only.has(node))
  const ofPrices = () =>
    series.flatMap((each) => prices.stretches(each, { from: incomeSince, to }).map((it) => it.from))
  const parts =
    shared || cuts
      ? stakeMoments(
          [...stakes, ...penalties].filter((row) => isShared(row.node)),
          ofPrices,
        )
      : new Map<string, readonly number[]>()
  // Which of the nodes that are paid at an account a fee was for is not told.
  const partsAt = (account: string) =>
    cuts && (only?.has(account) ?? true)
      ? operators.nodesOf(account).flatMap((node) => parts.get(node) ?? [])
      : []
  return {
    by,
    tokens: network.tokens,
    prices,
    told: payer === undefined ? relations.told : new Map([[payer, []], ...relations.told]),
    payees: new Map(
      operators.accounts.map((account) => [account, [...operators.momentsOf(account), ...partsAt(account)]]),
    ),
    nodes: new Map([
      ...parts,
      ...[...(splits ?? [])].map(([node, own]) => [node, [...own, ...(parts.get(node) ?? [])]] as const),
    ]),
    // A class of money is seen from when all of its chains are, and up to then.
    moments: [from, ...scope.oldestOf.values(), ...scope.knownOf.values(), ...(cuts ?? [])],
    ofNodes: { moments: [...(daily ? days : []), ...(byPrice ? ofPrices() : [])], of: nodes },
    each,
    ...(only && { only }),
  }
}
