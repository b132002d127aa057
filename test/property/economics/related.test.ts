import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CounterPayment } from '../../../src/economics/circular.ts'
import { type MachineCosts, straightLine } from '../../../src/economics/cost.ts'
import { exact, fromNumber, toNumber } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import { Operators } from '../../../src/economics/operators.ts'
import { rentedOut } from '../../../src/economics/payback/counterfactual.ts'
import { relationsOf } from '../../../src/economics/relations.ts'
import type { Transfer } from '../../../src/economics/transfer.ts'

// A second implementation of the rules of docs/methodology/demand.md and payback.md, which shares no code with the first.
const NODES: Readonly<Record<string, string>> = { n: 'a', m: 'b' }
const [FAUCET, HUB] = ['f', 'h']
/** The payment address of another node of n's owner. */
const SISTER = 'c'
const OWN: Readonly<Record<string, readonly string[]>> = { n: ['a', SISTER], m: ['b'] }
const ACCOUNTS = ['a', 'b', SISTER, FAUCET, HUB, 'x', 'y', 'p']
const operators = new Operators([
  ...Object.entries(NODES).map(([node, owner]) => ({ node, from: 0, to: null, owner, accounts: [owner] })),
  { node: 'k', from: 0, to: null, owner: 'a', accounts: ['a', SISTER] },
])
const network = {
  chains: [{ id: 1 }],
  labels: [
    { address: FAUCET, kind: 'faucet' },
    { address: HUB, kind: 'hub' },
  ],
  tokens: [],
}
const account = fc.constantFrom(...ACCOUNTS)
const moved = fc.record({
  from: account,
  to: account,
  at: fc.integer({ min: 1, max: 12 }),
  token: fc.constantFrom('t', 'u'),
  amount: fc.constantFrom(1n, 9n, 10n, 1_000n),
  unproved: fc.boolean(),
  chain: fc.constant(1),
  block: fc.constant(1),
  txHash: fc.constant('0x'),
})
const world = fc.record({
  transfers: fc.array(moved, { maxLength: 9 }),
  counter: fc.array(
    fc.record({ from: account, node: fc.constantFrom('n', 'm'), at: fc.integer({ min: 1, max: 12 }) }),
    { maxLength: 3 },
  ),
  paid: fc.uniqueArray(fc.record({ payer: account, amount: fc.constantFrom(1n, 100n, 1_000n) }), {
    selector: ({ payer }) => payer,
    maxLength: 4,
  }),
  payer: account,
  at: fc.integer({ min: 1, max: 12 }),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

/** Every way into an account by at most three transfers, tried one by one. */
function allWays({ transfers, paid }: World, payer: string, at: number): Transfer[][] {
  const total = (list: readonly Transfer[]) => list.reduce((sum, { amount }) => sum + amount, 0n)
  const isDust = (transfer: Transfer, next: Transfer | undefined) => {
    const same = transfers.filter(
      ({ from, to, token }) => from === transfer.from && to === transfer.to && token === transfer.token,
    )
    const given = total(transfer.unproved ? same : same.filter(({ unproved }) => !unproved))
    if (next) {
      const onward = transfers.filter(
        ({ from, to, token }) => from === next.from && to === next.to && token === next.token,
      )
      return transfer.token !== next.token || given * 100n < total(onward)
    }
    const fees = paid.find((each) => each.payer === transfer.to)
    if (!fees) return given === 0n
    // Fees are paid in the token t.
    return transfer.token !== 't' || given * 100n < fees.amount
  }
  const found: Transfer[][] = []
  const extend = (way: Transfer[], to: string, before: number) => {
    if (way.length === 3 || to === HUB) return
    for (const transfer of transfers) {
      if (transfer.to !== to || transfer.at > before || transfer.from === HUB || isDust(transfer, way[0]))
        continue
      found.push([transfer, ...way])
      extend([transfer, ...way], transfer.from, transfer.at)
    }
  }
  extend([], payer, at)
  return found
}

/** Whether an account's money is, or may come from, the operator of `node`. */
function isTied(all: World, payer: string, at: number, node: string): boolean {
  if (payer === HUB) return false
  const own = OWN[node] ?? []
  return own.includes(payer) || allWays(all, payer, at).some(([first]) => first && own.includes(first.from))
}

test('links are those that trying every way finds, in 1,000 worlds', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(world, (all) => {
      const { payer, at } = all
      const counter: CounterPayment[] = all.counter.map((each) => ({
        ...each,
        to: NODES[each.node] ?? '',
        chain: 1,
        block: 1,
        txHash: '0x',
        token: 't',
        amount: 1n,
      }))
      const { linkOf } = relationsOf(
        network,
        operators,
        {
          transfers: all.transfers,
          paid: all.paid.map((each) => ({ ...each, chain: 1, token: 't' })),
          granters: new Set(),
          visible: '',
        },
        [],
        counter,
      )
      const link = linkOf('n', payer, at)
      const name = link?.rule.replace('_unproved', '') ?? 'none'
      seen.set(name, (seen.get(name) ?? 0) + 1)
      const inCircle =
        isTied(all, payer, at, 'm') &&
        all.counter.some((each) => each.node === 'm' && isTied(all, each.from, each.at, 'n'))
      const ways =
        payer === HUB
          ? []
          : allWays(all, payer, at).filter(([first]) => first && ['a', SISTER, FAUCET].includes(first.from))
      const shortest = Math.min(...ways.map(({ length }) => length))
      const expected =
        payer === 'a' || payer === SISTER
          ? ['operator']
          : payer === FAUCET
            ? ['faucet']
            : inCircle
              ? ['circular_pair']
              : payer === 'b'
                ? ['other_operator']
                : ways
                    .filter(({ length }) => length === shortest)
                    .map(([first]) => (first?.from === FAUCET ? 'funded_by_faucet' : 'funded_by_operator'))
      expect(expected.length > 0 ? expected : ['none']).toContain(name)
      // A rule stands on an endpoint's word exactly when one of its transfers does.
      expect(link?.rule.endsWith('_unproved') ?? false).toBe(
        link?.way.some(({ unproved }) => unproved === true) ?? false,
      )
    }),
    { numRuns: 1_000, seed: 15 },
  )
  // Each rule came up, and so did its absence.
  expect([...seen.keys()].sort()).toEqual(
    [
      'circular_pair',
      'faucet',
      'funded_by_faucet',
      'funded_by_operator',
      'none',
      'operator',
      'other_operator',
    ].sort(),
  )
})

