import { MalformedEvidence } from '../../claim/errors.ts'

// Source: cosmos-sdk types/coin.go, types/dec_coin.go and math/dec.go.
const COIN = /^(\d+)(?:\.(\d{1,18}))?([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/
const PLACES = 18

/** An amount of one denomination: whole base units, and what is left of one in parts of 10^18. */
export interface Amount {
  readonly whole: bigint
  /** Below 10^18. */
  readonly fraction: bigint
}

/**
 * The amounts of a list of coins by denomination; of an empty text none. A denomination that stands there twice is refused.
 * @throws MalformedEvidence `MALFORMED_COINS`
 */
export function parseCoins(text: string): ReadonlyMap<string, Amount> {
  // The same text is asked for its own coin and for others.
  if (text !== newest.text) newest = { text, coins: readCoins(text) }
  return newest.coins
}

let newest: { readonly text: string; readonly coins: ReadonlyMap<string, Amount> } = {
  text: '',
  coins: new Map(),
}

function readCoins(text: string): ReadonlyMap<string, Amount> {
  const coins = new Map<string, Amount>()
  for (const coin of text.split(',')) {
    const [, whole = '', fraction = '', denom = ''] = COIN.exec(coin) ?? []
    if (denom === '' || coins.has(denom) || whole.length > 78) throw malformed(text)
    coins.set(denom, { whole: BigInt(whole), fraction: BigInt(fraction.padEnd(PLACES, '0')) })
  }
  return coins
}

/**
 * A bare whole number of base units, as `burned_coins` and `mint` have it.
 * @throws MalformedEvidence `MALFORMED_COINS`
 */
export function parseWhole(text: string): bigint {
  if (!/^\d{1,78}$/.test(text)) throw malformed(text)
  return BigInt(text)
}

function malformed(text: string): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_COINS', `${JSON.stringify(text.slice(0, 100))} is no list of coins`)
}
