import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Network } from '../../src/platform/network.ts'
import { LAUNCHER } from './assay-cli.ts'

export interface AssayProcess {
  readonly child: ChildProcess
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** What it wrote to its log. */
  log(): string
  /** As `kill -9`. Resolves when it is gone. */
  kill(): Promise<void>
  /** As SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | NodeJS.Signals | null>
}

export type IndexerProcess = AssayProcess

export interface IndexerPlace {
  readonly database: string
  readonly folder: string
  readonly network: Network
  readonly urls: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Absent: `indexer`. */
  readonly command?: string
}

/** The indexer as a process of its own, as an operator runs it. */
export async function spawnIndexer(place: IndexerPlace): Promise<IndexerProcess> {
  const networks = join(place.folder, 'networks')
  const { folder: _, ...file } = place.network
  await mkdir(join(networks, place.network.name), { recursive: true })
  await writeFile(join(networks, place.network.name, 'network.json'), JSON.stringify(file))
  const chain = place.network.chains[0]?.id ?? 0
  return spawnProcess(place.command ?? 'indexer', {
    DATABASE_URL: place.database,
    ASSAY_NETWORKS: networks,
    ASSAY_NETWORK: place.network.name,
    ASSAY_CHAIN: String(chain),
    ASSAY_SEGMENTS: join(place.folder, 'segments', place.network.name),
    [`RPC_${chain}`]: place.urls.join(','),
    ...place.env,
  })
}

/** `assay <words>` as a process of its own, with these settings and none of ours. */
export function spawnProcess(
  words: string | readonly string[],
  env: Readonly<Record<string, string>>,
  { node = process.execPath, cwd }: { readonly node?: string; readonly cwd?: string } = {},
): AssayProcess {
  const child = spawn(node, [LAUNCHER, ...[words].flat()], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-20_000)
  })
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  )
  return {
    child,
    ended,
    log: () => text,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
