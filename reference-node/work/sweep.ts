import type { DueSubject } from '../judge/subject.ts'
import { type Answering, answerAll } from './answer.ts'
import { type Blocks, listBlocks, listDueSubjects, listRetryBlocks } from './pick.ts'
import { rollUpVerification } from './rollup.ts'

/** Blocks that are looked at together: few enough that their first verdicts are not kept waiting by their last. */
const STRIDE = 32

/**
 * Walks the chains' final blocks once, and goes back only to blocks with a question to ask again. Where it stands is
 * kept in memory alone: `restart` looks at everything again, which also finds facts that came late into old blocks.
 */
export class Sweep {
  readonly #answering: Answering
  readonly #chains: readonly number[]
  readonly #sweptTo = new Map<number, number>()
  /** A batch may have been archived between the listing of its block and its verdict: its leaves are looked for again. */
  #revisit = new Map<number, Set<number>>()

  constructor(answering: Answering, chains: readonly number[]) {
    this.#answering = answering
    this.#chains = chains
  }

  restart(): void {
    this.#sweptTo.clear()
  }

  /** Asks what is due, until nothing is or the signal ends. */
  async run(signal: AbortSignal): Promise<void> {
    const { context, config } = this.#answering
    let asked = 1
    while (asked > 0 && !signal.aborted) {
      asked = 0
      for (const blocks of this.#takeRevisits()) asked += await this.#ask(blocks, signal)
      for (const blocks of await listRetryBlocks(context.pool, { ...config, ...context }, STRIDE))
        asked += await this.#ask(blocks, signal)
      for (const chainId of this.#chains) asked += await this.#stride(chainId, signal)
      await rollUpVerification(context.pool, context.network)
    }
  }

  async #stride(chainId: number, signal: AbortSignal): Promise<number> {
    const { pool, network } = this.#answering.context
    const after = this.#sweptTo.get(chainId) ?? -1
    const numbers = await listBlocks(pool, network, chainId, after, STRIDE)
    const last = numbers.at(-1)
    if (last === undefined) return 0
    await this.#ask({ chainId, numbers }, signal)
    if (!signal.aborted) this.#sweptTo.set(chainId, last)
    return numbers.length
  }

  async #ask(blocks: Blocks, signal: AbortSignal): Promise<number> {
    const { context, config } = this.#answering
    const subjects = await listDueSubjects(context.pool, { ...config, ...context }, blocks)
    for (const subject of subjects) if (subject.kind === 'settlement') this.#noteRevisit(subject)
    return answerAll(this.#answering, subjects, signal)
  }

  #noteRevisit({ chainId, block }: DueSubject): void {
    const known = this.#revisit.get(chainId) ?? new Set()
    this.#revisit.set(chainId, known.add(block))
  }

  #takeRevisits(): Blocks[] {
    const taken = this.#revisit
    this.#revisit = new Map()
    return [...taken].map(([chainId, blocks]) => ({ chainId, numbers: [...blocks] }))
  }
}
