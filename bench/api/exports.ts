import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { startServer } from './servers.ts'
import type { World } from './world.ts'

const FORMATS = ['csv', 'jsonl', 'parquet'] as const

/** Exports a whole entity in each format and prints the most memory that the API's process had while it did. */
export async function measureExports(world: World, entities: string): Promise<void> {
  process.stdout.write(
    `\n| export of ${entities} | bytes | seconds | MB/s | resident MB before | most |\n|---|---|---|---|---|---|\n`,
  )
  for (const format of FORMATS) {
    // A process of its own for each: what one format leaves behind is not counted for the next.
    const server = await startServer('assay', world.url)
    await fetch(new URL(`/export/${entities}.${format}?where={"blockNumber_lt":10}`, server.url)).then(
      (each) => each.arrayBuffer(),
    )
    const before = await residentMegabytes(server.pid)
    let most = before
    const timer = setInterval(async () => {
      most = Math.max(most, await residentMegabytes(server.pid))
    }, 200)
    const began = performance.now()
    const response = await fetch(new URL(`/export/${entities}.${format}`, server.url))
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
    process.stdout.write(
      `| ${format} | ${bytes} | ${seconds.toFixed(0)} | ${(bytes / 1e6 / seconds).toFixed(1)} | ${before.toFixed(0)} | ${most.toFixed(0)} |\n`,
    )
    await server.stop()
  }
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