test('what renting out leaves is rent, utilisation, fee, power and hosting, in 1,000 machines', () => {
  const share = fc.integer({ min: 0, max: 1_000 }).map((part) => part / 1_000)
  const usd = fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100)
  fc.assert(
    fc.property(
      fc.record({
        rent: usd,
        hosting: usd,
        watts: usd,
        kwh: share,
        pue: share,
        idle: share,
        used: share,
        fee: share,
      }),
      ({ rent, hosting, watts, kwh, pue, idle, used, fee }) => {
        const of = (value: number) => known(fromNumber(value))
        const machine: MachineCosts = {
          kind: 'machine',
          hardware: 'CARD',
          confidentialMode: true,
          capexUsd: known(exact(1)),
          boughtAt: 0,
          depreciation: straightLine(exact(1), exact(0)),
          watts: of(watts),
          idleFraction: fromNumber(idle),
          // What its own work would draw does not matter when it is rented out.
          utilisation: of(1 - used),
          usdPerKwh: of(kwh),
          pue: fromNumber(1 + pue),
          hostingUsdPerMonth: of(hosting),
        }
        const { net } = rentedOut(machine, {
          usdPerHour: of(rent),
          utilisation: fromNumber(used),
          marketplaceFee: fromNumber(fee),
          source: 'test',
          asOf: '2026-01',
          stale: false,
        })
        const hours = (365.25 / 12) * 24
        const power = (watts / 1_000) * (idle + (1 - idle) * used) * (1 + pue) * kwh * hours
        const expected = rent * hours * used * (1 - fee) - power - hosting
        expect(net.known && toNumber(net.value)).toBeCloseTo(expected, 5)
      },
    ),
    { numRuns: 1_000, seed: 15 },
  )
})
