import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DevnetConfig } from '../../devnet/config.ts'
import { type DevnetEvent, start } from '../../devnet/process.ts'
import { findFreePort } from '../../src/platform/embedded.ts'

export interface RunningDevnet {
  readonly dataDir: string
  readonly ready: Extract<DevnetEvent, { event: 'ready' }>
  /** Ends chain and blob store; the data stay. */
  stop(): Promise<void>
}

export interface DevnetTestOptions {
  readonly seed: number
  readonly blocks: number
  readonly world?: DevnetConfig['world']
  /** An earlier run's folder to go on from; absent: a new one. */
  readonly dataDir?: string
}

/** Plays `blocks` blocks on free ports and waits until they are mined. Rejects with what the devnet threw. */
export async function playDevnet({ seed, blocks, ...options }: DevnetTestOptions): Promise<RunningDevnet> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'assay-devnet-')))
  const config: DevnetConfig = {
    dataDir,
    cacheDir: undefined,
    rpcPort: await findFreePort(),
    blobPort: await findFreePort(),
    beaconPort: await findFreePort(),
    validatorPort: await findFreePort(),
    seed,
    blocks,
    blockIntervalMs: 0,
    fresh: false,
    world: options.world ?? 'opengradient',
  }
  const stop = new AbortController()
  const idle = Promise.withResolvers<void>()
  let ready: RunningDevnet['ready'] | undefined
  const ended = start(config, stop.signal, (event) => {
    if (event.event === 'ready') ready = event
    if (event.event === 'idle') idle.resolve()
  })
  await Promise.race([idle.promise, ended])
  if (!ready) throw new Error('the devnet ended before it was ready')
  return {
    dataDir,
    ready,
    async stop() {
      stop.abort()
      await ended
    },
  }
}

export async function removeDevnet(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true })
}
