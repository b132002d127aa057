import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MARKET_NETWORK } from '../../devnet/market/folder.ts'
import type { Network } from '../../src/platform/network.ts'
import { type Demo, removeDemo, runDemo } from '../support/demo.ts'
import { askBalance, expectApiBalances, sumMoved } from '../support/market/api-balances.ts'

const BLOCKS = 40
let folder: string
let demo: Demo
let api: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-demo-market-'))
  demo = runDemo(folder, '--fresh', '--network', 'boundless', '--blocks', String(BLOCKS), '--block-ms', '0')
  api = await demo.says(/GraphQL: +(\S+)/)
}, 240_000)

afterAll(() => removeDemo(demo, folder), 60_000)

async function ask<T>(query: string): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query }) })
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown }
  expect(errors).toBeUndefined()
  return data as T
}

test('the figures of the market that the demo plays are the balances of its contract', async () => {
  const height = async () =>
    (await ask<{ _meta: { block: { number: number } }[] }>('{ _meta { block { number } } }'))._meta[0]?.block
      .number
  await expect.poll(height, { timeout: 120_000, interval: 500 }).toBe(BLOCKS)
  const file = join(folder, 'devnet', 'networks', MARKET_NETWORK, 'network.json')
  const { chains, contracts } = JSON.parse(await readFile(file, 'utf8')) as Network
  const { address: market, collateral } = contracts.find((each) => each.collateral !== undefined) ?? {}
  const [rpcUrl] = chains[0]?.endpoints ?? []
  if (!market || !collateral || !rpcUrl) throw new Error(`no market in ${file}`)
  const of = { market, collateral }
  const { burned, compared } = await expectApiBalances(ask, MARKET_NETWORK, {
    moved: await sumMoved(rpcUrl, of),
    held: (account, token) => askBalance(rpcUrl, of, account, token),
  })
  expect(compared).toBeGreaterThan(8)
  expect(burned).toBeGreaterThan(0n)
}, 180_000)

test('who sent what locked and delivered paid for its gas, and nothing for data on a parent chain that there is not', async () => {
  const paid = async () => {
    const { days } = await ask<{
      days: {
        transactions: number
        executionFee: { value: string | null }
        l1DataFee: { value: string | null }
      }[]
    }>('{ days: marketDays(limit: 100) { transactions executionFee { value } l1DataFee { value } } }')
    return days.filter(({ transactions }) => transactions > 0).map((day) => [day.executionFee, day.l1DataFee])
  }
  const [gas, data] = [{ value: expect.stringMatching(/^[1-9]\d*$/) }, { value: '0' }]
  await expect.poll(paid, { timeout: 60_000 }).toEqual(expect.arrayContaining([[gas, data]]))
}, 90_000)

test('days and figures of proving are there, and what is not known says why', async () => {
  const { days, networks } = await ask<{
    days: unknown[]
    networks: {
      economics: { class: string; proving: Record<string, { value: unknown; reason: unknown }> }[]
    }[]
  }>(
    `{ days: marketDays(limit: 100) { id }
       networks { economics { class proving { fillRate { value reason } pricePerCycle { value reason } feesPerCycle { value reason } rewardPerCycle { value reason } } } } }`,
  )
  expect(days.length).toBeGreaterThan(8)
  const [economics] = networks[0]?.economics ?? []
  expect(economics?.class).toBe('synthetic')
  expect(economics?.proving).toMatchObject({
    fillRate: { value: expect.stringMatching(/^0\.\d{8}$/), reason: null },
    pricePerCycle: { value: null, reason: 'NOT_OBSERVED' },
  })
})
