import { availableParallelism, cpus, loadavg } from 'node:os'
import { Argument, Command } from 'commander'
import { benchGroth16 } from './groth16.ts'
import type { Figure } from './measure.ts'
import { benchMemory } from './memory.ts'
import { benchNitro } from './nitro.ts'
import { benchReplay } from './replay.ts'
import { benchBatch, benchSignatures } from './signatures.ts'

const BENCHES = {
  signatures: benchSignatures,
  batch: benchBatch,
  groth16: benchGroth16,
  nitro: benchNitro,
  replay: benchReplay,
  memory: benchMemory,
}

/**
 * The reference node's checks beside what others use, in one run: medians of alternating rounds, ratios, and the goal.
 * `--json` prints the figures as one JSON object; names (signatures, batch, groth16, nitro, replay, memory) choose some.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('verify')
    .description('the checks of the reference node beside what others use')
    .addArgument(new Argument('[checks...]', 'some alone; left out: all').choices(Object.keys(BENCHES)))
    .option('--json', 'the figures as one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- verify groth16 nitro')
    .parse(args, { from: 'user' })
  const isJson = program.opts<{ json?: boolean }>().json === true
  const figures: Figure[] = []
  const conditions = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    loadBefore: loadavg()[0],
  }
  if (!isJson) process.stdout.write(`${JSON.stringify(conditions)}\n`)
  const chosen = Object.entries(BENCHES).filter(([name]) => program.args.includes(name))
  for (const [, bench] of chosen.length > 0 ? chosen : Object.entries(BENCHES))
    for (const figure of await bench()) {
      figures.push(figure)
      if (!isJson) process.stdout.write(`${toLine(figure)}\n`)
    }
  if (isJson) process.stdout.write(`${JSON.stringify({ conditions, figures })}\n`)
}

function toLine({ name, value, unit, goal, reached }: Figure): string {
  const judged = goal === undefined ? '' : `   goal ${goal}: ${reached ? 'reached' : 'NOT reached'}`
  return `${name.padEnd(62)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}${judged}`
}
