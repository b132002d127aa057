import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AuditFault, Unavailable } from '../../src/claim/errors.ts'
import { type Hash32, hashOf } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { bundlePath } from '../../src/claim/log/files.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { decodeEntries, formatTilePath, listTiles } from '../../src/claim/log/tiles.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { GuardedHttp } from '../../src/platform/http.ts'

/** A file below a log's prefix; undefined when it is not there. */
export type ReadLogFile = (path: string) => Promise<Uint8Array | undefined>

const LIMITS = { maxBytes: 64 << 20, timeoutMs: 30_000 }
/** Bundles that are asked for at once. */
const AT_ONCE = 8
/** How long one file is waited for of a server that wants to be asked later (429). */
const LONGEST_WAIT_SECONDS = 60

/** Whether the files of a log are asked for over HTTP, and not read from a folder. */
export function isUrl(place: string): boolean {
  return /^https?:\/\//.test(place)
}

/** The host with port of a place that the reader named, for whom it is no stranger's address; none of a folder or what is no URL. */
export function hostOf(place: string): string[] {
  return isUrl(place) && URL.canParse(place) ? [new URL(place).host] : []
}

/** Files of a log at a URL, or in a folder. What it returns @throws Unavailable `UNAVAILABLE_LOG` when a server gives another answer than the file or that it has none. */
export function openLogPlace(place: string, http: GuardedHttp): ReadLogFile {
  if (!isUrl(place))
    return async (path) => {
      try {
        return await readFile(join(place, path))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    }
  return async (path) => {
    const url = `${place.replace(/\/$/, '')}/${path}`
    let answer = await http.get(url, LIMITS)
    for (let waited = 0; answer.status === 429; answer = await http.get(url, LIMITS)) {
      const seconds = Math.max(1, answer.retryAfter ?? LONGEST_WAIT_SECONDS)
      waited += seconds
      if (waited > LONGEST_WAIT_SECONDS) break
      await sleep(seconds * 1000)
    }
    const { status, bytes } = answer
    if (status === 200) return bytes
    if (status === 404 || status === 410) return undefined
    throw new Unavailable('UNAVAILABLE_LOG', `${place} answers ${status} for ${path}`)
  }
}

/** A whole log as somebody serves it; nothing of it is verified. */
export interface ServedLog {
  readonly note: string
  readonly entries: readonly Hash32[]
  /** Bundles by their hash, as far as they are served and are the bytes of that hash. */
  readonly bundles: ReadonlyMap<Hash32, Uint8Array>
}

/**
 * Reads a log with all of its bundles.
 * @throws Unavailable `UNAVAILABLE_LOG` when it has no checkpoint or lacks a tile; AuditFault `LOG_NOTE`, `LOG_CHECKPOINT`, `LOG_TILE`
 */
export async function readLog(read: ReadLogFile): Promise<ServedLog> {
  const get = async (path: string) => {
    const bytes = await read(path)
    if (!bytes) throw new Unavailable('UNAVAILABLE_LOG', `the log has no ${path}`)
    return bytes
  }
  const note = Buffer.from(await get('checkpoint')).toString()
  const { size } = parseCheckpoint(parseNote(note))
  const entries: Hash32[] = []
  for (const tile of listTiles(null, 0, size, size))
    for (const entry of decodeEntries(await get(formatTilePath(tile)), tile.width)) {
      if (entry.length !== 32)
        throw new AuditFault('LOG_TILE', `entry ${entries.length} is no hash of a bundle`)
      entries.push(hashOf(entry))
    }
  const bundles = new Map<Hash32, Uint8Array>()
  const find = async (entry: Hash32) => {
    const bytes = await read(bundlePath(entry))
    if (bytes && hashOf(sha256Bytes(bytes)) === entry) bundles.set(entry, bytes)
  }
  for (let from = 0; from < entries.length; from += AT_ONCE)
    await Promise.all(entries.slice(from, from + AT_ONCE).map(find))
  return { note, entries, bundles }
}
