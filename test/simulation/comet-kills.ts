import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHAIN_NAME, CONSENSUS_ID, DENOM, PREFIX } from '../../devnet/validators/cast.ts'
import { Validators } from '../../devnet/validators/world.ts'
import { createPool } from '../../src/platform/database.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import { eventually } from '../support/indexer.ts'
import { createRandom } from '../support/mockchain/random.ts'
import { spawnIndexer } from '../support/processes.ts'
import { failAt } from './failpoint.ts'
import { expectKeptRaw, readTables } from './truth.ts'

/** Where `kill -9` strikes the indexer of a consensus. Nothing is ever rolled back there. */
export const COMET_POINTS = [
  'after fetch',
  'mid-transaction',
  'in commit',
  'after commit',
  'in segment write',
] as const

export function nameCometKill(seed: number): string {
  return `comet: ${COMET_POINTS[seed % COMET_POINTS.length]}`
}

/**
 * One run: `assay comet` is killed at a point `kills` times while the chain of validators grows, and the next one must end where one
 * without a kill does. Returns the tables that differ.
 */
export async function runCometKill(database: string, seed: number, kills = 1): Promise<string[]> {
  const random = createRandom(seed)
  const folder = await mkdtemp(join(tmpdir(), 'comet-kills-'))
  const pool = createPool(database, { application: 'simulation', max: 2 })
  const timeOf = (height: number) => 1_767_225_600 + 7200 * height
  const validators = await Validators.open({ folder: join(folder, 'keys'), port: 0, timeOf })
  let height = 30 + Math.floor(random() * 60)
  await validators.mineTo(height)
  const start = (network: string, env = {}) =>
    spawnIndexer({
      command: 'comet',
      database,
      folder,
      network: networkOf(network),
      urls: [validators.url],
      env,
    })
  try {
    for (let kill = 0; kill < kills; kill++) {
      const point = COMET_POINTS[(seed + kill) % COMET_POINTS.length] ?? 'after commit'
      const killed = await start('seen', failAt(point, 1))
      const how = await killed.ended
      if (how !== 'SIGKILL' || !killed.log().includes(`failpoint ${point}`))
        throw new Error(`it ended with ${how}, not by the kill ${point}: ${killed.log()}`)
      height += 1 + Math.floor(random() * 20)
      await validators.mineTo(height)
    }
    for (const name of ['seen', 'truth']) {
      const last = await start(name)
      const stored = eventually(pool, 'select bool_or(height = $2) from ingest.status where network = $1', [
        name,
        height - 1,
      ])
      const gone = last.ended.then((code) => {
        throw new Error(`it ended with ${code}: ${last.log()}`)
      })
      await Promise.race([stored, gone])
      gone.catch(() => {})
      await last.stop()
    }
    const [seen, truth] = [await readTables(pool, 'seen'), await readTables(pool, 'truth')]
    const place = { network: 'seen', chain: CONSENSUS_ID }
    await expectKeptRaw(pool, place, join(folder, 'segments', 'seen'))
    return Object.keys(truth).filter((name) => seen[name] !== truth[name])
  } finally {
    await validators.close()
    await pool.end()
    await rm(folder, { recursive: true, force: true })
  }
}

function networkOf(name: string): Network {
  const file = NetworkFile.parse({
    name,
    title: 'validators',
    chains: [
      {
        id: CONSENSUS_ID,
        name: 'validators',
        class: 'devnet',
        family: 'cometbft',
        finality: { depth: 0 },
        integrity: { policy: 'trusted' },
        consensus: { chainId: CHAIN_NAME, prefix: PREFIX, denom: DENOM },
        blockSeconds: 1,
      },
    ],
    contracts: [],
  })
  return { ...file, folder: '/nowhere' }
}
