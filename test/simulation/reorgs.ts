import { isDeepStrictEqual } from 'node:util'
import { rewind } from '../../src/indexer/operate/rewind.ts'
import { CHAIN_ID, eventually } from '../support/indexer.ts'
import type { IndexerProcess } from '../support/processes.ts'
import { failAt } from './failpoint.ts'
import { diesAt } from './kills.ts'
import { createWorld, type Scene, type World, whenLogged } from './world.ts'

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
type Kind = (typeof KINDS)[number]
const UNTROUBLED = `select bool_and(trouble_code is null) from ingest.status where network = 'seen'`
/** Final is what lies ten blocks deep. */
const FINALITY = 10

export function nameReorg(seed: number): string {
  const { kind, depth } = chooseReorg(seed)
  return depth > FINALITY ? `${kind}, below finality` : kind
}

function chooseReorg(seed: number): { kind: Kind; depth: number } {
  const kind = KINDS[seed % KINDS.length] ?? 'same height'
  return { kind, depth: DEPTHS[Math.floor(seed / KINDS.length) % DEPTHS.length] ?? 1 }
}

/** One run: forks of a seeded kind and depth. Below finality the indexer must stop, say so, keep what it has, and be rewound. */
export async function runReorg(database: string, seed: number, scene?: Scene): Promise<string[]> {
  const { kind, depth } = chooseReorg(seed)
  const world = await createWorld(database, seed, { blocks: 160, ...(scene && { scene }) })
  try {
    const first = await world.start()
    await world.reached(first)
    const last = await FORKS[kind](world, first, depth)
    await world.reached(last)
    await last.stop()
    return await world.compareWithTruth()
  } finally {
    await world.close()
  }
}

/** Leaves the newest blocks for others. Returns the indexer that runs in the end. */
type Fork = (world: World, indexer: IndexerProcess, depth: number) => Promise<IndexerProcess>

const FORKS: { readonly [K in Kind]: Fork } = {
  'same height': (world, indexer, depth) => forkOnce(world, indexer, depth, depth),
  // Below finality only what reaches above it can be told from an endpoint that lags.
  shorter(world, indexer, depth) {
    const least = depth > FINALITY ? depth - FINALITY + 1 : 0
    return forkOnce(world, indexer, depth, least + Math.floor(world.random() * (depth - least)))
  },
  longer: (world, indexer, depth) => forkOnce(world, indexer, depth, depth + 3),
  // Back to the fork it knew: nobody has to rewind anything, however deep it was.
  async 'flip-flop'(world, indexer, depth) {
    const left = world.chain.blocks.slice()
    for (let i = 0; i < 2; i++) {
      const before = await world.read()
      replace(world, depth, depth)
      if (depth > FINALITY) await expectStopped(world, indexer, before)
      else await world.reached(indexer)
      world.chain.blocks = left.slice()
      if (depth > FINALITY) await eventually(world.pool, UNTROUBLED)
      else await world.reached(indexer)
    }
    world.grow(1)
    return indexer
  },
  // The second fork comes while the first is being read.
  async 'reorg on reorg'(world, indexer, depth) {
    const [before, common] = [await world.read(), world.chain.head.number - depth]
    const again = Math.ceil(depth / 2)
    replace(world, depth, depth)
    await atRequest(world, 1 + Math.floor(world.random() * 6), () => replace(world, again, again + 1))
    if (depth > FINALITY) await expectRewound(world, indexer, common, before)
    return indexer
  },
  async 'while down'(world, indexer, depth) {
    await indexer.stop()
    return restartInto(world, depth)
  },
  // Above finality the kill strikes in the rollback itself, below it once it has stopped.
  async 'with kill'(world, indexer, depth) {
    if (depth > FINALITY) {
      const [before, common] = [await world.read(), world.chain.head.number - depth]
      replace(world, depth, depth)
      await expectStopped(world, indexer, before)
      await indexer.kill()
      const next = await world.start()
      await expectRewound(world, next, common, before)
      return next
    }
    await indexer.stop()
    const doomed = await world.start(failAt('in rollback', 1))
    replace(world, depth, depth)
    await diesAt(world, doomed, 'in rollback')
    replace(world, Math.min(depth, 2), 3)
    return world.start()
  },
}

async function forkOnce(
  world: World,
  indexer: IndexerProcess,
  depth: number,
  grow: number,
): Promise<IndexerProcess> {
  const [before, common] = [await world.read(), world.chain.head.number - depth]
  replace(world, depth, grow)
  if (depth > FINALITY) await expectRewound(world, indexer, common, before)
  return indexer
}

async function restartInto(world: World, depth: number): Promise<IndexerProcess> {
  const [before, common] = [await world.read(), world.chain.head.number - depth]
  replace(world, depth, depth)
  const indexer = await world.start()
  if (depth > FINALITY) await expectRewound(world, indexer, common, before)
  return indexer
}

function replace({ chain, grow }: World, depth: number, by: number): void {
  chain.unwind(depth)
  grow(by)
}

/** Does something when the endpoint is asked for the nth time from now. */
async function atRequest({ endpoint }: World, nth: number, act: () => void): Promise<void> {
  let left = nth
  await new Promise<void>((done) => {
    endpoint.behaviour.sickness = () => {
      left--
      if (left === 0) {
        act()
        done()
      }
      return undefined
    }
  })
  endpoint.behaviour.sickness = undefined
}

// Tells it in the log and in the status, and everything that it held is served as before.
async function expectStopped(
  world: World,
  indexer: IndexerProcess,
  before: Record<string, string>,
): Promise<void> {
  await whenLogged(indexer, 'REORG_BELOW_FINALITY')
  if (!indexer.log().includes('"alert":true'))
    throw new Error(`it stopped without an alert: ${indexer.log()}`)
  await eventually(
    world.pool,
    `select bool_or(trouble_code = 'REORG_BELOW_FINALITY') from ingest.status where network = 'seen'`,
  )
  const now = await world.read()
  if (!isDeepStrictEqual(now, before)) throw new Error('what was served changed though it had stopped')
}

// An operator's `assay rewind` to a block below the fork lets it go on.
async function expectRewound(
  world: World,
  indexer: IndexerProcess,
  common: number,
  before: Record<string, string>,
): Promise<void> {
  await expectStopped(world, indexer, before)
  const to = Math.max(0, common - Math.floor(world.random() * 3))
  await rewind(world.pool, { network: 'seen', chain: CHAIN_ID }, to, new AbortController().signal)
}
