import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../src/claim/hex.ts'
import { openReader } from '../../src/gateway/open.ts'
import { openTable } from '../../src/indexer/events/load.ts'
import type { EventTable } from '../../src/indexer/events/table.ts'
import { withStoredDeployments } from '../../src/indexer/identity/identity.ts'
import { beginAnew } from '../../src/indexer/operate/begin-anew.ts'
import { bootstrap } from '../../src/indexer/operate/bootstrap.ts'
import { decodeKeptBy, redecode } from '../../src/indexer/operate/redecode.ts'
import { rewind } from '../../src/indexer/operate/rewind.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { CHAIN_ID, makeNetwork, REGISTRY, RELAY, runIndexer, WORK } from '../support/indexer.ts'
import { MockChain, type MockTransaction } from '../support/mockchain/chain.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { registry, relay, transaction, work } from '../support/traffic.ts'
import { readTables } from '../support/truths.ts'

// Random sequences of all ways of beginning anew. After each, the index equals a fresh one of the same chain and network.

const NETWORK = 'first'
const PLACE = { network: NETWORK, chain: CHAIN_ID }
const ALL = [REGISTRY, RELAY, WORK]
const never = new AbortController().signal
const SEEDS = process.env.ASSAY_SEEDS
  ? Array.from({ length: Number(process.env.ASSAY_SEEDS) }, (_, i) => i + 1)
  : [1, 2]

const MAKERS: readonly (() => MockTransaction)[] = [
  () => transaction(registry.approved(), registry.registered()),
  () => transaction(registry.heartbeat(1_790_000_000n)),
  () => transaction(registry.disabled()),
  () => transaction(registry.enabled(), registry.roleGranted()),
  () => transaction(relay.batch(12n), relay.individual(1_790_000_100n)),
  () => transaction(work.registered(), work.model()),
  () => transaction(work.stake(1000n), work.assigned()),
  () => transaction(work.proof(), work.fee(50n)),
  () => transaction(work.slash(400n), work.fee(7n), work.refund(7n)),
  () => transaction(work.status(false)),
]

class World {
  readonly database: TestDatabase
  readonly pool: Pool
  /** Of the segments of every index of this world. */
  readonly folder: string
  readonly random: () => number
  endpoint!: MockEndpoint
  chain: MockChain
  contracts = 2
  #chains = 0
  #strangers = 0

  private constructor(database: TestDatabase, seed: number, folder: string) {
    this.database = database
    this.folder = folder
    this.pool = createPool(database.url, { application: 'test', max: 3 })
    this.random = createRandom(seed)
    this.chain = this.#newChain('0x60')
  }

  static async create(seed: number): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'assay-begin-again-'))
    const world = new World(await createDatabase(), seed, folder)
    world.endpoint = await serveChain(world.chain)
    return world
  }

  get network(): Network {
    const network = makeNetwork(NETWORK)
    return { ...network, contracts: network.contracts.slice(0, this.contracts) }
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  #newChain(code: '0x60' | '0x6001'): MockChain {
    const chain = new MockChain({ blockSeconds: 600, seed: 1000 + this.#chains++ })
    // Each contract comes to its address somewhere in the first blocks, and emits only from there on.
    chain.code = new Map(ALL.map((address) => [address, { block: this.below(6), code }]))
    return chain
  }

  reset(code: '0x60' | '0x6001'): void {
    this.chain = this.#newChain(code)
    this.endpoint.chain = this.chain
  }

  mine(blocks: number): void {
    for (let i = 0; i < blocks; i++) {
      const next = this.chain.head.number + 1
      const isThere = (address: string) => (this.chain.code?.get(address)?.block ?? 0) <= next
      const drawn = Array.from({ length: this.below(3) }, () => MAKERS[this.below(MAKERS.length)]?.())
      this.chain.mine(
        drawn.flatMap((each) => (each?.logs.every(({ address }) => isThere(address)) ? [each] : [])),
      )
    }
  }

  /** Indexes up to the newest block; the code that it was refused with, if it was. */
  async index(url = this.database.url, segments = this.segmentsOf('own')): Promise<string | undefined> {
    try {
      const running = await runIndexer(url, this.network, [this.endpoint.url], { prepare: true, segments })
      try {
        await running.reached(this.chain)
        return undefined
      } finally {
        await running.stop()
      }
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === undefined) throw error
      return code
    }
  }

  segmentsOf(whose: string): string {
    return join(this.folder, whose)
  }

  /** As commands read the chain's events: without asking the chain. */
  async openTable(): Promise<EventTable> {
    return openTable(await withStoredDeployments(this.pool, PLACE, this.network), CHAIN_ID)
  }

  /** Another operator's segments of the same chain and network, from the first block on. */
  async makeStranger(): Promise<string> {
    const segments = this.segmentsOf(`stranger ${this.#strangers++}`)
    const other = await createDatabase()
    expect(await this.index(other.url, segments)).toBeUndefined()
    await other.drop()
    return segments
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await this.pool.end()
    await this.endpoint.close()
    await this.database.drop()
  }
}

