import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pcrHashOf } from '../../src/claim/hash.ts'
import { type Address, toHex } from '../../src/claim/hex.ts'
import { decodeNitro } from '../../src/claim/nitro.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import {
  ADDRESS,
  channelLife,
  FIRST,
  heartbeat,
  KEYS,
  LONE,
  log,
  OWN,
  PAYER,
  paidExactly,
  paidUpto,
  registration,
  SECOND,
  SHARED,
  transfer,
} from '../support/generations.ts'
import { type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { expectTruths, readTables } from '../support/truths.ts'
import { account, hash } from '../unit/events/encode.ts'

// Two chains as OpenGradient has them: proofs on one, money on the other; ten minutes and two seconds a block.
const [PROOFS, MONEY] = [10_740, 8_453]
const DOCUMENT = readFileSync(new URL('../fixtures/nitro/og-evm_attestation_doc.cbor', import.meta.url))
const MEASUREMENT = measurementOf(DOCUMENT)
const OTHER_TOKEN = account('7f')
const bytea = (hex: string) => `'\\x${hex.slice(2)}'`

let database: TestDatabase
let proofs: MockChain
let money: MockChain
let endpoints: MockEndpoint[]
let running: RunningIndexer[]

beforeEach(async () => {
  database = await createDatabase()
  proofs = new MockChain({ chainId: PROOFS, blockSeconds: 600 })
  money = new MockChain({ chainId: MONEY, blockSeconds: 2, family: 'opstack', seed: 2 })
  endpoints = [await serveChain(proofs), await serveChain(money)]
  running = []
})

afterEach(async () => {
  for (const each of running) await each.stop()
  for (const each of endpoints) await each.close()
  await database.drop()
})

function makeNetwork(policy = 'full'): Network {
  const on =
    (chain: number) =>
    (address: Address, name: string, more = {}) => ({ name, chain, address, interface: name, ...more })
  const [proof, pay] = [on(PROOFS), on(MONEY)]
  const chain = (id: number, family: string) => ({
    id,
    name: String(id),
    class: id === MONEY ? 'mainnet' : 'testnet',
    family,
    finality: { depth: 10 },
    integrity: { policy, quorum: 1 },
  })
  const file = NetworkFile.parse({
    name: 'recorded',
    title: 'recorded world',
    chains: [chain(PROOFS, 'ethereum'), chain(MONEY, 'opstack')],
    contracts: [
      proof(ADDRESS.oldRegistry, 'opengradient/tee-registry-history', { toBlock: 4 }),
      proof(ADDRESS.registry, 'opengradient/tee-registry-v2', { fromBlock: 5 }),
      proof(ADDRESS.relayV1, 'opengradient/settlement-relay-v1'),
      proof(ADDRESS.relayV2, 'opengradient/settlement-relay-v2b'),
      proof(ADDRESS.settlement, 'opengradient/tee-settlement'),
      proof(ADDRESS.staking, 'cosmos/staking'),
      proof(ADDRESS.distribution, 'cosmos/distribution'),
      proof(ADDRESS.alpha, 'opengradient/alpha-inference'),
      pay(ADDRESS.token, 'erc20/transfer'),
      pay(ADDRESS.upto, 'x402/upto-proxy'),
      pay(ADDRESS.exact, 'x402/exact-proxy'),
      pay(ADDRESS.channels, 'x402/batch-settlement'),
    ],
    tokens: [{ chain: MONEY, address: ADDRESS.token, symbol: 'OPG', decimals: 18, class: 'mainnet' }],
    labels: [{ chain: MONEY, address: SHARED, label: 'payTo', kind: 'shared-payee', source: 'the test' }],
    rules: { heartbeatMaxAge: { seconds: 1800, source: 'the test' } },
  })
  return { ...file, folder: '/nowhere' }
}

// One indexer per chain, as the processes are.
async function indexBoth(): Promise<RunningIndexer> {
  const network = makeNetwork()
  for (const [i, chain] of network.chains.entries()) {
    const own = { ...network, chains: [chain] }
    running.push(await runIndexer(database.url, own, [endpoints[i]?.url ?? '']))
  }
  await reached(proofs, PROOFS)
  await reached(money, MONEY)
  return indexer()
}

function indexer(): RunningIndexer {
  const [first] = running
  if (!first) throw new Error('an indexer runs')
  return first
}

async function reached(chain: MockChain, id: number): Promise<void> {
  for (;;) {
    const { rows } = await indexer().pool.query('select hash from ingest.status where chain_id = $1', [id])
    if (rows[0] && toHex(rows[0].hash) === chain.head.hash) return
    await new Promise((done) => setTimeout(done, 20))
  }
}

const only = (...logs: MockTransaction['logs'][number][]): MockTransaction => ({ logs })

function mineProofs(): void {
  const { oldRegistry, registry, relayV1, relayV2, settlement, staking, distribution } = ADDRESS
  // 1–4: the registry as it was in February, and the first relay.
  proofs.mine([
    registration(oldRegistry, KEYS[0], 'https://first.example', toHex(DOCUMENT)),
    only(
      log(oldRegistry, 'event PCRApproved(bytes32 indexed pcrHash, string version)', {
        pcrHash: MEASUREMENT,
        version: 'v0',
      }),
      log(oldRegistry, 'event AdminAdded(address indexed admin)', { admin: OWN }),
    ),
  ])
  proofs.mine([
    only(
      log(relayV1, 'event Settlement(bytes32 indexed inputHash, bytes32 indexed outputHash)', {
        inputHash: hash('a1'),
        outputHash: hash('a2'),
      }),
    ),
    only(
      log(relayV1, 'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize)', {
        merkleRoot: hash('a3'),
        batchSize: 3n,
      }),
    ),
  ])
  proofs.mine([only(log(oldRegistry, 'event TEEDeactivated(bytes32 indexed teeId)', { teeId: FIRST }))])
  proofs.mine([only(log(oldRegistry, 'event TEEActivated(bytes32 indexed teeId)', { teeId: FIRST }))])
  // 5–8: its successor, heartbeats, a second node.
  proofs.mine([
    registration(registry, KEYS[0], 'https://moved.example', toHex(DOCUMENT)),
    registration(registry, KEYS[1], 'https://second.example', '0xdead', LONE),
    only(
      log(registry, 'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)', {
        pcrHash: MEASUREMENT,
        teeType: 0,
        version: 'v1',
      }),
    ),
  ])
  proofs.mine([heartbeat(registry, FIRST, 1_790_003_500n)])
  const response = { teeId: FIRST, inputHash: hash('b1'), outputHash: hash('b2'), timestamp: 1_790_003_600n }
  const individual = log(
    relayV2,
    'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
    { ...response, ethAddress: PAYER, walrusBlobId: '0x', signature: '0xabcd' },
  )
  proofs.mine([
    only(individual),
    only(individual),
    only(
      log(
        relayV2,
        'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)',
        {
          merkleRoot: hash('b3'),
          batchSize: 20n,
          walrusBlobId: toHex(Buffer.from('blob-1')),
        },
      ),
    ),
    only(
      log(
        settlement,
        'event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash, bytes32 inputHash, bytes32 outputHash, uint256 timestamp)',
        { ...response, settlementHash: hash('b4') },
      ),
    ),
  ])
  proofs.mine([
    only(
      log(staking, 'event CreateValidator(address indexed validatorAddress, uint256 value)', {
        validatorAddress: OWN,
        value: 10n,
      }),
      log(
        staking,
        'event Unbond(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount, uint256 completionTime)',
        { delegatorAddress: OWN, validatorAddress: OWN, amount: 4n, completionTime: 1n },
      ),
    ),
    only(
      log(
        distribution,
        'event WithdrawDelegatorReward(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount)',
        { delegatorAddress: OWN, validatorAddress: OWN, amount: 2n },
      ),
    ),
  ])
  // 9–12: the measurement is revoked, which takes the first node; the second was never heard of.
  proofs.mine([
    only(
      log(registry, 'event TEEDisabled(bytes32 indexed teeId)', { teeId: FIRST }),
      log(registry, 'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)', {
        pcrHash: MEASUREMENT,
        teeType: 0,
      }),
    ),
  ])
  proofs.mine([
    only(
      log(ADDRESS.alpha, MODEL_INFERENCE, {
        inferenceID: 'inf-1',
        request: { mode: 1, modelCID: 'QmModel', input: { numbers: [], strings: [] } },
        response: { numbers: [], strings: [], jsons: [], is_simulation_result: false },
      }),
    ),
    only(log(oldRegistry, 'event TEERemoved(bytes32 indexed teeId)', { teeId: SECOND })),
  ])
  proofs.mine([])
  proofs.mine([])
}

const MODEL_INFERENCE =
  'event ModelInferenceEvent(string inferenceID, (uint8 mode, string modelCID, ((string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers, (string name, string[] values)[] strings) input) request, ((string name, (int128 value, int128 decimals)[] values, uint32[] shape)[] numbers, (string name, string[] values)[] strings, (string name, string value)[] jsons, bool is_simulation_result) response)'

function mineMoney(): void {
  money.mine([paidUpto(SHARED, 30n, 100n), paidExactly(SHARED, 7n)])
  // A node's own address; a token that is not the network's; a transfer without work.
  money.mine([
    paidUpto(OWN, 11n, 50n),
    paidUpto(SHARED, 9n, 9n, OTHER_TOKEN),
    only(transfer(PAYER, SHARED, 999n)),
  ])
  for (const each of channelLife(MONEY, 40n)) money.mine([each])
  money.mine([paidUpto(LONE, 13n, 20n)])
  // Through another contract: the Transfer tells, the call does not.
  money.mine([{ ...paidUpto(SHARED, 5n, 6n), to: account('99') }])
}

/** A batch that another contract made: two payments to nodes' own addresses, one to the shared one, transfers between that pay nobody for work. */
function mineBatch(): void {
  const payments = [paidExactly(OWN, 21n), paidUpto(SHARED, 22n, 30n), paidUpto(LONE, 23n, 30n)]
  const between = transfer(PAYER, LONE, 4000n)
  money.mine([
    { to: account('99'), logs: payments.flatMap(({ logs }) => [between, ...logs]) },
    // One payment in a token of strangers: it stays unknown, and is not lost.
    { to: account('99'), logs: [between, ...paidUpto(OWN, 24n, 30n, OTHER_TOKEN).logs] },
    only(between),
  ])
}

const batchDigests = new Set<string>()

describe('a recorded world of every generation', () => {
  test('the exact facts', async () => {
    mineProofs()
    mineMoney()
    const { pool } = await indexBoth()
    await expectTruths(pool, [
      `select array_agg(endpoint order by block_number, position) = '{https://first.example,https://moved.example,https://second.example}'
         from facts.node_registered where role = 'tee-proxy'`,
      `select array_agg(measurement order by block_number, position) = array[${bytea(MEASUREMENT)}, ${bytea(MEASUREMENT)}, null]::bytea[]
         from facts.node_registered where role = 'tee-proxy'`,
      `select bool_and(payment_address = ${bytea(OWN)}) from facts.node_registered where node <> ${bytea(SECOND)}`,
      `select array_agg(version order by block_number) filter (where approved) = '{v0,v1}' and count(*) = 3 from facts.measurement_status`,
      `select jsonb_agg(jsonb_build_array(block_number, kind, batch_size, blob_id) order by block_number, position) =
         '[[2,"individual",null,null],[2,"batch",3,null],[7,"individual",null,""],[7,"individual",null,""],[7,"batch",20,"blob-1"],[7,"individual",null,null]]'
         from facts.settlement`,
      `select jsonb_agg(jsonb_build_array(block_number, evidence, node is null, signature is null) order by block_number, position) =
         '[[2,"none",true,true],[7,"tee_signature",false,false],[7,"tee_signature",false,false],[7,"tee_signature",false,true],[10,"zkml",true,true]]'
         from facts.settled_claim`,
      `select signature = '\\xbeef' and signed_at = to_timestamp(1790003500) from facts.heartbeat`,
      `select array_agg(delta order by position) = '{10,-4}' from facts.stake_change`,
      `select kind = 'reward-withdrawn' and amount = 2 from facts.movement where chain_id = ${PROOFS}`,
      `select change = 'granted' and role = '\\x${'00'.repeat(32)}' from facts.role_change`,
      `select jsonb_object_agg(kind, n) = '{"node_disabled": 1, "measurement_revoked": 1}'
         from (select kind, count(*) as n from facts.penalty group by 1) p`,
      // The old registry ended at block 4: what it emits later is not this network's.
      `select count(*) = 0 from facts.node_status where contract = ${bytea(ADDRESS.oldRegistry)} and block_number > 4`,
      `select jsonb_object_agg(reason, n) = '{"calldata": 1}' from (select reason, count(*) as n from facts.unknown_log group by 1) u`,
    ])
  })

  // Refactoring may change how a log becomes a row, never the row: digests and stored tables are those of the day this was written.
  test('digests and tables are byte for byte what they were', async () => {
    mineProofs()
    mineMoney()
    const { pool } = await indexBoth()
    const { rows } = await pool.query(
      `select chain_id::int as chain, number, encode(digest, 'hex') as digest from ingest.block order by 1, 2`,
    )
    expect(rows.map(({ chain, number, digest }) => `${chain} ${number} ${digest}`)).toMatchSnapshot()
    const tables = Object.entries(await readTables(pool, 'recorded'))
    expect(tables.filter(([name]) => name.startsWith('facts.'))).toMatchSnapshot()
    expect(tables.filter(([name]) => name.startsWith('derived.'))).toMatchSnapshot()
  })

  test('a node as of several blocks, and what took it', async () => {
    mineProofs()
    mineMoney()
    const { pool } = await indexBoth()
    const node = async (block: number) => {
      const { rows } = await pool.query(
        `select endpoint, enabled, disabled_cause, measurement_version, measurement_approved, last_heartbeat_block
         from derived.node_as_of('recorded', ${PROOFS}, $1) where node = ${bytea(FIRST)}`,
        [block],
      )
      return rows[0]
    }
    const first = { endpoint: 'https://first.example', measurement_approved: true }
    const moved = { endpoint: 'https://moved.example', disabled_cause: null, enabled: true }
    expect(await node(0)).toBeUndefined()
    expect(await node(1)).toMatchObject({ ...first, enabled: true, measurement_version: 'v0' })
    expect(await node(3)).toMatchObject({ ...first, enabled: false, disabled_cause: 'undetermined' })
    expect(await node(4)).toMatchObject({ ...first, enabled: true, disabled_cause: null })
    expect(await node(5)).toMatchObject({ ...moved, measurement_version: 'v1', last_heartbeat_block: null })
    expect(await node(8)).toMatchObject({ ...moved, last_heartbeat_block: 6 })
    expect(await node(9)).toMatchObject({
      enabled: false,
      disabled_cause: 'measurement_revoked',
      measurement_approved: false,
    })
  })

  test('lapses to the second: silence counts from registration or heartbeat, and ends with being disabled', async () => {
    mineProofs()
    const { pool } = await indexBoth()
    await expectTruths(pool, [
      // Registered in block 5, never heard: from 30 minutes later on.
      `select extract(epoch from from_time) = 1790000000 + 5 * 600 + 1801 and to_time is null
         from derived.lapse where node = ${bytea(SECOND)}`,
      // Beat in block 6, disabled in block 9: exactly 30 minutes, which is not yet too long.
      `select count(*) = 0 from derived.lapse where node = ${bytea(FIRST)} and after_block = 6`,
    ])
  })

  test('payments: what was charged and signed, to whom, and on what ground', async () => {
    mineProofs()
    mineMoney()
    const { pool } = await indexBoth()
    const { rows } = await pool.query(
      `select block_number as block, payee, amount::text, cap::text, attribution from facts.fee order by block_number, position`,
    )
    const fee = (block: number, payee: Address, amount: string, cap: string | null, attribution: string) => ({
      block,
      payee: Buffer.from(payee.slice(2), 'hex'),
      amount,
      cap,
      attribution,
    })
    expect(rows).toEqual([
      fee(1, SHARED, '30', '100', 'shared'),
      fee(1, SHARED, '7', '7', 'shared'),
      fee(2, OWN, '11', '50', 'undetermined'),
      fee(4, SHARED, '40', '45', 'shared'),
      fee(6, LONE, '13', '20', 'undetermined'),
      fee(7, SHARED, '5', null, 'shared'),
    ])
    await expectTruths(pool, [
      `select array_agg(kind || ' ' || amount order by block_number, position) =
         '{channel-opened 0,channel-deposited 80,channel-paid-out 40}' from facts.movement where chain_id = ${MONEY}`,
      // One node alone ever had that payment address; the other is two nodes' and a validator's, so nobody's.
      `select count(*) = 1 and bool_and(node = ${bytea(SECOND)} and amount = 13 and attribution = 'payment_address' and chain_id = ${MONEY})
         from derived.node_day_amount where kind = 'fee'`,
    ])
  })

  test.each(['full', 'audited', 'trusted'])(
    'each payment of a batch that a contract makes, under %s',
    async (policy) => {
      mineMoney()
      mineBatch()
      // Above finality and below it.
      for (let i = 0; i < 4; i++) money.mine([])
      const network = makeNetwork(policy)
      const urls = [endpoints[1]?.url ?? '']
      running.push(await runIndexer(database.url, { ...network, chains: network.chains.slice(1) }, urls))
      await reached(money, MONEY)
      mineBatch()
      await reached(money, MONEY)
      const { pool } = indexer()
      const { rows } = await pool.query(
        `select block_number as block, '0x' || encode(payee, 'hex') as payee, amount::int, cap, attribution
       from facts.fee where block_number >= 8 order by block_number, position`,
      )
      const batch = (block: number) => [
        { block, payee: OWN, amount: 21, cap: null, attribution: 'undetermined' },
        { block, payee: SHARED, amount: 22, cap: null, attribution: 'shared' },
        { block, payee: LONE, amount: 23, cap: null, attribution: 'undetermined' },
      ]
      expect(rows).toEqual([...batch(8), ...batch(13)])
      const unknown = await pool.query(
        `select block_number as block, count(*)::int as logs, min(reason) as reason from facts.unknown_log where block_number >= 8 group by 1 order by 1`,
      )
      expect(unknown.rows).toEqual([8, 13].map((block) => ({ block, logs: 1, reason: 'calldata' })))
      // Every policy reads the same: one digest.
      const { rows: digests } = await pool.query<{ digest: string }>(
        `select encode(digest, 'hex') as digest from ingest.block where chain_id = ${MONEY} order by number desc limit 1`,
      )
      batchDigests.add(digests[0]?.digest ?? policy)
      expect(batchDigests.size).toBe(1)
    },
  )

  test('a stopped endpoint holds up its own chain alone, and each chain says how far it is', async () => {
    mineProofs()
    mineMoney()
    const { pool } = await indexBoth()
    await endpoints[0]?.close()
    money.mine([paidExactly(SHARED, 1n)])
    await reached(money, MONEY)
    const { rows } = await pool.query('select chain_id::int as chain, height from ingest.status order by 1')
    expect(rows).toEqual([
      { chain: MONEY, height: 8 },
      { chain: PROOFS, height: 12 },
    ])
  })
})

function measurementOf(document: Uint8Array) {
  const { pcrs } = decodeNitro(document)
  const [pcr0, pcr1, pcr2] = [0, 1, 2].map((each) => pcrs.get(each))
  if (!pcr0 || !pcr1 || !pcr2) throw new Error('the fixture has three registers')
  return pcrHashOf(pcr0, pcr1, pcr2)
}
