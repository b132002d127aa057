import { makeNetwork, runIndexer } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { sicken } from '../support/mockchain/sickness.ts'
import { relay, transaction, work } from '../support/traffic.ts'
import { readTables } from '../support/truths.ts'

const RATES = [0.02, 0.05, 0.2]
/** At 5 % of sick answers the backfill may take so many times as long as with none. */
const SLOWDOWN = 2

export function nameSick(seed: number): string {
  return `${(RATES[seed % RATES.length] ?? 0.02) * 100} % of answers`
}

/** Three endpoints, each of which answers with something else at a rate of 2, 5 or 20 %: nothing stops, nothing is missing. */
export async function runSick(database: string, seed: number, blocks = 12_000): Promise<string[]> {
  const rate = RATES[seed % RATES.length] ?? 0.02
  const chain = new MockChain({ seed })
  for (let i = 0; i < blocks; i++) chain.mine([transaction(work.fee(BigInt(i)), relay.batch(2n))])
  const endpoints = await Promise.all([0, 1, 2].map(() => serveChain(chain)))
  const urls = endpoints.map((each) => each.url)
  const timed = async (network: string) => {
    const started = performance.now()
    const indexer = await runIndexer(database, makeNetwork(network, 'audited'), urls)
    await indexer.reached(chain)
    const ms = performance.now() - started
    const tables = await readTables(indexer.pool, network)
    await indexer.stop()
    return { ms, tables }
  }
  try {
    const clean = await timed('truth')
    for (const [i, { behaviour }] of endpoints.entries())
      behaviour.sickness = sicken(createRandom(seed + i), rate)
    const sick = await timed('seen')
    const times = sick.ms / clean.ms
    process.stderr.write(
      `sick ${rate * 100} %: ${times.toFixed(2)} times the clean time of ${clean.ms.toFixed(0)} ms\n`,
    )
    const slow = rate <= 0.05 && times > SLOWDOWN ? [`${times.toFixed(2)} times the clean time`] : []
    return [...Object.keys(clean.tables).filter((name) => sick.tables[name] !== clean.tables[name]), ...slow]
  } finally {
    await Promise.all(endpoints.map((each) => each.close()))
  }
}
