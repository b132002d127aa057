import { hash } from 'node:crypto'
import { MalformedEvidence, Rejected, Unavailable } from '../claim/errors.ts'
import type { BucketKeys, ObjectStore } from '../platform/bucket.ts'
import { type ObjectCodes, openObjects } from '../platform/objects.ts'
import { type AnyEntry, decodeHead, encodeEntry, encodeHead, type Head, type Named } from './manifest.ts'

const CODES: ObjectCodes = {
  keys: 'LAKE_KEYS',
  missing: 'LAKE_MISSING',
  away: 'UNAVAILABLE_LAKE',
  absent: 'LAKE_MISSING',
}

/** The files of a lake. All but heads are named by their content, and hashed again whenever they are read. */
export class LakeStore {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  /** Keeps a part under the hash of its bytes; it is there for good once this resolves. */
  async putPart(name: string, file: Uint8Array): Promise<void> {
    await this.#objects.put(keyOf('parts', name, 'parquet'), file)
  }

  /** @throws Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`; MalformedEvidence `LAKE_HASH` */
  async getPart(name: string): Promise<Uint8Array> {
    return this.#get('parts', name, 'parquet')
  }

  /** Keeps an entry and returns its name. */
  async putEntry(entry: AnyEntry): Promise<string> {
    const bytes = encodeEntry(entry)
    const name = hash('sha256', bytes)
    await this.#objects.put(keyOf('entries', name, 'json'), bytes)
    return name
  }

  /** Says which entry is the newest: the last thing that is written. */
  async putHead(manifest: string, head: Head): Promise<void> {
    await this.#objects.put(headKey(manifest), encodeHead(head))
  }

  /** Undefined: nothing of this manifest was ever finished here. @throws MalformedEvidence `LAKE_INVALID` */
  async findHead(manifest: string): Promise<Head | undefined> {
    try {
      return decodeHead(await this.#objects.get(headKey(manifest)))
    } catch (error) {
      if (error instanceof Unavailable && error.code === CODES.missing) return undefined
      throw error
    }
  }

  /**
   * All entries up to the one of this name, in the order of their sequence. Memory: as many as there are.
   * @throws Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`;
   * Rejected `LAKE_CHAIN` when they do not end at a first one
   */
  async listEntries<E extends AnyEntry>(name: string, decode: (bytes: Uint8Array) => E): Promise<Named<E>[]> {
    const entries: Named<E>[] = []
    for (let next: string | null = name; next !== null; ) {
      const entry: E = decode(await this.#get('entries', next, 'json'))
      const later = entries.at(-1)?.entry
      // It ends, whatever a stranger wrote.
      if (later && entry.sequence >= later.sequence)
        throw new Rejected(
          'LAKE_CHAIN',
          `entry ${next} has sequence ${entry.sequence}, and is before ${later.sequence}`,
        )
      entries.push({ name: next, entry })
      next = entry.previous
    }
    return entries.reverse()
  }

  async #get(folder: string, name: string, end: string): Promise<Uint8Array> {
    const bytes = await this.#objects.get(keyOf(folder, name, end))
    const found = hash('sha256', bytes)
    if (found !== name)
      throw new MalformedEvidence(
        'LAKE_HASH',
        `${keyOf(folder, name, end)} holds bytes that hash to ${found}`,
      )
    return bytes
  }
}

/** Opens a lake. @throws Misconfigured `LAKE_KEYS` for a bucket without keys */
export function openLake(place: string, keys: BucketKeys): LakeStore {
  return new LakeStore(openObjects(place, keys, CODES))
}

function keyOf(folder: string, name: string, end: string): string {
  return `${folder}/${name.slice(0, 2)}/${name}.${end}`
}

function headKey(manifest: string): string {
  return `heads/${manifest}.json`
}
