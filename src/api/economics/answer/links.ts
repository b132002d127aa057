import { type FigureContext, RATIO } from '../../../economics/figure.ts'
import type { Link } from '../../../economics/funding.ts'
import { beganAt, countOf, type Entry } from '../../../economics/ledger.ts'
import { linkedPayments } from '../../../economics/link.ts'
import { payerClassOf } from '../../../economics/payers.ts'
import type { Token } from '../../../economics/price.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { ofKind, share, totalValue } from '../../../economics/value.ts'
import { pageSize } from '../../sql/compile.ts'
import { type Book, tokenOf } from '../open/book.ts'
import { toDateTime } from '../rows/scope.ts'
import { createWriter } from './public.ts'

/** What the links of a demand are made of. `entries`: of the window; none where fees are nobody's to show. */
export interface LinksOf {
  readonly book: Pick<Book, 'network' | 'prices'>
  readonly entries: readonly Entry[]
  readonly context: FigureContext
}

export interface LinksArguments {
  readonly limit: number
  readonly offset: number
}

/**
 * `Demand.links`: related payments by payer, node and rule, in the order of the first of each. `path` leads to the field, for a refusal.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function toPublicLinks(
  { book, entries, context }: LinksOf,
  { limit, offset }: LinksArguments,
  path: readonly string[],
) {
  const [size, skipped] = [pageSize(limit, ['limit', path]), pageSize(offset, ['offset', path], 1_000_000)]
  const paid = ofKind(entries, 'fee')
  const write = createWriter(over(context, valuedEntries(paid, ['fee']), book.prices))
  const total = totalValue(paid, book.prices)
  return linkedPayments(entries)
    .slice(skipped, skipped + size)
    .map(({ node, payer, link, fees }) => ({
      ...toPublicLink(book, link, payer),
      node,
      payments: countOf(fees),
      since: toDateTime(fees[0] ? beganAt(fees[0]) : 0),
      share: write(share(totalValue(fees, book.prices), total, 'fees in the window'), RATIO('demand-3')),
    }))
}

/** What relates a payer to a node, with each transfer that it stands on. */
export function toPublicLink({ network }: Pick<Book, 'network'>, { rule, way }: Link, payer: string) {
  return {
    rule,
    class: payerClassOf(rule).toUpperCase(),
    payer,
    source: way[0]?.from ?? payer,
    transfers:
      way.length === 0
        ? null
        : way.map((each) => ({
            from: each.from,
            to: each.to,
            at: toDateTime(each.at),
            chainId: each.chain,
            blockNumber: each.block,
            txHash: each.txHash,
            amount: toPublicAmount(tokenOf(network, each), each.amount),
            proved: each.unproved !== true,
          })),
    // Who the payer is was read from the node's history or from a label: no money moved.
    reason: way.length === 0 ? 'NOT_APPLICABLE' : null,
  }
}

/** An amount as the public schema has it; null: the chain does not say. */
export function toPublicAmount(token: Token, amount: bigint | null) {
  return {
    value: amount === null ? null : String(amount),
    token: {
      chainId: token.chain,
      address: token.address,
      symbol: token.symbol,
      decimals: token.decimals,
      class: token.class,
    },
    reason: amount === null ? 'NOT_STATED' : null,
  }
}
