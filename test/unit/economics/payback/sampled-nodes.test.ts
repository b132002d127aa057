import { expect, test } from 'vitest'
import { known } from '../../../../src/economics/known.ts'
import { sampledNodes } from '../../../../src/economics/payback/sampled-nodes.ts'
import { type Peer, sampleOf } from '../../../../src/economics/sample.ts'
import { COIN, DAY, entry, START } from '../../../support/ledger-world.ts'

const window = { from: START, to: START + 4 * DAY }
const calendar = [0, 1, 2, 3].map((day) => START + day * DAY)
const peer = (node: string, joined = 0, left: number | null = null): Peer => ({
  node,
  accounts: new Set(),
  joinedAt: START + joined * DAY,
  leftAt: left === null ? null : START + left * DAY,
})
const sampled = (peers: readonly Peer[], fees: Parameters<typeof sampledNodes>[2]['fees'] = []) => {
  const sample = sampleOf(peers, window, known(null), 'none', known(true))
  const found = sampledNodes(sample, calendar, { fees, emissions: [] }, 1)
  if (!found.known) throw new Error('all worths are known')
  return found.value
}

test('nodes are told in the order of their names, with their days and whether they left', () => {
  const found = sampled([peer('0xc'), peer('0xa', 1, 3), peer('0xd', 0, 4), peer('0xb', 2, 2)])
  // The last day of a node that leaves as the window ends is one of the sample.
  expect(found.map(({ node, days, left }) => [node, days, left])).toEqual([
    ['0xa', 2, true],
    ['0xc', 4, false],
    ['0xd', 4, false],
  ])
})

test('each has its own days', () => {
  const fee = (node: string, day: number, usd: number) =>
    [entry('fee', START + day * DAY, '1', { token: COIN, node }), known(usd)] as const
  const found = sampled([peer('0xb'), peer('0xa')], [fee('0xa', 0, 5), fee('0xb', 2, 7)])
  expect(found.map(({ fees }) => [...fees.own])).toEqual([
    [5, 0, 0, 0],
    [0, 0, 7, 0],
  ])
  expect([...(found[0]?.emissions.own ?? [])]).toEqual([0, 0, 0, 0])
})

test('of more than four hundred every second is drawn, of more than eight hundred every third', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => peer(`n${String(at).padStart(4, '0')}`))
  expect(sampled(names(400))).toHaveLength(400)
  expect(
    sampled(names(401))
      .map(({ node }) => node)
      .slice(0, 3),
  ).toEqual(['n0000', 'n0002', 'n0004'])
  expect(sampled(names(801))).toHaveLength(267)
})
