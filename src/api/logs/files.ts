import { type Hash32, toBytes } from '../../claim/hex.ts'
import type { LogFile } from '../../claim/log/files.ts'
import { encodeEntries, TILE_WIDTH, type Tile } from '../../claim/log/tiles.ts'
import { leafHash } from '../../claim/log/tree.ts'
import type { Pool } from '../../platform/database.ts'

/** A file of a log whose length is known before it is read. */
export interface FoundFile {
  readonly size: number
  readonly type: string
  /** False of the newest checkpoint: everything else of a log stays as it is. */
  readonly isFixed: boolean
  read(): Promise<Uint8Array>
}

const CONTENT = {
  bundle: { table: 'log_bundle', type: 'application/json' },
  evidence: { table: 'log_evidence', type: 'application/octet-stream' },
} as const
const HASH_BYTES = 32
/** An entry stands behind its length. */
const ENTRY_BYTES = HASH_BYTES + 2

/** A file of a log as the database has it; undefined where the log has none of this name. */
export async function findLogFile(pool: Pool, origin: string, file: LogFile): Promise<FoundFile | undefined> {
  if (file.kind === 'checkpoint') return findCheckpoint(pool, origin)
  return file.kind === 'tile' ? findTile(pool, origin, file.tile) : findContent(pool, origin, file)
}

async function findCheckpoint(pool: Pool, origin: string): Promise<FoundFile | undefined> {
  const { rows } = await pool.query<{ checkpoint: string | null }>(
    'select checkpoint from api.verdict_log where origin = $1',
    [origin],
  )
  const note = rows[0]?.checkpoint
  if (note === null || note === undefined) return undefined
  const bytes = Buffer.from(note)
  return { size: bytes.length, type: 'text/plain; charset=utf-8', isFixed: false, read: async () => bytes }
}

async function findContent(
  pool: Pool,
  origin: string,
  { kind, hash }: { readonly kind: 'bundle' | 'evidence'; readonly hash: Hash32 },
): Promise<FoundFile | undefined> {
  const { table, type } = CONTENT[kind]
  const from = `from api.${table} where origin = $1 and hash = $2 limit 1`
  const values = [origin, toBytes(hash)]
  const { rows } = await pool.query<{ size: number }>(`select octet_length(bytes) as size ${from}`, values)
  const [found] = rows
  if (!found) return undefined
  const read = async () => {
    const { rows } = await pool.query<{ bytes: Buffer }>(`select bytes ${from}`, values)
    return rows[0]?.bytes ?? new Uint8Array()
  }
  return { size: found.size, type, isFixed: true, read }
}

async function findTile(pool: Pool, origin: string, tile: Tile): Promise<FoundFile | undefined> {
  const { level, index, width } = tile
  const from = index * TILE_WIDTH
  const isOfEntries = level === null || level === 0
  const { rows } = await pool.query<{ hash: Buffer }>(
    isOfEntries
      ? 'select hash from api.log_bundle where origin = $1 and index >= $2 and index < $3 order by index'
      : 'select hash from api.log_node where origin = $1 and index >= $2 and index < $3 and level = $4 order by index',
    isOfEntries ? [origin, from, from + width] : [origin, from, from + width, level],
  )
  if (rows.length < width) return undefined
  const hashes = rows.map(({ hash }) => hash)
  const bytes =
    level === null ? encodeEntries(hashes) : Buffer.concat(level === 0 ? hashes.map(leafHash) : hashes)
  return {
    size: width * (level === null ? ENTRY_BYTES : HASH_BYTES),
    type: 'application/octet-stream',
    isFixed: true,
    read: async () => bytes,
  }
}
