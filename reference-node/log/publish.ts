import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hashOf } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { bundlePath, evidencePath } from '../../src/claim/log/files.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { encodeEntries, formatTilePath, listTiles, TILE_WIDTH } from '../../src/claim/log/tiles.ts'
import type { LogStore } from './store.ts'

/**
 * Writes a log as static files, as c2sp.org/tlog-tiles has them, with its bundles and their evidence next to them; any web server then serves it. The
 * checkpoint comes last: it never names a size whose files are not there. Returns how many entries it covers.
 */
export async function publishLog(store: LogStore, note: string, folder: string): Promise<number> {
  const { size } = parseCheckpoint(parseNote(note))
  for (const tile of listTiles(null, 0, size, size)) {
    // A full bundle of entries never changes, and was written after what it names.
    if (tile.width === TILE_WIDTH && existsSync(join(folder, formatTilePath(tile)))) continue
    const read = await store.read(tile.index * TILE_WIDTH, tile.width)
    for (const { entry, bundle } of read) await put(folder, bundlePath(hashOf(entry)), bundle)
    await put(folder, formatTilePath(tile), encodeEntries(read.map(({ entry }) => entry)))
  }
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH))
    for (const tile of listTiles(level, 0, count, size)) {
      const hashes = await store.hashes(level, tile.index * TILE_WIDTH, tile.width)
      await put(folder, formatTilePath(tile), Buffer.concat(hashes))
    }
  for (const hash of await store.evidence.list()) {
    // Named by its content: what is there is whole.
    if (existsSync(join(folder, evidencePath(hash)))) continue
    const bytes = await store.evidence.find(hash)
    if (bytes) await put(folder, evidencePath(hash), bytes)
  }
  await put(folder, 'checkpoint', Buffer.from(note))
  return size
}

/** A reader sees the old file or the new one, never half of one. */
async function put(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, bytes, { flush: true })
  await rename(`${file}.new`, file)
}
