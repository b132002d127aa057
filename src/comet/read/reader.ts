import { type NamedBlock, verifyLink } from '../../chain/cometbft/block.ts'
import { assertHash } from '../../chain/cometbft/hash.ts'
import { assertResults } from '../../chain/cometbft/results.ts'
import { ValidatorSet } from '../../chain/cometbft/validator-set.ts'
import { readValidator, verifyValidators } from '../../chain/cometbft/validators.ts'
import type { RpcObject } from '../../chain/fields.ts'
import { CodedError, Misconfigured, Rejected, Unavailable } from '../../claim/errors.ts'
import { type Hash32, type Hex, hashOf, toHex } from '../../claim/hex.ts'
import { DeepReorg } from '../../indexer/source/hot.ts'
import type { Consensus } from '../../platform/consensus.ts'
import { type CometContent, encodeAnswers, NO_PARENT } from '../content.ts'
import { oneAhead } from './ahead.ts'
import { block, type CometClient, type NodeStatus } from './client.ts'
import { type Compare, type Fetched, fetchHeights, getBlock, getResults, vouch } from './fetch.ts'
import { type ProvedBlock, readVotes } from './heights.ts'
import { type Given, refusing } from './refusing.ts'

/** So many heights are proved with one check of signatures: hash links reach the others from it. */
const STRETCH = 500
/** So many are handed over at once. */
const HANDED = 100

export interface ReaderOptions {
  readonly client: CometClient
  readonly consensus: Consensus
  readonly compare: Compare
}

interface KnownSet {
  readonly answers: readonly RpcObject[]
  readonly set: ValidatorSet
}

interface Waiting {
  readonly fetched: Fetched
  readonly block: ProvedBlock
  readonly before: NamedBlock | undefined
}

/** Reads heights and proves what a header can prove of them. What was refused is told of who gave it, and read again by the caller. */
export class CometReader {
  readonly client: CometClient
  readonly #consensus: Consensus
  readonly #compare: Compare
  readonly #sets = new Map<string, KnownSet>()

  constructor({ client, consensus, compare }: ReaderOptions) {
    this.client = client
    this.#consensus = consensus
    this.#compare = compare
  }

  /**
   * The newest height of which the next block is there as well: only then results and commit can be checked.
   * @throws Misconfigured `WRONG_CHAIN`; Unavailable `COMET_CATCHING_UP`, `UNAVAILABLE_ENDPOINTS`
   */
  async head(): Promise<number> {
    const statuses = await this.client.statuses()
    const wanted = this.#consensus.chainId
    for (const { endpoint, chainId } of statuses)
      if (chainId !== wanted) {
        const error = new Rejected('REJECTED_CHAIN', `chain ${wanted} is set, not ${chainId.slice(0, 60)}`)
        this.client.accuse(endpoint, error, null, chainId)
      }
    const ours = statuses.filter(({ chainId }) => chainId === wanted)
    if (ours.length === 0)
      throw new Misconfigured('WRONG_CHAIN', `the endpoints serve ${listChains(statuses)}, not ${wanted}`)
    const ready = ours.filter(({ isCatchingUp }) => !isCatchingUp)
    if (ready.length === 0)
      throw new Unavailable('COMET_CATCHING_UP', 'every endpoint is still catching up with the chain')
    return Math.max(...ready.map(({ latest }) => latest)) - 1
  }

  /** The hash of the first block that is read. Errors as for {@link CometClient.ask}. */
  async first(): Promise<Hash32> {
    await this.head()
    const height = this.#consensus.fromBlock
    const { answers, endpoint } = await this.client.heights([block(height)])
    return hashOf(getBlock(this.client, { height, block: answers[0] ?? null, endpoint }).id.hash)
  }

  /**
   * The block that was indexed last, as the chain has it now.
   * @throws DeepReorg `REORG_BELOW_FINALITY` when every endpoint that answers has another one there; Unavailable as `ask`
   */
  async anchor(height: number, stored: Hash32): Promise<NamedBlock> {
    const others: Hash32[] = []
    let failure: unknown
    for (const only of this.client.gateway.inService()) {
      try {
        const { answers } = await this.client.heights([block(height)], { only, patienceMs: 4_000 })
        const found = getBlock(this.client, { height, block: answers[0] ?? null, endpoint: only })
        const hash = hashOf(found.id.hash)
        if (hash === stored) return found
        others.push(hash)
      } catch (error) {
        failure = error
      }
    }
    if (others.length)
      throw new DeepReorg(
        'REORG_BELOW_FINALITY',
        `block ${height} was final as ${stored} and is ${others.join(', ')} now: the chain was reset or forked, or this is another chain`,
      )
    throw failure ?? new Unavailable('UNAVAILABLE_ENDPOINTS', 'no endpoint is in service')
  }

