import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import { hashSourceSet } from '../../src/claim/source-set.ts'
import { deriveAdded } from '../../src/indexer/derive/derive.ts'
import { openTable } from '../../src/indexer/events/load.ts'
import { Partitions } from '../../src/indexer/store/partitions.ts'
import { recordStatus } from '../../src/indexer/store/status.ts'
import { createPool, type Pool, type PoolClient } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { KINDS, NETWORK } from './assay.ts'
import { CONTRACT, createWorld, SHAPES } from './shapes.ts'

/** The empty block on which the mock chain goes on, and whose state is seeded; block 1 is the first with facts. */
export interface Base {
  readonly chainId: number
  readonly number: number
  readonly hash: Hash32
  /** Unix seconds. */
  readonly time: number
  readonly genesisHash: Hash32
  readonly blockSeconds: number
}

const PER_BLOCK = SHAPES.dense.own
// The places in a block of each kind's facts: the shares of the mock's events, 8, 5, 1 and 6 of 20.
const PLACES = { request_assigned: [0, 8], fee: [8, 13], stake_change: [13, 14], emission: [14, 20] } as const
const ROUND = 20

const world = createWorld()
const pick = (list: readonly string[]) =>
  `('{${list.map((hex) => `"\\${hex.slice(1)}"`).join(',')}}'::bytea[])[1 + floor(random() * ${list.length})::integer]`
const NODE = pick(world.nodes)
const ACCOUNT = pick(world.payers)
const TOKEN = pick(world.tokens)
const NUMBER = '1 + floor(random() * 1e12)'
const hash = (which: number) => `sha256(int8send((number::bigint * ${PER_BLOCK} + place) * 4 + ${which}))`

const COLUMNS: { readonly [K in (typeof KINDS)[number]]: Readonly<Record<string, string>> } = {
  request_assigned: {
    request: hash(0),
    node: NODE,
    requester: ACCOUNT,
    model: hash(1),
    input_hash: hash(2),
    deadline: `to_timestamp(${NUMBER})`,
  },
  fee: {
    node: NODE,
    payer: ACCOUNT,
    payee: ACCOUNT,
    token: TOKEN,
    amount: NUMBER,
    request: hash(0),
    attribution: `'explicit'`,
    refund: 'false',
  },
  stake_change: { node: NODE, staker: ACCOUNT, token: TOKEN, delta: NUMBER, total: NUMBER },
  emission: {
    node: NODE,
    payee: ACCOUNT,
    token: TOKEN,
    amount: NUMBER,
    period: `to_timestamp(${NUMBER})`,
    reason: `'0x' || encode(${hash(0)}, 'hex')`,
  },
}

/**
 * Brings a migrated database to where a backfill stands that has committed every block up to the base: facts in the
 * indexer's own partitions without the indexes that it builds at the end, what it derives from them, journal, status.
 * `networks`: folder of the network's file.
 */
export async function seedBackfill(url: string, base: Base, networks: string): Promise<void> {
  const pool = createPool(url, { application: 'bench-seed', max: 2 })
  try {
    await loadFacts(pool, base)
    await pool.query('vacuum analyze')
    await inTransaction(pool, (client) => {
      const place = { network: NETWORK, chain: base.chainId }
      return deriveAdded(client, { ...place, from: 1, to: base.number, kinds: new Set(KINDS) }, base.time)
    })
    await inTransaction(pool, (client) => recordState(client, base, networks))
    await pool.query('vacuum analyze')
  } finally {
    await pool.end()
  }
}

// Two kinds at a time. What is loaded into a table that was emptied in the same transaction needs no log; whoever makes a
// partition keeps everybody else from it until the end of the transaction.
async function loadFacts(pool: Pool, base: Base): Promise<void> {
  const partitions = new Partitions()
  await inTransaction(pool, async (client) => {
    for (const kind of KINDS) await partitions.ensure(client, kind, 1, base.number)
  })
  const waiting = KINDS.values()
  const load = async () => {
    for (const kind of waiting)
      await inTransaction(pool, async (client) => {
        await client.query(`truncate facts.${kind}`)
        await client.query(factsSql(kind, base))
      })
  }
  await Promise.all([load(), load()])
}

function factsSql(kind: (typeof KINDS)[number], base: Base): string {
  const [from, to] = PLACES[kind]
  const places = Array.from({ length: PER_BLOCK }, (_, i) => i).filter(
    (place) => place % ROUND >= from && place % ROUND < to,
  )
  const columns = Object.entries(COLUMNS[kind])
  return `insert into facts.${kind} (network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position,
      contract, ${columns.map(([name]) => name).join(', ')})
    select '${NETWORK}', ${base.chainId}, number, sha256(int8send(number)), ${timeOf(base)},
      sha256(int8send(-(number::bigint * ${PER_BLOCK} + place) / 3)), 0, place, '\\${CONTRACT.slice(1)}',
      ${columns.map(([, value]) => value).join(', ')}
    from (select number, unnest('{${places.join(',')}}'::integer[]) as place
      from generate_series(1, ${base.number - 1}) number) each`
}

function timeOf(base: Base): string {
  return `to_timestamp(${base.time} - (${base.number} - number)::bigint * ${base.blockSeconds})`
}

async function recordState(client: PoolClient, base: Base, networks: string): Promise<void> {
  const { chainId, number: height } = base
  const network = await getNetwork(networks, NETWORK)
  const { sources } = await openTable(network, chainId)
  await client.query(
    `insert into ingest.block (network, chain_id, number, hash, parent_hash, block_time, digest, holds_data, proof, vouched_by)
     select '${NETWORK}', ${chainId}, number, case when number = ${height} then $1 else sha256(int8send(number)) end,
       sha256(int8send(number - 1)), ${timeOf(base)}, sha256(int8send(-number)), number < ${height}, 'audited', 'seed'
     from generate_series(1, ${height}::bigint) number`,
    [toBytes(base.hash)],
  )
  await client.query(`insert into ingest.fence (network, chain_id, fence) values ($1, $2, 1)`, [
    NETWORK,
    chainId,
  ])
  const status = {
    genesisHash: base.genesisHash,
    sourceSetHash: hashSourceSet(sources),
    height,
    hash: base.hash,
    time: base.time,
    finalizedHeight: height,
    finalizedHash: base.hash,
    digest: base.hash,
  }
  await recordStatus(client, { network: NETWORK, chain: chainId }, status, height, 1)
}

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
    client.release()
  } catch (error) {
    // Its transaction ends with the connection.
    client.release(true)
    throw error
  }
}
