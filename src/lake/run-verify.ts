import type { Place } from '../indexer/place.ts'
import { ClickHouse } from '../platform/clickhouse.ts'
import { createPool, type Pool } from '../platform/database.ts'
import { readCommandEnv } from '../platform/demo-place.ts'
import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'
import { requireTables } from '../platform/tables.ts'
import { LOAD_MS } from './clickhouse/load.ts'
import { type LakeOptions, openPlace, sayCell } from './command-options.ts'
import { verifyLate } from './late/verify.ts'
import type { LakeStore } from './store.ts'
import { verifyLake } from './verify.ts'

/** What `assay lake verify` takes. */
export interface VerifyCommand extends LakeOptions {
  readonly rows?: true
  readonly late?: true
  readonly seen?: string
}

/** `assay lake verify` */
export async function runVerify(options: VerifyCommand): Promise<void> {
  const env = readCommandEnv(process.env, options)
  const settings = new Environment(env)
  const { network, chain } = readChainPlace(settings)
  const hasDatabase = ['DATABASE_URL', 'DB_URL', 'DB_HOST'].some((key) => env[key] || env[`${key}_FILE`])
  const url = hasDatabase || options.rows ? settings.databaseUrl() : undefined
  settings.check()
  const { store, clickhouse } = openPlace(options, env)
  const pool = url === undefined ? undefined : createPool(url, { application: 'lake', max: 2 })
  const server = pool && clickhouse ? new ClickHouse(clickhouse, LOAD_MS) : undefined
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  try {
    if (pool) await requireTables(pool)
    await sayVerified({ store, place: { network, chain }, pool, server, options }, stop.signal)
  } finally {
    await server?.close()
    await pool?.end()
  }
}

async function sayVerified(
  {
    store,
    place,
    pool,
    server,
    options,
  }: {
    readonly store: LakeStore
    readonly place: Place
    readonly pool: Pool | undefined
    readonly server: ClickHouse | undefined
    readonly options: VerifyCommand
  },
  signal: AbortSignal,
): Promise<void> {
  const asked = {
    store,
    place,
    ...(pool ? { pool } : {}),
    ...(server ? { server } : {}),
    ...(options.rows ? { rows: true } : {}),
    ...(options.seen === undefined ? {} : { seen: [options.seen] }),
  }
  if (options.late) {
    const late = await verifyLate({ ...asked, network: place.network }, signal)
    const words = [
      `${late.rows} leaves and verdicts in ${late.entries} entries are those that the manifest states; newest entry ${late.entry ?? 'none'}`,
      ...(late.comparedLoads === null
        ? []
        : [
            `${late.comparedLoads} of ${late.entries} entries have the same rows in ClickHouse, by count and hash`,
          ]),
    ]
    process.stdout.write(
      `${options.json ? JSON.stringify({ network: place.network, ...late }) : words.join('\n')}\n`,
    )
    return
  }
  const found = await verifyLake({ ...asked, onCell: sayCell }, signal)
  const compared =
    found.comparedDigests === null
      ? 'no index was asked'
      : `${found.comparedDigests} of ${found.cells} cells have the digest of this index, ${found.comparedRows ?? 'none'} were compared row by row`
  const loaded =
    found.comparedLoads === null
      ? []
      : [
          `${found.comparedLoads} of ${found.cells} cells have the same rows in ClickHouse, by count and hash, and rollups that follow from them`,
        ]
  const words = [
    `${found.rows} facts in ${found.parts} parts of ${found.cells} cells are those that the manifest states, up to block ${found.covered}`,
    compared,
    ...loaded,
    `newest entry ${found.entry ?? 'none'}: give it to --seen next time`,
  ]
  process.stdout.write(`${options.json ? JSON.stringify({ ...place, ...found }) : words.join('\n')}\n`)
}
