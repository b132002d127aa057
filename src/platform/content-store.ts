import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unavailable } from '../claim/errors.ts'
import { type Hash32, hashOf } from '../claim/hex.ts'
import { type BucketCodes, type BucketKeys, isBucket, type ObjectStore, openBucket } from './bucket.ts'

/** SHA-256 of bytes: the name by which kept bytes are found again. */
export function sha256(bytes: Uint8Array): Hash32 {
  return hashOf(createHash('sha256').update(bytes).digest())
}

/** Bytes kept by their SHA-256. Whoever can write to the place can remove bytes, never exchange them. */
export interface Contents {
  /** Keeps the bytes for good before it returns their SHA-256. Keeping the same bytes again is harmless. */
  keep(bytes: Uint8Array): Promise<Hash32>
  /** The bytes of that hash, hashed again; undefined when they are not there or not those bytes any more. */
  find(hash: Hash32): Promise<Uint8Array | undefined>
}

/**
 * Opens a folder, or a bucket (`s3://bucket/prefix`) for processes that share no disk.
 * @throws Misconfigured `ARCHIVE_KEYS` for a bucket without keys; the store's own calls throw Unavailable `UNAVAILABLE_ARCHIVE`
 */
export function openContents(place: string, keys: BucketKeys | undefined): Contents {
  return isBucket(place) ? new BucketContents(openBucket(place, keys, CODES)) : new ContentStore(place)
}

const CODES: BucketCodes = {
  keys: 'ARCHIVE_KEYS',
  missing: 'ARCHIVE_MISSING',
  away: 'UNAVAILABLE_ARCHIVE',
}

class BucketContents implements Contents {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  async keep(bytes: Uint8Array): Promise<Hash32> {
    const hash = sha256(bytes)
    await this.#objects.put(nameOf(hash), bytes)
    return hash
  }

  async find(hash: Hash32): Promise<Uint8Array | undefined> {
    try {
      const bytes = await this.#objects.get(nameOf(hash))
      return (await isHashOf(bytes, hash)) ? bytes : undefined
    } catch (error) {
      if (error instanceof Unavailable && error.code === CODES.missing) return undefined
      throw error
    }
  }
}

/** Bytes kept by their SHA-256 in a folder. */
export class ContentStore implements Contents {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async keep(bytes: Uint8Array): Promise<Hash32> {
    const hash = sha256(bytes)
    const path = this.#path(hash)
    await mkdir(dirname(path), { recursive: true })
    // A reader sees all of a file or nothing: a crash leaves a stray `.part`, never half a blob under its name.
    const part = `${path}.${randomUUID()}.part`
    try {
      const file = await open(part, 'wx', 0o644)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    return hash
  }

  async find(hash: Hash32): Promise<Uint8Array | undefined> {
    let bytes: Uint8Array
    try {
      bytes = await readFile(this.#path(hash))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    return (await isHashOf(bytes, hash)) ? bytes : undefined
  }

  #path(hash: Hash32): string {
    return join(this.#folder, nameOf(hash))
  }
}

// Kept bytes are megabytes: they are hashed on another thread.
async function isHashOf(bytes: Uint8Array, hash: Hash32): Promise<boolean> {
  // What was read from a file or a bucket is never shared memory.
  const digest = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return hashOf(new Uint8Array(digest)) === hash
}

function nameOf(hash: Hash32): string {
  return `sha256/${hash.slice(2, 4)}/${hash.slice(2)}`
}
