import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../db/source.ts'
import { MARKET, PLEDGED } from './market.ts'
import { measure, type Program, type Usage } from './measure.ts'
import { CONTRACT } from './shapes.ts'

const LAUNCHER = join(import.meta.dirname, '../../bin/assay.mjs')
const LIMIT_SECONDS = 600
export const NETWORK = 'bench'
/** The facts of the benchmark's four events. */
export const KINDS = ['request_assigned', 'fee', 'stake_change', 'emission'] as const
/** Each log of the market is one of these; a fee, where one follows, is no event. */
const MARKET_KINDS = ['market_step'] as const

export interface AssayTask {
  readonly folder: string
  /** An empty database. */
  readonly databaseUrl: string
  /** Of one mock; `audited` compares two endpoints, so it is asked under two names and asked twice. */
  readonly rpcUrl: string
  readonly chainId: number
  readonly head: number
  readonly events: number
  readonly policy: 'audited' | 'full'
  readonly signal: AbortSignal
  /** The chain is a market's. */
  readonly isMarket?: boolean
}

/** Assay's indexer as an operator runs it: journal, derived tables, digests and segments on, proofs in the process. */
export async function runAssay(task: AssayTask): Promise<Usage & { readonly facts: number }> {
  await migrate(task.databaseUrl)
  const client = new pg.Client({ connectionString: task.databaseUrl })
  await client.connect()
  try {
    const usage = await measure(indexerOf(task), () => isStored(client, task.head), {
      limitSeconds: LIMIT_SECONDS,
      signal: task.signal,
    })
    await expectEvents(client, task)
    return { ...usage, facts: await countFacts(client) }
  } finally {
    await client.end()
  }
}

/** The indexer as `measure` starts it, its network file written. */
export function indexerOf(task: Omit<AssayTask, 'head' | 'events' | 'signal'>): Program {
  const { folder } = task
  const endpoints = task.policy === 'audited' ? [`${task.rpcUrl}/one`, `${task.rpcUrl}/two`] : [task.rpcUrl]
  const env = {
    DATABASE_URL: task.databaseUrl,
    ASSAY_NETWORKS: writeNetwork(task),
    ASSAY_NETWORK: NETWORK,
    ASSAY_CHAIN: String(task.chainId),
    ASSAY_SEGMENTS: join(folder, `segments-${Date.now()}`),
    [`RPC_${task.chainId}`]: endpoints.join(','),
  }
  const logFile = join(folder, 'assay.log')
  return { name: 'assay', cwd: folder, command: process.execPath, args: [LAUNCHER, 'indexer'], env, logFile }
}

/** Writes the network's file; returns the folder of networks. */
export function writeNetwork(task: Pick<AssayTask, 'folder' | 'chainId' | 'policy'>): string {
  const networks = join(task.folder, 'networks')
  mkdirSync(join(networks, NETWORK), { recursive: true })
  writeFileSync(join(networks, NETWORK, 'network.json'), JSON.stringify(networkOf(task)))
  return networks
}

async function isStored(client: pg.Client, head: number): Promise<boolean> {
  const { rows } = await client.query('select height from ingest.status')
  return rows[0]?.height === head
}

async function expectEvents(
  client: pg.Client,
  { events, isMarket = false }: Pick<AssayTask, 'events' | 'isMarket'>,
): Promise<void> {
  const sum = (isMarket ? MARKET_KINDS : KINDS)
    .map((kind) => `(select count(*) from facts.${kind})`)
    .join(' + ')
  const { rows } = await client.query<{ n: string }>(`select ${sum} as n`)
  if (Number(rows[0]?.n) !== events)
    throw new Error(`assay stored ${rows[0]?.n} facts of ${events} events: the benchmark measures nothing`)
}

/** Rows in every table of facts. */
async function countFacts(client: pg.Client): Promise<number> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'facts' and c.relkind = 'p'`,
  )
  const counts = tables.map(({ name }) => `(select count(*) from facts.${name})`)
  const { rows } = await client.query<{ n: string }>(`select ${counts.join(' + ')} as n`)
  return Number(rows[0]?.n)
}

function networkOf({ chainId, policy }: Pick<AssayTask, 'chainId' | 'policy'>) {
  const integrity = { policy, quorum: 1, auditShare: 0.01 }
  return {
    name: NETWORK,
    title: 'The benchmark’s chain',
    chains: [
      { id: chainId, name: 'mock', class: 'devnet', family: 'ethereum', finality: { depth: 10 }, integrity },
    ],
    contracts: [
      { name: 'work', chain: chainId, address: CONTRACT, interface: 'assay/v1' },
      {
        name: 'market',
        chain: chainId,
        address: MARKET,
        interface: 'boundless/market-v1',
        collateral: PLEDGED,
      },
    ],
  }
}
