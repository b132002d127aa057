import { describe, expect, test } from 'vitest'
import { costOfFaking, demandOf, repeatedPayloads } from '../../../src/economics/demand.ts'
import { type Exact, toDecimal } from '../../../src/economics/exact.ts'
import { type FundingTerms, findFunding } from '../../../src/economics/funding.ts'
import type { Known } from '../../../src/economics/known.ts'
import { indexTransfers, type Transfer } from '../../../src/economics/transfer.ts'
import {
  account,
  entry,
  flatPrices,
  OPERATOR,
  START,
  TESTNET_COIN,
  USD_TOKEN,
} from '../../support/ledger-world.ts'

const prices = flatPrices('0.25')
const isOperator = (account: string) => account === OPERATOR
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 4) : value.missing[0]?.reason)
const fee = (payer: number, amount: string, related: string | null = null) =>
  entry('fee', START, amount, { from: account(payer), token: USD_TOKEN, related })

describe('demand', () => {
  const entries = [
    fee(10, '50'),
    fee(11, '30', 'funded_by_faucet'),
    fee(12, '10', 'operator'),
    fee(13, '10'),
    entry('refund', START, '5', { token: USD_TOKEN }),
  ]

  test('payers, concentration, refunds and what each rule excludes', () => {
    const found = demandOf(entries, prices)
    expect(found.uniquePayers).toBe(4)
    // 0.5² + 0.3² + 0.1² + 0.1²
    expect(text(found.hhi)).toBe('0.3600')
    expect([text(found.top1), text(found.top5)]).toEqual(['0.5000', '1.0000'])
    expect(text(found.refundShare)).toBe('0.0500')
    expect(text(found.notShownRelated)).toBe('0.6000')
    expect(found.excluded.map((each) => [each.rule, text(each.share)])).toEqual([
      ['funded_by_faucet', '0.3000'],
      ['operator', '0.1000'],
    ])
  })

  test('in one token without a price has the same shares, by amounts', () => {
    const ofCoin = entries.map((each) => ({
      ...each,
      token: { ...TESTNET_COIN, decimals: each.token.decimals },
    }))
    const found = demandOf(ofCoin, prices)
    const asMoney = demandOf(entries, prices)
    for (const name of ['hhi', 'top1', 'top5', 'refundShare', 'notShownRelated'] as const)
      expect(text(found[name])).toBe(text(asMoney[name]))
    const returns = (who: string) => isOperator(who)
    expect(text(costOfFaking(ofCoin, returns, prices))).toBe(text(costOfFaking(entries, returns, prices)))
    // Amounts of two tokens cannot be added up.
    const [first] = ofCoin
    if (!first) throw new Error('no fee')
    const other = { ...first, token: { ...first.token, address: account(77) } }
    expect(text(demandOf([...ofCoin, other], prices).hhi)).toBe('NETWORK_CLASS')
  })

  test('without fees there is no share, and no zero', () => {
    const found = demandOf([], prices)
    expect([text(found.hhi), text(found.notShownRelated)]).toEqual(['NO_DENOMINATOR', 'NO_DENOMINATOR'])
  })

  test('repeated payloads', () => {
    expect(text(repeatedPayloads(10, 4))).toBe('0.6000')
    expect(text(repeatedPayloads(0, 0))).toBe('NO_DENOMINATOR')
  })

  test('volume whose fee returns to the payer’s cluster costs only the rest', () => {
    const cut = [
      fee(10, '95'),
      entry('fee', START, '5', { from: account(10), to: account(99), token: USD_TOKEN }),
    ]
    // 5 to the protocol, of 100; gas is not seen and not in it.
    expect(text(costOfFaking(cut, isOperator, prices))).toBe('0.0500')
    // A refund by the protocol comes back too; one by the node itself never left the cluster.
    const refund = (from: string) => entry('refund', START, '2', { from, to: account(10), token: USD_TOKEN })
    expect(text(costOfFaking([...cut, refund(account(99))], isOperator, prices))).toBe('0.0300')
    expect(text(costOfFaking([...cut, refund(OPERATOR)], isOperator, prices))).toBe('0.0500')
    // Of a refund that does not say who gave it nothing is made: the cost of faking is never below zero by it.
    const nameless = entry('refund', START, '2', { from: null, to: account(10), token: USD_TOKEN })
    expect(text(costOfFaking([fee(10, '95'), nameless], isOperator, prices))).toBe('0.0000')
  })
})

describe('tracing where a payer’s money came from', () => {
  const evidence = { chain: 31337, block: 7, txHash: '0x07', token: null, amount: 1n }
  const transfer = (from: string, to: string, at: number): Transfer => ({ ...evidence, from, to, at })
  const terms: FundingTerms = {
    sourceAt: (account) => (account === 'faucet' ? 'faucet' : undefined),
    hubs: new Set(['exchange']),
    maxTransfers: 2,
    counts: () => true,
  }

  test('finds the shortest way within k transfers', () => {
    const index = indexTransfers([transfer('faucet', 'a', 1), transfer('a', 'payer', 2)])
    expect(findFunding('payer', 3, index, terms)).toEqual({
      kind: 'faucet',
      way: [transfer('faucet', 'a', 1), transfer('a', 'payer', 2)],
    })
    expect(findFunding('payer', 3, index, { ...terms, maxTransfers: 1 })).toBeUndefined()
  })

  test('ends at a hub: behind an exchange is everybody’s money', () => {
    const index = indexTransfers([transfer('faucet', 'exchange', 1), transfer('exchange', 'payer', 2)])
    expect(findFunding('payer', 3, index, terms)).toBeUndefined()
  })

  test('does not begin at a hub: who pays through a facilitator is not whoever filled it', () => {
    const index = indexTransfers([transfer('faucet', 'exchange', 1), transfer('faucet', 'payer', 1)])
    expect(findFunding('exchange', 3, index, terms)).toBeUndefined()
    expect(findFunding('payer', 3, index, terms)?.kind).toBe('faucet')
  })

  test('money that came later did not pay', () => {
    expect(findFunding('payer', 3, indexTransfers([transfer('faucet', 'payer', 4)]), terms)).toBeUndefined()
    const backwards = indexTransfers([transfer('a', 'payer', 1), transfer('faucet', 'a', 2)])
    expect(findFunding('payer', 3, backwards, terms)).toBeUndefined()
  })

  test('a circle of transfers ends', () => {
    const index = indexTransfers([
      transfer('a', 'payer', 1),
      transfer('payer', 'a', 1),
      transfer('a', 'a', 1),
    ])
    expect(findFunding('payer', 3, index, { ...terms, maxTransfers: 50 })).toBeUndefined()
  })

  test('a source that pays itself is its own', () => {
    expect(findFunding('faucet', 3, indexTransfers([]), terms)).toEqual({ kind: 'faucet', way: [] })
  })
})
