import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { InferencePool } from '../../reference-node/inference/pool.ts'
import { addOne } from '../../test/support/onnx-writer.ts'
import { atLeast, compareWays, type Figure } from './measure.ts'

const RUNS = 500

/** Re-runs of a small model in the pool, beside a bare session in this process that was opened before. */
export async function benchReplay(): Promise<Figure[]> {
  const model = addOne('float32', [1, 1024])
  const data = Buffer.from(Float32Array.from({ length: 1024 }, (_, index) => index).buffer)
  const pool = new InferencePool({ children: 1 })
  const session = await InferenceSession.create(model)
  const input = { type: 'float32', dims: [1, 1024], data }
  const runs = Array.from({ length: RUNS }, () => [input])
  const rates = await compareWays({
    bare: {
      items: RUNS,
      work: async () => {
        for (let each = 0; each < RUNS; each++)
          await session.run({
            x: new RuntimeTensor('float32', new Float32Array(data.buffer.slice(0)), [1, 1024]),
          })
      },
    },
    pooled: { items: RUNS, work: () => pool.run(model, runs) },
  })
  const childMegabytes = readChildMemory(pool)
  pool.close()
  await session.release()
  return [
    { name: 'ONNX, bare session in this process', value: rates.bare, unit: 'runs/s' },
    { name: 'ONNX, re-runs in a walled child', value: rates.pooled, unit: 'runs/s per child' },
    atLeast('ONNX, re-runs ÷ bare session', rates.pooled / rates.bare, '×', 0.5),
    { name: 'ONNX, memory of one child', value: childMegabytes, unit: 'MB' },
  ]
}

function readChildMemory(pool: InferencePool): number {
  const [pid] = pool.listProcesses()
  const status = pid === undefined ? '' : readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024
}
