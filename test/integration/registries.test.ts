import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Address, type Hash32, toHex } from '../../src/claim/hex.ts'
import { findMeasurement } from '../../src/claim/measurement.ts'
import { HEARTBEAT_MAX_AGE } from '../../src/indexer/derive/lapses.ts'
import { recordParameter } from '../../src/indexer/identity/parameters.ts'
import { findUnlisted } from '../../src/indexer/operate/implementations.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import { FIRST, heartbeat, KEYS, log, registration, SECOND } from '../support/generations.ts'
import { CHAIN_ID, type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type Act, RegistriesModel } from '../support/registry-model.ts'
import { expectTruths, readTables } from '../support/truths.ts'

const DOCUMENT = readFileSync(new URL('../fixtures/nitro/og-evm_attestation_doc.cbor', import.meta.url))
const MEASUREMENT = findMeasurement(toHex(DOCUMENT)) as Hash32
const [V1, V2, VERIFIER] = ['b1', 'b2', 'b3'].map((byte) => Address(`0x${byte.repeat(20)}`)) as [
  Address,
  Address,
  Address,
]
const OTHER_MEASUREMENT = `0x${'cd'.repeat(32)}` as Hash32
const PLACE = { network: 'first', chain: CHAIN_ID }
const SECONDS = 600
const GENESIS_TIME = 1_790_000_000
/** Up to five blocks ahead or back. */
const backAndForth = (block: number) => (((block * 7919) % 11) - 5) * SECONDS
const timeOf = (block: number) => GENESIS_TIME + block * SECONDS + chain.drift(block)
const LIMITS = new Map([
  [V1, 1800],
  [V2, 3000],
])

function makeNetwork(ends: { readonly toBlock?: number } = {}): Network {
  const contract = (address: Address, contractInterface: string, more = {}) => ({
    name: contractInterface,
    chain: CHAIN_ID,
    address,
    interface: contractInterface,
    ...more,
  })
  const file = NetworkFile.parse({
    name: 'first',
    title: 'two registries',
    chains: [
      {
        id: CHAIN_ID,
        name: 'mock',
        class: 'devnet',
        family: 'ethereum',
        finality: { depth: 10 },
        integrity: { policy: 'full', quorum: 1 },
      },
    ],
    contracts: [
      contract(V1, 'opengradient/tee-registry-v2', ends),
      contract(V2, 'opengradient/tee-registry-v2'),
      contract(VERIFIER, 'opengradient/verifier-v1'),
    ],
  })
  return { ...file, folder: '/nowhere' }
}

let database: TestDatabase
let chain: MockChain
let endpoint: MockEndpoint
let running: RunningIndexer | undefined

beforeEach(async () => {
  database = await createDatabase()
  chain = new MockChain({ blockSeconds: SECONDS })
  endpoint = await serveChain(chain)
})

afterEach(async () => {
  await running?.stop()
  running = undefined
  await endpoint.close()
  await database.drop()
})

async function index(network = makeNetwork(), url = database.url): Promise<RunningIndexer> {
  const started = await runIndexer(url, network, [endpoint.url])
  await started.reached(chain)
  return started
}

const approval = (registry: Address, pcrHash: Hash32, event = 'PCRApproved'): MockTransaction => ({
  logs: [
    event === 'PCRApproved'
      ? log(registry, 'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)', {
          pcrHash,
          teeType: 0,
          version: 'v',
        })
      : log(registry, 'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)', {
          pcrHash,
          teeType: 0,
        }),
  ],
})

function toTransaction(act: Act, before: Address | undefined): MockTransaction[] {
  switch (act.kind) {
    case 'register': {
      const key = act.node === FIRST ? KEYS[0] : KEYS[1]
      return [registration(act.registry, key, 'https://node.example', toHex(DOCUMENT))]
    }
    case 'heartbeat':
      return [heartbeat(act.registry, act.node, 1_790_000_000n)]
    case 'enable':
    case 'disable': {
      const event = act.kind === 'enable' ? 'TEEEnabled' : 'TEEDisabled'
      return [{ logs: [log(act.registry, `event ${event}(bytes32 indexed teeId)`, { teeId: act.node })] }]
    }
    case 'approve':
      return [approval(act.registry, act.measurement)]
    case 'revoke':
      return [approval(act.registry, act.measurement, 'PCRRevoked')]
    case 'limit':
      return []
    case 'name':
      return [
        {
          logs: [
            log(
              act.verifier,
              'event RegistryUpdated(address indexed oldRegistry, address indexed newRegistry)',
              { oldRegistry: before ?? `0x${'00'.repeat(20)}`, newRegistry: act.registry },
            ),
          ],
        },
      ]
  }
}

