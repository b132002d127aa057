import { Choices } from '../actors/random.ts'

const FIRST_DAY = Date.UTC(2025, 11, 25)
const DAYS = 3 * 365

/**
 * A daily price of xUSD in US dollars, the same for every seed: near one, never quite one, so that whoever forgets to
 * price is found out. Nobody trades xUSD; its class says so wherever the price shows. Columns as src/keeper/prices
 * reads them.
 */
export function toPriceFile(): string {
  const choices = new Choices(0, 'price of xUSD')
  const rows = Array.from({ length: DAYS }, (_, day) => {
    const at = new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10)
    const price = (0.98 + choices.integer(0, 400) / 10_000).toFixed(4)
    return `${at},,devnet,${price},devnet/README.md`
  })
  return `at,until,venue,price,source\n${rows.join('\n')}\n`
}
