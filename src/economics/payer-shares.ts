import { compare, type Exact, ZERO } from './exact.ts'
import type { Known } from './known.ts'
import { countOf, type Entry } from './ledger.ts'
import { inOwnToken } from './own-token.ts'
import type { PriceBook } from './price.ts'
import { ofKind, share, totalValue } from './value.ts'

/** What one account paid, and why it counts as linked. */
interface PayerShare {
  readonly payer: string
  readonly payments: number
  /** USD at receipt. */
  readonly paid: Known<Exact>
  /** Of all fees; of amounts where all are of one token without a price. */
  readonly share: Known<Exact>
  /** Rules that link payments of it; none: nothing does. */
  readonly rules: readonly string[]
}

/** Everybody who paid, who paid most first; without shares those who paid most often. */
export function payerShares(all: readonly Entry[], book: PriceBook): readonly PayerShare[] {
  const { entries, prices } = inOwnToken(all, book)
  const fees = ofKind(entries, 'fee')
  const total = totalValue(fees, prices)
  const measured = Map.groupBy(fees, payerOf)
  const shares = [...Map.groupBy(ofKind(all, 'fee'), payerOf)].map(([payer, group]): PayerShare => {
    const part = totalValue(measured.get(payer) ?? [], prices)
    return {
      payer,
      payments: countOf(group),
      paid: totalValue(group, book),
      share: share(part, total, 'fees in the window'),
      rules: [...new Set(group.flatMap(({ related }) => related ?? []))].sort(),
    }
  })
  const size = ({ share: part }: PayerShare) => (part.known ? part.value : ZERO)
  return shares.sort(
    (a, b) => compare(size(b), size(a)) || b.payments - a.payments || (a.payer < b.payer ? -1 : 1),
  )
}

/** Who made a payment. */
export function payerOf({ from }: Entry): string {
  return from ?? 'unknown'
}
