import { expect, test } from 'vitest'
import { relationsOf } from '../../../src/api/economics/related.ts'
import { Address } from '../../../src/claim/hex.ts'
import { getNetwork } from '../../../src/platform/network.ts'

const account = (number: number) => Address(`0x${number.toString(16).padStart(40, '0')}`)
const FAUCET = account(0xfa)
const EXCHANGE = account(0xec)
const [operator, payer, friend] = [account(1), account(101), account(102)]
const network = await getNetwork('test/fixtures/economics/networks', 'money')
const operators = new Map([['node', new Set<string>([operator])]])
const transfer = (from: string, to: string, at: number) => ({ from, to, at })

test('money that came after a payment did not pay it', () => {
  const { ruleOf } = relationsOf(network, operators, [transfer(FAUCET, payer, 200)])
  expect([100, 199, 200, 300].map((at) => ruleOf('node', payer, at))).toEqual([
    null,
    null,
    'funded_by_faucet',
    'funded_by_faucet',
  ])
})

test('a way of several transfers must be open before the payment', () => {
  const { ruleOf } = relationsOf(network, operators, [
    transfer(friend, payer, 100),
    transfer(operator, friend, 150),
    transfer(friend, payer, 300),
  ])
  expect([120, 200, 300].map((at) => ruleOf('node', payer, at))).toEqual([null, null, 'funded_by_operator'])
  // Another node's operator is nobody to it.
  expect(ruleOf('other', payer, 300)).toBeNull()
})

test('behind a hub is everybody’s money, and the answer says what was looked at', () => {
  const label = { address: EXCHANGE, label: 'exchange', kind: 'hub' as const, source: 'test' }
  const labels = [...network.labels, label]
  const { ruleOf, tracing } = relationsOf({ ...network, labels }, operators, [
    transfer(FAUCET, EXCHANGE, 10),
    transfer(EXCHANGE, payer, 20),
  ])
  expect(ruleOf('node', payer, 30)).toBeNull()
  expect(tracing).toMatchObject({ transfersSeen: 2, maxTransfers: 3, sources: 2, hubs: 1 })
  expect(tracing.visible).toContain('plain transfers of coins and tokens leave no fact')
})
