import { setTimeout as pause } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import pg from 'pg'
import { pino } from 'pino'
import { openWorld } from '../../bench/api/world.ts'
import { startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'

// Everything of one answer: where the chain stands, its newest claims, the day's count. Written together, so read together.
const QUESTION = `{
  _meta(network: "alpha") { block { chainId number hash } }
  newest: claims(limit: 3, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337 }) { blockNumber blockHash }
  page: claimsConnection(first: 3, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337 }) { edges { node { blockNumber blockHash } } }
}`

interface Answer {
  readonly _meta: { block: { chainId: number; number: number; hash: string } }[]
  readonly newest: { blockNumber: number; blockHash: string }[]
  readonly page: { edges: { node: { blockNumber: number; blockHash: string } }[] }
}

/** Blocks and reorgs as fast as they commit, four readers beside them: every answer must be of one block vector. */
async function soak(seconds: number): Promise<void> {
  const world = await openWorld(20_000)
  const env = { DATABASE_URL: world.url, ASSAY_API_PORT: '0', ASSAY_API_RATE: '0' }
  const api = await startApi(readConfig(env), pino({ level: 'warn' }, pino.destination(2)))
  const until = Date.now() + seconds * 1000
  try {
    const [written, ...read] = await Promise.all([
      write(world.url, until),
      ...Array.from({ length: 4 }, () => readAndCheck(`${api.url}/graphql`, until)),
    ])
    const answers = read.reduce((sum, each) => sum + each, 0)
    process.stdout.write(
      `${answers} answers, ${written.blocks} blocks, ${written.reorgs} reorgs in ${seconds} s: each answer was of one moment\n`,
    )
  } finally {
    await api.close()
    await world.close()
  }
}

async function write(url: string, until: number): Promise<{ blocks: number; reorgs: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select height from ingest.status where network = 'alpha' and chain_id = 31337`,
  )
  let height = Number(rows[0]?.height)
  let blocks = 0
  let reorgs = 0
  while (Date.now() < until) {
    const depth = blocks % 5 === 4 ? 1 + (blocks % 3) : 0
    height += 1 - depth
    const name = `soak ${blocks}`
    await client.query('begin')
    if (depth) {
      reorgs++
      await client.query(
        `delete from facts.settled_claim where network = 'alpha' and chain_id = 31337 and block_number >= $1`,
        [height],
      )
    }
    await client.query(
      `insert into facts.settled_claim (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, evidence, input_hash, output_hash)
        select 'alpha', 31337, $1, sha256($2::bytea), now(), '', p, '', node, 'tee_signature', '', ''
        from generate_series(0, 2) p, (select node from derived.node where network = 'alpha' limit 1) n`,
      [height, name],
    )
    await client.query(
      `update ingest.status set height = $1, hash = sha256($2::bytea) where network = 'alpha' and chain_id = 31337`,
      [height, name],
    )
    await client.query('commit')
    blocks++
    await pause(5)
  }
  await client.end()
  return { blocks, reorgs }
}

async function readAndCheck(url: string, until: number): Promise<number> {
  let answers = 0
  while (Date.now() < until) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUESTION }),
    })
    const { data, errors } = (await response.json()) as { data?: Answer; errors?: unknown }
    if (!data) throw new Error(`no answer: ${JSON.stringify(errors)}`)
    const block = data._meta.find((chain) => chain.block.chainId === 31337)?.block
    const claims = [...data.newest, ...data.page.edges.map((edge) => edge.node)]
    const strange = claims.find(
      (claim) => claim.blockNumber !== block?.number || claim.blockHash !== block.hash,
    )
    // Only before the first written block are the newest claims older than the head.
    if (strange && answers) throw new Error(`an answer of two moments: ${JSON.stringify({ block, strange })}`)
    if (!strange) answers++
  }
  return answers
}

interface Options {
  readonly seconds?: number
  readonly hours?: number
  readonly hostile?: boolean
  readonly only?: readonly string[]
  readonly callers: number
  readonly facts: number
  readonly json?: boolean
  readonly together?: boolean
  readonly profile?: string
  readonly nodeOptions?: string
}

async function soakHostile({ seconds = 10, only = [], json, ...options }: Options): Promise<void> {
  const { runHostile } = await import('./hostile/main.ts')
  const { headerText, rowText } = await import('./hostile/report.ts')
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`)
  say(headerText())
  const rows = await runHostile({ seconds, only, ...options }, (row) => say(rowText(row)), interrupted.signal)
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
  process.exitCode = rows.length && rows.every(({ holds }) => holds) && !interrupted.signal.aborted ? 0 : 1
}

async function soakMemory(hours: number, json: boolean): Promise<void> {
  const { runMemory } = await import('./memory/main.ts')
  const { isFollowing, renderMemory } = await import('./memory/report.ts')
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`)
  const run = await runMemory(hours, say, interrupted.signal)
  say(`\n${renderMemory(run)}`)
  if (json) process.stdout.write(`${JSON.stringify(run)}\n`)
  const isWhole = isFollowing(run.traffic) && !Object.keys(run.traffic.failed).length
  process.exitCode = isWhole && run.rows.length && run.rows.every((row) => row.judgement === 'flat') ? 0 : 1
}

function toHours(text: string): number {
  const hours = Number(text)
  if (!(hours > 0 && hours <= 500)) throw new InvalidArgumentError('a number of hours from above 0 to 500')
  return hours
}

function toCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number from 1 on')
  return count
}

const options = new Command('soak')
  .description(
    'Reads while blocks and reorgs are written: every answer must be of one moment. With --hostile: attacks on the API with its\n' +
      'default limits, each alone and then all together, while one more caller asks a small question; exit code 1 when that\n' +
      'caller got anything but 200, or waited longer than 250 ms more than once in a hundred times. With --hours: indexer, API, keeper,\n' +
      'archiver and reference node as processes on a chain that goes on and reorganises while somebody reads the pages; prints the slope\n' +
      'of the memory of each, exit code 1 when one is not flat.',
  )
  .option('--seconds <n>', 'how long; with --hostile, each attack (default: 600, with --hostile 10)', toCount)
  .option(
    '--hours <n>',
    'watch the memory of each process for so long; Ctrl-C: what there is so far',
    toHours,
  )
  .option('--hostile', 'attack the API')
  .option('--only <attacks...>', 'attacks by name (see test/simulation/hostile/attacks.ts)')
  .option('--together', 'all of them at the same time, and none alone')
  .option('--profile <folder>', 'write a CPU profile of the API there')
  .option('--node-options <flags>', 'NODE_OPTIONS of the API, e.g. to limit its memory')
  .option('--callers <n>', 'callers of each attack, each just inside its limits', toCount, 1)
  .option('--facts <n>', 'facts in the database that is attacked', toCount, 200_000)
  .option('--json', 'the figures as JSON on standard output; progress goes to standard error')
  .addHelpText(
    'after',
    "\nExamples:\n  npm run soak -- --seconds 60\n  npm run soak -- --hostile\n  npm run soak -- --hostile --only 'lists of ids' payback --seconds 20 --json\n  npm run soak -- --hours 2",
  )
  .parse()
  .opts<Options>()
if (options.hours) await soakMemory(options.hours, options.json ?? false)
else if (options.hostile) await soakHostile(options)
else await soak(options.seconds ?? 600)
process.exit()
