import { rewind } from '../../src/indexer/rewind.ts'
import { CHAIN_ID, eventually } from '../support/indexer.ts'
import { createWorld, type World } from './world.ts'

const DEPTHS = [1, 2, 3, 5, 9, 10, 11, 20, 40, 75, 150]
const KINDS = [
  'same height',
  'shorter',
  'longer',
  'flip-flop',
  'reorg on reorg',
  'while down',
  'with kill',
] as const
/** Final is what lies ten blocks deep. */
const FINALITY = 10

/** One run: forks of a seeded kind and depth. Beyond finality the indexer must stop, say so, keep what it has, and be rewound. */
export async function runReorg(database: string, seed: number): Promise<string[]> {
  const kind = KINDS[seed % KINDS.length] ?? 'same height'
  const depth = DEPTHS[Math.floor(seed / KINDS.length) % DEPTHS.length] ?? 1
  const world = await createWorld(database, seed, 160)
  try {
    let indexer = await world.start()
    await world.reached(indexer)
    if (kind === 'while down') await indexer.stop()
    if (kind === 'with kill') await indexer.kill()
    fork(world, kind, depth)
    if (kind === 'while down' || kind === 'with kill') indexer = await world.start()
    if (depth > FINALITY) await expectStopped(world)
    await world.reached(indexer)
    await indexer.stop()
    return await world.compareWithTruth()
  } finally {
    await world.close()
  }
}

function fork(world: World, kind: (typeof KINDS)[number], depth: number): void {
  const { chain } = world
  const left = chain.blocks.slice()
  chain.unwind(depth)
  if (kind === 'shorter') {
    world.grow(Math.max(1, depth - 2))
    return
  }
  world.grow(depth + (kind === 'longer' ? 3 : 0))
  if (kind === 'reorg on reorg') {
    chain.unwind(Math.ceil(depth / 2))
    world.grow(Math.ceil(depth / 2) + 1)
  }
  if (kind === 'flip-flop') {
    // Back to the first fork, which then grows.
    chain.blocks = left
    world.grow(1)
  }
}

// Stops, tells, keeps serving the last good state; a rewind by an operator lets it go on. A flip-flop heals itself when
// the chain comes back before anybody looked, so there the stop is not waited for.
async function expectStopped(world: World): Promise<void> {
  const stopped = eventually(
    world.pool,
    `select bool_or(trouble_code = 'REORG_BELOW_FINALITY' or hash = $1) from ingest.status where network = 'seen'`,
    [Buffer.from(world.chain.head.hash.slice(2), 'hex')],
  )
  await stopped
  const { rows } = await world.pool.query(
    `select trouble_code, (select count(*)::int from facts.fee where network = 'seen') as fees from ingest.status where network = 'seen'`,
  )
  if (rows[0]?.trouble_code === null) return
  if (rows[0]?.fees === 0) throw new Error('nothing is served while it is stopped')

  await rewind(world.pool, { network: 'seen', chain: CHAIN_ID }, 0, new AbortController().signal)
}
