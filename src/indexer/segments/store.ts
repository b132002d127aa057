import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import { type ObjectStore, readBucketKeys } from '../../platform/bucket.ts'
import { Environment } from '../../platform/environment.ts'
import { type ObjectCodes, openObjects } from '../../platform/objects.ts'
import { invalid } from './format.ts'

const CODES: ObjectCodes = {
  absent: 'SEGMENTS_MISSING',
  keys: 'SEGMENTS_KEYS',
  missing: 'UNAVAILABLE_SEGMENT',
  away: 'UNAVAILABLE_SEGMENT_STORE',
}
const MAX_UNPACKED = 256 * 1024 * 1024
/** What zstd may need beyond the size of incompressible content. */
const ONE_PIECE = 64 * 1024
const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Segments by the hash of their bytes, in a folder or an S3-compatible bucket (`s3://bucket/prefix`). */
export class SegmentStore {
  readonly #objects: ObjectStore

  constructor(objects: ObjectStore) {
    this.#objects = objects
  }

  /** Keeps a segment's content. Returns its name and packed size; it is there for good once this resolves. */
  async put(content: Uint8Array): Promise<{ readonly name: string; readonly size: number }> {
    // Level 1: a backfill writes as fast as it reads; raw data is mostly hashes, which no level makes smaller.
    // In one piece: by default every 16 KiB of output wait for a turn of the event loop, which others keep busy.
    const options = {
      params: { [constants.ZSTD_c_compressionLevel]: 1 },
      chunkSize: Math.max(ONE_PIECE, content.length),
    }
    const file = await compress(content, options)
    const name = sha256(file)
    await this.#objects.put(keyOf(name), file)
    return { name, size: file.length }
  }

  /**
   * The content of a segment, once its bytes have hashed to its name.
   * @throws Unavailable `UNAVAILABLE_SEGMENT`; MalformedEvidence `SEGMENT_INVALID`
   */
  async get(name: string): Promise<Uint8Array> {
    const file = await this.#objects.get(keyOf(name))
    if (sha256(file) !== name) throw invalid(`its bytes hash to ${sha256(file)}, its name is ${name}`)
    try {
      return await decompress(file, { maxOutputLength: MAX_UNPACKED })
    } catch (cause) {
      throw invalid(`it does not unpack: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }

  /** The names of all that are there. */
  async list(): Promise<string[]> {
    const keys = await this.#objects.list()
    return keys.flatMap((key) => /([0-9a-f]{64})\.seg\.zst$/.exec(key)?.[1] ?? []).sort()
  }
}

/** Opens `s3://bucket/prefix` (see docs/operations.md for its settings), else a folder that is made when absent. */
export function openSegments(place: string, env: NodeJS.ProcessEnv): SegmentStore {
  return new SegmentStore(openObjects(place, readBucketKeys(new Environment(env)), CODES))
}

function keyOf(name: string): string {
  return `${name.slice(0, 2)}/${name}.seg.zst`
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
