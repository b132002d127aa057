import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { type Replayed, replay } from '../../src/indexer/replay/replay.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { balanceOf } from '../support/market/balance.ts'
import { TestMarket } from '../support/market/contract.ts'
import { playAtRandom } from '../support/market/random.ts'
import { type Recording, toRecording } from '../support/market/recording.ts'
import { COIN, COLLATERAL } from '../support/market/requests.ts'
import { CLIENT, P1, P2, SCENARIOS } from '../support/market/scenarios.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const NETWORKS = join(import.meta.dirname, '../../networks')
let folder: string
let database: TestDatabase
let runs = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-replay-test-'))
  database = await createDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** Each under a name of its own, so that one database does for all. */
async function run(recording: Recording): Promise<Replayed> {
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(recording))
  const network = await getNetwork(NETWORKS, 'boundless')
  return replay({ ...network, name: `replay-${runs++}` }, await readRecording(file), database.url)
}

function expectBalances({ rows, unknownLogs }: Replayed, market: TestMarket): void {
  expect(unknownLogs).toEqual([])
  expect(rows.length).toBeGreaterThan(0)
  const shown = rows.map((row) => `${row.account} ${row.token} ${balanceOf(row)} ${row.unknown}`)
  const truths = rows.map(({ account, token }) => {
    const held = token === COIN ? market.coin : market.pledged
    return `${account} ${token} ${held.get(account as typeof CLIENT) ?? 0n} 0`
  })
  expect(shown).toEqual(truths)
}

describe('a recording through the real indexer', () => {
  test.each(SCENARIOS)('scenario $id comes to the contract’s balances', async ({ play }) => {
    const market = new TestMarket()
    play(market)
    expectBalances(await run(toRecording(market.happened)), market)
  })

  test.each([1, 2, 3])('so does market %i, that played itself', async (seed) => {
    const { market } = playAtRandom(seed)
    expectBalances(await run(toRecording(market.happened, 46_000_000)), market)
  })

  test('an offer is found in a nested call, and unknown where no call and no log shows it', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'F')?.play(market)
    const as = (way: 'nested' | 'hidden') => toRecording(market.happened.map((each) => ({ ...each, way })))
    const nested = await run(as('nested'))
    expect(nested.rows.find(({ account, token }) => account === P2 && token === COIN)).toMatchObject({
      accrued: '1750',
      unknown: 0,
    })
    const hidden = await run(as('hidden'))
    for (const who of [P2, CLIENT])
      expect(hidden.rows.find(({ account, token }) => account === who && token === COIN)).toMatchObject({
        accrued: '0',
        spent: '0',
        unknown: 1,
        reasons: ['OFFER_UNSEEN'],
      })
  })

  test('moments that a recorder gave one block number are told apart', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'C')?.play(market)
    const { logs, txs, ...rest } = toRecording(market.happened)
    const asOne = (each: object) => ({ ...each, blockNumber: 7 })
    const recording = { ...rest, logs: logs.map(asOne), txs: txs.map(asOne) }
    // Two that share their second are one block of two transactions, whose logs a recorder may count anew.
    expectBalances(await run(recording), market)
  })

  test('a log that stands there twice is refused, for it would count twice', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'F')?.play(market)
    const { logs, ...rest } = toRecording(market.happened)
    await expect(run({ ...rest, logs: [...logs, { ...logs[0] }] })).rejects.toMatchObject({
      code: 'REPLAY_FILE',
    })
  })

  test('a recording of a market that nobody named is told from one in which no money moved', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'A')?.play(market)
    const { logs, ...rest } = toRecording(market.happened)
    expect((await run({ ...rest, logs })).heard).toBe(logs.length)
    const elsewhere = logs.map((log) => ({ ...log, address: `0x${'5e'.repeat(20)}` }))
    expect(await run({ ...rest, chainId: 4242, logs: elsewhere })).toMatchObject({ rows: [], heard: 0 })
  })

  test('transactions of one place in a block stand in the order of their logs', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'A')?.play(market)
    const { logs, txs, ...rest } = toRecording(market.happened)
    const inOne = { blockNumber: 7, timestamp: 1_760_000_150 }
    const asOne = logs.map((log, logIndex) => ({ ...log, ...inOne, logIndex })).reverse()
    expectBalances(
      await run({ ...rest, logs: asOne, txs: txs.map((each) => ({ ...each, ...inOne })) }),
      market,
    )
  })

  test('an offer that was submitted on chain, at any time, is used', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'F')?.play(market)
    const [deliver] = market.happened.slice(-1)
    const [request] = deliver?.priced ?? []
    if (!deliver || !request) throw new Error('no delivery')
    market.submit(deliver.at + 1n, P1, request)
    const hidden = market.happened.map((each) => ({ ...each, way: 'hidden' as const }))
    const { rows } = await run(toRecording(hidden))
    expect(rows.find(({ account, token }) => account === P2 && token === COIN)?.accrued).toBe('1750')
  })

  test('a lock from before the first log makes its delivery unknown, though its offer was submitted', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'A')?.play(market)
    const request = market.happened.flatMap(({ logs }) =>
      logs.flatMap((log) => (log.event === 'RequestLocked' ? [log.request] : [])),
    )[0]
    if (!request) throw new Error('no lock')
    const rest = market.happened.filter(({ logs }) => !logs.some(({ event }) => event === 'RequestLocked'))
    const submitted = new TestMarket()
    submitted.submit(request.offer.rampUpStart, P2, request)
    const { rows } = await run(toRecording([...submitted.happened, ...rest]))
    for (const token of [COIN, COLLATERAL])
      expect(rows.find((row) => row.account === P1 && row.token === token)).toMatchObject({
        accrued: '0',
        reasons: ['LOCK_UNSEEN'],
      })
  })

  test('a recording of a chain of the folder needs to name no contract', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'B')?.play(market)
    const { contracts: _, ...plain } = toRecording(market.happened)
    const { contracts } = await getNetwork(NETWORKS, 'boundless')
    const own = contracts.find((each) => each.collateral !== undefined)
    const logs = plain.logs.map((log) => ({ ...log, address: own?.address }))
    const { rows } = await run({ ...plain, logs, chainId: 8453 })
    expect(rows.find(({ account, token }) => account === P1 && token === own?.collateral)).toMatchObject({
      slashed: '1001',
      burned: '500',
    })
  })

  test('chain and contracts of the recording replace those of the folder', async () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'J')?.play(market)
    const { contracts: _, ...plain } = toRecording(market.happened)
    // Nothing of ours stands at the folder's address.
    expect((await run(plain)).rows).toEqual([])
    const { collateral, ...rest } = toRecording(market.happened).contracts ?? {}
    const byToken = await run({ ...plain, contracts: { ...rest, token: collateral ?? COLLATERAL } })
    expectBalances(byToken, market)
  })
})
