import { programBeside } from '../platform/program.ts'
import { Thread } from '../platform/thread.ts'
import type { LakeColumn } from './columns.ts'
import type { EncodedRows } from './encoded-rows.ts'
import type { AnsweredParts, AskedParts } from './part-thread.ts'
import type { PartLimits, WrittenPart } from './part-writer.ts'
import { hashRows, type RowsSum } from './row-hashes.ts'

/** A part ends with the row that reaches one of these: docs/formats/lake.md, section 4. */
const LIMITS: PartLimits = { rows: 500_000, bytes: 32 << 20 }
/** Batches of rows that may wait for the thread: enough that it never waits for one. */
const MOST_AHEAD = 3
/** Of the thread's heap: a part's bytes are not in it. */
const MOST_MB = 512

/** The rows of one kind, in the order of the format. */
export interface PartSource {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rows: AsyncIterable<EncodedRows> | Iterable<EncodedRows>
}

/** Writes parts in a thread, while this one reads, encodes and hashes the next rows. The thread starts with the first rows. */
export class PartWriters {
  readonly #thread = new Thread<AskedParts, AnsweredParts>(programBeside('part-thread', import.meta.url), {
    mostMb: MOST_MB,
  })
  /** Memory that came back from the thread: what is made anew for each batch stays until garbage is collected. */
  readonly #free: ArrayBuffer[] = []

  /**
   * Cuts rows into parts. `sum` counts every row's hash. One part at a time is in memory beside the one that is given. `limits` are
   * those of the format, unless a test says otherwise. One kind after another: a kind that is left before its end is not gone on with.
   * @throws CodedError `INTERNAL` when the thread ends
   */
  async *write(
    { kind, columns, rows }: PartSource,
    sum: RowsSum,
    limits = LIMITS,
  ): AsyncGenerator<WrittenPart> {
    const asked: Promise<AnsweredParts>[] = []
    let begin: AskedParts['begin'] = { kind, columns, limits }
    for await (const { bytes, ends } of rows) {
      const hashes = hashRows({ bytes, ends })
      sum.add(hashes)
      const batch = { bytes: this.#own(bytes.subarray(0, ends.at(-1))), ends, hashes: this.#own(hashes) }
      asked.push(this.#ask({ ...(begin ? { begin } : {}), rows: batch }))
      begin = undefined
      if (asked.length > MOST_AHEAD) yield* this.#take(await (asked.shift() as (typeof asked)[number]))
    }
    if (begin) return
    asked.push(this.#ask({}))
    for (const answer of asked) yield* this.#take(await answer)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }

  #ask(request: AskedParts): Promise<AnsweredParts> {
    const { rows } = request
    const answer = this.#thread.ask(request, rows ? [rows.bytes.buffer, rows.hashes.buffer] : [])
    // Whoever waits for it is told; before that it is no error that nobody looks after.
    answer.catch(() => {})
    return answer
  }

  #take({ parts, free }: AnsweredParts): readonly WrittenPart[] {
    this.#free.push(...free)
    return parts
  }

  /** A copy that can be moved to the thread. */
  #own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const at = this.#free.findIndex(({ byteLength }) => byteLength >= bytes.length)
    const [memory] = at < 0 ? [] : this.#free.splice(at, 1)
    if (!memory) return new Uint8Array(bytes)
    const own = new Uint8Array(memory, 0, bytes.length)
    own.set(bytes)
    return own
  }
}

/** Runs `work` with writers, whose thread ends with it. */
export async function withWriters<T>(work: (writers: PartWriters) => Promise<T>): Promise<T> {
  const writers = new PartWriters()
  try {
    return await work(writers)
  } finally {
    await writers.close()
  }
}
