import { join } from 'node:path'
import type { Children } from './children.ts'

/** What the chain and its actors are started with; they know of no database. */
export interface ChainPlan {
  readonly folder: string
  readonly network: string
  readonly seed: number
  readonly blocks: number | undefined
  readonly blockMs: number
  readonly fresh: boolean
  readonly rpcPort: number
  readonly blobPort: number
  readonly beaconPort: number
  readonly validatorPort: number
}

export interface DemoPlan extends ChainPlan {
  readonly databaseUrl: string
  /** The same database for the API, which only reads. */
  readonly readerUrl: string
  readonly apiPort: number
  /** Of the indexer's status, for another index to be compared with. */
  readonly statusPort: number
  /** Where the reference node takes in the logs of other watchdogs. */
  readonly intakePort: number
  /** Of the ClickHouse engine; undefined: no lake is written. */
  readonly enginePort: number | undefined
}

/** What the devnet says when its chain is up: where, and which network folder describes it. */
export interface DevnetReady {
  readonly rpcUrl: string
  readonly blobUrl: string
  readonly beaconUrl: string
  /** Absent where the world has no validators. */
  readonly validatorUrl?: string
  /** The chains of the validators, by which they are indexed. */
  readonly validatorChains?: { readonly indexer: number; readonly comet: number }
  readonly networks: string
  /** Name of the network's folder below `networks`. */
  readonly network: string
}

/** Starts the chain with its actors and waits until its contracts are there. */
export async function startDevnet(children: Children, plan: ChainPlan): Promise<DevnetReady> {
  const ready = Promise.withResolvers<DevnetReady>()
  const env = {
    ASSAY_DEVNET_DATA: join(plan.folder, 'devnet'),
    ASSAY_DEVNET_RPC_PORT: String(plan.rpcPort),
    ASSAY_DEVNET_BLOB_PORT: String(plan.blobPort),
    ASSAY_DEVNET_BEACON_PORT: String(plan.beaconPort),
    ASSAY_DEVNET_VALIDATOR_PORT: String(plan.validatorPort),
    ASSAY_DEVNET_WORLD: plan.network,
    ASSAY_DEVNET_SEED: String(plan.seed),
    ASSAY_DEVNET_BLOCK_MS: String(plan.blockMs),
    ...(plan.blocks === undefined ? {} : { ASSAY_DEVNET_BLOCKS: String(plan.blocks) }),
  }
  children.start('devnet', env, (line) => {
    if (!line.startsWith('{')) return
    const said = JSON.parse(line) as { event?: string } & DevnetReady
    if (said.event === 'ready') ready.resolve(said)
  })
  return Promise.race([ready.promise, children.death])
}

/** What says which index it is, and where its chain and its kept bytes are: for the processes, and for commands that look. */
export function placeOf(plan: DemoPlan, devnet: DevnetReady): Record<string, string> {
  return {
    DATABASE_URL: plan.databaseUrl,
    ASSAY_NETWORKS: devnet.networks,
    ASSAY_NETWORK: devnet.network,
    ASSAY_CHAIN: '31337',
    RPC_31337: devnet.rpcUrl,
    ASSAY_ARCHIVE: join(plan.folder, 'archive'),
    ASSAY_SEGMENTS: join(plan.folder, 'segments'),
    ...(plan.enginePort === undefined ? {} : lakeOf(plan.folder, plan.enginePort)),
    ASSAY_PRIVATE_HOSTS: [devnet.rpcUrl, devnet.blobUrl, devnet.beaconUrl, devnet.validatorUrl]
      .flatMap((url) => (url === undefined ? [] : [new URL(url).host]))
      .join(','),
  }
}

/** Where final facts are written, in cells that a world of minutes fills. */
function lakeOf(folder: string, enginePort: number): Record<string, string> {
  return {
    ASSAY_LAKE: join(folder, 'lake'),
    ASSAY_LAKE_GRID: '20,200',
    CLICKHOUSE_URL: `http://127.0.0.1:${enginePort}/assay`,
  }
}

/** Starts what the first page is made of: the API, and the indexer of the chain whose blocks it shows. */
export function startPages(children: Children, plan: DemoPlan, place: Record<string, string>): void {
  const env = settingsOf(plan, place)
  children.start('api', { ...env, DATABASE_URL: plan.readerUrl })
  children.start('indexer', { ...env, ASSAY_METRICS_PORT: String(plan.statusPort) })
}

/** Starts what the first verdict comes from: most of them need nothing else than the index and the chain. */
export function startReferenceNode(children: Children, plan: DemoPlan, place: Record<string, string>): void {
  const env = settingsOf(plan, place)
  children.start('reference-node', { ...env, ASSAY_INTAKE_PORT: String(plan.intakePort) })
}

/** Starts all else that watches the chains: archiver, the other chains' indexers, keeper, and the lake where one is written. */
export function startWatchers(
  children: Children,
  plan: DemoPlan,
  place: Record<string, string>,
  { validatorChains }: DevnetReady,
): void {
  const env = settingsOf(plan, place)
  children.start('archiver', env)
  for (const [command, chain] of Object.entries(validatorChains ?? {}))
    children.start(`validators-${command}`, { ...env, ASSAY_CHAIN: String(chain) }, undefined, [command])
  children.start('keeper', env)
  if (plan.enginePort !== undefined) children.start('lake', env, undefined, ['lake', 'run'])
}

function settingsOf(plan: DemoPlan, place: Record<string, string>): Record<string, string> {
  return {
    ...place,
    ASSAY_API_PORT: String(plan.apiPort),
    // A world of a minute: what is not there after a few seconds never comes.
    ASSAY_POLL_SECONDS: '2',
    ASSAY_BLOB_TRIES: '4',
    ASSAY_BLOB_RETRY_SECONDS: '1',
    ASSAY_RETRY_SECONDS: '1',
    ASSAY_CONTENT_TRIES: '4',
    // Longer than the archiver looks for a blob: what is a repeat never depends on how fast this machine is.
    ASSAY_REPEAT_GRACE_SECONDS: '60',
    ASSAY_KEEPER_SECONDS: '3',
  }
}
