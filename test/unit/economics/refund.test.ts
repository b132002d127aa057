import { describe, expect, test } from 'vitest'
import { costOfFaking } from '../../../src/economics/demand.ts'
import { toDecimal } from '../../../src/economics/exact.ts'
import { reconcile } from '../../../src/economics/reconcile.ts'
import { account, DAY, entry, flatPrices, OPERATOR, START, USD_TOKEN } from '../../support/ledger-world.ts'

const CUSTOMER = account(10)
const fee = entry('fee', START, '10', { token: USD_TOKEN, from: CUSTOMER, to: OPERATOR })
// 2.69 of 10 come back to the customer from the account that the fee had gone to.
const refund = entry('refund', START + DAY, '2.69', { token: USD_TOKEN, from: OPERATOR, to: CUSTOMER })

describe('a refund', () => {
  test('the account that gave a refund reconciles, and the customer’s does too', () => {
    const at = (who: string, block: number, amount: bigint) => ({
      chain: USD_TOKEN.chain,
      token: USD_TOKEN.address,
      account: who,
      block,
      amount,
    })
    const end = refund.source.block
    const rows = reconcile(
      [fee, refund],
      [at(OPERATOR, 1, 1_000_000n), at(CUSTOMER, 1, 50_000_000n)],
      [at(OPERATOR, end, 8_310_000n), at(CUSTOMER, end, 42_690_000n)],
    )
    expect(rows.map(({ status, difference }) => [status, difference])).toEqual([
      ['matches', 0n],
      ['matches', 0n],
    ])
    // Taken for the customer's own, as the log alone has it, the very amount of the refund was missing.
    const mistaken = { ...refund, from: CUSTOMER }
    const [wrong] = reconcile([fee, mistaken], [at(OPERATOR, 1, 1_000_000n)], [at(OPERATOR, end, 8_310_000n)])
    expect([wrong?.status, wrong?.difference]).toEqual(['differs', -2_690_000n])
  })

  test('out of the node’s own pocket makes volume no dearer to fake', () => {
    const own = { ...fee, from: OPERATOR }
    const cost = costOfFaking([own, refund], (who) => who === OPERATOR, flatPrices())
    expect(cost.known && toDecimal(cost.value, 8)).toBe('0.00000000')
  })
})
