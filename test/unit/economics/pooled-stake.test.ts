import { describe, expect, test } from 'vitest'
import { exact, toDecimal } from '../../../src/economics/exact.ts'
import { stakeOf, together } from '../../../src/economics/pooled-stake.ts'
import type { Token } from '../../../src/economics/price.ts'
import type { StakeHistory } from '../../../src/economics/stake.ts'

const WINDOW = { from: 0, to: 1000 }
const token = (symbol: string, address: string): Token => ({
  chain: 1,
  address,
  symbol,
  decimals: 2,
  class: 'mainnet',
  priceSeries: null,
})
const OPG = token('OPG', '0xAA')
const USDC = token('USDC', '0xbb')

const span = (of: Token, own: bigint, to = WINDOW.to) => ({
  token: of,
  own: exact(own),
  total: exact(own * 2n),
  from: 0,
  to,
})
const history = (...spans: ReturnType<typeof span>[]): StakeHistory => ({ spans, slashes: [] })
const peers = (...left: (number | null)[]) =>
  left.map((leftAt, node) => ({ node: `n${node}`, accounts: new Set<string>(), joinedAt: 0, leftAt }))
/** Symbol, own and total stake in base units; the reasons where there is none. */
const own = (found: ReturnType<typeof stakeOf>) => {
  if (!found.stake.known) return found.stake.missing.map(({ reason }) => reason)
  const { value } = found.stake
  return value && [value.token.symbol, toDecimal(value.own, 0), toDecimal(value.total, 0)]
}

describe('the stake of a role', () => {
  const histories = [
    history(span(OPG, 100n)),
    history(span(OPG, 300n)),
    history(span(OPG, 500n)),
    history(span(USDC, 900n)),
  ]
  const there = peers(null, null, null, null)

  test('is the median in the token that most nodes stake; the others are named', () => {
    const found = stakeOf(histories, there, WINDOW, {})
    expect(own(found)).toEqual(['OPG', '300', '300'])
    expect(found.basis).toBe(
      "median of the operators' own stake of 3 nodes of the role at the window's end, in OPG; 1 stake USDC: stakeToken asks for another",
    )
    expect(found.perToken).toEqual([
      { token: OPG, nodes: 3, own: exact(300n) },
      { token: USDC, nodes: 1, own: exact(900n) },
    ])
  })

  test('is of the token that is asked for, by symbol or by address in any case', () => {
    for (const stakeToken of ['USDC', '0xBB', '0xbb'])
      expect(own(stakeOf(histories, there, WINDOW, { stakeToken }))).toEqual(['USDC', '900', '900'])
    expect(() => stakeOf(histories, there, WINDOW, { stakeToken: 'usdc' })).toThrow(
      'stakeToken must be a token that nodes of the role stake (OPG, USDC), got "usdc"',
    )
    expect(() => stakeOf([], [], WINDOW, { stakeToken: 'OPG' })).toThrow('(there is none)')
  })

  test('counts who is there at the end: not who left before it, what ended before it, or nothing', () => {
    const found = stakeOf(
      [
        history(span(OPG, 100n)),
        history(span(OPG, 700n)),
        history(span(OPG, 900n, WINDOW.to - 1)),
        history(span(OPG, 0n)),
        history(span(OPG, 0n)),
        history(span(OPG, 300n)),
      ],
      peers(null, WINDOW.to - 1, null, null, null, WINDOW.to),
      WINDOW,
      {},
    )
    expect(own(found)).toEqual(['OPG', '200', '200'])
  })

  test('of tokens that as many stake is the first by chain and address, in whichever order they come', () => {
    const two = [history(span(USDC, 4n)), history(span(OPG, 6n))]
    for (const each of [two, two.toReversed()])
      expect(own(stakeOf(each, peers(null, null), WINDOW, {}))).toEqual(['OPG', '6', '6'])
  })

  test('is what the asker gives, in whole tokens; none where that is nothing, and unknown where nobody stakes', () => {
    expect(own(stakeOf(histories, there, WINDOW, { stake: '1.5', stakeToken: null }))).toEqual([
      'OPG',
      '150',
      '150',
    ])
    expect(own(stakeOf(histories, there, WINDOW, { stake: '0' }))).toBeNull()
    expect(own(stakeOf([], [], WINDOW, { stake: '0.00' }))).toBeNull()
    expect(own(stakeOf([], [], WINDOW, { stake: null }))).toEqual(['NOT_OBSERVED'])
    expect(own(stakeOf([], [], WINDOW, { stake: '5' }))).toEqual(['NOT_OBSERVED'])
    expect(() => stakeOf(histories, there, WINDOW, { stake: '-1' })).toThrow('stake must be whole tokens')
  })
})

test('stakes together are those in the first one’s token', () => {
  expect(together([])).toBeUndefined()
  expect(together([span(OPG, 1n), span(USDC, 5n), span(OPG, 2n)])).toEqual({
    token: OPG,
    own: exact(3n),
    total: exact(6n),
  })
})
