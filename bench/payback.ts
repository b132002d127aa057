import { Command } from 'commander'
import { SIMULATION } from '../src/economics/payback/assumptions.ts'
import { simulate } from '../src/economics/payback/simulate.ts'
import { typicalAssumptions } from '../test/support/typical-assumptions.ts'

export interface PaybackTiming {
  readonly name: string
  readonly bestMs: number
  readonly medianMs: number
  readonly goalMs: number
}

/** Times 10,000 paths of 60 months on one core: a node that pays, and one that never does, so that no path ends early. */
export function timePayback(rounds: number): readonly PaybackTiming[] {
  const pays = typicalAssumptions()
  const cases = { 'pays back': pays, 'never pays back': { ...pays, capexUsd: 10_000_000 } }
  return Object.entries(cases).map(([name, given]) => {
    simulate(given, { ...SIMULATION, paths: 1_000 })
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now()
      simulate(given, SIMULATION)
      return performance.now() - start
    }).sort((a, b) => a - b)
    return {
      name: `payback, 10,000 paths of 60 months, ${name}`,
      bestMs: times[0] ?? Number.NaN,
      medianMs: times[times.length >> 1] ?? Number.NaN,
      goalMs: 150,
    }
  })
}

/** Prints one JSON line per case. */
export async function run(args: string[]): Promise<void> {
  const { rounds } = new Command('payback')
    .description('10,000 paths of 60 months on one core')
    .option('--rounds <count>', 'whose median counts', '9')
    .addHelpText('after', '\nExample:\n  npm run bench -- payback --rounds 3')
    .parse(args, { from: 'user' })
    .opts<{ rounds: string }>()
  for (const timing of timePayback(Number(rounds))) process.stdout.write(`${JSON.stringify(timing)}\n`)
}
