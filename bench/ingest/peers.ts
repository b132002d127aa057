import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { type Bounds, measure, type Usage } from './measure.ts'

const SOURCE = join(import.meta.dirname, '../peers')
const EVENTS = join(SOURCE, 'events.json')

/** What a peer is to index: one contract of a chain from block 0 to `toBlock`, `events` logs in all. */
interface PeerTask extends Bounds {
  readonly rpcUrl: string
  readonly chainId: number
  readonly contract: string
  readonly toBlock: number
  readonly events: number
  /** An empty database of the peer's own. */
  readonly databaseUrl: string
}

export interface Peer {
  readonly name: string
  /** Copies, installs and builds the peer's project in `folder`, once. Throws when it does not install. */
  prepare(folder: string): void
  run(folder: string, task: PeerTask): Promise<Usage>
}

const TABLES = ['request_assigned', 'fee_paid', 'stake_changed', 'reward_paid']

/** The three peers: a stock squid with typeorm-store, Ponder and Envio, in the versions that install here. */
export const PEERS: readonly Peer[] = [
  {
    name: 'squid',
    prepare(folder) {
      if (!install('squid', folder)) return
      run(folder, 'squid-typeorm-codegen', [])
      run(folder, 'squid-evm-typegen', ['src/abi', 'events.json'])
      run(folder, 'tsc', ['-p', '.'])
    },
    async run(folder, task) {
      const env = { ...taskEnv(task), ...splitUrl(task.databaseUrl) }
      if (!existsSync(join(folder, 'db/migrations')))
        run(folder, 'squid-typeorm-migration', ['generate'], env)
      run(folder, 'squid-typeorm-migration', ['apply'], env)
      return start(
        { folder, name: 'squid', command: process.execPath, args: ['lib/main.js'], env },
        task,
        countRows('public', TABLES),
      )
    },
  },
  {
    name: 'ponder',
    prepare(folder) {
      install('ponder', folder)
    },
    async run(folder, task) {
      const args = ['start', '--schema', 'peer', '--port', '0', '--hostname', '127.0.0.1']
      const env = { ...taskEnv(task), DATABASE_URL: task.databaseUrl }
      return start(
        { folder, name: 'ponder', command: bin(folder, 'ponder'), args, env },
        task,
        countRows('peer', TABLES),
      )
    },
  },
  {
    name: 'envio',
    prepare(folder) {
      install('envio', folder)
    },
    async run(folder, task) {
      const { DB_HOST, DB_PORT, DB_USER, DB_PASS, DB_NAME } = splitUrl(task.databaseUrl)
      const env = {
        ...taskEnv(task),
        ENVIO_PG_HOST: DB_HOST,
        ENVIO_PG_PORT: DB_PORT,
        ENVIO_PG_USER: DB_USER,
        ENVIO_PG_PASSWORD: DB_PASS,
        ENVIO_POSTGRES_PASSWORD: DB_PASS,
        ENVIO_PG_DATABASE: DB_NAME,
        ENVIO_PG_PUBLIC_SCHEMA: 'peer',
        ENVIO_HASURA: 'false',
        TUI_OFF: 'true',
        LOG_LEVEL: 'info',
      }
      // The chain's id and end stand in the generated code, so it is made for the task, outside of the measured time.
      run(folder, 'envio', ['codegen'], env)
      const tables = ['RequestAssigned', 'FeePaid', 'StakeChanged', 'RewardPaid']
      return start(
        { folder, name: 'envio', command: bin(folder, 'envio'), args: ['start', '--restart'], env },
        task,
        countRows('peer', tables),
      )
    },
  },
]

// True when something was done, so that what builds on it is built again.
function install(name: string, folder: string): boolean {
  if (existsSync(join(folder, '.prepared'))) return false
  mkdirSync(folder, { recursive: true })
  cpSync(join(SOURCE, name), folder, { recursive: true })
  cpSync(EVENTS, join(folder, 'events.json'))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  writeFileSync(join(folder, '.prepared'), '')
  return true
}

function run(folder: string, tool: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  execFileSync(bin(folder, tool), args, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  })
}

const bin = (folder: string, tool: string) => join(folder, 'node_modules/.bin', tool)

function taskEnv(task: PeerTask): Record<string, string> {
  return {
    RPC_URL: task.rpcUrl,
    CHAIN_ID: String(task.chainId),
    CONTRACT: task.contract,
    TO_BLOCK: String(task.toBlock),
  }
}

function splitUrl(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    DB_HOST: hostname,
    DB_PORT: port,
    DB_USER: username,
    DB_PASS: password,
    DB_NAME: pathname.slice(1),
  }
}

type CountRows = (client: pg.Client, events: number) => Promise<number>

// Counting every row ten times a second would be work that the peer's database does for us.
const NEARLY = 0.9

function countRows(schema: string, tables: readonly string[]): CountRows {
  const exact = `select ${tables.map((table) => `(select count(*) from "${schema}"."${table}")`).join(' + ')} as n`
  const estimate = `select coalesce(sum(n_tup_ins), 0) as n from pg_stat_all_tables where schemaname = $1 and relname = any($2)`
  return async (client, events) => {
    const { rows: estimated } = await client.query<{ n: string }>(estimate, [schema, tables])
    const about = Number(estimated[0]?.n)
    if (about < NEARLY * events) return about
    const { rows } = await client.query<{ n: string }>(exact)
    return Number(rows[0]?.n)
  }
}

interface Program {
  readonly folder: string
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

async function start(
  { folder, name, command, args, env }: Program,
  task: PeerTask,
  count: CountRows,
): Promise<Usage> {
  const client = new pg.Client({ connectionString: task.databaseUrl })
  await client.connect()
  try {
    const logFile = join(dirname(folder), `${name}.log`)
    const isDone = async () => (await count(client, task.events)) >= task.events
    return await measure({ name, cwd: folder, command, args, env, logFile }, isDone, task)
  } finally {
    await client.end()
  }
}
