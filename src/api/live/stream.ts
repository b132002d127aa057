import type { Pool } from '../../platform/database.ts'
import type { BlockNews, News, NewsHub } from './hub.ts'
import {
  type ChainPosition,
  decodePosition,
  encodePosition,
  listStandings,
  type Position,
  positionNow,
} from './position.ts'
import { NewsQueue } from './queue.ts'

/** What a stream tells of: a range of new blocks of one chain, a withdrawal, or that there may be new verdicts. */
export type StreamStep =
  | {
      readonly kind: 'blocks'
      readonly network: string
      readonly chain: number
      readonly above: number
      readonly upTo: number
      readonly hash: string
    }
  | { readonly kind: 'withdrawn'; readonly network: string; readonly chain: number; readonly from: number }
  | { readonly kind: 'verdicts'; readonly above: number }

/** Where one stream stands; moves as it tells. */
export class StreamState {
  readonly #chains = new Map<string, ChainPosition>()
  verdict: number

  constructor(position: Position) {
    for (const chain of position.chains) this.move(chain)
    this.verdict = position.verdict
  }

  chain(network: string, chain: number): ChainPosition | undefined {
    return this.#chains.get(`${network} ${chain}`)
  }

  chains(): ChainPosition[] {
    return [...this.#chains.values()]
  }

  move(to: ChainPosition): void {
    this.#chains.set(`${to.network} ${to.chain}`, to)
  }

  /** Forgets every chain but these. */
  keep(chains: readonly ChainPosition[]): void {
    this.#chains.clear()
    for (const chain of chains) this.move(chain)
  }

  cursor(): string {
    return encodePosition({ chains: this.chains(), verdict: this.verdict })
  }
}

/** What steps are made of. */
export interface StepSource {
  readonly hub: NewsHub
  /** Reads the database when it is the stream's turn. */
  readonly read: <T>(work: (pool: Pool) => Promise<T>) => Promise<T>
}

/**
 * The steps of one stream from `after` (or from now) on: first what happened since, then news as it comes. The caller
 * moves the state once it has told a step.
 */
export async function* steps(
  { hub, read }: StepSource,
  after: string | undefined,
  began: (state: StreamState) => void,
  signal: AbortSignal,
): AsyncGenerator<StreamStep> {
  const queue = new NewsQueue<News>()
  signal.addEventListener('abort', () => queue.end(), { once: true })
  if (signal.aborted) queue.end()
  // Listening first: nothing can happen unheard between reading the tables and the first news.
  const stop = await hub.listen((news) => queue.push(news))
  try {
    const state = new StreamState(after ? decodePosition(after) : await read(positionNow))
    began(state)
    if (after) yield* catchUp(read, state)
    for (;;) {
      const news = await queue.take()
      if (!news) return
      if (queue.overflowed) {
        queue.overflowed = false
        yield* catchUp(read, state)
        continue
      }
      for (const each of news) {
        if (each.type === 'lost') yield* catchUp(read, state)
        else if (each.type === 'verdict') yield { kind: 'verdicts', above: state.verdict }
        else yield* blockSteps(state, each.block)
      }
    }
  } finally {
    stop()
    queue.end()
  }
}

async function* catchUp(read: StepSource['read'], state: StreamState): AsyncGenerator<StreamStep> {
  const standings = await read((pool) => listStandings(pool, state.chains()))
  // Chains that are not indexed here are forgotten: the next cursor is no longer than it has to be.
  state.keep(standings.map(({ position }) => position))
  for (const { position, withdrawnFrom } of standings)
    if (withdrawnFrom !== undefined)
      yield { kind: 'withdrawn', network: position.network, chain: position.chain, from: withdrawnFrom }
  for (const { network, chain, number, hash } of (await read(positionNow)).chains) {
    const above = state.chain(network, chain)?.number ?? -1
    if (number > above) yield { kind: 'blocks', network, chain, above, upTo: number, hash }
  }
  yield { kind: 'verdicts', above: state.verdict }
}

function* blockSteps(state: StreamState, news: BlockNews): Generator<StreamStep> {
  const { network, chain, number, hash } = news
  const before = state.chain(network, chain)?.number ?? -1
  if (news.kind === 'reorg' && news.from !== undefined && news.from <= before)
    yield { kind: 'withdrawn', network, chain, from: news.from }
  const above = state.chain(network, chain)?.number ?? -1
  if (number > above) yield { kind: 'blocks', network, chain, above, upTo: number, hash }
}
