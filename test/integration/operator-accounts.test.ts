import { constants, verify } from 'node:crypto'
import { pino } from 'pino'
import { encodePacked, keccak256 } from 'viem/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_ID } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import type { Address, Hash32 } from '../../src/claim/hex.ts'
import { type ContactsKept, refreshContacts } from '../../src/keeper/contacts/refresh.ts'
import { refreshSenders } from '../../src/keeper/senders/refresh.ts'
import { Tracer } from '../../src/keeper/traces/tracer.ts'
import { type RunningIndexer, runIndexer } from '../support/indexer.ts'
import { describe as describeNetwork } from '../support/operators/network.ts'
import { MEASUREMENT, OperatorNode } from '../support/operators/nodes.ts'
import { judgeAll } from '../support/operators/verdicts.ts'
import { askBalance, askBatches, askIndex, askRegistry, readBatches } from '../support/operators/views.ts'
import { OperatorWorld } from '../support/operators/world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const ALONE = [
  'direct',
  'safe',
  'safeBatch',
  'ordered',
  'delegated',
  'multicall',
  'constructing',
  'upgrading',
]
// Outermost first: an account, and an account that its call reaches.
const PAIRS = [
  'ordered safe',
  'delegated safeBatch',
  'constructing ordered',
  'multicall safe',
  'safe multicall',
  'upgrading safeBatch',
  'multicall delegatedOrdered',
]

let world: OperatorWorld
let database: TestDatabase
let index: RunningIndexer
/** Nodes by name, and the account that registered each. */
const nodes = new Map<string, OperatorNode>()
const owners = new Map<string, Address>()
let head: number
let verdicts: string[]
let contacts: ContactsKept

async function register(path: string, ...names: readonly string[]): Promise<void> {
  const made = await Promise.all(names.map((name) => OperatorNode.create(world, name)))
  const [first, ...others] = made.map((node) => node.register())
  if (!first) throw new RangeError('nothing to register')
  const owner = await world.send(path, first, ...others)
  for (const node of made) {
    nodes.set(node.name, node)
    owners.set(node.name, owner)
  }
}

function nodeOf(name: string): OperatorNode {
  const node = nodes.get(name)
  if (!node) throw new RangeError(`no node ${name}`)
  return node
}

/** Registrations beside others of the same transaction, and those whose document does not hold. */
async function registerOdd(): Promise<void> {
  await register('safeBatch', 'first of two', 'second of two')
  const [stranger, beside, twice, forged, forgedDirectly] = (await Promise.all(
    ['stranger', 'beside a stranger', 'twice', 'forged', 'forged directly'].map((name) =>
      OperatorNode.create(world, name),
    ),
  )) as [OperatorNode, OperatorNode, OperatorNode, OperatorNode, OperatorNode]
  for (const node of [beside, twice, forged, forgedDirectly]) nodes.set(node.name, node)
  owners.set(beside.name, await world.send('multicall', stranger.refused(), beside.register()))
  owners.set(twice.name, await world.send('multicall', twice.refused(), twice.register()))
  // Its registration stands in no input of the transaction that made it.
  await register('later', 'out of storage')
  // Nor does this one's; a document that proves nothing stands there alone.
  const decoyed = await OperatorNode.create(world, 'decoyed')
  nodes.set(decoyed.name, decoyed)
  owners.set(decoyed.name, world.operator('later').account())
  const made = await world.operator('later').wrap(decoyed.register())
  await world.send('multicall', decoyed.refused(world.forger), made)
  owners.set(forged.name, await world.send('safe', forged.register(world.forger)))
  owners.set(forgedDirectly.name, await world.send('direct', forgedDirectly.register(world.forger)))
}

/** Payments through every account, and several in one transaction behind a transfer that is none. */
async function pay(): Promise<void> {
  for (const [i, path] of [...ALONE, ...PAIRS].entries()) {
    const facilitator = world.operator(path.split(' ').at(-1) ?? '').account()
    await world.send(path, nodeOf(path).pay(100 + i, facilitator))
  }
  const [shop, first, second] = ['twice', 'first of two', 'second of two'].map(nodeOf) as [
    OperatorNode,
    OperatorNode,
    OperatorNode,
  ]
  const multicall = world.at('multicall')
  const transfer = world.step('SyntheticDollar', 'transferFrom', world.payer, shop.payee, 5000)
  await world.send('multicall', transfer, first.pay(73, multicall), transfer, second.pay(74, multicall))
  await world.send('direct', nodeOf('out of storage').pay(75, world.operator('direct').account()))
}

