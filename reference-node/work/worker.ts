import { type Answering, answerAll, type LeasedSubject } from './answer.ts'
import type { Budget, DailyLimits } from './budget.ts'
import type { Pace } from './pace.ts'
import { type Blocks, listDueSubjects, listRetryBlocks } from './pick.ts'
import { addWork, type Lease, type WorkQueue } from './queue.ts'
import { rollUpVerification } from './rollup.ts'
import { restartSweep, sweepOn } from './sweep.ts'

/** Most blocks that are leased together: few enough that their first verdicts are not kept waiting by their last. */
const STRIDE = 32
/** Free blocks in the list at which a walk puts no more into it. */
const ENOUGH = 8 * STRIDE

interface Means {
  readonly queue: WorkQueue
  readonly budget: Budget
  readonly pace: Pace
}

/**
 * One of any number of workers of a watchdog, which share a list in the database. Each puts final blocks into it that hold
 * questions, and blocks whose question has its time again; leases some, answers what is due about them, and takes them off.
 */
export class Worker {
  readonly #answering: Answering
  readonly #chains: readonly number[]
  readonly #means: Means
  // Whoever starts a watchdog waits for its first verdict: one block is answered first, and twice as many with each next lease.
  #stride = 1

  constructor(answering: Answering, chains: readonly number[], means: Means) {
    this.#answering = answering
    this.#chains = chains
    this.#means = means
  }

  /** Has every final block looked at again: something may have changed while nobody was at work. */
  async restart(): Promise<void> {
    const { context } = this.#answering
    for (const chainId of this.#chains) await restartSweep(context.pool, context, chainId)
  }

  /**
   * Asks what is due, until nothing is that it may take, or the signal ends. Returns which limit of the day stopped it; null: none
   * did.
   */
  async run(signal: AbortSignal): Promise<keyof DailyLimits | null> {
    const { pool, network } = this.#answering.context
    const { queue, budget, pace } = this.#means
    let busy = true
    while (busy && !signal.aborted) {
      const spent = await budget.spent()
      if (spent !== null) return spent
      const walked = await this.#fill()
      const leases = await queue.lease(this.#stride)
      if (leases.length) this.#stride = Math.min(STRIDE, 2 * this.#stride)
      const asked = leases.length ? await this.#work(leases, signal) : 0
      await rollUpVerification(pool, network)
      await pace.rest(signal)
      // Not while there are leases: a block without a question that is due would be leased again and again.
      busy = walked + asked > 0
    }
    return null
  }

  async #fill(): Promise<number> {
    const { context, config } = this.#answering
    for (const blocks of await listRetryBlocks(context.pool, { ...config, ...context }, STRIDE))
      await addWork(context.pool, context, blocks)
    let walked = 0
    const walk = { everySeconds: config.sweepSeconds, limit: STRIDE }
    for (const chainId of this.#chains)
      if ((await this.#means.queue.countFree()) < ENOUGH)
        walked += await sweepOn(context.pool, context, chainId, walk)
    return walked
  }

  async #work(leases: readonly Lease[], signal: AbortSignal): Promise<number> {
    const { config, log } = this.#answering
    const { queue, budget } = this.#means
    for (const { chainId, block, attempts } of leases)
      if (attempts > 1)
        log.warn({ chainId, block, attempts }, 'work on a block did not come to an end before')
    const renewing = setInterval(
      () => queue.renew(leases).catch((err: unknown) => log.warn({ err }, 'leases were not renewed')),
      (config.leaseSeconds * 1000) / 3,
    )
    try {
      const subjects = await this.#list(leases)
      const asked = await answerAll(this.#answering, subjects, signal)
      await budget.spend(asked)
      // A batch may have been archived between the listing of its block and its verdict: its leaves are looked for again.
      const again = new Set(subjects.flatMap(({ kind, fence }) => (kind === 'settlement' ? fence : [])))
      const isAgain = ({ fence }: Lease) => signal.aborted || again.has(fence)
      await queue.giveBack(leases.filter(isAgain))
      await queue.end(leases.filter((lease) => !isAgain(lease)))
      return asked
    } catch (error) {
      await queue.fail(leases)
      throw error
    } finally {
      clearInterval(renewing)
    }
  }

  async #list(leases: readonly Lease[]): Promise<LeasedSubject[]> {
    const { context, config } = this.#answering
    const listed: LeasedSubject[] = []
    for (const blocks of byChain(leases)) {
      const fences = new Map(blocks.leases.map(({ block, fence }) => [block, fence]))
      for (const subject of await listDueSubjects(context.pool, { ...config, ...context }, blocks)) {
        const fence = fences.get(subject.block)
        if (fence !== undefined) listed.push({ ...subject, fence })
      }
    }
    return listed
  }
}

function byChain(leases: readonly Lease[]): (Blocks & { readonly leases: readonly Lease[] })[] {
  return [...Map.groupBy(leases, ({ chainId }) => chainId)].map(([chainId, of]) => ({
    chainId,
    numbers: of.map(({ block }) => block).sort((a, b) => a - b),
    leases: of,
  }))
}
