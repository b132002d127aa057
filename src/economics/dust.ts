import type { TraceTerms } from './funding.ts'
import type { Token } from './price.ts'
import type { Transfer } from './transfer.ts'

/** What a payer paid in fees of one token, all together. Base units. */
export interface Paid {
  readonly payer: string
  readonly chain: number
  readonly token: string | null
  readonly amount: bigint
}

// What an account gave is dust when it is less than this part of what was passed on.
const PART = 100n
// Amounts of tokens that stand for the dollar are compared as dollars of so many places.
const PLACES = 36

interface Sums {
  /** By events alone, and with what stands on an endpoint's word. */
  events: bigint
  all: bigint
}

/**
 * Whether a transfer is more than dust: what its sender gave the receiver, all together, is a hundredth at least of what the receiver
 * passed on by the next transfer's hands, or paid in fees. In one currency: a token, or the dollar for tokens that stand for it. What was
 * passed on in another currency is not told by it. A transfer that an event shows is judged by events alone.
 */
export function dustRule(
  transfers: readonly Transfer[],
  paid: readonly Paid[],
  tokens: readonly Token[],
): TraceTerms['counts'] {
  const stable = new Map(
    tokens
      .filter(({ pricedIn }) => pricedIn?.ground === 'stablecoin')
      .map((token) => [`${token.chain}:${token.address}`, token.decimals]),
  )
  const inCurrency = ({ chain, token, amount }: Pick<Transfer, 'chain' | 'token' | 'amount'>) => {
    const name = `${chain}:${token}`
    const decimals = stable.get(name)
    if (decimals === undefined) return { currency: name, amount }
    // Decimals beyond the places are not told apart: no dollar has them.
    const shift = PLACES - decimals
    return {
      currency: 'USD',
      amount: shift >= 0 ? amount * 10n ** BigInt(shift) : amount / 10n ** BigInt(-shift),
    }
  }
  const given = new Map<string, Sums>()
  for (const transfer of transfers) {
    const { currency, amount } = inCurrency(transfer)
    const key = `${transfer.from} ${transfer.to} ${currency}`
    const sums = given.get(key) ?? { events: 0n, all: 0n }
    given.set(key, sums)
    sums.all += amount
    if (!transfer.unproved) sums.events += amount
  }
  const fees = new Map<string, bigint>()
  const payers = new Set(paid.map(({ payer }) => payer))
  for (const row of paid) {
    const { currency, amount } = inCurrency(row)
    const key = `${row.payer} ${currency}`
    fees.set(key, (fees.get(key) ?? 0n) + amount)
  }
  return (transfer, next) => {
    const { currency } = inCurrency(transfer)
    if (next && inCurrency(next).currency !== currency) return false
    const sums = given.get(`${transfer.from} ${transfer.to} ${currency}`)
    const whole = (transfer.unproved ? sums?.all : sums?.events) ?? 0n
    // Of a payer whose payments are not known anything that came may have paid them.
    if (!next && !payers.has(transfer.to)) return whole > 0n
    const onward = next
      ? (given.get(`${next.from} ${next.to} ${currency}`)?.all ?? 0n)
      : (fees.get(`${transfer.to} ${currency}`) ?? 0n)
    return onward > 0n && whole * PART >= onward
  }
}
