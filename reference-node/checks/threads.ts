import { Worker } from 'node:worker_threads'
import { CodedError } from '../../src/claim/errors.ts'

/** Worker threads of one program that answers each message with one message, in order. */
export class Threads<Request, Answer> {
  readonly #slots: Slot<Request, Answer>[]
  #turn = 0

  constructor(program: URL, count: number) {
    this.#slots = Array.from({ length: count }, () => new Slot(program))
  }

  get count(): number {
    return this.#slots.length
  }

  /**
   * Hands the request to the next thread.
   * @throws CodedError INTERNAL when the thread ends before it answers
   */
  ask(request: Request): Promise<Answer> {
    return (this.#slots[this.#turn++ % this.#slots.length] as Slot<Request, Answer>).ask(request)
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.close()))
  }
}

class Slot<Request, Answer> {
  readonly #worker: Worker
  #busy: Promise<unknown> = Promise.resolve()
  #hasEnded = false
  #cause: unknown

  constructor(program: URL) {
    // ffjavascript's web-worker takes any worker thread for one of its own, and asks it for a module to run.
    this.#worker = new Worker(program, { workerData: { mod: 'data:text/javascript,' } })
    this.#worker.on('error', (error) => {
      this.#cause = error
    })
    this.#worker.once('exit', () => {
      this.#hasEnded = true
    })
  }

  ask(request: Request): Promise<Answer> {
    const answer = this.#busy.then(() => this.#exchange(request))
    this.#busy = answer.then(
      () => undefined,
      () => undefined,
    )
    return answer
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #exchange(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = () => {
        this.#worker.off('message', onMessage)
        reject(new CodedError('INTERNAL', 'a worker thread ended', { cause: this.#cause }))
      }
      const onMessage = (answer: Answer) => {
        this.#worker.off('exit', ended)
        resolve(answer)
      }
      if (this.#hasEnded) return ended()
      this.#worker.postMessage(request)
      this.#worker.once('exit', ended)
      this.#worker.once('message', onMessage)
    })
  }
}

/** `list` in parts of at most `most`, and as many parts as there are threads where it is short. */
export function splitEvenly<T>(list: readonly T[], threads: number, most: number): T[][] {
  const size = Math.max(1, Math.min(most, Math.ceil(list.length / threads)))
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  )
}
