import * as field from '../chain/fields.ts'
import { CodedError, NotCheckable, Rejected, Unavailable } from '../claim/errors.ts'
import type { Address, Hash32, Hex } from '../claim/hex.ts'
import type { RawHeader } from '../claim/raw.ts'
import type { BlockRange, ChainReader, LogFilter, ProvenBlock, ProvenRange, ProviderFault } from './client.ts'
import { Gateway, type GatewayOptions } from './endpoints/ask.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { HeadWatch } from './endpoints/head-watch.ts'
import { auditRange } from './policies/audited.ts'
import { proveRange } from './policies/full.ts'
import { believeRange } from './policies/trusted.ts'
import { addBeside, withoutBeside } from './proof/beside.ts'
import { fetchBlocks, LogsDisputed } from './proof/contents.ts'
import { askProved } from './proof/evidence.ts'
import { getHeaderByHash, getHeaderChain, headerCall, hexNumber } from './proof/headers.ts'
import { Integrity, type IntegrityOptions } from './proof/integrity.ts'
import { askBlockLogs } from './proof/one-block.ts'
import { findProver } from './proof/prover.ts'
import { agreeOnBlock, agreeOnTag } from './proof/quorum.ts'
import { provableHeight } from './proof/results.ts'
import { untilEnough } from './proof/until-enough.ts'

/** Asked alone, an endpoint is waited for this long: the others decide without it. */
const ALONE_MS = 4_000
/** Ranges that any endpoint is taken to bear at once, unless it bears few questions a second. */
const FEWEST_RANGES = 5
/** Questions that a range may ask at once: its ends, and the logs of its filters. */
const ASKED_BY_RANGE = 5

/** Reads one chain through untrusted endpoints, each answer checked as far as the chain's policy says. */
export class GatewayReader implements ChainReader {
  readonly gateway: Gateway
  readonly integrity: Integrity
  readonly #heads: HeadWatch
  #finalized = -1

  /** `consensus`: endpoints of the CometBFT RPC of the same blocks, by which their contents are proved. */
  constructor(
    transport: GatewayOptions,
    integrity: IntegrityOptions,
    signal: AbortSignal,
    consensus?: GatewayOptions,
  ) {
    this.gateway = new Gateway(transport, signal)
    const other = consensus && new Gateway(consensus, signal)
    this.integrity = new Integrity(this.gateway, integrity, other)
    this.#heads = new HeadWatch(this.gateway.endpoints, integrity.pollMs)
  }

  /**
   * Asks every endpoint; whoever serves another chain is put aside.
   * @throws Unavailable as the others do, and CodedError `CHAIN_WRONG` when nobody serves the one that is set
   */
  async chainId(): Promise<number> {
    const { chainId } = this.integrity.options
    const told: number[] = []
    const ask = async (only: Endpoint) => {
      await askProved(
        this.integrity,
        [{ method: 'eth_chainId', params: [] }],
        null,
        ([result]) => {
          const id = field.integer({ result }, 'result')
          told.push(id)
          if (id !== chainId) throw new Rejected('REJECTED_CHAIN', `chain ${chainId} is set, not ${id}`)
        },
        { only, patienceMs: ALONE_MS },
      )
    }
    const outcomes = await Promise.allSettled(this.gateway.inService().map(ask))
    if (outcomes.some((each) => each.status === 'fulfilled')) return chainId
    if (!told.length)
      throw this.#tooFew('eth_chainId', 0, outcomes.find((each) => each.status === 'rejected')?.reason)
    throw new CodedError('CHAIN_WRONG', `the endpoints serve chain ${told.join(', ')}, not ${chainId}`)
  }

  async genesisHash(): Promise<Hash32> {
    return (await agreeOnBlock(this.integrity, 0, true)).header.hash
  }

  async head(): Promise<RawHeader> {
    const { header } = await agreeOnTag(this.integrity, 'latest')
    this.#heads.saw(header.hash)
    const { consensus } = this.integrity
    if (!consensus || this.integrity.options.policy === 'trusted') return header
    // What the newest block holds is proved by the next one: until that is there, it is not read.
    const provable = await provableHeight(consensus)
    return provable >= header.number ? header : (await agreeOnBlock(this.integrity, provable, true)).header
  }

  async finalized(): Promise<RawHeader> {
    const header = await this.#finalizedHeader()
    this.#finalized = Math.max(this.#finalized, header.number)
    return header
  }

