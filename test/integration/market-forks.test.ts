import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Unavailable } from '../../src/claim/errors.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import type { RawHeader } from '../../src/claim/raw.ts'
import type { BlockRange, ChainReader, LogFilter } from '../../src/gateway/client.ts'
import { interfaces } from '../../src/indexer/events/index.ts'
import { createEventTable } from '../../src/indexer/events/table.ts'
import { runIndexer } from '../../src/indexer/indexer.ts'
import { RecordedChain } from '../../src/indexer/replay/chain.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { toReplayNetwork } from '../../src/indexer/replay/network.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Happened, TestMarket } from '../support/market/contract.ts'
import { playAtRandom } from '../support/market/random.ts'
import { toRecording } from '../support/market/recording.ts'
import { CHAIN } from '../support/market/requests.ts'
import { P1, SCENARIOS } from '../support/market/scenarios.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const FIRST = 100
let folder: string
let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-forks-'))
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 4 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Moment {
  readonly chain: RecordedChain
  readonly head: number
  readonly final: number
}

/** A chain that moves on, or to another fork, each time that its head was read. */
class MovingChain implements ChainReader {
  readonly moments: readonly Moment[]
  readonly onEnd: () => void
  #at = 0

  constructor(moments: readonly Moment[], onEnd: () => void) {
    this.moments = moments
    this.onEnd = onEnd
  }

  get #now(): Moment {
    return this.moments[this.#at] as Moment
  }

  chainId = () => this.#now.chain.chainId()
  genesisHash = () => this.#now.chain.genesisHash()
  head = () => this.#now.chain.header(this.#now.head)
  finalized = () => this.#now.chain.header(this.#now.final)
  logs = (range: BlockRange, filters: readonly LogFilter[]) => this.#now.chain.logs(range, filters)
  rangesAtOnce = () => 1
  headers = (range: BlockRange) => this.#now.chain.headers(range)
  block = (hash: Hash32, filters: readonly LogFilter[]) => this.#now.chain.block(hash, filters)
  call = (): Promise<Hex> => this.#now.chain.call()
  code = (): Promise<Hex> => this.#now.chain.code()
  onFault(): void {}
  async close(): Promise<void> {}

  async header(block: number | Hash32): Promise<RawHeader> {
    if (typeof block === 'number' && block > this.#now.head)
      throw new Unavailable('UNAVAILABLE_BLOCK', 'not mined yet')
    return this.#now.chain.header(block)
  }

  async nextHead(): Promise<void> {
    if (this.#at + 1 < this.moments.length) this.#at++
    else this.onEnd()
  }
}

async function toChain(happened: readonly Happened[]): Promise<RecordedChain> {
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(toRecording(happened, FIRST)))
  return new RecordedChain(await readRecording(file), () => {})
}

async function index(name: string, moments: readonly Moment[]): Promise<void> {
  const ends = new AbortController()
  const reader = new MovingChain(moments, () => ends.abort())
  const folderNetwork = await getNetwork(join(import.meta.dirname, '../../networks'), 'boundless')
  const recorded = { chainId: CHAIN, blocks: [], contracts: toRecording([]).contracts ?? {} }
  const network = toReplayNetwork({ ...folderNetwork, name }, recorded as never, FIRST)
  const table = createEventTable(network, CHAIN, interfaces, [])
  const genesisHash = await reader.genesisHash()
  const place = { network: name, chain: CHAIN }
  const log = pino({ level: 'silent' })
  await runIndexer({ pool, place, table, reader, genesisHash, log }, ends.signal, () => {})
}

const TABLES = {
  'facts.market_payment': 'block_number, position, state, amount, paid_by, reason, node',
  'facts.market_lock': 'block_number, position, node, price, collateral, lock_deadline, deadline',
  'facts.fee': 'block_number, position, node, payer, amount',
  'facts.penalty': 'block_number, position, node, amount, reason',
  'facts.emission': 'block_number, position, node, amount, reason',
  'facts.stake_change': 'block_number, position, node, delta',
  'facts.node_registered': 'block_number, position, node',
  'derived.node': 'node, first_block, changed_block',
  'derived.node_day_direct': 'node, day, token, kind, events, amount',
  'derived.network_day_amount': 'day, token, kind, events, amount',
  'derived.stake': 'node, staker, token, events, moved, slashed',
}

async function dump(name: string): Promise<Record<string, unknown[]>> {
  const entries = Object.entries(TABLES).map(async ([table, columns]) => {
    const { rows } = await pool.query({
      text: `select ${columns} from ${table} where network = $1 order by ${columns}`,
      values: [name],
      rowMode: 'array',
    })
    return [table, rows.map((row) => JSON.stringify(row))] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

test.each([2, 3])(
  'market %i has the same money in one group, block by block, and after forks',
  async (seed) => {
    const { market } = playAtRandom(seed)
    const { happened } = market
    const chain = await toChain(happened)
    const { first, last } = chain
    await index(`whole-${seed}`, [{ chain, head: last, final: last }])
    const whole = await dump(`whole-${seed}`)
    expect(whole['facts.market_payment']?.length).toBeGreaterThan(0)
    expect(whole['facts.fee']?.length).toBeGreaterThan(0)

    const blocks = Array.from({ length: last - first + 1 }, (_, at) => first + at)
    const steps = blocks.map((head) => ({ chain, head, final: first }))
    await index(`steps-${seed}`, steps)
    expect(await dump(`steps-${seed}`)).toEqual(whole)

    // Forks that leave transactions out: deliveries without their lock, slashes of nobody known.
    const forks = await Promise.all(
      [3, 2].map(async (share) => {
        const cut = Math.floor(happened.length / share)
        const kept = happened.filter((_, at) => at < cut || at % 2 === 0)
        return { fork: await toChain(kept), at: first + cut }
      }),
    )
    const moments: Moment[] = []
    for (const { fork, at } of forks) {
      moments.push(
        { chain, head: at + 2, final: first },
        { chain: fork, head: Math.min(fork.last, at + 6), final: first },
      )
    }
    moments.push({ chain, head: last, final: first })
    await index(`forks-${seed}`, moments)
    expect(await dump(`forks-${seed}`)).toEqual(whole)
  },
)

test('an offer that a later block shows counts there, the same in one group and block by block', async () => {
  const market = new TestMarket()
  SCENARIOS.find(({ id }) => id === 'F')?.play(market)
  const [delivered] = market.happened.slice(-1)
  const [request] = delivered?.priced ?? []
  if (!delivered || !request) throw new Error('no delivery')
  market.submit(delivered.at + 1n, P1, request)
  const chain = await toChain(market.happened.map((each) => ({ ...each, way: 'hidden' as const })))
  const { first, last } = chain
  await index('late-offer-whole', [{ chain, head: last, final: last }])
  const whole = await dump('late-offer-whole')
  const paid = whole['facts.market_payment']?.join()
  expect(paid).toContain('OFFER_UNSEEN')
  expect(paid).toContain('"1750","later_offer"')
  expect(whole['facts.fee']).toHaveLength(1)
  const heads = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  await index(
    'late-offer-steps',
    heads.map((head) => ({ chain, head, final: first })),
  )
  expect(await dump('late-offer-steps')).toEqual(whole)
})
