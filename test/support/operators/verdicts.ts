import { join } from 'node:path'
import type pg from 'pg'
import { readConfig } from '../../../reference-node/config.ts'
import { start } from '../../../reference-node/process.ts'
import { eventually } from '../indexer.ts'
import { NETWORK } from './network.ts'
import type { OperatorWorld } from './world.ts'

const STATEMENTS = ['attestation_valid', 'heartbeat_signed', 'hand_off_signed']

/**
 * Lets the real reference node judge all that is indexed, and returns what it says: `node statement outcome code fault`,
 * sorted, each once.
 */
export async function judgeAll(
  world: OperatorWorld,
  pool: pg.Pool,
  databaseUrl: string,
  nameOf: ReadonlyMap<string, string>,
): Promise<string[]> {
  const stop = new AbortController()
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    ASSAY_NETWORKS: join(world.folder, 'networks'),
    ASSAY_NETWORK: NETWORK,
    ASSAY_ARCHIVE: join(world.folder, 'archive'),
    ASSAY_POLL_SECONDS: '1',
  })
  const running = start(config, stop.signal)
  const settled = eventually(
    pool,
    'select count(*) = 0 from watch.pending where network = $1 and statement = any($2)',
    [NETWORK, STATEMENTS],
  )
  await Promise.race([settled, running.then(() => Promise.reject(new Error('the reference node ended')))])
  stop.abort()
  await running
  const { rows } = await pool.query<Record<'node' | 'statement' | 'said', string>>(
    `select distinct '0x' || encode(s.node, 'hex') as node, v.statement,
       concat_ws(' ', v.outcome, v.code, v.fault) as said
     from watch.latest_verdict v
     join watch.subject s on s.network = v.network and s.id = v.subject_id and s.statement = v.statement
     where v.network = $1 and v.statement = any($2)`,
    [NETWORK, STATEMENTS],
  )
  return rows.map(({ node, statement, said }) => `${nameOf.get(node) ?? node}: ${statement} ${said}`).sort()
}
