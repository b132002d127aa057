import { type FileMetaData, parquetMetadata } from 'hyparquet'
import type { NamedEntry } from '../../src/lake/manifest.ts'
import type { LakeStore } from '../../src/lake/store.ts'
import type { ClickHouse } from '../../src/platform/clickhouse.ts'
import type { Pool } from '../../src/platform/database.ts'

/** Columns whose bytes are random: hashes and signatures. Nothing makes them smaller. */
const RANDOM = new Set([
  'block_hash',
  'tx_hash',
  'request',
  'input_hash',
  'output_hash',
  'merkle_root',
  'signature',
])

/** Bytes on disk. */
export interface Sizes {
  /** Tables of facts with their indexes, and what is derived from them. */
  readonly postgresFacts: number
  readonly postgresDerived: number
  /** Hashes and signatures of the lake's parts, and everything else of them. */
  readonly lakeRandom: number
  readonly lakeOther: number
  readonly clickhouseFacts: number
  readonly clickhouseRollups: number
}

export async function measurePostgres(pool: Pool): Promise<Pick<Sizes, 'postgresFacts' | 'postgresDerived'>> {
  const { rows } = await pool.query<{ schema: string; bytes: string }>(
    `select n.nspname as schema, sum(pg_total_relation_size(c.oid)) as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('facts', 'derived') group by 1`,
  )
  const bytesOf = (schema: string) => Number(rows.find((row) => row.schema === schema)?.bytes ?? 0)
  return { postgresFacts: bytesOf('facts'), postgresDerived: bytesOf('derived') }
}

export async function measureLake(
  store: LakeStore,
  live: readonly NamedEntry[],
): Promise<Pick<Sizes, 'lakeRandom' | 'lakeOther'>> {
  let [lakeRandom, all] = [0, 0]
  for (const { name, bytes } of live.flatMap(({ entry }) => entry.parts)) {
    const file = await store.getPart(name)
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
    lakeRandom += randomBytesOf(parquetMetadata(buffer))
    all += bytes
  }
  return { lakeRandom, lakeOther: all - lakeRandom }
}

function randomBytesOf({ row_groups: groups }: FileMetaData): number {
  return groups
    .flatMap(({ columns }) => columns)
    .reduce((sum, { meta_data: said }) => {
      return said && RANDOM.has(said.path_in_schema[0] ?? '') ? sum + Number(said.total_compressed_size) : sum
    }, 0)
}

export async function measureClickHouse(
  server: ClickHouse,
): Promise<Pick<Sizes, 'clickhouseFacts' | 'clickhouseRollups'>> {
  const { rows } = await server.rows(
    `select toString(sumIf(bytes_on_disk, startsWith(table, 'fact_'))), toString(sumIf(bytes_on_disk, endsWith(table, '_part')))
     from system.parts where database = currentDatabase() and active`,
  )
  const [facts, rollups] = rows[0] ?? []
  return { clickhouseFacts: Number(facts), clickhouseRollups: Number(rollups) }
}
