import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Misconfigured, Unavailable } from '../claim/errors.ts'
import { type BucketCodes, type BucketKeys, isBucket, type ObjectStore, openBucket } from './bucket.ts'

/** What faults are called by whoever keeps files in a folder or a bucket. */
export interface ObjectCodes extends BucketCodes {
  /** No such folder, when its files are listed. */
  readonly absent: string
}

/**
 * Opens `s3://bucket/prefix` (see docs/operations/settings.md for its settings), else a folder that is made when absent.
 * @throws Misconfigured `codes.keys` for a bucket without keys
 */
export function openObjects(place: string, keys: BucketKeys | undefined, codes: ObjectCodes): ObjectStore {
  return isBucket(place) ? openBucket(place, keys, codes) : openFolder(place, codes)
}

function openFolder(root: string, codes: ObjectCodes): ObjectStore {
  return {
    async put(key, bytes) {
      const path = join(root, key)
      try {
        await mkdir(dirname(path), { recursive: true })
        // Written aside and renamed, so that a kill leaves a whole file or none.
        const aside = `${path}.${process.pid}.part`
        const file = await open(aside, 'w')
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(aside, path).catch(async (error) => {
          await rm(aside, { force: true })
          throw error
        })
      } catch (cause) {
        throw new Unavailable(codes.away, `cannot write to ${root}: ${text(cause)}`, { cause })
      }
    },
    async get(key) {
      return readFile(join(root, key)).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
          throw new Unavailable(codes.missing, `no ${key} in ${root}`, { cause })
        throw new Unavailable(codes.away, `cannot read ${key} in ${root}: ${text(cause)}`, { cause })
      })
    },
    async list() {
      return readdir(root, { recursive: true }).catch((cause) => {
        throw new Misconfigured(codes.absent, `no folder ${root}: check the path`, { cause })
      })
    },
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
