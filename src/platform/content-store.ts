import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Hash32, toHex } from '../claim/hex.ts'

/** SHA-256 of bytes: the name by which kept bytes are found again. */
export function sha256(bytes: Uint8Array): Hash32 {
  return toHex(createHash('sha256').update(bytes).digest()) as Hash32
}

/** Bytes kept by their SHA-256 in a folder. Whoever can write to the folder can remove bytes, never exchange them. */
export class ContentStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Keeps the bytes on disk before it returns their SHA-256. Keeping the same bytes again is harmless. */
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

  /** The bytes of that hash, hashed again; undefined when they are not there or not those bytes any more. */
  async find(hash: Hash32): Promise<Uint8Array | undefined> {
    let bytes: Uint8Array
    try {
      bytes = await readFile(this.#path(hash))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    return sha256(bytes) === hash ? bytes : undefined
  }

  #path(hash: Hash32): string {
    return join(this.#folder, 'sha256', hash.slice(2, 4), hash.slice(2))
  }
}