/** Thirteen blocks: registrations, heartbeats, settlements, maintenance, silence, a revocation. */
async function play(): Promise<void> {
  for (const paths of [ALONE, PAIRS]) {
    for (const path of paths) await register(path, path)
    await world.mine()
  }
  await registerOdd()
  await world.mine()
  for (const path of ALONE) await world.send(path, nodeOf(path).beat())
  await world.send('safe', nodeOf('out of storage').beat())
  const beside = nodeOf('beside a stranger')
  const real = beside.beat()
  await world.send('multicall', beside.forgedBeat(0), beside.forgedBeat(1), real)
  const decoyed = nodeOf('decoyed')
  const sent = await world.operator('later').wrap(decoyed.beat())
  await world.send('multicall', decoyed.forgedBeat(0), sent)
  await world.mine()
  for (const path of [...ALONE, ...PAIRS]) await world.send(path, nodeOf(path).settle())
  for (const name of ['out of storage', 'decoyed', 'forged'])
    await world.send('direct', nodeOf(name).settle())
  for (const [i, path] of [...ALONE, ...PAIRS].entries())
    await world.send(path, nodeOf(path).settleBatch(i + 1))
  // Out of storage: no input of the transaction holds the call. Two in one transaction, of which the multicall lets each fail.
  await world.send('later', nodeOf('out of storage').settleBatch(50))
  await world.send(
    'multicall',
    nodeOf('first of two').settleBatch(51),
    nodeOf('second of two').settleBatch(52),
  )
  await world.mine()
  await pay()
  for (const path of PAIRS) await world.send(path, nodeOf(path).beat())
  await world.send('later', nodeOf('out of storage').beat())
  await world.send('safe', world.step('TEERegistry', 'disableTEE', nodeOf('safe').teeId))
  await world.mine()
  await world.send('ordered safe', world.step('TEERegistry', 'enableTEE', nodeOf('safe').teeId))
  await world.mine()
  for (const path of ['direct', 'safe', 'twice'])
    await world.send(path === 'twice' ? 'multicall' : path, nodeOf(path).beat())
  await world.mine()
  world.admin('TEERegistry', 'revokePCR', MEASUREMENT, 0)
  await world.mine()
  // Final two blocks later.
  for (let i = 0; i < 3; i++) head = await world.mine()
}

/** By Node's own cryptography, over the message as the registry builds it. */
function isSignedBy({ node, teeId }: OperatorNode, time: bigint, signature: Buffer): boolean {
  const key = {
    key: node.spki,
    format: 'der',
    type: 'spki',
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  } as const
  const message = keccak256(encodePacked(['bytes32', 'uint256'], [teeId, time]), 'bytes')
  return verify('sha256', message, key, signature)
}

beforeAll(async () => {
  world = await OperatorWorld.create()
  database = await createDatabase()
  await play()
  const { network } = await describeNetwork(world)
  index = await runIndexer(database.url, network, [world.chain.url], { prepare: true })
  const newest = await callRpc<{ hash: string }>(world.chain.url, 'eth_getBlockByNumber', ['latest', false])
  await index.reached({ head: newest })
  const look = { pool: index.pool, network, chain: CHAIN_ID, endpoints: [world.chain.url] }
  const quiet = { log: pino({ level: 'silent' }), signal: new AbortController().signal }
  await refreshSenders({ ...look, ...quiet })
  contacts = await refreshContacts({ ...look, ...quiet }, new Tracer())
  const names = new Map<string, string>([...nodes.values()].map(({ teeId, name }) => [teeId, name]))
  verdicts = await judgeAll(world, index.pool, database.url, names)
})

afterAll(async () => {
  await index?.stop()
  await database?.drop()
  await world?.close()
})

