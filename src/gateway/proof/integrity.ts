import { type ChainFamily, type FamilyProof, families } from '../../chain/index.ts'
import { Misconfigured } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { Gateway } from '../endpoints/ask.ts'
import type { Consensus } from './consensus.ts'
import { FaultBook } from './faults.ts'

export interface IntegrityOptions {
  readonly chainId: number
  readonly family: ChainFamily
  readonly policy: 'full' | 'audited' | 'trusted'
  /** How many endpoints must name the same hash for a header, at least; never less than a majority of them. */
  readonly quorum: number
  /** Share of blocks that `audited` proves in full. */
  readonly auditShare: number
  readonly finality: { readonly tag: 'finalized' } | { readonly depth: number }
  /** How long to wait for a new head when no endpoint announces them. */
  readonly pollMs: number
}

const REMEMBERED = 20_000
const HEADERS_REMEMBERED = 2_000

/** What all readers of one chain share: whom to ask, what is provable, who was caught, which headers are vouched for. */
export class Integrity {
  readonly gateway: Gateway
  readonly options: IntegrityOptions
  readonly family: FamilyProof
  readonly faults: FaultBook
  /** The CometBFT RPC of the same blocks, where the chain has one and its endpoints are known. */
  readonly consensus: Consensus | undefined
  /** How many endpoints must agree. */
  readonly quorum: number
  readonly #vouched = new Map<Hash32, string>()
  readonly #headers = new Map<Hash32, RawHeader>()

  /** @throws Misconfigured `GATEWAY_QUORUM` */
  constructor(gateway: Gateway, options: IntegrityOptions, consensus?: Gateway) {
    const count = gateway.endpoints.length
    if (count < options.quorum || count === 0)
      throw new Misconfigured(
        'GATEWAY_QUORUM',
        `chain ${options.chainId}: ${options.quorum} endpoints must agree, ${count} are set: add endpoints or lower integrity.quorum`,
      )
    this.gateway = gateway
    this.options = options
    this.family = families[options.family]
    this.faults = new FaultBook(gateway.metrics)
    this.consensus = consensus && { gateway: consensus, faults: this.faults }
    this.quorum = options.policy === 'trusted' ? 1 : Math.max(options.quorum, Math.floor(count / 2) + 1)
  }

  /** How many endpoints must give the same logs under `audited`; fewer where there are not so many. */
  get witnesses(): number {
    return Math.min(Math.max(2, this.quorum), this.gateway.endpoints.length)
  }

  /** Counts logs that are left out because the endpoint marks them as taken back. */
  readonly droppedRemoved = (count: number): void => this.gateway.metrics.removed(count)

  /** Remembers that so many endpoints name this header; its parent is named by it. */
  vouch(header: RawHeader, by: string): void {
    if (this.#vouched.size > REMEMBERED) this.#vouched.clear()
    if (this.#headers.size > HEADERS_REMEMBERED) this.#headers.clear()
    this.#vouched.set(header.hash, by)
    this.#headers.set(header.hash, header)
    if (!this.#vouched.has(header.parentHash)) this.#vouched.set(header.parentHash, by)
  }

  /** A header that was vouched for not long ago; the chain may have left it since. */
  findHeader(hash: Hash32): RawHeader | undefined {
    return this.#headers.get(hash)
  }

  findVoucher(hash: Hash32): string | undefined {
    return this.#vouched.get(hash)
  }

  /** Who vouches when so many named the same hash. */
  describe(votes: number): string {
    const [only, ...more] = this.gateway.endpoints
    return only && !more.length ? `endpoint ${only.name} alone` : `${votes} of ${more.length + 1} endpoints`
  }
}
