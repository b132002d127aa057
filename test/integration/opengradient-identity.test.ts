import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unavailable } from '../../src/claim/errors.ts'
import type { Address, Hex } from '../../src/claim/hex.ts'
import { refreshHeartbeatAge } from '../../src/indexer/identity/heartbeat-age.ts'
import { resolveContracts, withStoredDeployments } from '../../src/indexer/identity/identity.ts'
import { beginAnew } from '../../src/indexer/operate/begin-anew.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { makeNetwork, REGISTRY, RELAY, runIndexer, WORK } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { transaction, work } from '../support/traffic.ts'
import { expectTruths } from '../support/truths.ts'

const PLACE = { network: 'first', chain: 31_337 }
const log = pino({ level: 'silent' })
const never = new AbortController().signal
let database: TestDatabase
let pool: Pool

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 4 })
})
afterEach(async () => {
  await pool.end()
  await database.drop()
})

// A chain as it answers to calls: code from a block on, an age limit by block, state since `oldest`.
function chainOf(state: {
  readonly code?: Readonly<Record<string, readonly [from: number, code: Hex]>>
  readonly age?: readonly (readonly [from: number, seconds: number])[]
  readonly oldest?: number
}) {
  const head = { number: 1000, hash: '0x' as never, parentHash: '0x' as never, timestamp: 0, encoded: null }
  let asked = 0
  const kept = (block: number) => {
    asked++
    if (block < (state.oldest ?? 0)) throw new Unavailable('UNAVAILABLE_ENDPOINTS', 'missing trie node')
  }
  return {
    asked: () => asked,
    head: () => Promise.resolve(head),
    finalized: () => Promise.resolve(head),
    header: async (number: number) => ({ ...head, number, timestamp: 1_790_000_000 + number }),
    code: async (address: string, block: number | string): Promise<Hex> => {
      kept(Number(block))
      const [from, code] = state.code?.[address] ?? [Number.POSITIVE_INFINITY, '0x' as Hex]
      return Number(block) >= from ? code : '0x'
    },
    call: async (_to: string, _input: Hex, block: number | string): Promise<Hex> => {
      kept(Number(block))
      const found = state.age?.findLast(([from]) => from <= Number(block))
      return found ? `0x${found[1].toString(16).padStart(64, '0')}` : '0x'
    },
  }
}

describe('contracts at the start', () => {
  const network = makeNetwork('first')
  const firstBlocks = (resolved: typeof network) => resolved.contracts.map((each) => each.deployedBlock)

  test('the first block is found by halving, kept, and given without asking again', async () => {
    const reader = chainOf({
      code: { [REGISTRY]: [137, '0x60'], [RELAY]: [0, '0x61'], [WORK]: [1000, '0x62'] },
    })
    const options = { pool, place: PLACE, network, reader, log }
    expect(firstBlocks(await resolveContracts(options, never))).toEqual([137, 0, 1000])
    const before = reader.asked()
    expect(before).toBeLessThan(60)
    expect(firstBlocks(await resolveContracts(options, never))).toEqual([137, 0, 1000])
    expect(reader.asked() - before).toBe(3)
    expect(firstBlocks(await withStoredDeployments(pool, PLACE, network))).toEqual([137, 0, 1000])
  })

  test('where no old state is kept it is unknown, and everything is read from the first block', async () => {
    const reader = chainOf({ code: { [REGISTRY]: [137, '0x60'] }, oldest: 900 })
    const resolved = await resolveContracts({ pool, place: PLACE, network, reader, log }, never)
    expect(firstBlocks(resolved)).toEqual([undefined, undefined, undefined])
    await expectTruths(pool, ['select deployed_block is null from ingest.contract'])
  })

  test('other code at the address is refused, with the command that keeps the old data', async () => {
    const at = (code: Hex) => chainOf({ code: { [REGISTRY]: [5, code] } })
    await resolveContracts({ pool, place: PLACE, network, reader: at('0x60'), log }, never)
    await expect(
      resolveContracts({ pool, place: PLACE, network, reader: at('0x6001'), log }, never),
    ).rejects.toMatchObject({
      code: 'CONTRACT_CHANGED',
      message: expect.stringContaining('assay begin-anew --network first --chain 31337'),
    })
  })
})

