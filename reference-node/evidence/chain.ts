import { integer, toHash, toList, toObject } from '../../src/chain/fields.ts'
import { CodedError, NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import type { Address, Hash32 } from '../../src/claim/hex.ts'
import type { RawHeader } from '../../src/claim/raw.ts'
import { Lru } from '../../src/platform/lru.ts'
import type { NetworkChain } from '../../src/platform/network.ts'
import { type EvidenceBlock, findBlock } from './block.ts'
import { Deferred } from './deferred.ts'
import { findHeader, findMinedCall, type MinedCall } from './mined-call.ts'
import { RpcEndpoint } from './rpc.ts'
import type { Tape } from './tape.ts'

const KEPT_BLOCKS = 256

/** One chain as this watchdog sees it through endpoints of its own. The database plays no part in it. */
export class ChainView {
  readonly chain: NetworkChain
  readonly #endpoints: readonly RpcEndpoint[]
  readonly #blocks = new Lru<Hash32, EvidenceBlock>(KEPT_BLOCKS)
  #finalized = -1

  /** `tape`: where the endpoints' answers are kept, or come from. */
  constructor(chain: NetworkChain, urls: readonly string[], tape?: Tape) {
    this.chain = chain
    this.#endpoints = urls.map(
      (url, at) => new RpcEndpoint(url, tape && { tape, name: `chain ${chain.id} endpoint ${at}` }),
    )
  }

  /** Calls that were made to the chain's endpoints. */
  get calls(): number {
    return this.#endpoints.reduce((sum, { calls }) => sum + calls, 0)
  }

  /**
   * The block of that hash, if it stands on the chain for good.
   * @throws Deferred `BLOCK_NOT_FINAL` and `BLOCK_WITHDRAWN`; Unavailable `UNAVAILABLE_RPC`, `UNAVAILABLE_AGREEMENT`,
   *   `UNAVAILABLE_PROOF`
   */
  async getBlock(number: number, hash: Hash32): Promise<EvidenceBlock> {
    return this.#blocks.get(hash, async () => {
      await this.#assertStands(number, hash)
      const block = await this.findProved((endpoint) => findBlock(endpoint, this.chain, hash))
      if (!block) throw new Unavailable('UNAVAILABLE_RPC', `no endpoint has block ${hash}`)
      return block
    })
  }

  /** As {@link getBlock}, for the block of that number. */
  async getBlockAt(number: number): Promise<EvidenceBlock> {
    return this.getBlock(number, await this.#agree(number))
  }

  /** One transaction of a final block, whether or not it left a log. @throws as {@link getBlock}; Unavailable `UNAVAILABLE_RPC` */
  async getMinedCall(number: number, hash: Hash32, transaction: Hash32): Promise<MinedCall> {
    await this.#assertStands(number, hash)
    const call = await this.findProved((endpoint) => findMinedCall(endpoint, this.chain, hash, transaction))
    if (!call) throw new Unavailable('UNAVAILABLE_RPC', `no endpoint has block ${hash}`)
    return call
  }

  /** The header of the final block at a height, hashed here. @throws as {@link getBlock}; Unavailable `UNAVAILABLE_RPC` */
  async getHeaderAt(number: number): Promise<RawHeader> {
    const hash = await this.#agree(number)
    await this.#assertStands(number, hash)
    const header = await this.findProved((endpoint) => findHeader(endpoint, this.chain, hash))
    if (!header) throw new Unavailable('UNAVAILABLE_RPC', `no endpoint has block ${hash}`)
    return header
  }

  /** What an endpoint answers to a call that proves nothing: where to send, and what to pay. @throws Unavailable `UNAVAILABLE_RPC` */
  async ask(method: string, params: readonly unknown[]): Promise<unknown> {
    const [endpoint] = this.#endpoints
    if (!endpoint) throw new Unavailable('UNAVAILABLE_RPC', `chain ${this.chain.id} has no endpoint`)
    return endpoint.call(method, params)
  }

  async #assertStands(number: number, hash: Hash32): Promise<void> {
    if (number > this.#finalized) this.#finalized = await this.finalizedNumber()
    if (number > this.#finalized)
      throw new Deferred('BLOCK_NOT_FINAL', `block ${number} is above ${this.#finalized}, the last final one`)
    const canonical = await this.#agree(number)
    if (canonical !== hash)
      throw new Deferred('BLOCK_WITHDRAWN', `block ${number} is ${canonical} by now, not ${hash}`)
  }

  /** By the chain's own rule; the lowest that any endpoint says. */
  async finalizedNumber(): Promise<number> {
    const { finality } = this.chain
    const numbers = await this.#all(async (endpoint) => {
      if ('tag' in finality) {
        const block = await endpoint.call('eth_getBlockByNumber', [finality.tag, false])
        return block === null ? -1 : integer(toObject(block, 'block'), 'number')
      }
      return integer({ head: await endpoint.call('eth_blockNumber', []) }, 'head') - finality.depth
    })
    return Math.min(...numbers)
  }

  /** Numbers of the blocks with logs of these contracts and first topics, as far as any endpoint says. Ascending. */
  async listBlocksWithLogs(
    from: number,
    to: number,
    addresses: readonly Address[],
    topics: readonly Hash32[],
  ): Promise<number[]> {
    const filter = { fromBlock: quantity(from), toBlock: quantity(to), topics: [topics] }
    const query = addresses.length ? { ...filter, address: addresses } : filter
    const answers = await this.#all((endpoint) => endpoint.call('eth_getLogs', [query]))
    const numbers = answers.flatMap((logs) =>
      toList(logs, 'logs').map((log) => integer(toObject(log, 'log'), 'blockNumber')),
    )
    return [...new Set(numbers)].filter((number) => number >= from && number <= to).sort((a, b) => a - b)
  }

  /** The hash at this height, which every endpoint that answers must name. */
  async #agree(number: number): Promise<Hash32> {
    const hashes = await this.#all(async (endpoint) => {
      const block = await endpoint.call('eth_getBlockByNumber', [quantity(number), false])
      return block === null ? null : toHash(toObject(block, 'block').hash, 'hash')
    })
    const named = new Set(hashes)
    const [hash] = named
    if (named.size > 1)
      throw new Unavailable(
        'UNAVAILABLE_AGREEMENT',
        `endpoints name ${named.size} blocks at height ${number}`,
      )
    if (!hash) throw new Deferred('BLOCK_WITHDRAWN', `there is no block ${number} by now`)
    return hash
  }

  /**
   * The answer of the first endpoint that gives one which proves itself; undefined where none has one.
   * @throws Unavailable `UNAVAILABLE_RPC`, `UNAVAILABLE_PROOF`
   */
  async findProved<T>(ask: (endpoint: RpcEndpoint) => Promise<T | undefined>): Promise<T | undefined> {
    let fault: CodedError | undefined
    for (const endpoint of this.#endpoints)
      try {
        const answer = await ask(endpoint)
        if (answer !== undefined) return answer
      } catch (error) {
        fault = asUnavailable(error, endpoint)
      }
    if (fault) throw fault
    return undefined
  }

  /** Every answer there is; at least one. */
  async #all<T>(ask: (endpoint: RpcEndpoint) => Promise<T>): Promise<T[]> {
    const answers = await Promise.allSettled(this.#endpoints.map((endpoint) => ask(endpoint)))
    const given = answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value)
    if (given.length) return given
    const [refused] = answers
    if (refused?.status !== 'rejected')
      throw new Unavailable('UNAVAILABLE_RPC', `chain ${this.chain.id} has no endpoint`)
    throw asUnavailable(refused.reason, this.#endpoints[0])
  }
}

// What an endpoint says wrongly is never evidence against a claim: only that this endpoint is of no use.
// A form that this version does not know may be known to the next one.
function asUnavailable(error: unknown, endpoint: RpcEndpoint | undefined): CodedError {
  if (error instanceof Rejected || error instanceof NotCheckable)
    return new Unavailable('UNAVAILABLE_PROOF', `${endpoint?.shown}: ${error.message}`, { cause: error })
  if (error instanceof CodedError) return error
  throw error
}

function quantity(number: number): string {
  return `0x${number.toString(16)}`
}
