import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Groth16Desk } from '../../reference-node/checks/groth16/desk.ts'
import { decodeGroth16Key } from '../../reference-node/checks/groth16/key.ts'
import { decodeSignals } from '../../reference-node/checks/snark/signals.ts'
import { InferencePool } from '../../reference-node/inference/pool.ts'
import { addOne } from '../../test/support/onnx-writer.ts'

// What a reference node runs when all of it is at work: everything that process.ts loads, its pools as it makes them.
await import('../../reference-node/process.ts')
const read = (part: string) =>
  readFileSync(new URL(`../../test/fixtures/snark/own-bn128/groth16.${part}.json`, import.meta.url))
const inference = new InferencePool()
const desk = new Groth16Desk(availableParallelism())
const key = await decodeGroth16Key(read('vkey'), null)
const signals = decodeSignals(read('public'))
const proofs = Array.from({ length: 256 }, () => desk.verify(key, signals, read('proof')))
desk.settle()
const input = { type: 'float32', dims: [1, 1024], data: Buffer.alloc(4096) }
const model = addOne('float32', [1, 1024])
await Promise.all([...proofs, ...Array.from({ length: 8 }, () => inference.run(model, [[input]]))])
process.send?.({ processes: listTree().length, megabytes: sumMemory(listTree()) })
inference.close()
await desk.close()

function listTree(): string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, findStatus(pid, 'PPid')]),
  )
  const tree = [String(process.pid)]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

function sumMemory(pids: readonly string[]): number {
  return pids.reduce((sum, pid) => sum + Number(findStatus(pid, 'VmRSS') ?? 0), 0) / 1024
}

function findStatus(pid: string, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    // It ended since it was listed.
    return undefined
  }
}
