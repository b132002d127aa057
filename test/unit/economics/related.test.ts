import { expect, test } from 'vitest'
import { Address } from '../../../src/claim/hex.ts'
import { Operators } from '../../../src/economics/operators.ts'
import { relationsOf } from '../../../src/economics/relations.ts'
import type { Hub } from '../../../src/platform/catalogue.ts'
import { getNetwork } from '../../../src/platform/network.ts'

const account = (number: number) => Address(`0x${number.toString(16).padStart(40, '0')}`)
const FAUCET = account(0xfa)
const EXCHANGE = account(0xec)
const [operator, payer, friend] = [account(1), account(101), account(102)]
const network = await getNetwork('test/fixtures/economics/networks', 'money')
const operators = new Operators([{ node: 'node', from: 0, to: null, accounts: [operator] }])
const evidence = { chain: 31337, block: 7, txHash: `0x${'7'.repeat(64)}`, token: account(0x20), amount: 5n }
const transfer = (from: string, to: string, at: number, unproved = false) => ({
  ...evidence,
  from,
  to,
  at,
  unproved,
})
const hub = (chain: number, address: string): Hub => ({
  id: 'hub',
  chain,
  address,
  kind: 'exchange',
  name: 'an exchange',
  source: 'test',
  as_of: '2026-01',
  confidence: 'D',
  shelf_life_days: 365,
  note: '',
})
const relate = (
  transfers: Parameters<typeof relationsOf>[2]['transfers'],
  hubs: readonly Hub[] = [],
  of: typeof network = network,
  whose = operators,
) => {
  const { linkOf, tracing } = relationsOf(of, whose, { transfers, visible: 'what was seen' }, hubs)
  const ruleOf: (...asked: Parameters<typeof linkOf>) => string | null = (...asked) =>
    linkOf(...asked)?.rule ?? null
  return { linkOf, ruleOf, tracing }
}

test('money that came after a payment did not pay it', () => {
  const { ruleOf } = relate([transfer(FAUCET, payer, 200)])
  expect([100, 199, 200, 300].map((at) => ruleOf('node', payer, at))).toEqual([
    null,
    null,
    'funded_by_faucet',
    'funded_by_faucet',
  ])
})

test('a way of several transfers must be open before the payment', () => {
  const { ruleOf } = relate([
    transfer(friend, payer, 100),
    transfer(operator, friend, 150),
    transfer(friend, payer, 300),
  ])
  expect([120, 200, 300].map((at) => ruleOf('node', payer, at))).toEqual([null, null, 'funded_by_operator'])
  // Another node's operator funds nobody of it.
  expect(ruleOf('other', payer, 300)).toBeNull()
})

test('behind a hub is everybody’s money, and the answer says what was looked at', () => {
  const through = [transfer(FAUCET, EXCHANGE, 10), transfer(EXCHANGE, payer, 20)]
  const label = { address: EXCHANGE, label: 'exchange', kind: 'hub' as const, source: 'test' }
  const { ruleOf, tracing } = relate(through, [], { ...network, labels: [...network.labels, label] })
  expect(ruleOf('node', payer, 30)).toBeNull()
  expect(tracing).toEqual({
    transfersSeen: 2,
    unprovedTransfers: 0,
    visible: 'what was seen',
    maxTransfers: 3,
    sources: 2,
    hubs: 1,
  })
  // The catalogue's hubs count on the network's own chains.
  expect(relate(through, [hub(31337, EXCHANGE)]).ruleOf('node', payer, 30)).toBeNull()
  expect(relate(through, [hub(1, EXCHANGE)]).ruleOf('node', payer, 30)).toBe('funded_by_faucet')
})

test('a way that stands on an endpoint’s word says so', () => {
  const { ruleOf, tracing } = relate([
    transfer(FAUCET, friend, 10, true),
    transfer(friend, payer, 20),
    transfer(operator, account(103), 20),
  ])
  expect(ruleOf('node', payer, 30)).toBe('funded_by_faucet_unproved')
  expect(ruleOf('node', account(103), 30)).toBe('funded_by_operator')
  expect(tracing).toMatchObject({ transfersSeen: 3, unprovedTransfers: 1 })
})

test('a change of the owner’s key changes nothing of what was before', () => {
  const next = account(2)
  const rotated = new Operators([
    { node: 'node', from: 0, to: 200, accounts: [operator] },
    { node: 'node', from: 200, to: null, accounts: [next] },
  ])
  const { ruleOf, tracing } = relate([transfer(operator, payer, 150)], [], network, rotated)
  // Paid by the owner of that time, and out of its money also afterwards.
  expect([100, 199, 200].map((at) => ruleOf('node', operator, at))).toEqual(['operator', 'operator', null])
  expect([199, 200].map((at) => ruleOf('node', next, at))).toEqual([null, 'operator'])
  expect([149, 150, 300].map((at) => ruleOf('node', payer, at))).toEqual([
    null,
    'funded_by_operator',
    'funded_by_operator',
  ])
  // What the former owner gives away later is not the node's money.
  expect(relate([transfer(operator, payer, 250)], [], network, rotated).ruleOf('node', payer, 300)).toBeNull()
  expect(tracing.sources).toBe(3)
})

test('who runs another node at the time is linked by that, and an exchange that runs one is not', () => {
  const peer = account(3)
  const both = new Operators([
    { node: 'node', from: 0, to: null, accounts: [operator] },
    { node: 'other', from: 100, to: 200, accounts: [peer, EXCHANGE] },
  ])
  const { ruleOf } = relate([], [hub(31337, EXCHANGE)], network, both)
  expect([99, 100, 200].map((at) => ruleOf('node', peer, at))).toEqual([null, 'other_operator', null])
  expect(ruleOf('other', peer, 150)).toBe('operator')
  expect(ruleOf('node', EXCHANGE, 150)).toBeNull()
  // Neither node’s operator: a customer.
  expect(ruleOf('node', payer, 150)).toBeNull()
})

test('a link names its rule and each transfer from the source to the payer, and none where the payer is the source', () => {
  const way = [transfer(operator, friend, 10), transfer(friend, payer, 20, true)]
  const { linkOf } = relate([...way, transfer(friend, payer, 90)])
  expect(linkOf('node', payer, 30)).toEqual({ rule: 'funded_by_operator_unproved', way })
  expect(linkOf('node', operator, 30)).toEqual({ rule: 'operator', way: [] })
  expect(linkOf('node', payer, 15)).toBeNull()
})