  /**
   * Every height from `from` to `to`, proved, ascending; none is handed over before the commit at the end of its stretch was checked.
   * `before` is the block below; undefined at the first height that is read. While one stretch is handed over the next one is read.
   * @throws Unavailable `COMET_REFUSED` when an answer was refused and its giver put aside, a state of {@link CometClient.ask};
   * CodedError `COMET_SHAPE`, `COMET_NO_EVENTS`; NotCheckable `UNSUPPORTED_COMET_EVIDENCE`, `UNSUPPORTED_COMET_KEY`
   */
  async *read(
    from: number,
    to: number,
    before: NamedBlock | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<CometContent[]> {
    const stop = new AbortController()
    const until = AbortSignal.any([signal, stop.signal])
    try {
      for await (const stretch of oneAhead(this.#stretches(from, to, before, until)))
        for (let at = 0; at < stretch.length; at += HANDED) yield stretch.slice(at, at + HANDED)
    } finally {
      stop.abort()
    }
  }

  async *#stretches(
    from: number,
    to: number,
    before: NamedBlock | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<CometContent[]> {
    let waiting: Waiting | undefined
    let previous: NamedBlock | undefined = before
    let stretch: CometContent[] = []
    for await (const fetched of fetchHeights({
      client: this.client,
      compare: this.#compare,
      from,
      to,
      signal,
    })) {
      const next = getBlock(this.client, fetched)
      const below = previous
      if (below) this.#refusing(fetched, () => verifyLink(below, next))
      if (waiting) {
        const isLast = stretch.length === STRETCH - 1 || waiting.fetched.height === to
        stretch.push(await this.#prove(waiting, next, isLast))
        if (isLast) {
          yield stretch
          stretch = []
        }
      }
      waiting = { fetched, block: next, before: previous }
      previous = next
    }
  }

  async #prove(
    { fetched, block, before }: Waiting,
    next: ProvedBlock,
    isLast: boolean,
  ): Promise<CometContent> {
    const { height } = fetched
    const { kept, hash, appHash, events } = this.#refusing(fetched, () => getResults(fetched.results))
    this.#refusing(fetched, () => {
      assertResults(next.header.lastResultsHash, height, hash)
      assertHash(
        'REJECTED_COMET_APP_HASH',
        `the application's state after ${height}`,
        next.header.appHash,
        appHash,
      )
    })
    if (events.events.length === 0)
      throw new CodedError(
        'COMET_NO_EVENTS',
        `block ${height} has no event at all, which no chain of this kind does: its node hides them`,
      )
    const vouchedBy = vouch(this.client, fetched, next.header.lastResultsHash)
    if ((isLast || this.#consensus.everyCommit) && next.lastCommit) {
      const { set } = await this.#setOf(block)
      this.#refusing(fetched, () => set.verifyCommit(this.#consensus.chainId, readVotes(next)))
    }
    const sets = await this.#changedSets(block, before)
    const absent = before ? listAbsent((await this.#setOf(before)).set, block) : []
    const { header, id, transactions, evidence } = block
    return {
      header: {
        number: height,
        hash: hashOf(id.hash),
        parentHash: header.lastBlockId.hash.length ? hashOf(header.lastBlockId.hash) : NO_PARENT,
        timestamp: header.time.seconds,
        encoded: null,
      },
      proof: 'commit',
      vouchedBy,
      records: encodeAnswers(block.kept, kept, {
        sets: sets && { now: sets.now.answers, before: sets.before?.answers ?? null },
        absent,
      }),
      height: {
        block: { id, header, transactions, evidence },
        results: events,
        sets: sets && { now: sets.now.set.validators, before: sets.before?.set.validators ?? null },
        absent,
      },
    }
  }

  /** The sets of a height and of the one before where they differ; at the first height there is none before. */
  async #changedSets(block: NamedBlock, before: NamedBlock | undefined) {
    if (before && Buffer.compare(before.header.validatorsHash, block.header.validatorsHash) === 0) return null
    return { now: await this.#setOf(block), before: before ? await this.#setOf(before) : null }
  }

  async #setOf({ header }: NamedBlock): Promise<KnownSet> {
    const name = toHex(header.validatorsHash)
    const known = this.#sets.get(name)
    if (known) return known
    const { validators: answers, endpoint } = await this.client.validators(header.height)
    const validators = this.#refusing({ height: header.height, endpoint }, () => {
      const read = answers.map(readValidator)
      verifyValidators(header.validatorsHash, read)
      return read
    })
    const found = { answers, set: new ValidatorSet(validators) }
    // Neighbours are asked for again and again, older ones never.
    if (this.#sets.size >= 4) this.#sets.clear()
    this.#sets.set(name, found)
    return found
  }

  #refusing<T>(given: Given, check: () => T): T {
    return refusing(this.client, given, check)
  }
}

/** Who gave no vote in the commit that a block holds, by the places of the set that it is of. */
function listAbsent({ validators }: ValidatorSet, { lastCommit }: ProvedBlock): Hex[] {
  return (lastCommit?.absent ?? []).flatMap((at) => {
    const validator = validators[at]
    return validator ? [toHex(validator.address)] : []
  })
}

function listChains(statuses: readonly NodeStatus[]): string {
  return [...new Set(statuses.map(({ chainId }) => chainId.slice(0, 60)))].join(', ')
}