describe('what operators do through contracts of their own', () => {
  test('is of the account that the registry sees', async () => {
    for (const [name, owner] of owners)
      expect([name, (await askRegistry(world, head, nodeOf(name).teeId))?.owner]).toEqual([name, owner])
  })

  test('is indexed as the registry itself says, at every block', async () => {
    const seen = new Set<string>()
    for (const [name, { teeId }] of nodes)
      for (let block = 3; block <= head; block++) {
        const said = await askRegistry(world, block, teeId)
        expect([name, block, await askIndex(index.pool, block, teeId)]).toEqual([name, block, said])
        if (said) seen.add(`${said.enabled} ${said.active} ${said.approved}`)
      }
    // The world was not so quiet that all of this says nothing.
    expect([...seen].sort()).toEqual([
      'false false false',
      'false false true',
      'true false true',
      'true true true',
    ])
  })

  test('gives each node whose registration stands in a call its key', async () => {
    const { rows } = await index.pool.query<{ node: Hash32; key: string }>(
      `select '0x' || encode(node, 'hex') as node, '0x' || encode(signing_key, 'hex') as key from facts.node_registered`,
    )
    const keys = new Map(rows.map(({ node, key }) => [node, key]))
    for (const { teeId, name, node } of nodes.values())
      expect([name, keys.get(teeId)]).toEqual([
        name,
        name === 'out of storage' ? null : `0x${node.spki.toString('hex')}`,
      ])
  })

  test('gives each heartbeat the signature that its node made, whatever stands beside it', async () => {
    const { rows } = await index.pool.query<{ node: Hash32; time: string; signature: Buffer | null }>(
      `select '0x' || encode(node, 'hex') as node, extract(epoch from signed_at)::bigint::text as time, signature from facts.heartbeat`,
    )
    const names = new Map<string, OperatorNode>([...nodes.values()].map((node) => [node.teeId, node]))
    const unread = rows.flatMap(({ node, time, signature }) => {
      const own = names.get(node)
      if (!own) throw new RangeError(`no node ${node}`)
      if (signature === null) return [own.name]
      expect([own.name, isSignedBy(own, BigInt(time), signature)]).toEqual([own.name, true])
      return []
    })
    // What came out of storage is shown by no input, with a decoy there or without.
    expect(unread.sort()).toEqual(['decoyed', 'out of storage'])
  })

  test('settles batches as the relay says, and names who settled only where the relay itself was called', async () => {
    const said = await askBatches(world)
    expect(await readBatches(index.pool)).toEqual(said)
    expect(said.map(({ size }) => size)).toEqual([...[...ALONE, ...PAIRS].map((_, i) => i + 1), 50, 51, 52])
    expect(said.filter(({ relayer }) => relayer !== null).length).toBe(1)
  })

  test('tells where a node is reached and paid: by the call to the registry, else by the word of the endpoints', async () => {
    // Every registration but those that called the registry itself; state and traces say the same of each, and of one something
    // else than the decoy in its input.
    const direct = ['direct', 'forged directly']
    expect(contacts).toEqual({ told: nodes.size - direct.length, differing: 1 })
    const { rows } = await index.pool.query<{
      node: Hash32
      from: string
      by: string | null
      reason: string | null
    }>(
      `select '0x' || encode(node_key, 'hex') as node, contact_from as from, contact_said_by as by, contact_reason as reason
       from api.registration`,
    )
    const told = new Map(rows.map(({ node, ...row }) => [node, row]))
    for (const { name, teeId } of nodes.values())
      expect([name, told.get(teeId)]).toEqual([
        name,
        direct.includes(name)
          ? { from: 'chain', by: null, reason: null }
          : { from: 'endpoints', by: 'state and trace', reason: null },
      ])
  })

  test('is attributed by the word of the endpoints where no call tells the payee, and says so', async () => {
    const { rows } = await index.pool.query<{ node: Hash32; attribution: string }>(
      `select '0x' || encode(node_key, 'hex') as node, min(attribution) as attribution from api.node_day_amount
       where kind = 'fee' group by 1`,
    )
    const said = new Map(rows.map(({ node, attribution }) => [node, attribution]))
    expect(said.get(nodeOf('direct').teeId)).toBe('payment_address')
    for (const name of ['out of storage', 'first of two', ...ALONE.slice(1), ...PAIRS])
      expect([name, said.get(nodeOf(name).teeId)]).toEqual([name, 'payment_address_said'])
  })

  test('is paid what the token says, each payment to its node, and a transfer beside it is no fee', async () => {
    const { rows } = await index.pool.query<{ payee: string; paid: number; fees: number; node: string }>(
      `select '0x' || encode(f.payee, 'hex') as payee, sum(f.amount)::int as paid, count(*)::int as fees,
         '0x' || encode(max(a.node_key), 'hex') as node
       from facts.fee f left join api.payment_address a on a.network = f.network and a.address = f.payee
       where f.payer = decode($1, 'hex') group by 1`,
      [world.payer.slice(2)],
    )
    const paid = new Map(rows.map((row) => [row.payee, row]))
    for (const { name, payee, teeId } of nodes.values()) {
      const balance = await askBalance(world, payee)
      const expected = name === 'twice' || balance === 0 ? undefined : { payee, paid: balance, fees: 1 }
      expect([name, paid.get(payee)]).toEqual([name, expected && { ...expected, node: teeId }])
    }
    expect(rows.length).toBe(ALONE.length + PAIRS.length + 3)
  })

  test('is judged as what is done directly, and nobody is blamed for what proves nothing', () => {
    const through = [...ALONE, ...PAIRS].flatMap((name) =>
      ['attestation_valid', 'hand_off_signed', 'heartbeat_signed'].map(
        (each) => `${name}: ${each} verified VERIFIED`,
      ),
    )
    const odd = [
      'first of two: attestation_valid verified VERIFIED',
      'second of two: attestation_valid verified VERIFIED',
      'beside a stranger: attestation_valid verified VERIFIED',
      'beside a stranger: heartbeat_signed verified VERIFIED',
      // No input holds its registration and its second heartbeat: a trace does, and what it shows proves itself.
      'out of storage: attestation_valid verified VERIFIED',
      'out of storage: heartbeat_signed verified VERIFIED',
      'out of storage: hand_off_signed verified VERIFIED',
      // The call that stands in the input was never made: a trace shows the one that was.
      'decoyed: attestation_valid verified VERIFIED',
      'decoyed: heartbeat_signed verified VERIFIED',
      'decoyed: hand_off_signed verified VERIFIED',
      // The trace tells which of two documents that prove one key was registered.
      'twice: attestation_valid verified VERIFIED',
      'twice: heartbeat_signed verified VERIFIED',
      // A document that nobody signed names an approved measurement: that is no ground for what its node signs.
      'forged: attestation_valid undecided CALLDATA_UNPROVED',
      'forged: hand_off_signed undecided CALLDATA_UNPROVED',
      'forged directly: attestation_valid rejected REJECTED_NITRO_ROOT registry',
    ]
    expect(verdicts).toEqual([...through, ...odd].sort())
  })
})
