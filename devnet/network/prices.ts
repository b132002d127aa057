import { Choices } from '../actors/random.ts'

const FIRST_DAY = Date.UTC(2025, 11, 25)
const DAYS = 3 * 365

/**
 * Daily prices of the coins of this world in US dollars, the same for every seed. xUSD is near one, never quite one, so that whoever
 * forgets to price is found out; xOG is at about twice that. Nobody trades either; their class says so wherever a price shows.
 */
export const PRICES: Readonly<Record<string, string>> = {
  'prices/xUSD.csv': toPriceFile('xUSD', 1),
  'prices/xOG.csv': toPriceFile('xOG', 2),
}

/** Of a synthetic token around a level. Columns as src/keeper/prices reads them. */
export function toPriceFile(series: string, scale: number): string {
  const choices = new Choices(0, `price of ${series}`)
  const rows = Array.from({ length: DAYS }, (_, day) => {
    const at = new Date(FIRST_DAY + day * 86_400_000).toISOString().slice(0, 10)
    const price = (scale * (0.98 + choices.integer(0, 400) / 10_000)).toFixed(4)
    return `${at},,devnet,${price},devnet/README.md`
  })
  return `at,until,venue,price,source\n${rows.join('\n')}\n`
}
