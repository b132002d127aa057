import { makeNetwork, runIndexer } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { LIES } from '../support/mockchain/lies.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { registry, relay, transaction, work } from '../support/traffic.ts'
import { readTables } from '../support/truths.ts'

const NAMES = Object.keys(LIES)
const BLOCKS = 50

export function nameLie(seed: number): string {
  return `${NAMES[Math.floor(seed / 2) % NAMES.length]}, ${seed % 2 ? 'audited' : 'full'}`
}

/**
 * One of three endpoints lies in every answer, through the backfill and at the head; the whole program must end with what an
 * index by honest endpoints alone holds. Even seeds use `full`, odd ones `audited`.
 */
export async function runLies(database: string, seed: number): Promise<string[]> {
  const lie = LIES[NAMES[Math.floor(seed / 2) % NAMES.length] ?? '']
  const policy = seed % 2 ? 'audited' : 'full'
  const chain = new MockChain({ seed, blockSeconds: 600 })
  const grow = (count: number) => {
    for (let i = 0; i < count; i++)
      chain.mine([
        transaction(work.fee(BigInt(i + 1)), relay.batch(2n)),
        transaction(registry.heartbeat(BigInt(i))),
        transaction(work.reward(BigInt(i)), work.stake(3n)),
      ])
  }
  grow(BLOCKS)
  const endpoints = await Promise.all([0, 1, 2].map(() => serveChain(chain)))
  const urls = endpoints.map((each) => each.url)
  const [liar] = endpoints
  if (liar) liar.behaviour.lie = lie
  try {
    const seen = await runIndexer(database, makeNetwork('seen', policy), urls)
    await seen.reached(chain)
    for (let i = 0; i < 3; i++) {
      grow(1)
      await seen.reached(chain)
    }
    const tables = await readTables(seen.pool, 'seen')
    await seen.stop()
    const honest = await runIndexer(database, makeNetwork('truth'), urls.slice(1))
    await honest.reached(chain)
    const truth = await readTables(honest.pool, 'truth')
    await honest.stop()
    return Object.keys(truth).filter((name) => tables[name] !== truth[name])
  } finally {
    await Promise.all(endpoints.map((each) => each.close()))
  }
}
