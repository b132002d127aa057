import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
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
import { startPostgres } from '../../src/platform/embedded.ts'
import { NetworkFile } from '../../src/platform/network.ts'

const GOAL = 2_000

/**
 * How fast `assay comet` reads a chain again, every hash checked, signatures at checkpoints, segments written: with 4 and with 100
 * validators, 20 events and 2 transactions in each block. One endpoint in a process of its own, Postgres on the same machine.
 */
export async function run(args: string[]): Promise<void> {
  const program = new Command('comet')
    .option('--blocks <count>', 'blocks of each chain', '6000')
    .option('--validators <count...>', 'validators of each chain', ['4', '100'])
    .parse(args, { from: 'user' })
  const options = program.opts<{ blocks: string; validators: string[] }>()
  const blocks = Number(options.blocks)
  const folder = resolve('.assay', 'bench', `comet-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
  try {
    const lines = [
      `${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}; ${blocks} blocks, 20 events and 2 transactions in each`,
    ]
    await migrate(postgres.url)
    for (const validators of options.validators.map(Number)) {
      const { seconds, cpuSeconds } = await replay(postgres.url, folder, blocks, validators)
      const rate = Math.round(blocks / seconds)
      const verdict = rate >= GOAL ? 'met' : 'not met'
      lines.push(
        `${String(validators).padStart(3)} validators: ${rate} blocks/s in ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s of the indexer (goal ${GOAL}: ${verdict})`,
      )
    }
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function replay(database: string, folder: string, blocks: number, validators: number) {
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
  const pool = createPool(database, { application: 'bench', max: 4 })
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
  const started = performance.now()
  const before = process.cpuUsage()
  const running = superviseComet(options, stop.signal)
  try {
    while (!(await reached(pool, name, blocks))) await sleep(50)
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }
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
