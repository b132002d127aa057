import { InferencePool } from '../../reference-node/inference/pool.ts'
import { listDescendants } from './descendants.ts'
import { addForEver, addOne } from './onnx-writer.ts'

// Runs a model that never ends, and says which processes that takes.
const input = { type: 'int32', dims: [4], data: Buffer.alloc(16) }
const pool = new InferencePool({ children: 1, jobMilliseconds: 60_000 })
await pool.run(addOne('int32'), [[input]])
const ended = pool.run(addForEver(), [[input]])
process.stdout.write(JSON.stringify(listDescendants(process.pid).map(({ pid }) => pid)))
await ended
