import { Command, InvalidArgumentError, Option } from 'commander'

const CHAINS = ['dense', 'noisy', 'sparse'] as const
const PROGRAMS = ['assay', 'assay-full', 'copy', 'squid', 'ponder', 'envio'] as const
const PARTS = [...PROGRAMS, 'head', 'scale'] as const
const WORLDS = ['boundless'] as const
/** Facts that are there already, between which the rate must hold. */
const SIZES = [1_000_000, 20_000_000]

export interface Options {
  readonly quick?: boolean
  /** Absent: all. */
  readonly only?: readonly (typeof PARTS)[number][]
  /** Absent: all. */
  readonly chains?: readonly (typeof CHAINS)[number][]
  readonly runs?: number
  readonly blocks?: number
  readonly sizes: readonly number[]
  readonly world?: (typeof WORLDS)[number]
  readonly record?: boolean
}

/** What the bench of ingest can be asked for; a name that is none ends it with those that are. */
export function createCommand(): Command {
  return new Command('ingest')
    .option('--quick', 'short dense and sparse chains without latency, once each')
    .option('--only <programs>', `comma-separated: ${PARTS.join(', ')}`, listOf(PARTS))
    .option('--chains <names>', `comma-separated: ${CHAINS.join(', ')}`, listOf(CHAINS))
    .option('--runs <count>', 'of each program, whose median counts', toCount)
    .option('--blocks <count>', 'of each chain, in place of its own number', toCount)
    .option(
      '--sizes <counts>',
      'comma-separated: facts that are there when `scale` begins',
      (text: string) => text.split(',').map(toCount),
      SIZES,
    )
    .addOption(new Option('--world <name>', 'Assay on a market of proofs, beside dense').choices(WORLDS))
    .addOption(
      new Option(
        '--record',
        'keeps the figures of each chain, and shows them in docs/performance.md',
      ).conflicts(['quick', 'blocks']),
    )
}

function listOf(names: readonly string[]) {
  return (text: string) => {
    const wanted = text.split(',')
    const unknown = wanted.filter((each) => !names.includes(each))
    if (unknown.length)
      throw new InvalidArgumentError(`There is no ${unknown.join(', ')}: ${names.join(', ')}.`)
    return wanted
  }
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('A whole number above 0 is wanted.')
  return Number(text)
}
