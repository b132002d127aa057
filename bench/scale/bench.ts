import { Command } from 'commander'
import { watchConditions } from '../conditions.ts'
import { measureIngest } from './ingest.ts'
import { measureWorld } from './measure.ts'
import { type IngestRun, renderScales, SCALES, type ScaleRun } from './record.ts'
import { isRoomFor, openBoth } from './world.ts'

const SIZES = { quick: '1000000,3000000', whole: '10000000,30000000,100000000' }
/** Blocks of the chain that is indexed with and without a lake. */
const BLOCKS = { quick: 3000, whole: 12_000 }
const RUNS = { quick: 1, whole: 3 }

/**
 * Worlds of several sizes, in Postgres alone and with what is final in a lake and in ClickHouse: twelve questions of an explorer and six
 * of an investor, bytes a fact, and how both grow; then ingest with and without a lake. A size that the disk does not hold is left out.
 */
export async function run(args: string[]): Promise<void> {
  const options = new Command('scale')
    .description(
      'questions on Postgres alone and with ClickHouse, bytes a fact, ingest with a lake, and how they grow',
    )
    .option('--quick', 'a million facts and three')
    .option('--sizes <counts>', 'comma-separated: facts of the worlds')
    .option('--times <count>', 'how often a question is asked of each engine', '50')
    .option(
      '--seconds <count>',
      'after which a question is not asked again, when it was asked three times',
      '20',
    )
    .option('--only <parts>', 'of questions, ingest', 'questions,ingest')
    .option('--record', 'keeps the figures, and shows them in docs/scale.md')
    .addHelpText('after', '\nExample:\n  npm run bench -- scale --quick')
    .parse(args, { from: 'user' })
    .opts<{
      quick?: boolean
      sizes?: string
      times: string
      seconds: string
      only: string
      record?: boolean
    }>()
  const length = options.quick ? 'quick' : 'whole'
  const only = options.only.split(',')
  const limits = { times: Number(options.times), seconds: Number(options.seconds) }
  const found: (ScaleRun | IngestRun)[] = []
  const keep = (figures: ScaleRun | IngestRun) => {
    found.push(figures)
    if (options.record) SCALES.keep([figures])
  }
  for (const facts of only.includes('questions')
    ? (options.sizes ?? SIZES[length]).split(',').map(Number)
    : []) {
    if (!(await isRoomFor(facts))) {
      process.stderr.write(`${facts} facts are left out: the disk would not stay free enough\n`)
      continue
    }
    const both = await openBoth(facts)
    try {
      keep(await measureWorld(both, limits))
    } finally {
      await both.close()
    }
  }
  if (only.includes('ingest')) {
    const endOf = watchConditions()
    const ingested = await measureIngest(BLOCKS[length], RUNS[length])
    keep({ conditions: endOf(), ingested })
  }
  process.stdout.write(`${renderScales(found)}\n`)
}
