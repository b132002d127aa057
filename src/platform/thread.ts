import { existsSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { CodedError } from '../claim/errors.ts'

interface Asked<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

export interface ThreadOptions {
  /** Most megabytes of its heap. */
  readonly mostMb: number
  /** What it finds as its `workerData`. */
  readonly data?: unknown
}

/**
 * A program in a thread of its own that answers each message with one message, in order: for work that would hold up
 * everything else. It is started when it is first asked, and again after it ended; it keeps no process alive.
 */
export class Thread<Request, Answer> {
  readonly #program: URL
  readonly #options: ThreadOptions
  #worker: Worker | undefined
  #asked: Asked<Answer>[] = []

  constructor(program: URL, options: ThreadOptions) {
    this.#program = program
    this.#options = options
  }

  /**
   * Hands the request over; `moved` buffers are the thread's from then on.
   * @throws CodedError `INTERNAL` when the thread ends first
   */
  ask(request: Request, moved: readonly ArrayBuffer[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start()
      this.#asked.push({ resolve, reject })
      this.#worker.postMessage(request, [...moved])
    })
  }

  /** Tells the thread something that it does not answer; nothing where it does not run. */
  tell(message: Request): void {
    this.#worker?.postMessage(message)
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(this.#program, {
      workerData: this.#options.data,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.mostMb },
    })
    let cause: unknown
    worker.unref()
    worker.on('message', (answer: Answer) => this.#asked.shift()?.resolve(answer))
    worker.on('error', (error) => {
      cause = error
    })
    worker.once('exit', () => {
      this.#worker = undefined
      const open = this.#asked
      this.#asked = []
      for (const { reject } of open)
        reject(new CodedError('INTERNAL', 'a worker thread ended before it answered', { cause }))
    })
    return worker
  }
}

// Of −20 to 19: gets a tenth of a processor that the main thread wants too, and all of one that nothing else wants.
const LOW_PRIORITY = 10
const OWN_THREAD = '/proc/thread-self'

/**
 * To be called in a thread of long work: where the system can tell its threads apart (Linux), it works with what the main
 * thread leaves; with another `priority`, of −20 to 19, with more of it. Others answer requests meanwhile, and callers can ask for long work without end.
 */
export function standBack(priority = LOW_PRIORITY): void {
  if (!existsSync(OWN_THREAD)) return
  const [, thread] = /\/task\/(\d+)$/.exec(readlinkSync(OWN_THREAD)) ?? []
  if (thread) setPriority(Number(thread), priority)
}
