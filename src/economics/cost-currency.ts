import { unusable } from './errors.ts'
import { compare, fromDecimal, multiply, toDecimal, ZERO } from './exact.ts'

const AMOUNTS = [
  'usdPerHour',
  'upstreamUsdPerRequest',
  'capexUsd',
  'usdPerKwh',
  'hostingUsdPerMonth',
  'gasUsdPerDay',
  'gasUsdPerClaim',
  'rentUsdPerHour',
] as const

/** A cost as somebody states it: amounts as decimal text. */
type Stated = { readonly [K in (typeof AMOUNTS)[number] | 'currency' | 'usdPerCurrency']?: string | null }

const DECIMAL = /^\d{1,15}(?:\.(?<places>\d{1,18}))?$/

/** The catalogue's subject and quantity of what one unit of a currency is in USD. */
export function currencyRow(currency: string): readonly [subject: string, quantity: string] {
  return [`currency-${currency.toLowerCase()}`, 'usd']
}

/**
 * A cost whose amounts are in USD, exactly: those of another currency times what one unit of it is in USD, as given, else as `rateOf`
 * says. A number that is none stays for whoever reads it to refuse.
 * @throws Unanswerable `BAD_USER_INPUT` for a currency that is none, and for one of which nobody says what it is in USD
 */
export function inDollars<T extends Stated>(cost: T, rateOf: (currency: string) => string | undefined): T {
  const { currency, usdPerCurrency } = cost
  if (currency === null || currency === undefined) {
    if (usdPerCurrency) throw unusable('cost.usdPerCurrency is of cost.currency: give both, as EUR and 1.1')
    return cost
  }
  if (!/^[A-Za-z]{3}$/.test(currency))
    throw unusable(`cost.currency must be three letters of ISO 4217, as EUR, got "${currency.slice(0, 20)}"`)
  const code = currency.toUpperCase()
  const rate = usdPerCurrency ?? (code === 'USD' ? '1' : rateOf(code))
  if (!rate) throw unusable(`cost.currency is ${code}: give cost.usdPerCurrency, what one ${code} is in USD`)
  if (!DECIMAL.test(rate) || compare(fromDecimal(rate), ZERO) <= 0)
    throw unusable(`cost.usdPerCurrency must be a decimal number above 0, got "${rate.slice(0, 40)}"`)
  const amounts = AMOUNTS.flatMap((name) => {
    const text = cost[name]
    return text === null || text === undefined ? [] : [[name, times(text, rate)] as const]
  })
  return { ...cost, currency: null, usdPerCurrency: null, ...Object.fromEntries(amounts) }
}

function times(text: string, rate: string): string {
  if (!DECIMAL.test(text)) return text
  return toDecimal(multiply(fromDecimal(text), fromDecimal(rate)), placesOf(text) + placesOf(rate))
}

function placesOf(text: string): number {
  return DECIMAL.exec(text)?.groups?.places?.length ?? 0
}
