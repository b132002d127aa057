import { isMainThread, parentPort } from 'node:worker_threads'
import { findMember } from '../../claim/json-scan.ts'
import { standBack } from '../../platform/thread.ts'

/** Where the two sides of a conversation stand in its bytes, which come back with it. */
export interface Split {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly input: readonly [number, number]
  readonly output: readonly [number, number]
}

/** Runs as a program of its own thread: finding two members of 8 MiB of JSON takes tens of milliseconds. */
if (!isMainThread) {
  standBack()
  parentPort?.on('message', (bytes: Uint8Array<ArrayBuffer>) => {
    const input = findMember(bytes, 'input')
    const output = findMember(bytes, 'output')
    const split: Split | null = input && output ? { bytes, input, output } : null
    parentPort?.postMessage(split, [bytes.buffer])
  })
}
