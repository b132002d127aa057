import { NotCheckable, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { Network } from '../../src/platform/network.ts'
import type { SignedResponse } from '../checks/signature/verify.ts'
import type { Batches } from './batches.ts'
import type { EvidenceBlock, EvidenceLog } from './block.ts'
import { ChainView } from './chain.ts'
import { Contracts } from './contracts.ts'
import { findEvent } from './events.ts'
import { listRegistrations } from './node-history.ts'
import { type ChainRecord, findRecord } from './records.ts'
import { findRegisteredKey } from './registered-key.ts'
import { type Hint, RegistryHistory } from './registry.ts'
import type { Tape } from './tape.ts'
import { findTracedRecord } from './traced.ts'

/** Where a subject stands on chain. */
export interface OnChain {
  readonly chainId: number
  readonly block: number
  readonly blockHash: Hash32
  readonly position: number
}

export interface LogEvidence {
  readonly record: ChainRecord
  readonly log: EvidenceLog
  readonly block: EvidenceBlock
  /** Whether network.json names the contract itself, or accepts the event from any. */
  readonly isListed: boolean
}

/** A {@link Hint} for each chain of a network. */
export type ChainHint = (chainId: number, ...range: Parameters<Hint>) => ReturnType<Hint>

interface ObservedChain {
  readonly view: ChainView
  readonly history: RegistryHistory
  readonly contracts: Contracts
}

/** Everything that checks are about, from the chain itself and by hash. */
export class Evidence {
  readonly #network: Network
  readonly #batches: Batches
  readonly #chains = new Map<number, ObservedChain>()

  constructor(
    network: Network,
    endpoints: ReadonlyMap<number, readonly string[]>,
    hint: ChainHint,
    batches: Batches,
    tape?: Tape,
  ) {
    this.#network = network
    this.#batches = batches
    for (const chain of network.chains) {
      const view = new ChainView(chain, endpoints.get(chain.id) ?? chain.endpoints, tape)
      const contracts = new Contracts(network, chain.id)
      const history = new RegistryHistory(view, contracts, (from, to) => hint(chain.id, from, to))
      this.#chains.set(chain.id, { view, history, contracts })
    }
  }

  /** Calls that were made to endpoints, of all chains. */
  get calls(): number {
    return [...this.#chains.values()].reduce((sum, { view }) => sum + view.calls, 0)
  }

  /**
   * The log at a place on chain, read from the chain.
   * @throws as {@link ChainView.getBlock} does, and Unavailable `FACT_DIFFERS` when there is no such log of ours:
   *   then the database says what the chain does not. NotCheckable `UNKNOWN_EVENT` for an event that is indexed and
   *   that no check here reads.
   */
  async getLog({ chainId, block: number, blockHash, position }: OnChain): Promise<LogEvidence> {
    const { view, contracts } = this.#chain(chainId)
    const block = await view.getBlock(number, blockHash)
    const log = block.logs.find(({ logIndex }) => logIndex === position)
    const event = log && findEvent(log)
    const isOurs =
      log && (event ? contracts.mayEmit(log.address, event.eventName) : contracts.isListed(log.address))
    if (!isOurs)
      throw new Unavailable(
        'FACT_DIFFERS',
        `block ${blockHash} holds no event of ours at position ${position}`,
      )
    const record = findRecord(log)
    if (!record) throw new NotCheckable('UNKNOWN_EVENT', `no check reads events of topic ${log.topics[0]}`)
    const isListed = contracts.isListed(log.address)
    return { record, log, block, isListed }
  }

  /**
   * Any log at a place on chain, whoever emitted it: what is looked for in it has to prove itself.
   * @throws as {@link ChainView.getBlock} does, and Unavailable `FACT_DIFFERS`
   */
  async getAnyLog({ chainId, block: number, blockHash, position }: OnChain): Promise<EvidenceLog> {
    const { logs } = await this.#chain(chainId).view.getBlock(number, blockHash)
    const log = logs.find(({ logIndex }) => logIndex === position)
    if (log) return log
    throw new Unavailable('FACT_DIFFERS', `block ${blockHash} holds no log at position ${position}`)
  }

  /**
   * What the log at a place states by the calls that were made, as an endpoint traces them. For where nothing in the input of another
   * contract's call proves itself: the real call may have come out of storage, whatever else stands there. Undefined where no
   * endpoint offers traces.
   * @throws as {@link ChainView.getBlockAt} does
   */
  async findTraced(chainId: number, block: number, position: number): Promise<ChainRecord | undefined> {
    const { view } = this.#chain(chainId)
    const { logs } = await view.getBlockAt(block)
    const log = logs.find(({ logIndex }) => logIndex === position)
    return log && findTracedRecord(view, log)
  }

  /**
   * A hand-off as it was settled: from its own log, or out of the batch that its log commits to.
   * @throws Unavailable `FACT_DIFFERS`
   */
  async getHandOff(place: OnChain, leafIndex: number | null): Promise<SignedResponse> {
    const { record } = await this.getLog(place)
    if (record.kind === 'individual' && leafIndex === null) return record.handOff
    if (record.kind !== 'batch' || leafIndex === null)
      throw new Unavailable('FACT_DIFFERS', `a ${record.kind} stands where a hand-off is said to be`)
    const { leaves } = await this.#batches.getBatch(record.blobId, record.root)
    const leaf = leaves[leafIndex]
    if (!leaf)
      throw new Unavailable('FACT_DIFFERS', `the batch has ${leaves.length} leaves, none at ${leafIndex}`)
    return { ...leaf, signature: Buffer.from(leaf.signature.slice(2), 'hex') }
  }

  /** Who may speak on that chain, complete up to the block. */
  async getHistory(chainId: number, block: number): Promise<RegistryHistory> {
    const { history } = this.#chain(chainId)
    await history.reach(block)
    return history
  }

  /**
   * The key of a node whose registering call does not show it, as its registries keep it. It hashes to the node's name.
   * Undefined where they give none.
   * @throws Unavailable `UNAVAILABLE_RPC`, `UNAVAILABLE_PROOF`
   */
  async askKey(chainId: number, teeId: Hash32): Promise<Uint8Array | undefined> {
    const { view, history } = this.#chain(chainId)
    const places = listRegistrations(history.events, teeId).map(({ record, block }) => ({
      registry: record.registry,
      block,
    }))
    return findRegisteredKey(view, places, teeId)
  }

  #chain(id: number): ObservedChain {
    const chain = this.#chains.get(id)
    if (!chain) throw new Unavailable('FACT_DIFFERS', `${this.#network.name} has no chain ${id}`)
    return chain
  }
}
