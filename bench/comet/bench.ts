import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { pino } from 'pino'
import { migrate } from '../../db/source.ts'
import { consensusNumber } from '../../src/claim/consensus.ts'
import { openComet } from '../../src/comet/open.ts'
import { superviseComet } from '../../src/comet/supervisor.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { SegmentWriter } from '../../src/indexer/store/segment-writer.ts'
import { createPool } from '../../src/platform/database.ts'
import { type EmbeddedPostgres, startPostgres } from '../../src/platform/embedded.ts'
import { NetworkFile } from '../../src/platform/network.ts'
import { watchConditions } from '../conditions.ts'
import { readProcessSeconds, readServerSeconds } from '../ingest/measure.ts'
import { REPLAYS, type Replay, renderReplays } from './record.ts'

/**
 * How fast `assay comet` reads a chain again, every hash checked, signatures at checkpoints, segments written: with 4 and with 100
 * validators, 20 events and 2 transactions in each block. One endpoint in a process of its own, Postgres on the same machine.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('comet')
    .option('--blocks <count>', 'blocks of each chain', '20000')
    .option('--validators <count...>', 'validators of each chain', ['4', '100'])
    .option('--record', 'keeps the figures of each chain, and shows them in docs/performance.md')
    .parse(args, { from: 'user' })
  const options = program.opts<{ blocks: string; validators: string[]; record?: boolean }>()
  const blocks = Number(options.blocks)
  const folder = resolve('.assay', 'bench', `comet-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
  try {
    await migrate(postgres.url)
    const found: Replay[] = []
    for (const validators of options.validators.map(Number)) {
      const endOf = watchConditions()
      const spent = await replay(postgres, folder, blocks, validators)
      found.push({ validators, blocks, ...spent, conditions: endOf() })
    }
    process.stdout.write(`${renderReplays(found)}\n`)
    if (options.record) REPLAYS.keep(found)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function replay({ url, pid }: EmbeddedPostgres, folder: string, blocks: number, validators: number) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'server.ts'), String(blocks), String(validators)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const name = `bench-${validators}`
  const network = NetworkFile.parse({
    name,
    title: name,
    chains: [
      {
        id: consensusNumber('bench-1'),
        name,
        class: 'devnet',
        family: 'cometbft',
        finality: { depth: 0 },
        integrity: { policy: 'trusted' },
        consensus: { chainId: 'bench-1', prefix: 'og', denom: 'ogwei' },
      },
    ],
    contracts: [],
  })
  const [chain] = network.chains
  if (!chain?.consensus) throw new Error('the network has a consensus')
  const place = { network: name, chain: chain.id }
  const pool = createPool(url, { application: 'bench', max: 4 })
  const log = pino({ level: 'warn' })
  const stop = new AbortController()
  const reader = openComet(chain, [line.toString('utf8').trim()], stop.signal)
  const segments = new SegmentWriter(openSegments(join(folder, name), {}), pool, place)
  const beforeCommit = segments.prepare.bind(segments)
  const options = {
    pool,
    place,
    consensus: chain.consensus,
    reader,
    log,
    pollMs: 50,
    chain,
    beforeCommit,
  }
  const spent = () => {
    const [own, whole] = [process.threadCpuUsage(), process.cpuUsage()]
    const main = (own.user + own.system) / 1e6
    return {
      seconds: performance.now() / 1000,
      mainSeconds: main,
      otherSeconds: (whole.user + whole.system) / 1e6 - main,
      endpointSeconds: readProcessSeconds(child.pid ?? 0),
      postgresSeconds: readServerSeconds(pid),
    }
  }
  const before = spent()
  const running = superviseComet(options, stop.signal)
  try {
    while (!(await reached(pool, name, blocks))) await sleep(50)
    const after = spent()
    return {
      seconds: after.seconds - before.seconds,
      mainSeconds: after.mainSeconds - before.mainSeconds,
      otherSeconds: after.otherSeconds - before.otherSeconds,
      endpointSeconds: after.endpointSeconds - before.endpointSeconds,
      postgresSeconds: after.postgresSeconds - before.postgresSeconds,
    }
  } finally {
    stop.abort()
    await running
    await reader.client.close()
    await pool.end()
    child.kill()
  }
}

async function reached(
  pool: ReturnType<typeof createPool>,
  network: string,
  height: number,
): Promise<boolean> {
  const { rows } = await pool.query<{ height: number }>(
    'select height from ingest.status where network = $1',
    [network],
  )
  return (rows[0]?.height ?? -1) >= height
}
