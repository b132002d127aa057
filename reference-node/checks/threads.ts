import { Worker } from 'node:worker_threads'
import { CodedError } from '../../src/claim/errors.ts'

interface Slot {
  readonly worker: Worker
  busy: Promise<unknown>
}

/** Worker threads of one program that answers each message with one message, in order. */
export class Threads<Request, Answer> {
  readonly #slots: Slot[]
  #turn = 0

  constructor(program: URL, count: number) {
    this.#slots = Array.from({ length: count }, () => ({
      // ffjavascript's web-worker takes any worker thread for one of its own, and asks it for a module to run.
      worker: new Worker(program, { workerData: { mod: 'data:text/javascript,' } }),
      busy: Promise.resolve(),
    }))
  }

  get count(): number {
    return this.#slots.length
  }

  /** Hands the request to the next thread. Throws CodedError INTERNAL when the thread dies of it. */
  ask(request: Request): Promise<Answer> {
    const slot = this.#slots[this.#turn++ % this.#slots.length] as Slot
    const answer = slot.busy.then(() => exchange<Answer>(slot.worker, request))
    slot.busy = answer.then(
      () => undefined,
      () => undefined,
    )
    return answer
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map(({ worker }) => worker.terminate()))
  }
}

/** `list` in parts of at most `most`, and as many parts as there are threads where it is short. */
export function splitEvenly<T>(list: readonly T[], threads: number, most: number): T[][] {
  const size = Math.max(1, Math.min(most, Math.ceil(list.length / threads)))
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  )
}

function exchange<Answer>(worker: Worker, request: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      act()
    }
    const onError = (error: Error) =>
      settle(() => reject(new CodedError('INTERNAL', 'a worker thread failed', { cause: error })))
    const onMessage = (answer: Answer) => settle(() => resolve(answer))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(request)
  })
}
