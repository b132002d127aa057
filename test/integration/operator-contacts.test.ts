import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHAIN_ID } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { type Api, startApi } from '../../src/api/api.ts'
import { refreshContacts } from '../../src/keeper/contacts/refresh.ts'
import { Tracer } from '../../src/keeper/traces/tracer.ts'
import type { Network } from '../../src/platform/network.ts'
import { testConfig } from '../support/api/server.ts'
import { type EndpointInFront, type Instead, serveInFront } from '../support/endpoint-in-front.ts'
import { type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { describe as describeNetwork, NETWORK } from '../support/operators/network.ts'
import { MEASUREMENT, OperatorNode } from '../support/operators/nodes.ts'
import { OperatorWorld } from '../support/operators/world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const MISSING = { error: { code: -32_000, message: 'missing trie node 5f2a (path ) state is not available' } }
const UNKNOWN = { error: { code: -32_601, message: 'the method does not exist/is not available' } }

let world: OperatorWorld
let database: TestDatabase
let index: RunningIndexer
let network: Network
let [honest, decoyed, direct, forged]: OperatorNode[] = []
const open: EndpointInFront[] = []

/**
 * Four nodes: one through a Safe, one whose real call stands in no input but a decoy does, one by a call of its own, and one through a
 * Safe whose document an authority signed that nobody trusts.
 */
beforeAll(async () => {
  world = await OperatorWorld.create()
  database = await createDatabase()
  ;[honest, decoyed, direct, forged] = await Promise.all(
    ['honest', 'decoyed', 'direct', 'forged'].map((name) => OperatorNode.create(world, name)),
  )
  await world.send('safe', nodeOf(honest).register())
  const real = await world.operator('later').wrap(nodeOf(decoyed).register())
  await world.send('multicall', nodeOf(decoyed).refused(), real)
  await world.send('direct', nodeOf(direct).register())
  await world.send('safe', nodeOf(forged).register(world.forger))
  await world.mine()
  for (const node of [honest, decoyed, direct])
    await world.send('direct', nodeOf(node).pay(70, world.operator('direct').account()))
  for (let i = 0; i < 4; i++) await world.mine()
  network = (await describeNetwork(world)).network
  index = await runIndexer(database.url, network, [world.chain.url], { prepare: true })
  const head = await callRpc<{ hash: string }>(world.chain.url, 'eth_getBlockByNumber', ['latest', false])
  await index.reached({ head: head as never })
})

afterAll(async () => {
  await index?.stop()
  await database?.drop()
  await world?.close()
})

beforeEach(async () => {
  await index.pool.query('delete from keeper.registration_word')
})

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

function nodeOf(node: OperatorNode | undefined): OperatorNode {
  if (!node) throw new RangeError('the world has four nodes')
  return node
}

async function serve(instead: Instead): Promise<EndpointInFront> {
  const endpoint = await serveInFront(world.chain.url, instead)
  open.push(endpoint)
  return endpoint
}

const refresh = (endpoints: readonly string[], tracer = new Tracer()) =>
  refreshContacts(
    {
      pool: index.pool,
      network,
      chain: CHAIN_ID,
      endpoints,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    },
    tracer,
  )

interface Told {
  readonly payee: string | null
  readonly endpoint: string | null
  readonly from: string | null
  readonly by: string | null
  readonly vouched: string | null
  readonly reason: string | null
  readonly difference: string | null
}

/** What is served of a node's registration. */
async function told(node: OperatorNode | undefined): Promise<Told | undefined> {
  const { rows } = await index.pool.query<Told>(
    `select '0x' || encode(payment_address, 'hex') as payee, endpoint, contact_from as from, contact_said_by as by,
       contact_vouched_by as vouched, contact_reason as reason, contact_difference as difference
     from api.registration where network = $1 and node_key = decode($2, 'hex')`,
    [NETWORK, nodeOf(node).teeId.slice(2)],
  )
  return rows[0]
}

async function feesOf(node: OperatorNode | undefined): Promise<string[]> {
  const { rows } = await index.pool.query<{ said: string }>(
    `select attribution || ' ' || amount as said from api.node_day_amount
     where network = $1 and node_key = decode($2, 'hex') and kind = 'fee'`,
    [NETWORK, nodeOf(node).teeId.slice(2)],
  )
  return rows.map(({ said }) => said)
}

const contactOf = (node: OperatorNode | undefined) => ({
  payee: nodeOf(node).payee,
  endpoint: nodeOf(node).endpoint,
})
const nothing = { payee: null, endpoint: null, from: null, by: null, vouched: null, difference: null }
const bySaid = { from: 'endpoints', reason: null, difference: null }

/** State that is kept for so many of the newest blocks only. */
const keepsOnly =
  (blocks: number): Instead =>
  (method, [, at]) =>
    method === 'eth_call' && Number(at) < world.chain.head - blocks ? MISSING : undefined
const withoutTraces: Instead = (method) => (/^(debug|trace)_/.test(method) ? UNKNOWN : undefined)
const both =
  (...each: readonly Instead[]): Instead =>
  (method, params) => {
    for (const one of each) {
      const own = one(method, params)
      if (own) return own
    }
    return undefined
  }

/** Says another endpoint of every node that the registry is asked for. */
const liesAboutState: Instead = (method, params) => {
  if (method !== 'eth_call') return undefined
  const [{ data }] = params as [{ data: string }]
  for (const node of [honest, decoyed]) {
    const { teeId, payee, node: tee } = nodeOf(node)
    if (!data.endsWith(teeId.slice(2))) continue
    const entry = {
      owner: payee,
      paymentAddress: payee,
      endpoint: 'https://liar.invalid',
      publicKey: `0x${tee.spki.toString('hex')}`,
      tlsCertificate: '0x',
      pcrHash: teeId,
      teeType: 0,
      enabled: true,
      registeredAt,
      lastHeartbeatAt: 0n,
    }
    return { result: world.encoder.encodeResult('TEERegistry', 'getTEE', entry) }
  }
  return undefined
}
let registeredAt = 0n

beforeAll(async () => {
  const { rows } = await index.pool.query<{ time: string }>(
    'select extract(epoch from min(block_time))::bigint as time from facts.node_registered',
  )
  registeredAt = BigInt(rows[0]?.time ?? 0)
})

describe('endpoint and payment address that no call proves', () => {
  test('are unknown before endpoints were asked, also where one call stands in the input: it may be a decoy', async () => {
    for (const node of [honest, decoyed]) expect(await told(node)).toEqual({ ...nothing, reason: 'UNASKED' })
    expect(await told(direct)).toEqual({ ...nothing, ...contactOf(direct), from: 'chain', reason: null })
    expect([await feesOf(honest), await feesOf(decoyed), await feesOf(direct)]).toEqual([
      [],
      [],
      ['payment_address 70'],
    ])
  })

  test('are what state and trace say; a decoy shows as a difference, is counted, and gives nothing', async () => {
    expect(await refresh([world.chain.url])).toEqual({ told: 3, differing: 1 })
    const said = { ...bySaid, by: 'state and trace', vouched: '1 of 1 endpoints' }
    expect(await told(honest)).toEqual({ ...said, ...contactOf(honest) })
    expect(await told(decoyed)).toEqual({ ...said, ...contactOf(decoyed), difference: 'document' })
    expect([await feesOf(honest), await feesOf(decoyed)]).toEqual([
      ['payment_address_said 70'],
      ['payment_address_said 70'],
    ])
    // Told once, they are not asked for again.
    expect(await refresh([world.chain.url])).toEqual({ told: 0, differing: 0 })
  })

  test('need no traces: an endpoint without any is asked for one once', async () => {
    const endpoint = await serve(withoutTraces)
    const tracer = new Tracer()
    expect(await refresh([endpoint.url], tracer)).toEqual({ told: 3, differing: 0 })
    expect(await told(decoyed)).toEqual({
      ...bySaid,
      ...contactOf(decoyed),
      by: 'state',
      vouched: '1 of 1 endpoints',
    })
    await index.pool.query('delete from keeper.registration_word')
    await refresh([endpoint.url], tracer)
    expect(endpoint.asked('debug_') + endpoint.asked('trace_')).toBe(2)
    expect(endpoint.asked('debug_')).toBe(1)
  })

  test('are read from the other form of traces where only that is offered', async () => {
    const endpoint = await serve((method) => (method.startsWith('debug_') ? UNKNOWN : undefined))
    expect(await refresh([endpoint.url])).toEqual({ told: 3, differing: 1 })
    expect(await told(decoyed)).toMatchObject({ by: 'state and trace', difference: 'document' })
    // Both forms are asked for at first, then the one that is offered.
    expect([endpoint.asked('debug_'), endpoint.asked('trace_')]).toEqual([1, 3])
  })

  test('are of the newest final state where the state of the block is gone, as long as it is of the same registration', async () => {
    const endpoint = await serve(both(keepsOnly(3), withoutTraces))
    expect(await refresh([endpoint.url])).toEqual({ told: 3, differing: 0 })
    expect(await told(honest)).toMatchObject({ ...contactOf(honest), by: 'state' })
  })

  test('are those of the trace where no state is kept, and unknown with the reason where there is no trace either', async () => {
    const pruned = await serve(keepsOnly(-1))
    expect(await refresh([pruned.url])).toEqual({ told: 3, differing: 1 })
    expect(await told(decoyed)).toEqual({
      ...bySaid,
      ...contactOf(decoyed),
      by: 'trace',
      vouched: 'traces of 1 of 1 endpoints',
      difference: 'document',
    })
    await index.pool.query('delete from keeper.registration_word')
    const nothingKept = await serve(both(keepsOnly(-1), withoutTraces))
    expect(await refresh([nothingKept.url])).toEqual({ told: 0, differing: 0 })
    expect(await told(honest)).toEqual({ ...nothing, reason: 'STATE_UNAVAILABLE' })
    // Another endpoint that has it makes them known at a later look.
    expect(await refresh([world.chain.url])).toEqual({ told: 3, differing: 1 })
  })

  test('are what more than half of the endpoints say', async () => {
    const liar = await serve(both(liesAboutState, withoutTraces))
    const [one, two] = [await serve(withoutTraces), await serve(withoutTraces)]
    expect(await refresh([liar.url, one.url])).toEqual({ told: 1, differing: 0 })
    expect(await told(honest)).toEqual({ ...nothing, reason: 'STATE_UNAVAILABLE' })
    expect(await refresh([liar.url, one.url, two.url])).toEqual({ told: 2, differing: 0 })
    expect(await told(honest)).toMatchObject({ ...contactOf(honest), vouched: '2 of 3 endpoints' })
    await index.pool.query('delete from keeper.registration_word')
    // A trace of one endpoint in three is no word either.
    const traces = await serve(keepsOnly(-1))
    const [less, least] = [
      await serve(both(keepsOnly(-1), withoutTraces)),
      await serve(both(keepsOnly(-1), withoutTraces)),
    ]
    expect(await refresh([traces.url, less.url, least.url])).toEqual({ told: 0, differing: 1 })
    expect(await told(honest)).toEqual({ ...nothing, reason: 'STATE_UNAVAILABLE' })
  })

  test('are unknown where state and trace differ, and that is counted', async () => {
    const liar = await serve(liesAboutState)
    expect(await refresh([liar.url])).toEqual({ told: 1, differing: 2 })
    expect(await told(honest)).toEqual({ ...nothing, reason: 'WORDS_DIFFER', difference: 'state' })
    expect(await feesOf(honest)).toEqual([])
  })

  test('are unknown where the same block registers the node again: the state is that of the last one', async () => {
    const endpoint = await serve(withoutTraces)
    const { rows: copied } = await index.pool.query(
      `insert into facts.node_registered
       select (jsonb_populate_record(r, jsonb_build_object('position', r.position + 1000))).* from facts.node_registered r
       where node = decode($1, 'hex') returning position`,
      [nodeOf(honest).teeId.slice(2)],
    )
    try {
      expect(await refresh([endpoint.url])).toEqual({ told: 2, differing: 0 })
      const { rows } = await index.pool.query<{ reason: string }>(
        `select contact_reason as reason from api.registration where node_key = decode($1, 'hex') order by position`,
        [nodeOf(honest).teeId.slice(2)],
      )
      expect(rows[0]?.reason).toBe('REGISTERED_AGAIN')
    } finally {
      await index.pool.query('delete from facts.node_registered where position = $1', [copied[0]?.position])
    }
  })
})

interface Measured {
  readonly measurement: string | null
  readonly approved: boolean | null
  readonly from: string | null
  readonly reason: string | null
}

/** What is served of a node's measurement: of its registration, of its states, and as of the newest block. */
async function measured(node: OperatorNode | undefined): Promise<Measured> {
  const which = "network = $1 and node_key = decode($2, 'hex')"
  const row = `'0x' || encode(measurement, 'hex') as measurement, measurement_from as "from", measurement_reason as reason`
  const here = [NETWORK, nodeOf(node).teeId.slice(2)]
  const ask = async (from: string, also: string) =>
    (await index.pool.query<Measured>(`select ${row}${also} from ${from} where ${which}`, here)).rows
  const approved = ', measurement_approved as approved'
  const [now] = await ask('api.node', approved)
  const asOf = await ask(
    `api.node_as_of(array['${NETWORK}'], array[${CHAIN_ID}::bigint], array[${world.chain.head}])`,
    approved,
  )
  expect(asOf).toEqual([now])
  const versions = await ask('api.node_version', approved)
  expect(versions).toContainEqual(now)
  const { approved: _, ...registered } = now as Measured
  expect(await ask('api.registration', '')).toEqual([registered])
  return now as Measured
}

/** Which measurements the facts hold. */
async function inFacts(node: OperatorNode | undefined): Promise<(string | null)[]> {
  const { rows } = await index.pool.query<{ measurement: string | null }>(
    `select '0x' || encode(measurement, 'hex') as measurement from facts.node_registered where node = decode($1, 'hex')`,
    [nodeOf(node).teeId.slice(2)],
  )
  return rows.map((each) => each.measurement)
}

const unknown = { measurement: null, approved: null, from: null }
const isCurrent = { measurement: MEASUREMENT, approved: true, reason: null }

describe('a measurement that no call proves', () => {
  test('is that of the document where the hardware signed it for the key, and null with the reason where it did not', async () => {
    expect(await measured(direct)).toEqual({ ...isCurrent, from: 'chain' })
    expect(await measured(honest)).toEqual({ ...isCurrent, from: 'document' })
    // A forged document stands alone in the input and names approved code.
    expect([await inFacts(honest), await inFacts(forged)]).toEqual([[MEASUREMENT], [null]])
    expect(await measured(forged)).toEqual({ ...unknown, reason: 'UNASKED' })
  })

  test('is the word of the endpoints once they were asked, approved as the registry said of it', async () => {
    await refresh([world.chain.url])
    expect(await measured(forged)).toEqual({ ...isCurrent, from: 'endpoints' })
    expect(await inFacts(forged)).toEqual([null])
    expect(await measured(honest)).toEqual({ ...isCurrent, from: 'document' })
  })

  test('is that of a traced document where no state is kept, and unknown where there is no trace either', async () => {
    const pruned = await serve(keepsOnly(-1))
    await refresh([pruned.url])
    expect(await measured(forged)).toEqual({ ...isCurrent, from: 'endpoints' })
    await index.pool.query('delete from keeper.registration_word')
    const nothingKept = await serve(both(keepsOnly(-1), withoutTraces))
    await refresh([nothingKept.url])
    expect(await measured(forged)).toEqual({ ...unknown, reason: 'STATE_UNAVAILABLE' })
  })

  test('that endpoints tell otherwise than a document proves stays the proved one, and the difference shows', async () => {
    const liar = await serve(both(liesAboutState, withoutTraces))
    await refresh([liar.url])
    expect(await measured(honest)).toEqual({ ...isCurrent, from: 'document' })
    expect((await told(honest))?.difference).toBe('measurement')
  })

  test('is asked for again where an older version kept a word without it, and what that held stays', async () => {
    await refresh([world.chain.url])
    await index.pool.query(
      'update keeper.registration_word set measurement = null, measurement_asked = false',
    )
    expect(await measured(forged)).toEqual({ ...unknown, reason: 'NOT_SAID' })
    const nothingKept = await serve(both(keepsOnly(-1), withoutTraces))
    await refresh([nothingKept.url])
    expect(await told(forged)).toMatchObject(contactOf(forged))
    await refresh([world.chain.url])
    expect(await measured(forged)).toEqual({ ...isCurrent, from: 'endpoints' })
  })
})

describe('an answer of the API says whose word it is', () => {
  let api: Api

  beforeAll(async () => {
    const config = testConfig(database.readerUrl, { networks: join(world.folder, 'networks') })
    api = await startApi(config, pino({ level: 'silent' }))
  })
  afterAll(() => api?.close())

  test('by GraphQL: of a node, of its registration, of a day and of each entry of the ledger', async () => {
    await refresh([world.chain.url])
    const { teeId, payee, endpoint } = nodeOf(honest)
    const query = `query ($network: String!, $key: Bytes!) {
      nodes(limit: 1, where: { network_eq: $network, key_eq: $key }) {
        paymentAddress endpoint contactFrom measurement measurementFrom measurementReason
        versions { contactFrom }
        registrations { paymentAddress contactFrom contactSaidBy contactVouchedBy contactReason contactDifference }
        amounts { attribution }
        economics { ledger { kind attribution } }
      }
    }`
    const answer = await post(query, { network: NETWORK, key: teeId })
    expect(answer).toEqual({
      data: {
        nodes: [
          {
            paymentAddress: payee,
            endpoint,
            contactFrom: 'endpoints',
            measurement: MEASUREMENT,
            measurementFrom: 'document',
            measurementReason: null,
            versions: [{ contactFrom: 'endpoints' }],
            registrations: [
              {
                paymentAddress: payee,
                contactFrom: 'endpoints',
                contactSaidBy: 'state and trace',
                contactVouchedBy: '1 of 1 endpoints',
                contactReason: null,
                contactDifference: null,
              },
            ],
            amounts: [{ attribution: 'payment_address_said' }],
            economics: [{ ledger: [{ kind: 'fee', attribution: 'payment_address_said' }] }],
          },
        ],
      },
    })
  })

  test('by REST', async () => {
    await refresh([world.chain.url])
    const fields = 'key,paymentAddress,contactFrom'
    const rows = await get<Record<string, string>[]>(`/rest/nodes?fields=${fields}`)
    const from = (node: OperatorNode | undefined) => rows.find(({ key }) => key === nodeOf(node).teeId)
    expect(from(decoyed)).toMatchObject({ paymentAddress: nodeOf(decoyed).payee, contactFrom: 'endpoints' })
    expect(from(direct)).toMatchObject({ paymentAddress: nodeOf(direct).payee, contactFrom: 'chain' })
    expect(await get<unknown[]>('/rest/nodeDayAmounts?fields=nodeKey,attribution')).toContainEqual({
      nodeKey: nodeOf(decoyed).teeId,
      attribution: 'payment_address_said',
    })
  })

  const get = async <T>(path: string) => (await fetch(`${api.url}${path}`)).json() as Promise<T>
  const post = async (query: string, variables: Record<string, unknown>): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ query, variables })
    return (await fetch(`${api.url}/graphql`, { method: 'POST', headers, body })).json()
  }
})

describe('a measurement that is the word of endpoints', () => {
  test('is revoked with the registry, at that block and not before', async () => {
    await refresh([world.chain.url])
    world.admin('TEERegistry', 'revokePCR', MEASUREMENT, 0)
    const block = await world.mine()
    const head = await callRpc<{ hash: string }>(world.chain.url, 'eth_getBlockByNumber', ['latest', false])
    await index.reached({ head: head as never })
    const { rows } = await index.pool.query<{ block: number; approved: boolean }>(
      `select from_block as block, measurement_approved as approved from api.node_version
       where network = $1 and node_key = decode($2, 'hex') order by from_block`,
      [NETWORK, nodeOf(forged).teeId.slice(2)],
    )
    expect(rows.map(({ approved }) => approved)).toEqual([true, false])
    expect(rows.at(-1)?.block).toBe(block)
    expect(await measured(forged)).toEqual({ ...isCurrent, approved: false, from: 'endpoints' })
  })
})
