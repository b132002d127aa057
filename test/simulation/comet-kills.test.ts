import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CometChain, event } from '../../devnet/validators/chain.ts'
import { serveComet } from '../../devnet/validators/server.ts'
import { makeSigners } from '../../devnet/validators/signers.ts'
import { consensusNumber } from '../../src/claim/consensus.ts'
import { createPool } from '../../src/platform/database.ts'
import { type Network, NetworkFile } from '../../src/platform/network.ts'
import { eventually } from '../support/indexer.ts'
import { createDatabase } from '../support/postgres.ts'
import { spawnIndexer } from '../support/processes.ts'
import { failAt } from './failpoint.ts'

const KILLS = Number(process.env.ASSAY_KILLS ?? 5)
const POINTS = ['after fetch', 'mid-transaction', 'in commit', 'after commit', 'in segment write'] as const
const NAME = 'kills-1'
const CHAIN = consensusNumber(NAME)

function networkOf(name: string): Network {
  const file = NetworkFile.parse({
    name,
    title: name,
    chains: [
      {
        id: CHAIN,
        name,
        class: 'devnet',
        family: 'cometbft',
        finality: { depth: 0 },
        integrity: { policy: 'trusted' },
        consensus: { chainId: NAME, prefix: 'og', denom: 'ogwei' },
        blockSeconds: 1,
      },
    ],
    contracts: [],
  })
  return { ...file, folder: '/nowhere' }
}

function grow(chain: CometChain, blocks: number): void {
  for (let i = 0; i < blocks; i++)
    chain.mine({
      events: [
        event('rewards', {
          amount: `${chain.height}.500000000000000000ogwei`,
          validator: 'ogvaloper1n4rh34ng80up5x3usr7294tvquf2cvlxuwexsy',
          mode: 'BeginBlock',
        }),
      ],
    })
}

test(`after ${KILLS} kills the index is what one without a kill is, digest included`, async () => {
  const database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'comet-kills-'))
  const chain = new CometChain(NAME, makeSigners(4, 'kills'))
  grow(chain, 120)
  const endpoint = await serveComet(chain)
  const pool = createPool(database.url, { application: 'test', max: 2 })
  const place = (network: string, env = {}) => ({
    command: 'comet',
    database: database.url,
    folder,
    network: networkOf(network),
    urls: [endpoint.url],
    env,
  })
  const stands = (network: string) =>
    eventually(pool, 'select bool_or(height = $2) from ingest.status where network = $1', [
      network,
      chain.height - 1,
    ])
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const point = POINTS[kill % POINTS.length] ?? 'after commit'
      const killed = await spawnIndexer(place('killed', failAt(point, 1)))
      expect(await killed.ended, killed.log()).toBe('SIGKILL')
      expect(killed.log()).toContain(`failpoint ${point}`)
      grow(chain, 30)
    }
    for (const name of ['killed', 'whole']) {
      const last = await spawnIndexer(place(name))
      await stands(name)
      expect(await last.stop()).toBe(0)
    }
    const read = async (sql: string) => {
      const [one, other] = await Promise.all(['killed', 'whole'].map((network) => pool.query(sql, [network])))
      expect(one?.rows.length).toBeGreaterThan(0)
      expect(one?.rows).toEqual(other?.rows)
    }
    await read(`select height, encode(digest, 'hex') as digest from ingest.status where network = $1`)
    await read(
      `select number, encode(digest, 'hex') as digest from ingest.block where network = $1 order by number`,
    )
    await read(
      `select block_number, phase, position, amount::text, fraction::text from facts.emission where network = $1 order by 1, 2, 3`,
    )
    await read(
      `select day, token, events::text, amount::text from derived.node_day_direct where network = $1 order by 1`,
    )
    await read(`select sum(blocks)::text as blocks from ingest.segment where network = $1`)
  } finally {
    await endpoint.close()
    await pool.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
}, 3_600_000)
