import { Unavailable } from '../../src/claim/errors.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { GuardedHttp } from '../../src/platform/http.ts'
import { Lru } from '../../src/platform/lru.ts'

const LIMITS = { maxBytes: 64 << 20, timeoutMs: 60_000 }
const KEPT = 16

/** Every place that should have the bytes answered, and none has them. */
export class ContentAbsent extends Unavailable {}

/** Models, keys, inputs and outputs by the keccak-256 of their bytes. Where they come from does not matter then. */
export class ContentSource {
  readonly #http: GuardedHttp
  readonly #stores: readonly string[]
  readonly #kept = new Lru<Hash32, Uint8Array>(KEPT)

  constructor(http: GuardedHttp, stores: readonly string[]) {
    this.#http = http
    this.#stores = stores
  }

  /**
   * `places`: URLs that somebody published for it, asked after the network's own stores.
   * @throws ContentAbsent `UNAVAILABLE_CONTENT`; Unavailable as {@link GuardedHttp.get} does
   */
  get(hash: Hash32, places: readonly string[] = []): Promise<Uint8Array> {
    return this.#kept.get(hash, async () => {
      const urls = this.#stores.flatMap((base) =>
        [hash, hash.slice(2)].map((name) => `${base.replace(/\/$/, '')}/${name}`),
      )
      let fault: Unavailable | undefined
      for (const url of [...urls, ...places])
        try {
          const { status, bytes } = await this.#http.get(url, LIMITS)
          if (status === 200 && keccak256(bytes) === hash) return bytes
          if (status !== 200 && status !== 404 && status !== 410)
            fault = new Unavailable('UNAVAILABLE_HTTP', `a store answered ${status} for ${hash}`)
        } catch (error) {
          if (!(error instanceof Unavailable)) throw error
          fault = error
        }
      throw fault ?? new ContentAbsent('UNAVAILABLE_CONTENT', `no store has bytes of hash ${hash}`)
    })
  }
}
