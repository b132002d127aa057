import { readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { LIFELINE } from './frames.ts'

// A thread beside the one that runs models: the runtime blocks that one, so a model that never ends would outlive a
// parent that was killed, and nobody would be left to end it. Nothing is ever written here: what is read is the parent's end.

// Whoever waits for this word knows that nothing more is loaded here.
parentPort?.postMessage('watching')
readSync(LIFELINE, Buffer.alloc(1))
process.kill(process.pid, 'SIGKILL')
