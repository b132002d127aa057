import { type RebuiltBatch, rebuildBatch } from '../../src/claim/batch.ts'
import { DUMP_LIMITS } from '../../src/claim/batch-dump.ts'
import { NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { type Contents, sha256 } from '../../src/platform/content-store.ts'
import type { GuardedHttp } from '../../src/platform/http.ts'
import { Lru } from '../../src/platform/lru.ts'

/** What became of a blob: where its bytes are, and not what they are. */
interface FoundBlob {
  readonly status: string
  readonly code: string | null
  readonly sha256: Hash32 | null
}

/** The archive's word about a blob; undefined when it has none. */
export type FindBlob = (blobId: string) => Promise<FoundBlob | undefined>

/** Settled batches, wherever they come from. */
export type Batches = Pick<BatchSource, 'getBytes' | 'getBatch'>

/** The contents of settled batches. The archive says where the bytes are; only their own tree says what they are. */
export class BatchSource {
  readonly #find: FindBlob
  readonly #contents: Pick<Contents, 'find'>
  readonly #http: GuardedHttp
  readonly #stores: readonly string[]
  readonly #rebuilt = new Lru<string, RebuiltBatch>(64)

  constructor(
    find: FindBlob,
    network: { readonly blobStores: readonly string[] },
    contents: Pick<Contents, 'find'>,
    http: GuardedHttp,
  ) {
    this.#find = find
    this.#stores = network.blobStores
    this.#contents = contents
    this.#http = http
  }

  /**
   * A blob's bytes as they were kept, or as a store serves them when the archive's copy is gone.
   * @throws Unavailable `BLOB_MISSING` while the archiver still looks for it, `UNAVAILABLE_BLOB`; NotCheckable
   *   `BLOB_MISSING` once it is lost, and the archiver's code for a blob it refused to fetch
   */
  async getBytes(blobId: string): Promise<Uint8Array> {
    const found = await this.#find(blobId)
    if (!found || found.status === 'pending')
      throw new Unavailable('BLOB_MISSING', 'the blob is not archived yet')
    if (found.status === 'lost')
      throw new NotCheckable('BLOB_MISSING', 'no store has the settled blob, and none is expected to')
    if (!found.sha256)
      throw new NotCheckable(found.code ?? 'BLOB_REFUSED', 'the archiver refused to fetch the blob')
    return (await this.#contents.find(found.sha256)) ?? this.#fetch(blobId, found.sha256)
  }

  /**
   * The batch that rebuilds the settled root.
   * @throws as getBytes and rebuildBatch do, and REJECTED_BATCH_ROOT
   */
  async getBatch(blobId: string, root: Hash32): Promise<RebuiltBatch> {
    // What rebuilt a root once rebuilds it always: kept bytes need not be read again for every leaf.
    return this.#rebuilt.get(`${root} ${blobId}`, async () => rebuildAs(await this.getBytes(blobId), root))
  }

  async #fetch(blobId: string, hash: Hash32): Promise<Uint8Array> {
    for (const base of this.#stores) {
      const url = `${base.replace(/\/$/, '')}/${encodeURIComponent(blobId)}`
      const { status, bytes } = await this.#http.get(url, {
        maxBytes: DUMP_LIMITS.maxBytes,
        timeoutMs: 60_000,
      })
      if (status === 200 && sha256(bytes) === hash) return bytes
    }
    throw new Unavailable('UNAVAILABLE_BLOB', `neither the archive nor a store has the bytes ${hash}`)
  }
}

/**
 * The batch that bytes hold, when it has the settled root.
 * @throws as rebuildBatch does; Rejected `REJECTED_BATCH_ROOT`
 */
export function rebuildAs(bytes: Uint8Array, root: Hash32): RebuiltBatch {
  const batch = rebuildBatch(bytes)
  if (batch.root === root) return batch
  throw new Rejected('REJECTED_BATCH_ROOT', `${root} settled, the leaves give ${batch.root}`)
}
