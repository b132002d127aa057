import { isMainThread, parentPort } from 'node:worker_threads'
import { PartCutter, type PartKind } from './part-cutter.ts'
import type { WrittenPart } from './part-writer.ts'

/** Rows, the first ones of a kind with what its parts are made of; without rows: that no more of the kind come. */
export interface AskedParts {
  readonly begin?: PartKind
  readonly rows?: {
    readonly bytes: Uint8Array<ArrayBuffer>
    readonly ends: readonly number[]
    readonly hashes: Uint8Array<ArrayBuffer>
  }
}

/** The parts that ended, and the memory of the rows, for others. */
export interface AnsweredParts {
  readonly parts: readonly WrittenPart[]
  readonly free: readonly ArrayBuffer[]
}

let cutter: PartCutter | undefined

/** Runs as a program of its own thread, and answers with the parts that ended: columns are collected and compressed while the next rows are read. */
if (!isMainThread)
  parentPort?.on('message', ({ begin, rows }: AskedParts) => {
    if (begin) cutter = new PartCutter(begin)
    // A thread that was started again after a fault has none of the rows before.
    if (!cutter) throw new Error('rows of no kind')
    // Buffers lose their class between threads.
    const parts: readonly WrittenPart[] =
      (rows ? cutter.add({ ...rows, bytes: Buffer.from(rows.bytes.buffer) }) : cutter.end()) ?? []
    const answer: AnsweredParts = { parts, free: rows ? [rows.bytes.buffer, rows.hashes.buffer] : [] }
    parentPort?.postMessage(answer, [...answer.free, ...parts.map(({ file }) => file.buffer)])
  })