const forget = (world: World) => rewind(world.pool, PLACE, -1, never)
const keep = (world: World) => beginAnew(world.pool, PLACE, never)

async function decodeAgain(world: World): Promise<void> {
  const store = openSegments(world.segmentsOf('own'), {})
  const decode = decodeKeptBy(await world.openTable())
  await redecode({ pool: world.pool, place: PLACE, decode, store }, never)
}

/** Fills an index of which nothing is left from a stranger's segments. Returns the block reached. */
async function fillFrom(world: World, stranger: string): Promise<number> {
  const { pool, network } = world
  const [chain] = network.chains
  if (!chain) throw new Error('a network has a chain')
  const reader = openReader(chain, [world.endpoint.url], never)
  const segments = { from: openSegments(stranger, {}), to: openSegments(world.segmentsOf('own'), {}) }
  const given = { pool, place: PLACE, reader, ...segments, proveShare: 1, onProgress: () => {} }
  try {
    return await bootstrap({ ...given, table: await world.openTable() }, never)
  } finally {
    await reader.close()
  }
}

/** What happens, and with what the next start is refused until one of the two ways of beginning anew was gone. */
const EVENTS: Readonly<Record<string, (world: World) => Promise<string | undefined>>> = {
  async rewind(world) {
    await rewind(world.pool, PLACE, world.below(world.chain.head.number + 1), never)
    return undefined
  },
  async redecode(world) {
    await decodeAgain(world)
    return undefined
  },
  async 'a stranger’s bootstrap'(world) {
    // So that some of it is final: what is not, no segment holds.
    world.mine(world.chain.finalityDepth + 1)
    const stranger = await world.makeStranger()
    await (world.random() < 0.5 ? forget : keep)(world)
    expect(await fillFrom(world, stranger)).toBeGreaterThan(0)
    return undefined
  },
  async forget(world) {
    await forget(world)
    return undefined
  },
  async keep(world) {
    await keep(world)
    return undefined
  },
  async reset(world) {
    world.reset('0x60')
    world.mine(4)
    return 'CHAIN_RESET'
  },
  async 'reset with other code'(world) {
    world.reset('0x6001')
    world.mine(2)
    return 'CHAIN_RESET'
  },
  async 'one more contract'(world) {
    if (world.contracts === ALL.length) return undefined
    world.contracts++
    return 'SOURCE_SET_CHANGED'
  },
}

/** Rows of an index as text, with what was found out about its contracts. */
async function readIndex(pool: Pool, network = NETWORK): Promise<Record<string, unknown>> {
  const { rows } = await pool.query(
    `select (select array_agg(concat_ws(' ', encode(address, 'hex'), deployed_block, encode(code_hash, 'hex')) order by address)
         from ingest.contract where network = $1) as contracts,
       (select array_agg(concat_ws(' ', parameter, from_block, from_time, value) order by parameter, from_block)
         from ingest.parameter where network = $1) as parameters,
       (select array_agg(encode(hash, 'hex')) from ingest.genesis where network = $1) as genesis`,
    [network],
  )
  return { ...rows[0], ...(await readTables(pool, network)) }
}

/** What keeper and watchdog say of the network that stands on no block of its chain. */
async function countAstray(pool: Pool): Promise<Record<string, unknown>> {
  const { rows } = await pool.query(
    `select (select count(*)::int from keeper.sender k where network = $1 and not exists (
         select from facts.node_status s where s.network = k.network and s.tx_hash = k.tx_hash)) as senders,
       (select count(*)::int from watch.latest_verdict v where network = $1 and not exists (
         select from facts.settled_claim c where c.network = v.network and c.block_hash = v.block_hash)) as verdicts`,
    [NETWORK],
  )
  return rows[0] ?? {}
}

let world: World | undefined

afterEach(async () => {
  await world?.close()
  world = undefined
})

describe.each(SEEDS)('sequence %d', (seed) => {
  test('after each way of beginning anew the index equals a fresh one', async () => {
    const made = await World.create(seed)
    world = made
    made.mine(8)
    expect(await made.index()).toBeUndefined()
    const names = Object.keys(EVENTS)
    const story: string[] = []
    for (let step = 0; step < 4; step++) {
      // Seeds 1 and 2 begin with what their numbers name, so that no choice of seeds leaves it out.
      const name = names[step === 0 ? seed % names.length : made.below(names.length)] ?? 'forget'
      story.push(name)
      for (const statement of BESIDE) await made.pool.query(`${statement} on conflict do nothing`)
      // At least one, so that the next start has something to read.
      made.mine(1 + made.below(15))
      const refusal = await EVENTS[name]?.(made)
      const refused = await made.index()
      expect([story, refused]).toEqual([story, refusal])
      if (refusal) {
        const anew = made.random() < 0.5 ? 'forget' : 'keep'
        story.push(anew)
        await (anew === 'forget' ? forget : keep)(made)
        expect([story, await made.index()]).toEqual([story, undefined])
      }
      const other = await createDatabase()
      expect(await made.index(other.url, made.segmentsOf(`fresh ${step}`))).toBeUndefined()
      const fresh = createPool(other.url, { application: 'test', max: 1 })
      expect([story, await readIndex(made.pool)]).toEqual([story, await readIndex(fresh)])
      expect([story, await countAstray(made.pool)]).toEqual([story, { senders: 0, verdicts: 0 }])
      await fresh.end()
      await other.drop()
    }
  })
})

