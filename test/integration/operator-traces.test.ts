import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHAIN_ID } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { listChainStatus, readiness } from '../../src/api/http/status.ts'
import { findDiffering } from '../../src/indexer/operate/differences.ts'
import { watchStanding } from '../../src/indexer/operate/standing.ts'
import { refreshSenders } from '../../src/keeper/senders/refresh.ts'
import { refreshTraces } from '../../src/keeper/traces/refresh.ts'
import { Tracer } from '../../src/keeper/traces/tracer.ts'
import type { Network } from '../../src/platform/network.ts'
import { type EndpointInFront, type Instead, serveInFront } from '../support/endpoint-in-front.ts'
import { eventually, type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { describe as describeNetwork, NETWORK } from '../support/operators/network.ts'
import { OperatorNode } from '../support/operators/nodes.ts'
import { OperatorWorld } from '../support/operators/world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const UNKNOWN = { error: { code: -32_601, message: 'the method does not exist/is not available' } }
const BUSY = { error: { code: -32_000, message: 'execution timeout' } }
const place = { network: NETWORK, chain: CHAIN_ID }

let world: OperatorWorld
let database: TestDatabase
let index: RunningIndexer
let network: Network
const open: EndpointInFront[] = []

/**
 * Two nodes beat, are paid and settle, one through accounts of every kind, one directly; and a heartbeat that comes out of storage,
 * while a forged one for the same second stands in the input.
 */
beforeAll(async () => {
  world = await OperatorWorld.create()
  database = await createDatabase()
  const [node, other] = (await Promise.all(
    ['node', 'other'].map((name) => OperatorNode.create(world, name)),
  )) as [OperatorNode, OperatorNode]
  await world.send('safe', node.register())
  await world.send('direct', other.register())
  await world.mine()
  const facilitator = world.operator('safe').account()
  await world.send('safe', node.beat())
  await world.send('ordered', node.settle())
  await world.send('safe multicall', node.settleBatch(3))
  await world.send('safe', node.pay(70, facilitator))
  await world.send('direct', other.beat())
  await world.send('direct', other.settle())
  await world.send('direct', other.pay(71, world.operator('direct').account()))
  await world.mine()
  const real = await world.operator('later').wrap(other.beat())
  await world.send('multicall', other.forgedBeat(0), real)
  for (let i = 0; i < 4; i++) await world.mine()
  network = (await describeNetwork(world)).network
  index = await runIndexer(database.url, network, [world.chain.url], { prepare: true })
  const head = await callRpc<{ hash: string }>(world.chain.url, 'eth_getBlockByNumber', ['latest', false])
  await index.reached({ head: head as never })
  await refreshSenders(lookAt([world.chain.url]))
  // The forged one is not the node's, so none was taken. An index of another version took it.
  const { rowCount } = await index.pool.query(
    'update facts.heartbeat set signature = candidates[1] where signature is null and cardinality(candidates) = 1',
  )
  expect(rowCount).toBe(1)
})

afterAll(async () => {
  await index?.stop()
  await database?.drop()
  await world?.close()
})

beforeEach(async () => {
  await index.pool.query('delete from keeper.call_trace')
})

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function serve(instead: Instead): Promise<EndpointInFront> {
  const endpoint = await serveInFront(world.chain.url, instead)
  open.push(endpoint)
  return endpoint
}

const lookAt = (endpoints: readonly string[]) => ({
  pool: index.pool,
  network,
  chain: CHAIN_ID,
  endpoints,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
})
const refresh = (endpoints: readonly string[], tracer = new Tracer()) =>
  refreshTraces(lookAt(endpoints), tracer)

/** What is kept of a kind: of each transaction that differs, how. */
async function kept(): Promise<{ readonly difference: string; readonly differing: string }[]> {
  const { rows } = await index.pool.query(
    'select difference, differing from keeper.difference where network = $1 order by block_number, differing',
    [NETWORK],
  )
  return rows
}

const withoutTraces: Instead = (method) => (/^(debug|trace)_/.test(method) ? UNKNOWN : undefined)
/** A trace of another transaction: it shows nothing of ours. */
const foreign: Instead = (method) => {
  const result = { type: 'CALL', to: world.payer, input: '0x' }
  return method.startsWith('debug_') ? { result } : undefined
}
const THROUGH_CONTRACTS = 5

describe('heartbeats, payments and settlements through another contract', () => {
  test('are compared with a trace of each transaction; a forged heartbeat that was taken for the real call differs', async () => {
    expect(await refresh([world.chain.url])).toEqual({ compared: THROUGH_CONTRACTS, differing: 1 })
    const [{ differing, ...row } = { differing: '' }, ...more] = await kept()
    expect([row, more]).toEqual([{ difference: 'signature' }, []])
    expect(differing).toMatch(/^the heartbeat of 0x[0-9a-f]{64} for second \d+$/)
    // Each is compared once.
    expect(await refresh([world.chain.url])).toEqual({ compared: 0, differing: 0 })
  })

  test('all differ from traces that show none of their calls', async () => {
    const endpoint = await serve(foreign)
    expect(await refresh([endpoint.url])).toEqual({
      compared: THROUGH_CONTRACTS,
      differing: THROUGH_CONTRACTS,
    })
    const kinds = (await kept()).map(({ difference, differing }) =>
      `${difference}: ${differing}`.replace(/ of .*/, ''),
    )
    expect(kinds.sort()).toEqual([
      'calls: the heartbeat',
      'calls: the heartbeat',
      'calls: the payment',
      'calls: the settlement',
      'calls: the settlement',
    ])
  })

  test('differ where the traces of two endpoints do', async () => {
    const liar = await serve(foreign)
    expect(await refresh([world.chain.url, liar.url])).toMatchObject({ differing: THROUGH_CONTRACTS })
    expect(new Set((await kept()).map(({ difference }) => difference))).toEqual(new Set(['endpoints']))
  })

  test('are left alone where nobody offers traces, and asked for again where one is only busy', async () => {
    const none = await serve(withoutTraces)
    expect(await refresh([none.url])).toEqual({ compared: 0, differing: 0 })
    expect(none.asked('debug_')).toBe(1)
    const { rows } = await index.pool.query('select * from keeper.call_trace')
    expect(rows).toEqual([])
    const busy = await serve((method) => (/^(debug|trace)_/.test(method) ? BUSY : undefined))
    expect(await refresh([busy.url])).toEqual({ compared: 0, differing: 0 })
    const tried = await index.pool.query('select distinct reason, tries from keeper.call_trace')
    expect(tried.rows).toEqual([{ reason: 'TRACE_UNAVAILABLE', tries: 1 }])
    expect(await refresh([world.chain.url])).toEqual({ compared: THROUGH_CONTRACTS, differing: 1 })
  })
})

describe('a difference is a trouble of the chain', () => {
  test('in words, with the number of others, until it is seven days old', async () => {
    expect(await findDiffering(index.pool, place)).toBeUndefined()
    await refresh([world.chain.url])
    const one = await findDiffering(index.pool, place)
    expect(one?.code).toBe('TRACE_DIFFERS')
    expect(one?.message).toMatch(
      /^what endpoints say of the heartbeat of 0x[0-9a-f]{64} for second \d+ in transaction 0x[0-9a-f]{64} of block \d+ differs from what was read of it \(signature\): look at keeper\.difference\./,
    )
    await index.pool.query('delete from keeper.call_trace')
    await refresh([(await serve(foreign)).url])
    expect((await findDiffering(index.pool, place))?.message).toContain(
      `, and so do ${THROUGH_CONTRACTS - 1} more of the last 7 days`,
    )
    await index.pool.query(`update keeper.call_trace set asked_at = now() - interval '8 days'`)
    expect(await findDiffering(index.pool, place)).toBeUndefined()
    // The list keeps it.
    expect((await kept()).length).toBe(THROUGH_CONTRACTS)
  })

  test('which its status shows while it stays ready, and which ends', async () => {
    await refresh([world.chain.url])
    const stop = new AbortController()
    const { pool } = index
    const reader = { head: async () => ({ number: world.chain.head }) as never }
    const log = pino({ level: 'silent' })
    const watching = watchStanding({ pool, place, network, reader, log }, stop.signal)
    const troubled = `select trouble_code is not distinct from $1 from ingest.status`
    await eventually(pool, troubled, ['TRACE_DIFFERS'])
    const chains = await listChainStatus(pool)
    expect(chains).toMatchObject([{ trouble: { code: 'TRACE_DIFFERS' } }])
    expect(readiness(chains, 10)).toEqual({ ready: true, reasons: [] })
    await pool.query('delete from keeper.call_trace')
    await eventually(pool, troubled, [null])
    stop.abort()
    await watching
  })

  test('and none of a block that the chain lost', async () => {
    await refresh([world.chain.url])
    await index.pool.query(`update keeper.call_trace set block_hash = '\\x00' where difference is not null`)
    expect(await findDiffering(index.pool, place)).toBeUndefined()
  })
})
