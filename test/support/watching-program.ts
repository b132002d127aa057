import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

// Starts the thread that watches for the parent's end, and blocks for ever, as a model does, once that has said that it watches.
const watcher = new Worker(new URL('../../reference-node/inference/child/orphan.ts', import.meta.url))
watcher.once('message', (word: string) => {
  writeSync(1, word)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})