describe('what was known of the old chain', () => {
  let made: World

  beforeEach(async () => {
    made = await World.create(7)
    made.contracts = ALL.length
    world = made
    made.mine(8)
    made.chain.mine([transaction(registry.registered(), relay.batch(2n))])
    made.chain.mine([transaction(registry.disabled(), work.proof())])
    expect(await made.index()).toBeUndefined()
    for (const statement of BESIDE) await made.pool.query(statement)
  })

  test('stays under the other name, whole, and nothing of it is said of the new chain', async () => {
    const before = await readBeside(made.pool, NETWORK)
    expect(before.leaves).toBeGreaterThanOrEqual(2)
    expect(before).toMatchObject({ causes: ['owner'], prices: 1, disclosures: 2 })
    const name = await keep(made)
    expect(name).toBe(`${NETWORK}-until-${made.chain.head.number}`)
    expect(await readBeside(made.pool, name)).toEqual(before)
    made.reset('0x60')
    made.mine(3)
    expect(await made.index()).toBeUndefined()
    expect(await readBeside(made.pool, NETWORK)).toMatchObject({
      leaves: 0,
      senders: 0,
      verdicts: 0,
      prices: 1,
    })
    expect(await readBeside(made.pool, name)).toEqual(before)
  })

  test('a second reset at the same height gets a name of its own', async () => {
    const height = made.chain.head.number
    expect(await keep(made)).toBe(`${NETWORK}-until-${height}`)
    made.reset('0x60')
    made.mine(height)
    expect(await made.index()).toBeUndefined()
    expect(await keep(made)).toBe(`${NETWORK}-until-${height}-2`)
  })

  test('is put aside too when its blocks were forgotten and another chain comes', async () => {
    const { rows } = await made.pool.query<{ hash: Uint8Array }>('select hash from ingest.genesis')
    await forget(made)
    expect(await made.index()).toBeUndefined()
    expect(await readBeside(made.pool, NETWORK)).toMatchObject({ senders: 1, verdicts: 1, causes: ['owner'] })
    await forget(made)
    made.reset('0x6001')
    made.mine(3)
    expect(await made.index()).toBeUndefined()
    expect(await readBeside(made.pool, NETWORK)).toMatchObject({ senders: 0, verdicts: 0 })
    const name = `${NETWORK}-until-genesis-${toHex(rows[0]?.hash ?? new Uint8Array()).slice(2, 10)}`
    expect(await readBeside(made.pool, name)).toMatchObject({ senders: 1, verdicts: 1 })
  })
})

// As archiver, watchdog and keeper write them.
const BESIDE = [
  `insert into archive.blob (network, blob_id, status, merkle_root, first_seen_at)
     select network, blob_id, 'kept', merkle_root, now() from facts.settlement where kind = 'batch' limit 1`,
  `insert into archive.leaf (network, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at, leaf_hash)
     select '${NETWORK}', 'blob', i, sha256('node'), sha256('in'), sha256('out'), '\\x00', now(), sha256('leaf')
     from generate_series(0, 1) i`,
  `insert into keeper.sender (network, chain_id, tx_hash, sender, called)
     select s.network, s.chain_id, s.tx_hash, r.owner, s.contract from facts.node_status s
     join facts.node_registered r on r.node = s.node and r.contract = s.contract
     where not s.enabled and s.contract = '\\x${REGISTRY.slice(2)}'
     order by s.block_number desc limit 1`,
  `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'local', 'claim', chain_id || '-' || block_number || '-' || position, block_number, block_hash,
       node, 'proof_valid', 'verified', 'VERIFIED', 'made up', false, '{}', block_time, block_time
     from facts.settled_claim order by block_number desc limit 1`,
  `insert into keeper.token (network, chain_id, token, series, decimals) values ('${NETWORK}', ${CHAIN_ID}, '\\x70', 'xUSD', 6)`,
  `insert into keeper.disclosure (network, rule, seen_at, status, source, chain_id) values
     ('${NETWORK}', 'slashing.fraction', '2026-09-22', 'undisclosed', 'made up', null),
     ('${NETWORK}', 'heartbeat.age', '2026-09-22', 'disclosed', 'made up', ${CHAIN_ID})`,
]

async function readBeside(pool: Pool, network: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query(
    `select (select count(*)::int from facts.claim where network = $1 and leaf_index is not null) as leaves,
       (select array_agg(distinct cause) filter (where cause <> 'undetermined') from keeper.node_disabling
         where network = $1) as causes,
       (select count(*)::int from keeper.sender where network = $1) as senders,
       (select count(*)::int from watch.verdict where network = $1) as verdicts,
       (select count(*)::int from keeper.token where network = $1) as prices,
       (select count(*)::int from keeper.disclosure where network = $1) as disclosures`,
    [network],
  )
  return rows[0] ?? {}
}
