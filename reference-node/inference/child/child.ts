import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { NotCheckable, Unavailable } from '../../../src/claim/errors.ts'
import { programBeside } from '../../../src/platform/program.ts'
import type { Tensor } from '../tensor.ts'
import { FrameReader, MAX_MESSAGE_BYTES, SOCKET, toFrame } from './frames.ts'
import type { Conditions, FromChild, Job, ToChild } from './messages.ts'
import { packRuns, unpackRuns } from './packing.ts'
import type { Sandbox } from './sandbox.ts'
import type { Optimization } from './session.ts'
import type { Wall } from './walls.ts'

const PROGRAM = fileURLToPath(programBeside('run', import.meta.url))
/** What a filter of system calls makes impossible. */
const FILTERED: readonly Wall[] = ['network', 'files', 'programs']
const START_MILLISECONDS = 30_000

type Event = FromChild | { kind: 'gone'; signal: string } | { kind: 'oversized' }

export interface StartedChild {
  readonly child: InferenceChild
  readonly conditions: Conditions
  readonly walls: readonly Wall[]
  /** Why system calls are not filtered, where they are not. */
  readonly unfiltered: string | undefined
}

/** One child process, one job at a time. After it died or was killed it stays dead. */
export class InferenceChild {
  readonly #process: ChildProcess
  readonly #socket: Socket
  #waiting: ((event: Event) => void) | undefined
  /** Hashes of models that the child has loaded; it may have forgotten some. */
  readonly #models = new Set<string>()
  #stderr = ''
  isAlive = true

