import { USD } from '../../../economics/figure.ts'
import type { Entry, EntryKind } from '../../../economics/ledger.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { moneyReason, valueAtReceipt } from '../../../economics/value.ts'
import { pageSize } from '../../sql/compile.ts'
import { contextOf, ofAllPaid } from '../open/book.ts'
import type { NodeMoney } from '../open/node.ts'
import { toDateTime } from '../rows/scope.ts'
import { toPublicAmount, toPublicLink } from './links.ts'
import { createWriter } from './public.ts'

export interface LedgerArguments {
  readonly kind?: string | null
  readonly limit: number
  readonly offset: number
}

/**
 * `NodeEconomics.ledger`: the window's entries of this node and class, in the order of the chain. `path` leads to the field, for a refusal.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function toPublicLedger(
  money: NodeMoney,
  { kind, limit, offset }: LedgerArguments,
  path: readonly string[],
) {
  const [size, skipped] = [pageSize(limit, ['limit', path]), pageSize(offset, ['offset', path], 1_000_000)]
  return money.paid
    .filter(
      (entry) => isIn(entry.at, money.book.scope.window) && (!kind || entry.kind === kind.toLowerCase()),
    )
    .slice(skipped, skipped + size)
    .map((entry) => toPublicEntry(money, entry))
}

function toPublicEntry({ book, class: moneyClass }: NodeMoney, entry: Entry) {
  const { source, token, amount } = entry
  const kinds: readonly EntryKind[] = [entry.kind]
  const payer = entry.kind === 'refund' ? entry.to : entry.from
  const context = over(
    contextOf(ofAllPaid(book), moneyClass, [entry]),
    valuedEntries([entry], kinds),
    book.prices,
  )
  const value = moneyReason(moneyClass) ?? valueAtReceipt(entry, book.prices)
  return {
    kind: entry.kind,
    at: toDateTime(entry.at),
    chainId: source.chain,
    blockNumber: source.block,
    blockHash: source.blockHash,
    txHash: source.txHash,
    position: source.position,
    attribution: entry.attribution,
    amount: toPublicAmount(token, amount),
    value: createWriter(context)(value, USD('ledger-1')),
    from: entry.from,
    to: entry.to,
    related: entry.related,
    link: entry.link && payer ? toPublicLink(book, entry.link, payer) : null,
    reason: entry.reason,
  }
}
