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
  expect(new Set(nodes.map(({ role }) => role))).toEqual(new Set(['prover']))
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
