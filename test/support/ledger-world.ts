import { exact, fromDecimal } from '../../src/economics/exact.ts'
import type { MoneyClass } from '../../src/economics/figure.ts'
import type { Entry, EntryKind } from '../../src/economics/ledger.ts'
import { PriceBook, type PricePoint, type Token } from '../../src/economics/price.ts'

/** 2026-01-05T00:00:00Z, a Monday. */
export const START = Date.UTC(2026, 0, 5) / 1000
export const DAY = 86_400

export const USD_TOKEN: Token = token('xUSD', 6, 'synthetic', 'xusd')
export const COIN: Token = token('xCOIN', 18, 'synthetic', 'xcoin')
export const TESTNET_COIN: Token = token('tOPG', 18, 'testnet', 'opg')

export const OPERATOR = account(1)
export const DELEGATOR = account(2)
const PAYER = account(10)
const NODE = `0x${'aa'.repeat(32)}`

export function account(number: number): string {
  return `0x${number.toString(16).padStart(40, '0')}`
}

function token(symbol: string, decimals: number, moneyClass: MoneyClass, priceSeries: string | null): Token {
  const address = `0x${Buffer.from(symbol).toString('hex').padStart(40, '0')}`
  return { chain: 31337, address, symbol, decimals, class: moneyClass, priceSeries }
}

let made = 0

/** An entry with everything that does not matter filled in; `amount` is in whole tokens. */
export function entry(kind: EntryKind, at: number, amount: string | null, more: Partial<Entry> = {}): Entry {
  made++
  const used = more.token ?? COIN
  const scaled = amount === null ? null : fromDecimal(amount)
  return {
    kind,
    at,
    source: {
      chain: used.chain,
      block: Math.floor((at - START) / 2) + 1_000_000,
      blockHash: `0x${'b'.repeat(64)}`,
      txHash: `0x${made.toString(16).padStart(64, '0')}`,
      position: made,
    },
    node: NODE,
    attribution: 'explicit',
    token: used,
    amount: scaled && (scaled.n * 10n ** BigInt(used.decimals)) / scaled.d,
    from: kind === 'fee' ? PAYER : null,
    to: kind === 'refund' ? PAYER : OPERATOR,
    related: null,
    reason: null,
    ...more,
  }
}

/** One price per day for both synthetic tokens at two venues: xUSD is worth 1, xCOIN `coin`. */
export function flatPrices(coin = '0.25', days = 400, from = START - 10 * DAY): PriceBook {
  return new PriceBook(flatPoints(coin, days, from), 'flat test series')
}

function flatPoints(coin = '0.25', days = 400, from = START - 10 * DAY): readonly PricePoint[] {
  const points: PricePoint[] = []
  for (let day = 0; day < days; day++)
    for (const venue of ['one', 'two']) {
      points.push({ series: 'xusd', venue, at: from + day * DAY, price: exact(1) })
      points.push({ series: 'xcoin', venue, at: from + day * DAY, price: fromDecimal(coin) })
    }
  return points
}

/** The same prices, but xCOIN is worth 99 from a moment on. */
export function jumpingPrices(at: number): PriceBook {
  const jump = ['one', 'two'].map((venue) => ({ series: 'xcoin', venue, at, price: exact(99) }))
  return new PriceBook([...flatPoints(), ...jump], 'test series that jumps')
}
