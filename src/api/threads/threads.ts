import { GraphQLError, Source } from 'graphql'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { fromText } from '../execute/answer.ts'
import type { Worked } from '../execute/worked.ts'
import type { FromThread, ThreadConfig, ThreadQuestion, ToThread } from './question.ts'

// Megabytes of a thread's heap: the receipts of one question, and what is worked out of them.
const MOST_MB = 2048

interface AskedOfThread extends ThreadQuestion {
  readonly signal: AbortSignal | undefined
}

/**
 * Threads that answer questions which read a ledger: reading and adding up takes seconds, in which the thread that answers every
 * other question would answer none. Each has a connection of its own and answers one question at a time.
 */
export class AnswerThreads {
  readonly #free: Thread<ToThread, FromThread>[]
  readonly #all: readonly Thread<ToThread, FromThread>[]

  /** `most`: how many; each is started when it is needed first. */
  constructor(config: ThreadConfig, most: number) {
    const program = programBeside('program', import.meta.url)
    this.#all = Array.from({ length: most }, () => new Thread(program, { mostMb: MOST_MB, data: config }))
    // The one that worked last is taken first: the others may never be needed.
    this.#free = [...this.#all].reverse()
  }

  /** How many questions can be answered at once: whoever asks takes turns. */
  get most(): number {
    return this.#all.length
  }

  /**
   * The answer, with what it was read at. When `signal` aborts, what the database does for it ends, and this fails.
   * @throws CodedError `INTERNAL` when the thread ends first; TypeError when all are taken
   */
  async read({ signal, ...question }: AskedOfThread): Promise<Worked> {
    signal?.throwIfAborted()
    const thread = this.#free.pop()
    if (!thread) throw new TypeError('all threads are taken: askers did not take turns')
    const began = performance.now()
    const leave = () => thread.tell('left')
    try {
      const answered = thread.ask(question)
      signal?.addEventListener('abort', leave)
      return toWorked(await answered, question.text, began)
    } finally {
      signal?.removeEventListener('abort', leave)
      this.#free.push(thread)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.close()))
  }
}

function toWorked(from: FromThread, text: string, began: number): Worked {
  if ('errors' in from) {
    const errors = from.errors.map(
      ({ message, path, positions, extensions }) =>
        new GraphQLError(message, { source: new Source(text), positions, path, extensions }),
    )
    return { answer: { errors, ...(from.data !== undefined && { data: from.data }) }, marks: NONE, began }
  }
  const chains = from.chains.map((mark) => ({ ...mark, hash: Buffer.from(mark.hash) }))
  return { answer: fromText(from.text), marks: { chains, seen: from.seen }, began }
}

// Of an answer that is not kept.
const NONE = { chains: [], seen: '' }
