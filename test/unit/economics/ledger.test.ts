import { describe, expect, test } from 'vitest'
import { describeToken, type FactRow, type FeeRow, toLedger } from '../../../src/economics/ledger.ts'
import { COIN, OPERATOR, USD_TOKEN } from '../../support/ledger-world.ts'

const row = (at: number, more: Partial<FactRow> = {}): FactRow => ({
  at,
  chain: COIN.chain,
  block: at,
  blockHash: '0xb',
  txHash: '0xt',
  position: 0,
  node: 'node',
  token: COIN.address,
  amount: 1n,
  ...more,
})
const fee = (at: number, more: Partial<FeeRow> = {}): FeeRow => ({
  ...row(at),
  payer: 'payer',
  payee: OPERATOR,
  attribution: 'explicit',
  refund: false,
  ...more,
})
const NOTHING = { fees: [], emissions: [], penalties: [], stakes: [], gas: [] }
const terms = { tokens: [COIN, USD_TOKEN], classOf: () => 'synthetic' as const, linkOf: () => null }

test('entries are in order of time, then of chain, block and place in it', () => {
  const places = [
    [1, 9, 9, 9],
    [2, 1, 9, 9],
    [2, 2, 1, 9],
    [2, 2, 2, 1],
    [2, 2, 2, 2],
  ] as const
  const rows = places.map(([at, chain, block, position]) => fee(at, { chain, block, position }))
  for (const fees of [rows, rows.toReversed()])
    expect(
      toLedger({ ...NOTHING, fees }, terms).map(({ at, source }) => [
        at,
        source.chain,
        source.block,
        source.position,
      ]),
    ).toEqual(places)
})

test('what is withdrawn was counted when it accrued: it is a payout, and any other reason an emission', () => {
  const emissions = [null, 'availability', 'withdrawal', 'withdraw_rewards', 'withdraw_commission'].map(
    (reason, at) => ({ ...row(at), payee: OPERATOR, reason }),
  )
  expect(toLedger({ ...NOTHING, emissions }, terms).map(({ kind }) => kind)).toEqual([
    'emission',
    'emission',
    'payout',
    'payout',
    'payout',
  ])
})

describe('the moment as of which a refund’s link is told', () => {
  const momentOf = (refund: FeeRow, ...paid: readonly FeeRow[]) => {
    const moments: number[] = []
    const linkOf = (_node: string | null, _payer: string, at: number) => {
      moments.push(at)
      return null
    }
    toLedger({ ...NOTHING, fees: [refund, ...paid] }, { ...terms, linkOf })
    return moments[0]
  }
  const refund = (at: number, paidAt?: number) => fee(at, { refund: true, paidAt })

  test('is the last payment of the same payer to the same node up to it', () => {
    const paid = [fee(30), fee(20), fee(10), fee(24, { payer: 'other' }), fee(24, { node: 'other' })]
    expect([15, 20, 25, 31].map((at) => momentOf(refund(at), ...paid))).toEqual([10, 20, 20, 30])
  })

  test('is that of a payment which is not among the rows, and else its own', () => {
    expect([momentOf(refund(5, 3), fee(10)), momentOf(refund(5), fee(10))]).toEqual([3, 5])
  })
})

describe('a token', () => {
  test('is that of its chain and address', () => {
    const tokens = [{ ...COIN, chain: 1 }, USD_TOKEN, COIN]
    expect(describeToken({ chain: COIN.chain, token: COIN.address }, { ...terms, tokens })).toBe(COIN)
  })

  test('that nobody described is one of its own, without a price, and the same in all rows', () => {
    const of = (chain: number, token: string | null) => describeToken({ chain, token }, terms)
    expect(of(7, '0x07')).toMatchObject({ chain: 7, decimals: 0, priceSeries: null, class: 'synthetic' })
    expect(of(7, '0x07')).toBe(of(7, '0x07'))
    expect(of(8, '0x07')).not.toBe(of(7, '0x07'))
    expect(of(7, null).address).toBe(`0x${'0'.repeat(40)}`)
  })
})

test('a row that is the sum of several says so, and one of its own does not', () => {
  const sum = { count: 3, first: { at: 1, block: 1, position: 1 }, usd: null, oldest: 0 }
  const entries = toLedger({ ...NOTHING, fees: [fee(1), fee(2, { sum })] }, terms)
  expect(entries.map((each) => [Object.hasOwn(each, 'sum'), each.sum])).toEqual([
    [false, undefined],
    [true, sum],
  ])
})
