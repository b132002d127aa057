import { createHash } from 'node:crypto'
import { CodedError, NotCheckable, Unavailable } from '../../src/claim/errors.ts'
import { InferenceChild, type StartedChild } from './child/child.ts'
import type { Conditions, Job } from './child/messages.ts'
import { findSandbox, type Sandbox, type SandboxLimits } from './child/sandbox.ts'
import type { Optimization } from './child/session.ts'
import { listMissing, type Wall } from './child/walls.ts'
import { Refusals } from './refusals.ts'
import type { Tensor } from './tensor.ts'

export interface PoolOptions extends SandboxLimits {
  readonly children: number
  /** Wall-clock limit for one job. */
  readonly jobMilliseconds: number
  readonly optimization: Optimization
  /** Walls that the operator does without (ASSAY_REPLAY_WITHOUT_WALLS). */
  readonly accepted: readonly Wall[]
}

const DEFAULT_POOL: PoolOptions = {
  children: 2,
  jobMilliseconds: 10_000,
  optimization: 'all',
  memoryBytes: 1536 * 2 ** 20,
  cpuSeconds: 3600,
  openFiles: 64,
  accepted: [],
}

export interface Replay {
  /** For each run, the outputs in the order of the model's own. */
  readonly outputs: readonly (readonly Tensor[])[]
  /** What the child said of itself, the walls that stood around it, and how many children gave what is said. */
  readonly conditions: Conditions & { readonly walls: readonly Wall[]; readonly children: number }
}

/** How well a child is walled in on this machine. */
interface Inspection {
  readonly walls: readonly Wall[]
  /** Must stand, do not, and are not accepted: then no model is run. */
  readonly missing: readonly Wall[]
  readonly reasons: readonly string[]
}

interface Seat {
  started: StartedChild | undefined
}

interface Slot {
  /** Runs whatever comes. */
  readonly common: Seat
  /** Runs one model only, and is started anew for the next one. */
  readonly apart: Seat & { hash: string }
  busy: Promise<unknown>
}

/**
 * Runs models in child processes, each behind walls (child/walls.ts). Children start when first needed and are used
 * again as long as they answer; a child that refused a model, or was ended by one, is gone.
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
      common: { started: undefined },
      apart: { started: undefined, hash: '' },
      busy: Promise.resolve(),
    }))
  }

  /**
   * Runs a model on each input set. The bytes must have been checked against their name, and statically, before.
   * @throws what InferenceChild.start and InferenceChild.run throw; Unavailable UNAVAILABLE_WALLS while a wall is
   *   missing that nobody has accepted; CodedError INTERNAL once the pool is closed
   */
  run(model: Uint8Array, runs: Job['runs']): Promise<Replay> {
    return this.#queue(model, runs, ({ common }, job) => this.#runIn(common, job))
  }

  /**
   * The same in a child that ran no other model before: what a stranger's did to its process has no part in the outputs. A fresh one for
   * every claim would take half a second each; this one is started once for all claims of a model that come one after another.
   * @throws what run throws
   */
  runApart(model: Uint8Array, runs: Job['runs']): Promise<Replay> {
    return this.#queue(model, runs, ({ apart }, job) => {
      if (apart.hash !== job.model.hash) apart.started?.child.kill()
      apart.hash = job.model.hash
      return this.#runIn(apart, job)
    })
  }

  /**
   * The same in a child that ran nothing before.
   * @throws what run throws
   */
  runFresh(model: Uint8Array, runs: Job['runs']): Promise<Replay> {
    return this.#queue(model, runs, ({ apart }, job) => {
      apart.started?.child.kill()
      apart.hash = job.model.hash
      return this.#runIn(apart, job)
    })
  }

  #queue(
    model: Uint8Array,
    runs: Job['runs'],
    work: (slot: Slot, job: Job) => Promise<Replay>,
  ): Promise<Replay> {
    const slot = this.#slots[this.#turn++ % this.#slots.length] as Slot
    const job = { model: { hash: createHash('sha256').update(model).digest('hex'), bytes: model }, runs }
    const replay = slot.busy.then(() => work(slot, job))
    // The next job waits for this one and does not inherit its failure, which is the caller's to see.
    slot.busy = replay.then(
      () => undefined,
      () => undefined,
    )
    return replay
  }

  /**
   * Starts a child, looks which walls stand around it, and ends it.
   * @throws what InferenceChild.start throws
   */
  async inspect(): Promise<Inspection> {
    const { child, walls, unfiltered } = await InferenceChild.start(this.sandbox, this.#options.optimization)
    child.kill()
    const missing = listMissing(walls, this.#options.accepted)
    return { walls, missing, reasons: unfiltered === undefined ? [] : [unfiltered] }
  }

  /** Process ids of the children that live. */
  listProcesses(): number[] {
    return this.#seats().flatMap(({ started }) => (started?.child.isAlive ? started.child.pid : []))
  }

  /** Ends all children at once; what runs or waits fails, and says nothing of its model. */
  close(): void {
    this.#isClosed = true
    for (const { started } of this.#seats()) started?.child.kill()
  }

  #seats(): Seat[] {
    return this.#slots.flatMap(({ common, apart }) => [common, apart])
  }

  /** What is said of a model for good, two children that ran nothing else before must have said. */
  async #runIn(seat: Seat, job: Job): Promise<Replay> {
    for (const refusals = new Refusals(); ; ) {
      const isFresh = !seat.started?.child.isAlive
      try {
        return await this.#runOnce(seat, job)
      } catch (error) {
        if (!(error instanceof NotCheckable)) throw error
        const agreed = isFresh ? refusals.add(error) : undefined
        if (agreed) throw agreed
      }
    }
  }

  async #runOnce(seat: Seat, job: Job): Promise<Replay> {
    this.#assertOpen()
    if (!seat.started?.child.isAlive) {
      seat.started = await this.#startWalled()
      // Closed while it started: then nobody else ends this child.
      if (this.#isClosed) seat.started.child.kill()
    }
    const { child, conditions, walls } = seat.started
    try {
      const outputs = await child.run(job, this.#options.jobMilliseconds)
      return { outputs, conditions: { ...conditions, walls, children: 1 } }
    } finally {
      // A child that we ended ourselves looks like a model that ended it.
      this.#assertOpen()
    }
  }

  async #startWalled(): Promise<StartedChild> {
    const started = await InferenceChild.start(this.sandbox, this.#options.optimization)
    const missing = listMissing(started.walls, this.#options.accepted)
    if (missing.length === 0) return started
    started.child.kill()
    const why = started.unfiltered === undefined ? '' : ` (${started.unfiltered})`
    throw new Unavailable(
      'UNAVAILABLE_WALLS',
      `no model is run without these walls: ${missing.join(', ')}${why}; ASSAY_REPLAY_WITHOUT_WALLS accepts that`,
    )
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new CodedError('INTERNAL', 'the process is ending')
  }
}