/** Mines a block of these acts. A measurement that no node runs is approved in each, so that each holds data. */
function mine(model: RegistriesModel, acts: readonly Act[]): void {
  const now = timeOf(chain.head.number + 1)
  const transactions = [approval(V1, OTHER_MEASUREMENT)]
  for (const act of acts) {
    transactions.push(...toTransaction(act, act.kind === 'name' ? model.namedBy(act.verifier) : undefined))
    model.act(act, now)
  }
  chain.mine(transactions)
}

async function recordLimits({ pool }: Pick<RunningIndexer, 'pool'>, blocks: readonly (readonly Act[])[]) {
  const record = (registry: Address, fromBlock: number, seconds: number) =>
    recordParameter(pool, PLACE, {
      parameter: `${HEARTBEAT_MAX_AGE}:${registry}`,
      fromBlock,
      fromTime: timeOf(fromBlock),
      value: BigInt(seconds),
      source: 'the test',
    })
  for (const [registry, seconds] of LIMITS) await record(registry, 0, seconds)
  for (const [i, acts] of blocks.entries())
    for (const act of acts) if (act.kind === 'limit') await record(act.registry, i + 1, act.seconds)
}

/** A history of 60 blocks; what a contract would refuse does not happen in it. */
function drawAct(model: RegistriesModel, random: () => number): Act | undefined {
  const pick = <T>(...from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const registry = pick(V1, V2)
  const node = pick(FIRST, SECOND)
  const entry = model.at(registry).nodes.get(node)
  const kind = pick('register', 'heartbeat', 'heartbeat', 'heartbeat', 'status', 'word', 'limit', 'name')
  if (kind === 'register') return entry ? undefined : { kind, registry, node, measurement: MEASUREMENT }
  if (kind === 'heartbeat') return entry?.enabled ? { kind, registry, node } : undefined
  if (kind === 'status') return entry && { kind: entry.enabled ? 'disable' : 'enable', registry, node }
  if (kind === 'word') return { kind: pick('approve', 'revoke'), registry, measurement: MEASUREMENT }
  if (kind === 'limit') return { kind, registry, seconds: 600 * (1 + Math.floor(random() * 6)) }
  return random() < 0.25 && model.namedBy(VERIFIER) !== registry
    ? { kind: 'name', verifier: VERIFIER, registry }
    : undefined
}

/** Mines a few blocks of another future, has them indexed, and leaves them. */
async function forkAway(
  { reached }: RunningIndexer,
  past: readonly (readonly Act[])[],
  random: () => number,
) {
  const other = new RegistriesModel(LIMITS)
  for (const [i, acts] of past.entries()) for (const act of acts) other.act(act, timeOf(i + 1))
  const depth = 1 + Math.floor(random() * 5)
  for (let i = 0; i < depth; i++) {
    const act = drawAct(other, random)
    mine(other, act && act.kind !== 'limit' ? [act] : [])
  }
  await reached(chain)
  chain.unwind(depth)
}

test('a registry that the file ends speaks no more from the first block with data behind its end', async () => {
  const model = new RegistriesModel(LIMITS)
  const register = (registry: Address, node: Hash32): Act => ({
    kind: 'register',
    registry,
    node,
    measurement: MEASUREMENT,
  })
  mine(model, [register(V1, FIRST), register(V1, SECOND)])
  mine(model, [register(V2, SECOND)])
  chain.mine([])
  chain.mine([approval(V2, OTHER_MEASUREMENT)])
  running = await index(makeNetwork({ toBlock: 2 }))
  await expectTruths(running.pool, [
    `select string_agg(concat_ws(' ', from_block, enabled, disabled_cause), ', ' order by from_block) = '1 t, 4 f registry_replaced'
       from derived.node_version where node = '\\x${FIRST.slice(2)}'`,
    `select bool_and(enabled) and count(distinct registry) = 2 from derived.node_version where node = '\\x${SECOND.slice(2)}'`,
  ])
})

const seen: string[] = []
const SEEDS = process.env.ASSAY_SEEDS
  ? Array.from({ length: Number(process.env.ASSAY_SEEDS) }, (_, i) => i + 1)
  : [1, 2]

interface Expected {
  readonly block: number
  readonly node: Hash32
  readonly state: ReturnType<RegistriesModel['find']>
}

/** Sixty blocks of acts, each drawn from what those before it left, and what registries say of each node after each block. */
function drawHistory(random: () => number): { blocks: Act[][]; expected: Expected[] } {
  const model = new RegistriesModel(LIMITS)
  const blocks: Act[][] = []
  const expected: Expected[] = []
  for (let block = 1; block <= 60; block++) {
    const acts: Act[] = []
    for (let i = 0; i < 3; i++) {
      const act = drawAct(model, random)
      // A block has one limit at its end.
      if (!act || (act.kind === 'limit' && acts.some(({ kind }) => kind === 'limit'))) continue
      model.act(act, timeOf(block))
      acts.push(act)
    }
    blocks.push(acts)
    for (const node of [FIRST, SECOND]) expected.push({ block, node, state: model.find(node, timeOf(block)) })
  }
  return { blocks, expected }
}

async function findAsOf({ pool }: RunningIndexer, block: number, node: Hash32): Promise<Expected['state']> {
  const { rows } = await pool.query(
    `select enabled, lapsed, measurement_approved as approved, '0x' || encode(registry, 'hex') as registry
     from api.node_as_of(array['first'], array[$1::bigint], array[$2::int]) where node_key = decode($3, 'hex')`,
    [CHAIN_ID, block, node.slice(2)],
  )
  const [row] = rows
  return (
    row && {
      registry: row.registry,
      enabled: row.enabled,
      active: row.enabled && !row.lapsed,
      approved: row.approved ?? false,
    }
  )
}

// Of every other history, the blocks' times go back now and then.
describe.each(SEEDS)('history %d', (seed) => {
  test('at every block the state is that of the registry which speaks, however blocks were batched', async () => {
    const random = createRandom(seed)
    if (seed % 2 === 0) chain.drift = backAndForth
    const { blocks, expected } = drawHistory(random)
    const replayed = new RegistriesModel(LIMITS)
    const slow = await createDatabase()
    // One index that sees each block come, and forks; one that reads all at once, and the limits only afterwards.
    const [first = [], ...others] = blocks
    mine(replayed, first)
    running = await runIndexer(slow.url, makeNetwork(), [endpoint.url])
    await recordLimits(running, blocks)
    for (const [i, acts] of others.entries()) {
      if (i % 20 === 19) await forkAway(running, blocks.slice(0, i + 1), random)
      mine(replayed, acts)
      await running.reached(chain)
    }
    const fast = await index()
    await recordLimits(fast, blocks)
    mine(replayed, [])
    await Promise.all([fast.reached(chain), running.reached(chain)])
    for (const { block, node, state } of expected) {
      expect({ block, node, state: await findAsOf(fast, block, node) }).toEqual({ block, node, state })
      if (state) seen.push(`${state.enabled} ${state.active}`)
    }
    expect(await readTables(fast.pool, 'first')).toEqual(await readTables(running.pool, 'first'))
    await fast.stop()
    await running.stop()
    running = undefined
    await slow.drop()
  })
})

afterAll(() => {
  // Histories in which nothing ever lapses would show nothing.
  expect(new Set(seen)).toEqual(new Set(['true true', 'true false', 'false false']))
})

test('code behind a proxy that the file does not list is a fact and a trouble that leaves the index ready', async () => {
  const implementations = [Address(`0x${'c1'.repeat(20)}`), Address(`0x${'c2'.repeat(20)}`)]
  const upgraded = (implementation: Address) => ({
    logs: [log(V1, 'event Upgraded(address indexed implementation)', { implementation })],
  })
  const [first, second] = implementations as [Address, Address]
  const network = makeNetwork()
  const listing = (listed: readonly Address[]): Network => ({
    ...network,
    contracts: network.contracts.map((each) =>
      each.address === V1 ? { ...each, implementations: [...listed] } : each,
    ),
  })
  chain.mine([upgraded(first)])
  running = await index()
  const { pool, reached } = running
  expect(await findUnlisted(pool, PLACE, network)).toBeUndefined()
  expect(await findUnlisted(pool, PLACE, listing([second]))).toMatchObject({
    code: 'IMPLEMENTATION_UNLISTED',
  })
  chain.mine([upgraded(second)])
  await reached(chain)
  await expectTruths(pool, [
    `select count(*) = 2 from facts.parameter_change where parameter = 'implementation'`,
    'select count(*) = 0 from facts.unknown_log',
  ])
  expect(await findUnlisted(pool, PLACE, network)).toMatchObject({
    message: expect.stringContaining(`runs the code at ${second} since block 2`),
  })
  expect(await findUnlisted(pool, PLACE, listing([second]))).toBeUndefined()
  chain.unwind(1)
  chain.mine([approval(V1, OTHER_MEASUREMENT)])
  await reached(chain)
  expect(await findUnlisted(pool, PLACE, network)).toBeUndefined()
})