test('a reset chain: what was stored stays readable under another name, and indexing begins anew', async () => {
  const chain = new MockChain()
  const endpoint = await serveChain(chain)
  chain.mine([transaction(work.registered(), work.fee(50n))])
  for (let i = 0; i < 12; i++) chain.mine([])
  const first = await runIndexer(database.url, makeNetwork('first'), [endpoint.url])
  await first.reached(chain)
  await first.stop()
  expect(await beginAnew(pool, PLACE, never)).toBe('first-until-13')
  endpoint.chain = new MockChain({ seed: 9 })
  endpoint.chain.mine([transaction(work.fee(7n))])
  const second = await runIndexer(database.url, makeNetwork('first'), [endpoint.url])
  await second.reached(endpoint.chain)
  await second.stop()
  await endpoint.close()
  await expectTruths(pool, [
    `select jsonb_object_agg(network, amount) = '{"first": 7, "first-until-13": 50}' from facts.fee`,
    `select jsonb_object_agg(network, height) = '{"first": 1, "first-until-13": 13}' from ingest.status`,
    `select array_agg(distinct network) = '{first-until-13}' from derived.node`,
  ])
  await expect(beginAnew(pool, { network: 'nobody', chain: 1 }, never)).rejects.toMatchObject({
    code: 'NOTHING_STORED',
  })
})

describe('the age limit of heartbeats', () => {
  const network = { ...makeNetwork('first'), rules: {} }
  const refresh = (reader: ReturnType<typeof chainOf>) =>
    refreshHeartbeatAge({ pool, place: PLACE, network, reader, log })

  test('is written with the block of each change, and a later change is found from there', async () => {
    const first: [number, number][] = [
      [10, 1800],
      [400, 900],
    ]
    expect(await refresh(chainOf({ age: first }))).toEqual([
      { block: 10, value: 1800n },
      { block: 400, value: 900n },
    ])
    expect(await refresh(chainOf({ age: first }))).toEqual([])
    expect(await refresh(chainOf({ age: [...first, [701, 60]] }))).toEqual([{ block: 701, value: 60n }])
    await expectTruths(pool, [
      `select array_agg(from_block || ' ' || value order by from_block) = '{10 1800,400 900,701 60}'
         and bool_and(source like 'eth_call heartbeatMaxAge()%') from ingest.parameter`,
    ])
  })

  test('at the first look a change that was taken back is found as well', async () => {
    const age: [number, number][] = [
      [10, 1800],
      [300, 7200],
      [340, 600],
      [400, 1800],
    ]
    expect(await refresh(chainOf({ age }))).toEqual(
      age.map(([block, value]) => ({ block, value: BigInt(value) })),
    )
  })

  test('at the first look of a later start as well, and no more until the next', async () => {
    const before: [number, number][] = [[10, 1800]]
    const after: [number, number][] = [...before, [300, 7200], [340, 1800]]
    const looked = new Set<Address>()
    const look = (age: [number, number][]) =>
      refreshHeartbeatAge({ pool, place: PLACE, network, reader: chainOf({ age }), log, looked })
    expect(await look(before)).toEqual([{ block: 10, value: 1800n }])
    expect(await look(after)).toEqual([])
    looked.clear()
    expect(await look(after)).toEqual([
      { block: 300, value: 7200n },
      { block: 340, value: 1800n },
    ])
  })

  test("is kept for each registry, and a change counts from its block's time", async () => {
    const registries = [REGISTRY, RELAY].map((address) => ({
      name: 'registry',
      chain: PLACE.chain,
      address: address as never,
      interface: 'opengradient/tee-registry-v1',
    }))
    const reader = chainOf({ age: [[10, 1800]] })
    await refreshHeartbeatAge({
      pool,
      place: PLACE,
      network: { ...network, contracts: registries },
      reader,
      log,
    })
    await expectTruths(pool, [
      `select array_agg(parameter order by parameter) = (select array_agg(p order by p) from unnest(array['heartbeat_max_age:${REGISTRY}',
         'heartbeat_max_age:${RELAY}']) p)
       and bool_and(extract(epoch from from_time) = 1790000010) from ingest.parameter`,
    ])
  })

  test('is unknown where the endpoint keeps no old state', async () => {
    expect(await refresh(chainOf({ age: [[10, 1800]], oldest: 600 }))).toEqual([{ block: 600, value: 1800n }])
    await expectTruths(pool, [`select array_agg(from_block) = '{600}' from ingest.parameter`])
  })
})
