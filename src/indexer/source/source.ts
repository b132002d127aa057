import type {
  Batch,
  HotDatabaseState,
  HotDataSource,
  HotUpdate,
} from '@subsquid/util-internal-processor-tools'
import type { RangeRequest } from '@subsquid/util-internal-range'
import { Unavailable } from '../../claim/errors.ts'
import type { Source } from '../../claim/source-set.ts'
import type { ChainReader } from '../../gateway/client.ts'
import type { IndexedBlock } from './block.ts'
import { readFinalized } from './cold.ts'
import { followHead } from './hot.ts'
import type { LogRequests } from './processor.ts'

/** What the processor's runner reads from: the chain as the gateway proves it. */
export class ChainSource implements HotDataSource<IndexedBlock, LogRequests> {
  readonly #reader: ChainReader
  readonly #sources: readonly Source[]
  readonly #signal: AbortSignal
  #head = -1

  constructor(reader: ChainReader, sources: readonly Source[], signal: AbortSignal) {
    this.#reader = reader
    this.#sources = sources
    this.#signal = signal
  }

  /** The newest block that was seen. */
  get head(): number {
    return this.#head
  }

  async getFinalizedHeight(): Promise<number> {
    const [head, finalized] = await Promise.all([this.#reader.head(), this.#reader.finalized()])
    this.#see(head.number)
    return finalized.number
  }

  async getBlockHash(height: number): Promise<string | undefined> {
    try {
      return (await this.#reader.header(height)).hash
    } catch (error) {
      if (error instanceof Unavailable && error.code === 'UNAVAILABLE_BLOCK') return undefined
      throw error
    }
  }

  getFinalizedBlocks(requests: RangeRequest<LogRequests>[]): AsyncIterable<Batch<IndexedBlock>> {
    return readFinalized({ reader: this.#reader, sources: this.#sources, requests, signal: this.#signal })
  }

  processHotBlocks(
    _requests: RangeRequest<LogRequests>[],
    state: HotDatabaseState,
    update: (update: HotUpdate<IndexedBlock>) => Promise<void>,
  ): Promise<void> {
    const options = {
      reader: this.#reader,
      sources: this.#sources,
      signal: this.#signal,
      onHead: (head: { readonly number: number }) => this.#see(head.number),
    }
    return followHead(options, state, update)
  }

  #see(number: number): void {
    this.#head = Math.max(this.#head, number)
  }
}