  async header(block: number | Hash32): Promise<RawHeader> {
    if (typeof block === 'number')
      return (await agreeOnBlock(this.integrity, block, block <= this.#finalized)).header
    const header = await getHeaderByHash(this.integrity, block)
    await this.#vouchFor(header)
    return header
  }

  async headers(range: BlockRange): Promise<RawHeader[]> {
    const { header } = await agreeOnBlock(this.integrity, range.to, range.to <= this.#finalized)
    return getHeaderChain(this.integrity, range, header)
  }

  /** @throws Unavailable `UNAVAILABLE_BLOCK` */
  async logs(range: BlockRange, filters: readonly LogFilter[]): Promise<ProvenRange> {
    const { options } = this.integrity
    // Endpoints that differ are only accused about what can no longer change.
    if (range.to > this.#finalized && range.to > (await this.finalized()).number)
      throw new Unavailable('UNAVAILABLE_BLOCK', `block ${range.to} is not final yet`)
    if (options.policy === 'trusted') return believeRange(this.integrity, range, filters)
    const prove = options.policy === 'full' ? findProver(this.integrity) : undefined
    if (prove) return proveRange(this.integrity, prove, range, filters)
    return auditRange(this.integrity, range, filters)
  }

  /** As many as the endpoints that must answer bear questions, since a range mostly waits for one answer of each. */
  rangesAtOnce(): number {
    const now = Date.now()
    const { policy } = this.integrity.options
    const needed = policy === 'audited' ? this.integrity.witnesses : this.integrity.quorum
    const borne = this.gateway.endpoints
      .filter((each) => !each.isAside(now))
      .map((each) => Math.max(fewestOf(each), each.bears()))
    return borne.sort((a, b) => b - a)[needed - 1] ?? FEWEST_RANGES
  }

  async block(hash: Hash32, filters: readonly LogFilter[]): Promise<ProvenBlock> {
    const { options } = this.integrity
    // A head that was just read needs no second question: its hash says which block is meant.
    const header = this.integrity.findHeader(hash) ?? (await getHeaderByHash(this.integrity, hash))
    const vouchedBy = await this.#vouchFor(header)
    const prove = options.policy === 'trusted' ? undefined : findProver(this.integrity)
    if (prove) {
      const [block] = await prove([header], filters)
      const alone = options.policy === 'audited' && this.gateway.endpoints.length === 1
      return { header, logs: [], transactions: [], ...block, proof: alone ? 'unproved' : 'full', vouchedBy }
    }
    const ask = async (only: Endpoint) => {
      const options = { only, patienceMs: ALONE_MS }
      const own = await askBlockLogs(this.integrity, hash, withoutBeside(filters), options)
      return addBeside(this.integrity, own, filters, options, () => hash)
    }
    const logs = await this.#agreeOn('logs', ask)
    const said = await fetchBlocks(this.integrity, logs, filters)
    if (said instanceof LogsDisputed) throw said
    const [block] = said
    const proof = options.policy === 'trusted' ? 'trusted' : 'unproved'
    return { logs: [], transactions: [], ...block, header, proof, vouchedBy }
  }

  call(to: Address, data: Hex, block: number | Hash32): Promise<Hex> {
    const call = { method: 'eth_call', params: [{ to, data }, toBlockParameter(block)] }
    return this.#agree([call], ([result]) => field.bytes({ result }, 'result'))
  }

  code(address: Address, block: number | Hash32): Promise<Hex> {
    const call = { method: 'eth_getCode', params: [address, toBlockParameter(block)] }
    return this.#agree([call], ([result]) => field.bytes({ result }, 'result'))
  }

  nextHead(known: Hash32, signal: AbortSignal): Promise<void> {
    return this.#heads.next(known, signal)
  }

  onFault(listener: (fault: ProviderFault) => void): void {
    this.integrity.faults.onFault(listener)
  }

  async close(): Promise<void> {
    await Promise.all([this.gateway.close(), this.integrity.consensus?.gateway.close()])
  }

  async #finalizedHeader(): Promise<RawHeader> {
    const { finality } = this.integrity.options
    if ('tag' in finality) return (await agreeOnTag(this.integrity, finality.tag)).header
    const head = await this.head()
    return this.header(Math.max(0, head.number - finality.depth))
  }

  /** Who vouches for a header that was proved to have its hash: known already, or asked now. */
  async #vouchFor(header: RawHeader): Promise<string> {
    const known = this.integrity.findVoucher(header.hash)
    if (known) {
      this.integrity.vouch(header, known)
      return known
    }
    const call = { ...headerCall(header.hash), nullable: true }
    const knows = await this.#agree([call], ([result]) => result !== null)
    if (!knows) throw new Unavailable('UNAVAILABLE_BLOCK', `block ${header.hash} is not known to a quorum`)
    const by = this.integrity.describe(this.integrity.quorum)
    this.integrity.vouch(header, by)
    return by
  }

  /** A value that a quorum of endpoints gives; nothing proves it. */
  #agree<T>(calls: Parameters<Gateway['ask']>[0], read: (results: readonly unknown[]) => T): Promise<T> {
    return this.#agreeOn(calls[0]?.method ?? 'nothing', async (only) => {
      const options = { only, patienceMs: ALONE_MS }
      return (await askProved(this.integrity, calls, null, read, options)).value
    })
  }

  /** Asks every endpoint in service until a quorum of them gave the same. */
  async #agreeOn<T>(what: string, ask: (only: Endpoint) => Promise<T>): Promise<T> {
    const votes = new Map<string, number>()
    const isEnough = (value: T) => {
      const key = JSON.stringify(value)
      const count = (votes.get(key) ?? 0) + 1
      votes.set(key, count)
      return count >= this.integrity.quorum
    }
    try {
      return await untilEnough(this.gateway.inService(), ask, isEnough)
    } catch (error) {
      if (error instanceof NotCheckable) throw error
      // What the chain refuses, it refuses to all.
      const errors = error instanceof AggregateError ? error.errors : [error]
      const refused = errors.find((each) => each instanceof CodedError && each.code === 'RPC_REFUSED')
      throw refused ?? this.#tooFew(what, Math.max(0, ...votes.values()), error)
    }
  }

  #tooFew(what: string, count: number, cause?: unknown): Unavailable {
    const { quorum } = this.integrity
    return new Unavailable('UNAVAILABLE_QUORUM', `${what}: ${quorum} endpoints must agree, ${count} did`, {
      cause,
    })
  }
}

function toBlockParameter(block: number | Hash32): unknown {
  return typeof block === 'number' ? hexNumber(block) : { blockHash: block }
}

// What waits in line for a rate waits against the patience of its question: nobody is asked for more than a second's worth.
function fewestOf({ limiter }: Endpoint): number {
  return Math.min(FEWEST_RANGES, Math.max(1, Math.floor(limiter.rate / ASKED_BY_RANGE)))
}
