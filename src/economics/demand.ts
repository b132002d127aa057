import { compare, divide, type Exact, exact, multiply, subtract, sum, ZERO } from './exact.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { inOwnToken } from './own-token.ts'
import { payerOf } from './payer-shares.ts'
import { type PayerClass, payerClassOf } from './payers.ts'
import type { PriceBook } from './price.ts'
import { share, totalValue, withoutUnpriced } from './value.ts'

/** Who pays, and how concentrated they are. Shares of fees in USD at receipt, or of amounts where all are of one token without a price; 0 to 1. */
export interface Demand {
  readonly uniquePayers: number
  /** Herfindahl–Hirschman index: Σ share²; 1 is a single payer. */
  readonly hhi: Known<Exact>
  readonly top1: Known<Exact>
  readonly top5: Known<Exact>
  readonly refundShare: Known<Exact>
  /** Share of fees whose payer no rule links: not a proof that the rest of the world pays. */
  readonly notShownRelated: Known<Exact>
  /** Of payers whom a rule links to operators of nodes, and to the protocol or who runs it: the three make up all fees. */
  readonly related: Known<Exact>
  readonly protocol: Known<Exact>
  /** What each rule took out of it. */
  readonly excluded: readonly {
    readonly rule: string
    readonly class: PayerClass
    readonly share: Known<Exact>
  }[]
}

/** Demand of one class over the fees and refunds given. */
export function demandOf(all: readonly Entry[], book: PriceBook): Demand {
  const { entries, prices } = inOwnToken(all, book)
  const fees = entries.filter((entry) => entry.kind === 'fee')
  const total = totalValue(fees, prices)
  const payers = new Set(fees.map(payerOf))
  const byPayer = Map.groupBy(withoutUnpriced(fees), payerOf)
  const paid = listKnown([...byPayer.values()].map((group) => totalValue(group, prices)))
  const parts = partsOf(paid, total)
  const top = (count: number) => mapKnown(parts, ({ all, whole }) => divide(sum(all.slice(0, count)), whole))
  const rules = Map.groupBy(
    fees.filter((entry) => entry.related !== null),
    (entry) => entry.related ?? '',
  )
  const excluded = [...rules]
    .map(([rule, group]) => ({
      rule,
      class: payerClassOf(rule),
      share: share(totalValue(group, prices), total, 'fees in the window'),
    }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1))
  const ofClass = (name: PayerClass) =>
    share(
      totalValue(
        withoutUnpriced(fees).filter((entry) => payerClassOf(entry.related) === name),
        prices,
      ),
      total,
      'fees in the window',
    )
  return {
    uniquePayers: payers.size,
    hhi: mapKnown(parts, ({ all, whole }) =>
      divide(sum(all.map((each) => multiply(each, each))), multiply(whole, whole)),
    ),
    top1: top(1),
    top5: top(5),
    refundShare: share(
      totalValue(
        entries.filter((entry) => entry.kind === 'refund'),
        prices,
      ),
      total,
      'fees in the window',
    ),
    notShownRelated: ofClass('independent'),
    related: ofClass('related'),
    protocol: ofClass('protocol'),
    excluded,
  }
}

/** Share of claims whose model and input had been claimed before: 1 − distinct ÷ all. */
export function repeatedPayloads(claims: number, distinct: number): Known<Exact> {
  if (claims === 0) return missing('NO_DENOMINATOR', 'claims in the window')
  return known(exact(claims - distinct, claims))
}

/** Whether an account was of the cluster that a payment stays in, at the moment of the payment. */
export type ReturnsTo = (account: string, at: number) => boolean

/**
 * What a dollar of volume costs somebody who pays a node of their own: the fee less what comes back to the payer's cluster (to
 * the node's own accounts, or to the payer as a refund by somebody else), per dollar of fees. A refund out of the node's own
 * pocket stays in the cluster and is not counted twice. Gas comes on top and is not in it: no fact says who paid it.
 * Near zero: volume proves nothing.
 */
export function costOfFaking(all: readonly Entry[], returnsTo: ReturnsTo, book: PriceBook): Known<Exact> {
  const { entries, prices } = inOwnToken(all, book)
  const fees = entries.filter((entry) => entry.kind === 'fee')
  const paid = totalValue(fees, prices)
  const isOwn = (account: string | null, at: number) => account !== null && returnsTo(account, at)
  const returned = totalValue(
    entries.filter(
      (entry) =>
        (entry.kind === 'fee' && isOwn(entry.to, entry.at)) ||
        // Only a refund that is known to come from somebody else brings new money to the payer.
        (entry.kind === 'refund' && entry.from !== null && !isOwn(entry.from, entry.at)),
    ),
    prices,
  )
  const cost = mapKnown(allKnown({ paid, returned }), (it) => subtract(it.paid, it.returned))
  return share(cost, paid, 'fees in the window')
}

interface Parts {
  readonly all: readonly Exact[]
  readonly whole: Exact
}

/** What payers paid, the largest first, of the whole. */
function partsOf(paid: Known<readonly Exact[]>, total: Known<Exact>): Known<Parts> {
  const parts = allKnown({ paid, total })
  if (!parts.known) return parts
  const whole = parts.value.total
  if (compare(whole, ZERO) === 0) return missing('NO_DENOMINATOR', 'fees in the window')
  return known({ all: [...parts.value.paid].sort((a, b) => compare(b, a)), whole })
}
