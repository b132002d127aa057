import { describe, expect, test } from 'vitest'
import { Address } from '../../../src/claim/hex.ts'
import { type CounterPayment, mayBeTied } from '../../../src/economics/circular.ts'
import { dustRule } from '../../../src/economics/dust.ts'
import { waysTo } from '../../../src/economics/funding.ts'
import { nameHubs } from '../../../src/economics/hubs.ts'
import { Operators } from '../../../src/economics/operators.ts'
import { payerClassOf } from '../../../src/economics/payers.ts'
import { relationsOf, type Visible } from '../../../src/economics/relations.ts'
import { indexTransfers, receivedBy } from '../../../src/economics/transfer.ts'
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
const feesOf = (to: string, amount = 5n) => ({ payer: to, chain: 31337, token: evidence.token, amount })
const relate = (
  transfers: Visible['transfers'],
  hubs: readonly Hub[] = [],
  of: typeof network = network,
  whose = operators,
  more: { paid?: Visible['paid']; granters?: Visible['granters']; counter?: readonly CounterPayment[] } = {},
) => {
  const { paid = [payer, account(103)].map((each) => feesOf(each)), granters = new Set<string>() } = more
  const visible: Visible = { transfers, paid, granters, visible: 'what was seen' }
  const { linkOf, tracing } = relationsOf(of, whose, visible, hubs, more.counter)
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
  const named = { chainId: 31337, address: EXCHANGE, name: 'an exchange', source: 'test' }
  expect(nameHubs(network, [hub(31337, EXCHANGE), hub(1, payer)])).toEqual([named])
  // What the network's file says of an account goes before what the catalogue says of it.
  const labelled = { ...network, labels: [label] }
  expect(nameHubs(labelled, [hub(31337, EXCHANGE)])).toEqual([{ ...named, chainId: null, name: 'exchange' }])
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

test('dust on the way funds nobody, and what is a hundredth of what was passed on does', () => {
  const dusty = (amount: bigint) => [
    { ...transfer(operator, friend, 10), amount },
    { ...transfer(friend, payer, 20), amount: 1_000n },
  ]
  const paid = [feesOf(payer, 1_000n)]
  const rule = (amount: bigint) => relate(dusty(amount), [], network, operators, { paid }).ruleOf
  expect(rule(9n)('node', payer, 30)).toBeNull()
  expect(rule(10n)('node', payer, 30)).toBe('funded_by_operator')
  // All that an account gave counts together.
  const twice = [...dusty(5n), ...dusty(5n).slice(0, 1)]
  expect(relate(twice, [], network, operators, { paid }).ruleOf('node', payer, 30)).toBe('funded_by_operator')
  // What stands on an endpoint's word adds nothing to what events show.
  const word = [...dusty(9n), { ...transfer(operator, friend, 10, true), amount: 1n }]
  expect(relate(word, [], network, operators, { paid }).ruleOf('node', payer, 30)).toBe(
    'funded_by_operator_unproved',
  )
})

test('money of another token did not pay, unless both stand for the dollar', () => {
  const [six, eighteen] = network.tokens
  if (!six || !eighteen) throw new Error('the network has two tokens')
  const dollar = { currency: 'USD', ground: 'stablecoin', source: 'test' } as const
  const tokens = (pricedIn: typeof dollar | undefined) => [
    { ...six, pricedIn: dollar },
    { ...eighteen, pricedIn },
  ]
  const given = (amount: bigint) => [
    { ...transfer(operator, payer, 10), token: eighteen.address, amount: amount * 10n ** 16n },
  ]
  const paid = [{ payer, chain: 31337, token: six.address, amount: 100_000_000n }]
  const rule = (amount: bigint, pricedIn: typeof dollar | undefined) =>
    relate(given(amount), [], { ...network, tokens: tokens(pricedIn) }, operators, { paid }).ruleOf(
      'node',
      payer,
      30,
    )
  // 1.00 and 0.99 dollars of 18 decimals against 100 of 6.
  expect(rule(100n, dollar)).toBe('funded_by_operator')
  expect(rule(99n, dollar)).toBeNull()
  expect(rule(100_000n, undefined)).toBeNull()
})

test('an account that passed on two tokens was funded in either', () => {
  const other = account(0x21)
  const ways = [
    // What was passed on first does not hide that the same account passed on another token too.
    { ...transfer(friend, payer, 20), token: other },
    transfer(friend, payer, 10),
    transfer(operator, friend, 5),
  ]
  const paid = [feesOf(payer), { ...feesOf(payer), token: other }]
  expect(relate(ways, [], network, operators, { paid }).ruleOf('node', payer, 30)).toBe('funded_by_operator')
})

test('what a contract of emissions gives to somebody who had earned none is the protocol’s money', () => {
  const contract = account(0xe0)
  const { linkOf } = relate([transfer(contract, payer, 10)], [], network, operators, {
    granters: new Set([contract]),
  })
  expect(linkOf('node', payer, 30)?.rule).toBe('funded_by_emission_contract')
  expect(payerClassOf('funded_by_emission_contract')).toBe('protocol')
})

test('a rule is of the operators, or of the protocol and who runs it', () => {
  const label = (address: string) => ({ address, label: 'x', kind: 'foundation' as const, source: 'test' })
  const of = { ...network, labels: [...network.labels, label(friend)] } as typeof network
  expect(relate([transfer(friend, payer, 10)], [], of).ruleOf('node', payer, 30)).toBe('funded_by_foundation')
  const classes = ['foundation', 'funded_by_foundation_unproved', 'treasury', 'faucet', 'first-party']
  expect(classes.map(payerClassOf)).toEqual(classes.map(() => 'protocol'))
  const related = ['operator', 'other_operator', 'circular_pair_unproved', 'funded_by_operator']
  expect(related.map(payerClassOf)).toEqual(related.map(() => 'related'))
  expect(payerClassOf(null)).toBe('independent')
})

describe('circular pairs', () => {
  const other = account(3)
  const both = new Operators([
    { node: 'node', from: 0, to: null, accounts: [operator] },
    { node: 'other', from: 0, to: null, accounts: [other] },
  ])
  const payment = (from: string, to: string, node: string, at: number): CounterPayment => ({
    ...transfer(from, to, at),
    node,
  })
  const circle = (
    counter: readonly CounterPayment[],
    transfers: Visible['transfers'] = [],
    hubs: Hub[] = [],
  ) => relate(transfers, hubs, network, both, { counter })

  test('A pays B’s node and B pays A’s: both are linked, with the payment that came back', () => {
    const back = payment(operator, other, 'other', 50)
    const { linkOf, ruleOf } = circle([back, payment(other, operator, 'node', 40)])
    expect(linkOf('node', other, 40)).toEqual({ rule: 'circular_pair', way: [back] })
    expect(ruleOf('other', operator, 50)).toBe('circular_pair')
    // One of them alone is another node's operator who pays.
    expect(circle([payment(other, operator, 'node', 40)]).ruleOf('node', other, 40)).toBe('other_operator')
  })

  test('also where the money goes through an account that pays for each of them', () => {
    const fund = transfer(other, payer, 10)
    const back = payment(operator, other, 'other', 50)
    const { linkOf, ruleOf } = circle([back], [fund])
    expect(linkOf('node', payer, 40)).toEqual({ rule: 'circular_pair', way: [back, fund] })
    // Before that money came, and without any that came back, it is a customer.
    expect(ruleOf('node', payer, 5)).toBeNull()
    expect(circle([], [fund]).ruleOf('node', payer, 40)).toBeNull()
  })

  test('a customer of both nodes, and one who pays through a hub that runs a node, stay customers', () => {
    const customer = [payment(payer, operator, 'node', 40), payment(payer, other, 'other', 40)]
    expect(circle(customer).ruleOf('node', payer, 40)).toBeNull()
    const counter = [payment(operator, other, 'other', 50)]
    expect(circle(counter, [], [hub(31337, other)]).ruleOf('node', other, 40)).toBeNull()
    expect(
      circle(counter, [transfer(other, payer, 10)], [hub(31337, other)]).ruleOf('node', payer, 40),
    ).toBeNull()
  })

  test('two nodes of one owner are no pair: that is the owner', () => {
    const one = new Operators(
      ['node', 'other'].map((node) => ({ node, from: 0, to: null, accounts: [operator] })),
    )
    const counter = [payment(payer, operator, 'node', 40), payment(payer, operator, 'other', 40)]
    const { ruleOf } = relate([transfer(operator, payer, 10)], [], network, one, { counter })
    expect(ruleOf('node', payer, 40)).toBe('funded_by_operator')
  })
})

describe('an account that several nodes share', () => {
  const shared = account(0x55)
  const label = { address: shared, label: 'router', kind: 'shared-payee' as const, source: 'test' }
  const of = { ...network, labels: [...network.labels, label] } as typeof network
  const whose = new Operators([{ node: 'node', from: 0, to: null, accounts: [operator, shared] }])

  test('is no operator’s own, though a node is paid there', () => {
    expect(relate([], [], of, whose).ruleOf('node', shared, 50)).toBeNull()
    expect(relate([], [], of, whose).ruleOf('node', operator, 50)).toBe('operator')
  })
})

test('of a payment that no node and no address receives a payer is at most another’s operator', () => {
  expect(relate([]).ruleOf(null, operator, 50)).toBe('other_operator')
  expect(relate([]).ruleOf(null, operator, 50, operator)).toBe('operator')
})

test('money that goes to and fro in one second is followed once', () => {
  const index = indexTransfers([transfer(friend, payer, 10), transfer(payer, friend, 10)])
  const ways = [...waysTo(payer, 20, index, { hubs: new Set(), maxTransfers: 4, counts: () => true })]
  expect(ways.map((way) => way.length)).toEqual([1, 2, 3])
})

test('an account has received what came up to a moment', () => {
  const index = indexTransfers([10, 30, 20, 20].map((at) => transfer(friend, payer, at)))
  expect([9, 10, 20, 29, 30].map((at) => receivedBy(index, payer, at))).toEqual([0, 1, 3, 3, 4])
  expect(receivedBy(index, friend, 30)).toBe(0)
})

test('accounts that money from operators reached in so many transfers may be tied to them', () => {
  const line = [1, 2, 3].map((step) => ({ ...transfer(`a${step}`, `a${step + 1}`, 10) }))
  expect(mayBeTied(['a1'], line.toReversed(), 2)).toEqual(['a1', 'a2', 'a3'])
  expect(mayBeTied(['a1'], line, 0)).toEqual(['a1'])
})

describe('what counts as money of a payer', () => {
  const [first] = network.tokens
  if (!first) throw new Error('the network has a token')
  const dollar = { currency: 'USD', ground: 'stablecoin', source: 'test' } as const
  const fine = { ...first, address: account(0x30), decimals: 40, pricedIn: dollar }
  const cents = { ...first, address: account(0x31), decimals: 2, pricedIn: dollar }
  const given = (amount: bigint) => ({ ...transfer(operator, payer, 10), token: fine.address, amount })

  test('a dollar of more decimals than others is a dollar', () => {
    const paid = [{ payer, chain: 31337, token: cents.address, amount: 100n }]
    const counts = (amount: bigint) =>
      dustRule([given(amount)], paid, [fine, cents])(given(amount), undefined)
    // A hundredth of one dollar in 10⁻⁴⁰.
    expect([counts(10n ** 38n), counts(10n ** 38n - 1n)]).toEqual([true, false])
  })

  test('to a payer whose payments are not known anything is, and nothing is not', () => {
    const counts = (amount: bigint) => dustRule([given(amount)], [], [fine])(given(amount), undefined)
    expect([counts(10n ** 20n), counts(0n)]).toEqual([true, false])
  })
})
