import { RATIO, USD } from '../../../economics/figure.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { payerShares } from '../../../economics/payer-shares.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { pageSize } from '../../sql/compile.ts'
import type { LinksArguments, LinksOf } from './links.ts'
import { createWriter } from './public.ts'

/**
 * `Demand.payers`: who paid how much, the largest first. `path` leads to the field, for a refusal.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function toPublicPayers(
  { book, entries, context }: LinksOf,
  { limit, offset }: LinksArguments,
  path: readonly string[],
) {
  const [size, skipped] = [pageSize(limit, ['limit', path]), pageSize(offset, ['offset', path], 1_000_000)]
  const of = over(context, valuedEntries(entries, ['fee']), book.prices)
  const [write, writeShare] = [
    createWriter(of),
    createWriter(measuredIn(inOwnToken(entries, book.prices), of)),
  ]
  return payerShares(entries, book.prices)
    .slice(skipped, skipped + size)
    .map(({ payer, payments, paid, share, rules }) => ({
      payer,
      payments,
      fees: write(paid, USD('demand-3')),
      share: writeShare(share, RATIO('demand-3')),
      rules,
    }))
}
