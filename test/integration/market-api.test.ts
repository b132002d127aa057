import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../../src/api/api.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { type ReplayRow, replay } from '../../src/indexer/replay/replay.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Answer, testConfig } from '../support/api/server.ts'
import type { TestMarket } from '../support/market/contract.ts'
import { playAtRandom } from '../support/market/random.ts'
import { toRecording } from '../support/market/recording.ts'
import { COIN } from '../support/market/requests.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const NETWORKS = join(import.meta.dirname, '../../networks')
let folder: string
let database: TestDatabase
let api: Api
let market: TestMarket
let rows: readonly ReplayRow[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-market-api-'))
  database = await createDatabase()
  market = playAtRandom(2).market
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(toRecording(market.happened)))
  const network = await getNetwork(NETWORKS, 'boundless')
  rows = (await replay(network, await readRecording(file), database.url)).rows
  api = await startApi(testConfig(database.readerUrl, { networks: NETWORKS }), pino({ level: 'silent' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function ask(query: string): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as Answer
}

const paidTo = new Map<string, bigint>()

test('provers are nodes, and their fees are what the contract’s balances say', async () => {
  const { data, errors } = await ask(`{
    nodes(where: {network_eq: "boundless"}) { id key role }
    fees(where: {network_eq: "boundless"}, limit: 500) { nodeKey amount { value } token }
    penalties(where: {network_eq: "boundless"}, limit: 500) { nodeKey amount { value } }
  }`)
  expect(errors).toBeUndefined()
  const { nodes, fees, penalties } = data as {
    nodes: { key: string; role: string }[]
    fees: { nodeKey: string; amount: { value: string }; token: string }[]
    penalties: { nodeKey: string; amount: { value: string } }[]
  }
  for (const { nodeKey, amount } of fees)
    paidTo.set(nodeKey, (paidTo.get(nodeKey) ?? 0n) + BigInt(amount.value))
  const earned = rows
    .filter(({ accrued }) => accrued !== '0')
    .map(({ account, accrued }) => [account, BigInt(accrued)])
  expect([...paidTo].sort()).toEqual(earned)
  const lost = new Map<string, bigint>()
  for (const { nodeKey, amount } of penalties)
    lost.set(nodeKey, (lost.get(nodeKey) ?? 0n) + BigInt(amount.value))
  const slashed = rows.filter((row) => row.slashed !== '0').map((row) => [row.account, BigInt(row.slashed)])
  expect([...lost].sort()).toEqual(slashed)
  expect(nodes.map(({ key }) => key)).toEqual(expect.arrayContaining([...paidTo.keys()]))
  expect(new Set(nodes.map(({ role }) => role))).toEqual(new Set(['snark-prover']))
  expect(rows.some(({ token }) => token === COIN)).toBe(true)
})

test('every delivery has its payment, and one that was refused says why', async () => {
  const { data, errors } = await ask(`{
    marketPayments(where: {network_eq: "boundless"}, limit: 500) { nodeKey state paidBy whyUnpaid amount { value reason } }
  }`)
  expect(errors).toBeUndefined()
  const { marketPayments } = data as {
    marketPayments: {
      nodeKey: string
      paidBy: string | null
      whyUnpaid: string | null
      amount: { value: string | null }
    }[]
  }
  const delivered = market.happened.flatMap(({ logs }) =>
    logs.filter(({ event }) => event === 'ProofDelivered'),
  )
  expect(marketPayments).toHaveLength(delivered.length)
  const sum = marketPayments.reduce((all, { amount }) => all + BigInt(amount.value ?? 0), 0n)
  expect(sum).toBe([...paidTo.values()].reduce((all, paid) => all + paid, 0n))
  const refused = marketPayments.filter(({ paidBy }) => paidBy === 'refused')
  expect(refused.length).toBeGreaterThan(0)
  for (const { amount, whyUnpaid } of refused)
    expect([amount.value, whyUnpaid]).toEqual(['0', expect.any(String)])
})

interface Amount {
  readonly value: string
}
type Money = 'earned' | 'burned' | 'movedToSelf' | 'movedToTreasury' | 'movedToOthers' | 'received'
type Held = 'locked' | 'slashable'
type Count = 'locks' | 'dueLocks' | 'inTime' | 'unknownLocks' | 'secondary' | 'slashedLocks'
type Day = { nodeKey: string; day: string } & Record<Money | Held, Amount> & Record<Count, number>

test('days of a prover add up to its whole, and end where it stands', async () => {
  const { data, errors } = await ask(`{
    days: marketDays(where: {network_eq: "boundless"}, orderBy: [day_ASC], limit: 1000) { nodeKey day
      earned { value } burned { value } movedToSelf { value } movedToTreasury { value } movedToOthers { value } received { value }
      locked { value } slashable { value } locks dueLocks inTime unknownLocks secondary slashedLocks }
    provers: marketProvers(where: {network_eq: "boundless"}, limit: 500) { nodeKey locks dueLocks inTime unknown secondary slashedLocks
      locked { value } slashable { value } burned { value } transferred { value } }
  }`)
  expect(errors).toBeUndefined()
  const { days, provers } = data as {
    days: Day[]
    provers: ({ nodeKey: string; unknown: number } & Record<Held | 'burned' | 'transferred', Amount> &
      Record<Exclude<Count, 'unknownLocks'>, number>)[]
  }
  const ofNode = Map.groupBy(days, (day) => day.nodeKey)
  const money = (all: readonly Day[], field: Money) =>
    all.reduce((sum, day) => sum + BigInt(day[field].value), 0n)
  const count = (all: readonly Day[], field: Count) => all.reduce((sum, day) => sum + day[field], 0)
  for (const prover of provers) {
    const own = ofNode.get(prover.nodeKey) ?? []
    const last = own.at(-1)
    expect({
      locked: last?.locked.value,
      slashable: last?.slashable.value,
      burned: String(money(own, 'burned')),
      moved: String(money(own, 'movedToSelf') + money(own, 'movedToTreasury') + money(own, 'movedToOthers')),
      locks: count(own, 'locks'),
      dueLocks: count(own, 'dueLocks'),
      inTime: count(own, 'inTime'),
      unknown: count(own, 'unknownLocks'),
      slashedLocks: count(own, 'slashedLocks'),
      secondary: count(own, 'secondary'),
    }).toEqual({
      locked: prover.locked.value,
      slashable: prover.slashable.value,
      burned: prover.burned.value,
      moved: prover.transferred.value,
      locks: prover.locks,
      dueLocks: prover.dueLocks,
      inTime: prover.inTime,
      unknown: prover.unknown,
      slashedLocks: prover.slashedLocks,
      secondary: prover.secondary,
    })
  }
  for (const [account, earned] of paidTo) expect(money(ofNode.get(account) ?? [], 'earned')).toBe(earned)
  const received = rows
    .filter((row) => row.token !== COIN && row.received !== '0' && ofNode.has(row.account))
    .map(({ account, received }) => [account, received])
  expect(
    received.map(([account]) => [account, String(money(ofNode.get(account ?? '') ?? [], 'received'))]),
  ).toEqual(received)
  expect(days.some(({ slashable }) => slashable.value !== '0')).toBe(true)
  expect(
    days.every(({ locked, slashable }) => BigInt(locked.value) >= 0n && BigInt(slashable.value) >= 0n),
  ).toBe(true)
})
