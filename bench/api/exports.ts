import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { startServer } from './servers.ts'
import { openHeartbeats } from './world.ts'

export const FORMATS = ['csv', 'jsonl', 'parquet'] as const

/**
 * Exports a tenth and all of so many rows in each format and prints the most memory that the API's process had while it
 * did: it must not follow the rows.
 */
export async function measureExports(rows: number, formats: readonly string[]): Promise<void> {
  const world = await openHeartbeats(rows)
  try {
    const { last } = await heightsOf(world.url)
    process.stdout.write(
      `\n| export of heartbeats | rows | MB | seconds | resident MB before | most | growth |\n|---|---|---|---|---|---|---|\n`,
    )
    for (const format of formats)
      for (const share of [0.1, 1]) await measureOne(world.url, format, Math.ceil((last + 1) * share))
  } finally {
    await world.close()
  }
}

// A process of its own for each: what one export leaves behind is not counted for the next.
async function measureOne(databaseUrl: string, format: string, below: number): Promise<void> {
  const server = await startServer('assay', databaseUrl)
  const ask = (height: number) =>
    fetch(new URL(`/export/heartbeats.${format}?where={"blockNumber_lt":${height}}`, server.url))
  // A few rows first: what the first export of a process loads is not counted as growth.
  await (await ask(1000)).arrayBuffer()
  const before = await residentMegabytes(server.pid)
  let most = before
  const timer = setInterval(async () => {
    most = Math.max(most, await residentMegabytes(server.pid))
  }, 200)
  const began = performance.now()
  const response = await ask(below)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    hash.update(chunk)
  }
  const seconds = (performance.now() - began) / 1000
  clearInterval(timer)
  const manifest = await fetch(new URL(response.headers.get('x-assay-manifest') ?? '', server.url))
  const { sha256 } = (await manifest.json()) as { sha256: string }
  if (sha256 !== hash.digest('hex')) throw new Error(`${format}: not what the manifest says`)
  const rows = await countBelow(databaseUrl, below)
  const figures = [rows, (bytes / 1e6).toFixed(0), seconds.toFixed(0), before.toFixed(0), most.toFixed(0)]
  process.stdout.write(`| ${format} | ${figures.join(' | ')} | ${(most - before).toFixed(0)} MB |\n`)
  await server.stop()
}

async function heightsOf(databaseUrl: string): Promise<{ last: number }> {
  return { last: await oneNumber(databaseUrl, 'select max(block_number) as n from facts.heartbeat') }
}

function countBelow(databaseUrl: string, below: number): Promise<number> {
  return oneNumber(databaseUrl, `select count(*) as n from facts.heartbeat where block_number < ${below}`)
}

async function oneNumber(databaseUrl: string, text: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return Number(rows[0]?.n)
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
