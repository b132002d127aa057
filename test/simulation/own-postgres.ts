import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { chmod, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { Misconfigured } from '../../src/claim/errors.ts'
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findFreePort,
  startPostgres,
} from '../../src/platform/embedded.ts'

/** A server of the run's own, which may be stopped, killed and starved. */
export interface OwnPostgres {
  readonly url: string
  /** As an administrator's `pg_ctl stop -m immediate`: no checkpoint, every connection cut. */
  stopImmediately(): Promise<void>
  /** As `kill -9` of the postmaster. */
  killPostmaster(): Promise<void>
  /** As its keeper does, until it stays up. */
  startAgain(): Promise<void>
  /** Resolves when it answers; starts it again where it has ended by itself. */
  keepUp(): Promise<void>
  /** Only with a disk of its own: not a byte is left on it. */
  fillDisk(): Promise<void>
  freeDisk(): Promise<void>
  close(): Promise<void>
}

const DISK_MB = 256
const MOUNT_HELP = 'run as root on a machine that allows mounts (in a container: --cap-add SYS_ADMIN)'

/** Why no small disk can be made here; undefined when it can. */
export function whyNoDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'assay-disk-'))
  try {
    mount(folder, 1)
    execFileSync('umount', [folder])
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : String(error)
  } finally {
    rmdirSync(folder)
  }
}

/**
 * Starts a migrated server; with `disk`, on a small tmpfs that can be filled.
 * @throws Misconfigured `NO_SMALL_DISK` when this machine refuses to mount one; `POSTGRES_UNAVAILABLE`
 */
export async function startOwnPostgres(disk: boolean): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-own-'))
  if (disk) mountDisk(folder, DISK_MB)
  await chmod(folder, 0o755)
  const options = {
    dataDir: join(folder, 'data'),
    port: await findFreePort(),
    settings: ['fsync=off', 'min_wal_size=32MB', 'max_wal_size=64MB', 'shared_buffers=32MB'],
  }
  let server: EmbeddedPostgres = await startPostgres(options)
  await migrate(server.url)
  const ballast = join(folder, 'ballast')
  const startAgain = async () => {
    const started = await startOnce(options)
    if (started === undefined) return startAgain()
    server = started
  }
  return {
    url: server.url,
    async stopImmediately() {
      process.kill(server.pid, 'SIGQUIT')
      await server.ended
    },
    async killPostmaster() {
      process.kill(server.pid, 'SIGKILL')
      await server.ended
    },
    startAgain,
    async keepUp() {
      const ending = new AbortController()
      const up = whenAnswering(server.url, ending.signal).then(() => true)
      const stays = await Promise.race([up, server.ended.then(() => false)])
      ending.abort()
      if (!stays) await startAgain()
    },
    fillDisk: () => fillDisk(ballast),
    freeDisk: () => rm(ballast),
    async close() {
      await server.stop()
      if (disk) unmountDisk(folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

// Backends outlive a killed postmaster for a moment, and as long as one does the server refuses to start.
async function startOnce(options: EmbeddedOptions): Promise<EmbeddedPostgres | undefined> {
  try {
    return await startPostgres(options)
  } catch (error) {
    if (error instanceof Misconfigured && error.message.includes('shared memory block')) return undefined
    throw error
  }
}

async function whenAnswering(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch {
      // Still recovering: its end, which the caller watches, is what ends the wait.
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** Writes a file until not a page is left on its disk. */
export async function fillDisk(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    // Smaller and smaller pieces, to the last page.
    for (let size = 1 << 20; size >= 4096; ) {
      const { bytesWritten } = await file.write(Buffer.alloc(size)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOSPC') return { bytesWritten: 0 }
        throw error
      })
      if (bytesWritten < size) size /= 4
    }
  } finally {
    await file.close()
  }
}

/**
 * A small tmpfs on a folder that is made.
 * @throws Misconfigured `NO_SMALL_DISK` when this machine refuses to mount one
 */
export function mountDisk(folder: string, megabytes: number): void {
  mkdirSync(folder, { recursive: true })
  try {
    mount(folder, megabytes)
  } catch (cause) {
    throw new Misconfigured('NO_SMALL_DISK', `this machine refuses to mount a tmpfs: ${MOUNT_HELP}`, {
      cause,
    })
  }
}

export function unmountDisk(folder: string): void {
  execFileSync('umount', [folder])
}

function mount(folder: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'assay-test', folder], { stdio: 'pipe' })
}
