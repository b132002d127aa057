import { availableParallelism, cpus } from 'node:os'
import { benchGroth16 } from './verify/groth16.ts'
import type { Figure } from './verify/measure.ts'
import { benchNitro } from './verify/nitro.ts'
import { benchReplay } from './verify/replay.ts'
import { benchBatch, benchSignatures } from './verify/signatures.ts'

/**
 * The reference node's checks beside what others use, in one run: medians of alternating rounds, ratios, and the goal.
 * `--json` prints the figures as one JSON object.
 */
export async function run(args: string[]): Promise<void> {
  const figures: Figure[] = []
  const isJson = args.includes('--json')
  const conditions = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    loadBefore: (await import('node:os')).loadavg()[0],
  }
  if (!isJson) process.stdout.write(`${JSON.stringify(conditions)}\n`)
  for (const bench of [benchSignatures, benchBatch, benchGroth16, benchNitro, benchReplay])
    for (const figure of await bench()) {
      figures.push(figure)
      if (!isJson) process.stdout.write(`${toLine(figure)}\n`)
    }
  const memory = process.memoryUsage().rss / 2 ** 20
  if (isJson) process.stdout.write(`${JSON.stringify({ conditions, figures, rssMegabytes: memory })}\n`)
  else process.stdout.write(`memory of this process at the end: ${memory.toFixed(0)} MB\n`)
}

function toLine({ name, value, unit, goal, reached }: Figure): string {
  const judged = goal === undefined ? '' : `   goal ${goal}: ${reached ? 'reached' : 'NOT reached'}`
  return `${name.padEnd(62)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}${judged}`
}
