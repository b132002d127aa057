import { describe, expect, test } from 'vitest'
import { type Balance, movement, reconcile } from '../../../src/economics/reconcile.ts'
import { COIN, entry, OPERATOR, START, USD_TOKEN } from '../../support/ledger-world.ts'

const balance = (block: number, amount: bigint, more: Partial<Balance> = {}): Balance => ({
  chain: COIN.chain,
  token: COIN.address,
  account: OPERATOR,
  block,
  amount,
  ...more,
})
const fee = (block: number, amount: bigint, more: Partial<ReturnType<typeof entry>['source']> = {}) => {
  const base = entry('fee', START, '0')
  return { ...base, amount, source: { ...base.source, block, ...more } }
}

describe('the ledger beside the chain', () => {
  test('counts blocks after the opening up to the closing, of this chain and token alone', () => {
    const entries = [
      fee(10, 1n),
      fee(11, 2n),
      fee(20, 4n),
      fee(21, 8n),
      fee(15, 16n, { chain: 1 }),
      { ...fee(15, 32n), token: USD_TOKEN },
    ]
    expect(reconcile(entries, [balance(10, 100n)], [balance(20, 107n)])).toMatchObject([
      { fromBlock: 10, toBlock: 20, expected: 106n, observed: 107n, difference: 1n, status: 'differs' },
    ])
  })

  test('opens with the balance of the same chain, token and account that was read by then', () => {
    const others = [
      balance(5, 1n, { chain: 1 }),
      balance(5, 2n, { token: USD_TOKEN.address }),
      balance(5, 3n, { account: '0x09' }),
      balance(21, 4n),
    ]
    expect(reconcile([], others, [balance(20, 9n)])[0]).toMatchObject({
      expected: null,
      status: 'not_observed',
    })
    expect(reconcile([], [...others, balance(20, 9n)], [balance(20, 9n)])[0]).toMatchObject({
      fromBlock: 20,
      status: 'matches',
    })
  })
})

test('a slash takes from stake and not from the account, and what is not known moves nothing', () => {
  const slash = entry('penalty', START, '5', { from: OPERATOR })
  const unknown = entry('fee', START, null, { to: OPERATOR })
  expect([movement(slash, OPERATOR), movement(unknown, OPERATOR)]).toEqual([0n, 0n])
})
