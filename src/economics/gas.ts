import { add, type Exact, exact, multiply } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { DAY, isIn } from './period.ts'
import type { PriceBook } from './price.ts'
import { ofKind, totalValue } from './value.ts'

/** What a receipt says of a transaction's cost, in base units of the chain's own coin. */
export interface GasReceipt {
  readonly gasUsed: bigint
  readonly effectiveGasPrice: bigint
  /** Data fee of a rollup's parent chain; zero elsewhere. */
  readonly l1Fee?: bigint
}

/** What the sender paid: gas *used*, at the price it was charged. The limit is what it allowed, and never a cost. */
export function gasPaid(receipt: GasReceipt): bigint {
  return receipt.gasUsed * receipt.effectiveGasPrice + (receipt.l1Fee ?? 0n)
}

/** Claims settled at about one moment: counts per UTC day will do, for statements are cut at days. */
export interface ClaimCount {
  readonly at: number
  readonly count: number
}

/**
 * What is known of the gas that a node pays. `ledger`: its entries are all of it, as far as receipts tell. `operator`: the operator's own numbers, one
 * of them at least given. `unseen`: no fact says who paid, and nobody told: it has no value, which is not a zero.
 */
export type GasTerms =
  | { readonly basis: 'ledger' }
  | {
      readonly basis: 'operator'
      readonly usdPerDay: Exact
      readonly usdPerClaim: Exact
      readonly claims: readonly ClaimCount[]
    }
  | { readonly basis: 'unseen' }

/**
 * Gas over a window, in USD: of each claim that was settled in it, and of the days that the node was there. `NOT_OBSERVED` when neither the
 * chain nor the operator tells it.
 */
export function gasOver(
  terms: GasTerms,
  entries: readonly Entry[],
  { window, there }: { readonly window: Window; readonly there: Window },
  prices: PriceBook,
): Known<Exact> {
  if (terms.basis === 'ledger') return ofEntries(ofKind(entries, 'gas', window), prices)
  if (terms.basis === 'unseen')
    return missing(
      'NOT_OBSERVED',
      'gas of the node: no fact says who paid it; give cost.gasUsdPerDay or cost.gasUsdPerClaim',
    )
  const claims = terms.claims.reduce((total, each) => total + (isIn(each.at, window) ? each.count : 0), 0)
  return known(
    add(
      multiply(terms.usdPerDay, exact(there.to - there.from, DAY)),
      multiply(terms.usdPerClaim, exact(claims)),
    ),
  )
}

/** What a reader must know of a figure with gas of these terms in it. */
export function gasCaveats({ basis }: GasTerms): readonly string[] {
  return basis === 'ledger'
    ? [
        'gas is of transactions that locked or delivered and that the node itself sent, at the word of RPC endpoints; not of deposits, withdrawals, slashes and reports of work',
      ]
    : []
}

/** What entries cost together; without an amount in one of them nothing does, and one reason stands for all of its kind. */
function ofEntries(entries: readonly Entry[], prices: PriceBook): Known<Exact> {
  const unknown = Map.groupBy(
    entries.filter(({ amount }) => amount === null),
    ({ reason }) => reason,
  )
  const [first] = unknown
  if (!first) return totalValue(entries, prices)
  return missing('NOT_OBSERVED', `gas of ${first[1].length} transactions of the node: ${first[0]}`)
}
