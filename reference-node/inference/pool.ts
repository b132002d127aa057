import { createHash } from 'node:crypto'
import { CodedError } from '../../src/claim/errors.ts'
import { InferenceChild } from './child/child.ts'
import type { Conditions, Job } from './child/messages.ts'
import { findSandbox, type Sandbox, type SandboxLimits } from './child/sandbox.ts'
import type { Optimization } from './child/session.ts'
import type { Tensor } from './tensor.ts'

export interface PoolOptions extends SandboxLimits {
  readonly children: number
  /** Wall-clock limit for one job. */
  readonly jobMilliseconds: number
  readonly optimization: Optimization
}

const DEFAULT_POOL: PoolOptions = {
  children: 2,
  jobMilliseconds: 10_000,
  optimization: 'all',
  memoryBytes: 1536 * 2 ** 20,
  cpuSeconds: 3600,
  openFiles: 64,
}

export interface Replay {
  /** For each run, the outputs in the order of the model's own. */
  readonly outputs: readonly (readonly Tensor[])[]
  readonly conditions: Conditions
}

interface Slot {
  started: { child: InferenceChild; conditions: Conditions } | undefined
  busy: Promise<unknown>
}

/**
 * Runs models in child processes, each behind the walls of findSandbox. Children start when first needed and are used
 * again; a model that ends its process costs that one child.
 */
export class InferencePool {
  readonly sandbox: Sandbox
  readonly #options: PoolOptions
  readonly #slots: Slot[]
  #turn = 0
  #isClosed = false

  constructor(options: Partial<PoolOptions> = {}) {
    this.#options = { ...DEFAULT_POOL, ...options }
    this.sandbox = findSandbox(this.#options)
    this.#slots = Array.from({ length: this.#options.children }, () => ({
      started: undefined,
      busy: Promise.resolve(),
    }))
  }

  /**
   * Runs a model on each input set. The bytes must have been checked against their name, and statically, before.
   * Throws what InferenceChild.start and InferenceChild.run throw; CodedError INTERNAL once the pool is closed.
   */
  run(model: Uint8Array, runs: Job['runs']): Promise<Replay> {
    const slot = this.#slots[this.#turn++ % this.#slots.length] as Slot
    const job = { model: { hash: createHash('sha256').update(model).digest('hex'), bytes: model }, runs }
    const replay = slot.busy.then(() => this.#runIn(slot, job))
    // The next job waits for this one and does not inherit its failure, which is the caller's to see.
    slot.busy = replay.then(
      () => undefined,
      () => undefined,
    )
    return replay
  }

  /** Process ids of the children that live. */
  listProcesses(): number[] {
    return this.#slots.flatMap(({ started }) => (started?.child.isAlive ? started.child.pid : []))
  }

  /** Ends all children at once; what runs or waits fails, and says nothing of its model. */
  close(): void {
    this.#isClosed = true
    for (const { started } of this.#slots) started?.child.kill()
  }

  async #runIn(slot: Slot, job: Job): Promise<Replay> {
    this.#assertOpen()
    if (!slot.started?.child.isAlive) {
      slot.started = await InferenceChild.start(this.sandbox, this.#options.optimization)
      // Closed while it started: then nobody else ends this child.
      if (this.#isClosed) slot.started.child.kill()
    }
    const { child, conditions } = slot.started
    try {
      return { outputs: await child.run(job, this.#options.jobMilliseconds), conditions }
    } finally {
      // A child that we ended ourselves looks like a model that ended it.
      this.#assertOpen()
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new CodedError('INTERNAL', 'the process is ending')
  }
}
