import { Unavailable } from '../../claim/errors.ts'
import { keccak256 } from '../../claim/hash.ts'
import { type Hash32, type Hex, toBytes } from '../../claim/hex.ts'
import type { RawHeader } from '../../claim/raw.ts'
import { selectLogs } from '../../claim/source-set.ts'
import type { BlockRange, ChainReader, LogFilter, ProvenBlock, ProvenRange } from '../../gateway/client.ts'
import { toWanted } from '../../gateway/proof/contents.ts'
import type { Recorded, RecordedBlock } from './file.ts'

const VOUCHED = { proof: 'unproved', vouchedBy: 'a recording' } as const

/**
 * A recording as a chain that ends with it. Nothing of it is proved, and every block says so. A recording has no block hashes: they are
 * made up of what the blocks hold, so that two recordings with a common beginning are forks of one chain.
 */
export class RecordedChain implements ChainReader {
  readonly #recorded: Recorded
  readonly #onEnd: () => void
  readonly #byNumber: ReadonlyMap<number, RecordedBlock>
  readonly #byHash = new Map<Hash32, number>()
  /** What every block of the recording, and all before it, hold. */
  readonly #seeds: readonly Hash32[]
  readonly first: number
  readonly last: number

  /** @param onEnd called when all of it was read */
  constructor(recorded: Recorded, onEnd: () => void) {
    this.#recorded = recorded
    this.#onEnd = onEnd
    this.#byNumber = new Map(recorded.blocks.map((block) => [block.number, block]))
    this.first = recorded.blocks[0]?.number ?? 0
    this.last = recorded.blocks.at(-1)?.number ?? 0
    let seed = keccak256(Buffer.from(`a recording of chain ${recorded.chainId}`))
    this.#seeds = recorded.blocks.map((block) => {
      seed = keccak256(toBytes(seed), Buffer.from(JSON.stringify(block)))
      return seed
    })
    for (const { number } of recorded.blocks) this.#byHash.set(this.#hashOf(number), number)
  }

  async chainId(): Promise<number> {
    return this.#recorded.chainId
  }

  async genesisHash(): Promise<Hash32> {
    return this.#hashOf(0)
  }

  head(): Promise<RawHeader> {
    return this.header(this.last)
  }

  finalized(): Promise<RawHeader> {
    return this.header(this.last)
  }

  /** @throws Unavailable `UNAVAILABLE_BLOCK` above the last block, or for a hash that is none of the recording */
  async header(block: number | Hash32): Promise<RawHeader> {
    const number = typeof block === 'number' ? block : this.#numberOf(block)
    if (number < 0 || number > this.last)
      throw new Unavailable('UNAVAILABLE_BLOCK', `the recording ends with block ${this.last}`)
    return {
      number,
      hash: this.#hashOf(number),
      parentHash: this.#hashOf(number - 1),
      timestamp: this.#timeOf(number),
      encoded: null,
    }
  }

  async headers({ from, to }: BlockRange): Promise<RawHeader[]> {
    return Promise.all(Array.from({ length: to - from + 1 }, (_, index) => this.header(from + index)))
  }

  async logs(range: BlockRange, filters: readonly LogFilter[]): Promise<ProvenRange> {
    const held = this.#recorded.blocks.filter(({ number }) => number >= range.from && number <= range.to)
    const blocks = await Promise.all(held.map((block) => this.#select(block, filters)))
    const last = await this.header(range.to)
    return {
      range,
      blocks: blocks.filter(({ logs }) => logs.length),
      last,
      parentHash: this.#hashOf(range.from - 1),
      ...VOUCHED,
    }
  }

  rangesAtOnce(): number {
    return 1
  }

  block(hash: Hash32, filters: readonly LogFilter[]): Promise<ProvenBlock> {
    const number = this.#numberOf(hash)
    const none = { number, timestamp: this.#timeOf(number), logs: [], transactions: [] }
    return this.#select(this.#byNumber.get(number) ?? none, filters)
  }

  /** @throws Unavailable `UNAVAILABLE_CALL`, always: a recording holds logs and transactions, and no state */
  async call(): Promise<Hex> {
    throw new Unavailable('UNAVAILABLE_CALL', 'a recording holds no state')
  }

  /** @throws Unavailable `UNAVAILABLE_CALL`, always */
  async code(): Promise<Hex> {
    throw new Unavailable('UNAVAILABLE_CALL', 'a recording holds no state')
  }

  async nextHead(): Promise<void> {
    this.#onEnd()
  }

  onFault(): void {}

  async close(): Promise<void> {}

  async #select(block: RecordedBlock, filters: readonly LogFilter[]): Promise<ProvenBlock> {
    const logs = selectLogs(filters, block.logs)
    const wanted = toWanted(logs, filters)
    const ours = new Set(logs.map(({ transactionIndex }) => transactionIndex))
    const transactions = block.transactions
      .filter(({ index }) => ours.has(index))
      .map((each) => (wanted.has(each.index) ? each : { ...each, call: null }))
    return { header: await this.header(block.number), logs, transactions, ...VOUCHED }
  }

  #hashOf(number: number): Hash32 {
    const at = this.#recorded.blocks.findLastIndex((block) => block.number <= number)
    return keccak256(Buffer.from(`block ${number} after ${this.#seeds[at] ?? 'nothing'}`))
  }

  #numberOf(hash: Hash32): number {
    const number = this.#byHash.get(hash)
    if (number !== undefined) return number
    throw new Unavailable('UNAVAILABLE_BLOCK', `no block ${hash} is in the recording`)
  }

  // Of blocks that the recording leaves out, the time of the one before them.
  #timeOf(number: number): number {
    const at = this.#recorded.blocks.findLast((block) => block.number <= number)
    return (at ?? this.#recorded.blocks[0])?.timestamp ?? 0
  }
}