  private constructor(child: ChildProcess) {
    this.#process = child
    const socket = child.stdio[SOCKET] as Socket
    const frames = new FrameReader()
    socket.on('data', (piece: Buffer) => this.#hear(frames, piece))
    // A child that is gone by now says so by its exit.
    socket.on('error', () => {})
    this.#socket = socket
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk).slice(-2000)
    })
    const gone = (signal: string) => {
      this.isAlive = false
      this.#settle({ kind: 'gone', signal })
    }
    child.on('error', (error) => gone(error.message))
    // Its exit may be seen before the last that it said; once all is closed, both its answer and its stderr are here.
    child.on('exit', () => {
      this.isAlive = false
    })
    child.on('close', (code, signal) => gone(signal ?? describeEnd(code)))
  }

  /**
   * Starts a child and waits for its canary.
   * @throws Unavailable UNAVAILABLE_RUNTIME
   */
  static async start({ prefix, walls }: Sandbox, level: Optimization = 'all'): Promise<StartedChild> {
    const [program = process.execPath, ...rest] = [
      ...prefix,
      process.execPath,
      '--no-warnings',
      '--max-old-space-size=512',
      PROGRAM,
      level,
    ]
    const child = new InferenceChild(
      spawn(program, rest, {
        stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH ?? '' },
      }),
    )
    const event = await child.#next(START_MILLISECONDS)
    if (event.kind === 'ready') {
      const { conditions, unfiltered } = event
      const filtered = unfiltered === undefined ? FILTERED : []
      return { child, conditions, walls: [...new Set([...walls, ...filtered])], unfiltered }
    }
    child.kill()
    const reason = event.kind === 'unfit' ? event.reason : `${event.kind} ${child.#stderr}`
    throw new Unavailable('UNAVAILABLE_RUNTIME', `the inference runtime did not start fit: ${flat(reason)}`)
  }

  /**
   * Only a child that gave an answer lives on.
   * @throws NotCheckable MODEL_REFUSED (the runtime will not load or run it), MODEL_CRASHED (it took the process with
   *   it), UNSUPPORTED_MODEL_MEMORY, UNSUPPORTED_OPERATOR_SET, UNSUPPORTED_TENSOR_SIZE (what our limit or our runtime lacks); Unavailable UNAVAILABLE_MODEL_TIME (a faster machine might finish)
   */
  async run({ model, runs }: Job, milliseconds: number): Promise<Tensor[][]> {
    const packed = packRuns(runs)
    const known = this.#models.has(model.hash)
    let event = await this.#ask(
      { hash: model.hash, model: known ? null : model.bytes, runs: packed },
      milliseconds,
    )
    if (event.kind === 'forgotten')
      event = await this.#ask({ hash: model.hash, model: model.bytes, runs: packed }, milliseconds)
    if (event.kind === 'done') {
      this.#models.add(model.hash)
      return unpackRuns(event.outputs) as Tensor[][]
    }
    // Whatever a model left behind in this process (memory above all) is not to be the next one's fault.
    this.kill()
    if (event.kind === 'refused') throw refusal(event)
    if (event.kind === 'late')
      throw new Unavailable('UNAVAILABLE_MODEL_TIME', `not done after ${milliseconds} ms`)
    if (event.kind === 'oversized')
      throw new NotCheckable(
        'UNSUPPORTED_TENSOR_SIZE',
        `its outputs have more than ${MAX_MESSAGE_BYTES} bytes`,
      )
    const reason = event.kind === 'gone' ? event.signal : event.kind
    if (HEAP_FULL.test(this.#stderr)) throw outOfMemory('the process')
    throw new NotCheckable(
      'MODEL_CRASHED',
      `the model ended its process: ${flat(reason + this.#lastWords())}`,
    )
  }

  /** Empty when it never started. */
  get pid(): number[] {
    return this.#process.pid === undefined ? [] : [this.#process.pid]
  }

  kill(): void {
    this.isAlive = false
    this.#process.kill('SIGKILL')
  }

  /** What a process that ended had to say of it, without where our files lie: verdicts are public. */
  #lastWords(): string {
    const words = this.#stderr.trim().replace(/(file:\/\/)?(\/[^\s/'"]+)+\//g, '')
    return words && `; its stderr: ${words}`
  }

  #ask(message: ToChild, milliseconds: number): Promise<Event | { kind: 'late' }> {
    const answer = this.#next(milliseconds)
    for (const bytes of toFrame(message)) this.#socket.write(bytes)
    return answer
  }

  #hear(frames: FrameReader, piece: Buffer): void {
    try {
      for (const message of frames.read(piece)) this.#settle(message as FromChild)
    } catch (error) {
      // No runtime of ours speaks so, unless its outputs are too large: else whatever does has taken the child over.
      if (error instanceof RangeError) this.#settle({ kind: 'oversized' })
      this.kill()
    }
  }

  #settle(event: Event): void {
    this.#waiting?.(event)
    this.#waiting = undefined
  }

  #next(milliseconds: number): Promise<Event | { kind: 'late' }> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting = undefined
        resolve({ kind: 'late' })
      }, milliseconds)
      this.#waiting = (event) => {
        clearTimeout(timer)
        resolve(event)
      }
    })
  }
}

// Node also says "process out of memory" of a value that has no size; only these words always mean memory.
const HEAP_FULL = /JavaScript heap out of memory/
const OUT_OF_MEMORY = /bad_alloc|bad allocation|failed to allocate|out of memory|cannot allocate/i

/** The runtime says in words what it lacks; which operator sets it has, only it knows. */
function refusal({ stage, reason }: Extract<FromChild, { kind: 'refused' }>): NotCheckable {
  if (OUT_OF_MEMORY.test(reason)) return outOfMemory(`to ${stage} it`)
  if (stage === 'load' && /opset/i.test(reason))
    return new NotCheckable(
      'UNSUPPORTED_OPERATOR_SET',
      `the runtime does not have its operator set: ${reason}`,
    )
  return new NotCheckable('MODEL_REFUSED', `the runtime refuses to ${stage} it: ${reason}`)
}

function outOfMemory(what: string): NotCheckable {
  return new NotCheckable(
    'UNSUPPORTED_MODEL_MEMORY',
    `${what} takes more memory than models have here; ASSAY_REPLAY_MEMORY_MB gives them more`,
  )
}

/** A process between us and the child says its signal as a shell does: 128 and the number. */
function describeEnd(code: number | null): string {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number + 128 === code) ?? []
  return signal ?? `exit code ${code}`
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300)
}
