import { AuditFault } from '../errors.ts'

// The addresses and contents of tiles (c2sp.org/tlog-tiles).

/** Hashes of a full tile, and entries of a full bundle. */
export const TILE_WIDTH = 256

/** One tile of hashes, or of entries, of a log. */
export interface Tile {
  /** Null: entries, not hashes. */
  readonly level: number | null
  readonly index: number
  /** How many hashes or entries it holds: 256, or fewer at the right edge. */
  readonly width: number
}

/** The path below a log's prefix, without a slash at its start. */
export function formatTilePath({ level, index, width }: Tile): string {
  const groups: string[] = []
  for (let rest = index, isLast = true; isLast || rest > 0; rest = Math.floor(rest / 1000), isLast = false)
    groups.unshift(`${isLast ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`)
  return `tile/${level ?? 'entries'}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** The tile that a path names; undefined when it is not the one path of a tile. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (!match) return undefined
  const [, level = '', index = '', width] = match
  const tile = {
    level: level === 'entries' ? null : Number(level),
    index: Number(index.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  const isTile = tile.width > 0 && (width === undefined || tile.width < TILE_WIDTH) && (tile.level ?? 0) < 64
  return isTile && formatTilePath(tile) === path ? tile : undefined
}

/** The tiles that hold `count` hashes of a level from `from` on, in a log of `size` entries, each as wide as that size makes it. */
export function listTiles(level: number | null, from: number, count: number, size: number): Tile[] {
  const total = Math.floor(size / TILE_WIDTH ** (level ?? 0))
  const tiles: Tile[] = []
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < from + count; index++)
    tiles.push({ level, index, width: Math.min(TILE_WIDTH, total - index * TILE_WIDTH) })
  return tiles
}

/** A bundle of entries: each behind its length as two big-endian bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(entry.length)
      return [length, entry]
    }),
  )
}

/**
 * The entries of a bundle.
 * @throws AuditFault `LOG_TILE` when there are not exactly `count`
 */
export function decodeEntries(bytes: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at + 2 <= bytes.length) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    entries.push(bytes.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  if (at !== bytes.length || entries.length !== count)
    throw new AuditFault('LOG_TILE', `expected ${count} whole entries in ${bytes.length} bytes`)
  return entries
}

/**
 * The hashes of a tile.
 * @throws AuditFault `LOG_TILE` when there are not exactly `count`
 */
export function decodeHashes(bytes: Uint8Array, count: number): Uint8Array[] {
  if (bytes.length !== 32 * count)
    throw new AuditFault('LOG_TILE', `expected ${count} hashes, got ${bytes.length} bytes`)
  return Array.from({ length: count }, (_, at) => bytes.subarray(32 * at, 32 * at + 32))
}
