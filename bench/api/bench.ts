import { Command } from 'commander'
import { FORMATS, measureExports } from './exports.ts'
import { measureLists } from './lists.ts'
import { measureNamed } from './named.ts'
import { measurePages } from './questions.ts'
import { openWorld } from './world.ts'

/** The API beside a bare node http + pg server running the same SQL, and beside OpenReader over the same rows. */
export async function run(args: string[]): Promise<void> {
  const options = new Command('api')
    .option('--quick', 'few rows and short rounds: shows that it runs, not how fast')
    .option('--facts <n>', 'facts that are loaded', '10000000')
    .option('--seconds <n>', 'length of one round', '4')
    .option('--rounds <n>', 'rounds of each server, taken in turn', '3')
    .option('--database <url>', 'a seeded world that is there already, instead of a new one')
    .option('--only <parts>', 'of lists, named, pages', 'lists,named,pages')
    .option('--times <n>', 'how often each question of the pages is asked again', '100')
    .option('--record', 'keeps the figures of the pages, and shows them in docs/performance.md')
    .option('--exports [formats]', 'only exports: of --facts rows, and of a tenth; of csv, jsonl, parquet')
    .parse(args, { from: 'user' })
    .opts<{
      quick?: boolean
      database?: string
      only: string
      times: string
      record?: boolean
      exports?: string | true
      facts: string
      seconds: string
      rounds: string
    }>()
  const facts = options.quick ? 20_000 : Number(options.facts)
  const seconds = options.quick ? 1 : Number(options.seconds)
  const rounds = options.quick ? 1 : Number(options.rounds)
  if (options.exports) {
    const formats = options.exports === true ? FORMATS : options.exports.split(',')
    return measureExports(facts, formats)
  }
  const world = await openWorld(facts, options.database)
  try {
    process.stdout.write(
      `API: ${world.facts} facts loaded, one machine, nothing kept but of pages, ${rounds} rounds of ${seconds} s in turn, medians\n`,
    )
    const only = options.only.split(',')
    if (only.includes('lists')) await measureLists(world, seconds, rounds)
    if (only.includes('named')) await measureNamed(world, options.quick ? 20 : 200)
    if (only.includes('pages'))
      await measurePages(world, options.quick ? 5 : Number(options.times), options.record)
  } finally {
    await world.close()
  }
}
