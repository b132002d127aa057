import { type BucketKeys, readBucketKeys } from '../platform/bucket.ts'
import { Environment } from '../platform/environment.ts'
import { readNetworks } from '../platform/place.ts'
import { USUAL_ADVISORIES } from './advisory/places.ts'
import { USUAL_CORRECTIONS } from './catalogue/folder.ts'

export interface ApiConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly host: string
  readonly port: number
  /** Whom the API reads as; empty: whoever logs in. */
  readonly role: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  /** Longest wait for a connection of the pool; absent: 3000. */
  readonly poolWaitMs?: number
  /** `/ready` answers 503 while an indexed chain is further behind than this, in blocks. */
  readonly readyLag: number
  /** Most rows that one request may ask for, multiplied along the path. */
  readonly maxCost: number
  /** Folder of reference values; absent: that of this repository. */
  readonly catalogue?: string
  /** File of the operator's own reference values; it need not be there. */
  readonly corrections?: string
  /** File of your own advisories; absent: none. */
  readonly advisories?: string
  /** Requests per second and burst, per key or address; 0: no limit. */
  readonly ratePerSecond: number
  readonly rateBurst: number
  /** Live streams that may be open at once; absent: 200. */
  readonly streams?: number
  /** Of one caller; absent: 20. */
  readonly streamsOfCaller?: number
  /** Milliseconds in which a live stream's reader must take what is sent; absent: 60,000. */
  readonly streamStallMs?: number
  /** Exports that run at once, one per caller; absent: 4. */
  readonly exports?: number
  /** Milliseconds in which the caller of an export must take 64 KiB; absent: 30,000. */
  readonly exportStallMs?: number
  /** Milliseconds that an export may take in all; absent: 15 minutes. */
  readonly exportMostMs?: number
  /** Bytes of answers that may be kept; absent or 0: every question is answered anew. */
  readonly keptBytes?: number
  /** What took fewer milliseconds to work out is not kept; absent: 10. */
  readonly keptLeastMs?: number
  /** Threads that answer questions which read a ledger; absent or 0: they are answered together with all others. */
  readonly threads?: number
  /** File of API keys (docs/api/README.md); empty: none. */
  readonly keys: string
  /** Whether the address in X-Forwarded-For counts: only behind a proxy of one's own. */
  readonly trustProxy: boolean
  /** The archive's folder or bucket, to serve what was said in individual settlements; absent: only hashes are served. */
  readonly contents?: string
  /** ClickHouse, with what the lake loaded there; absent: Postgres answers everything. */
  readonly clickhouse?: string
  /** Of the archive, when it is a bucket. */
  readonly bucket?: BucketKeys
}

/** Reads the environment; throws `CONFIG_MISSING` naming every fault. */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const read = new Environment(env)
  const config: ApiConfig = {
    databaseUrl: read.databaseUrl(),
    networks: readNetworks(read),
    host: read.text('ASSAY_API_HOST', '127.0.0.1'),
    port: read.integer('ASSAY_API_PORT', 4350),
    role: read.text('ASSAY_API_ROLE', 'assay_api').replace(/^none$/, ''),
    poolSize: read.integer('ASSAY_API_POOL', 8),
    statementTimeoutMs: read.integer('ASSAY_API_STATEMENT_TIMEOUT_MS', 5000),
    poolWaitMs: read.integer('ASSAY_API_POOL_WAIT_MS', 3000),
    readyLag: read.integer('ASSAY_API_READY_LAG', 100),
    maxCost: read.integer('ASSAY_API_MAX_COST', 50_000),
    ratePerSecond: read.integer('ASSAY_API_RATE', 50),
    rateBurst: read.integer('ASSAY_API_BURST', 200),
    streams: read.integer('ASSAY_API_STREAMS', 200),
    streamsOfCaller: read.integer('ASSAY_API_STREAMS_PER_CALLER', 20),
    streamStallMs: read.integer('ASSAY_API_STREAM_STALL_MS', 60_000),
    exports: read.integer('ASSAY_API_EXPORTS', 4),
    exportStallMs: read.integer('ASSAY_API_EXPORT_STALL_MS', 30_000),
    exportMostMs: read.integer('ASSAY_API_EXPORT_TIMEOUT_MS', 900_000),
    keptBytes: read.integer('ASSAY_API_KEPT_MB', 64) << 20,
    threads: read.integer('ASSAY_API_THREADS', 2),
    keys: read.text('ASSAY_API_KEYS', ''),
    trustProxy: read.text('ASSAY_API_TRUST_PROXY', 'no') === 'yes',
  }
  const catalogue = read.text('ASSAY_CATALOGUE', '')
  const corrections = read.text('ASSAY_CATALOGUE_CORRECTIONS', USUAL_CORRECTIONS)
  const advisories = read.text('ASSAY_ADVISORIES', USUAL_ADVISORIES)
  const archive = read.text('ASSAY_ARCHIVE', '.assay/archive')
  const bucket = readBucketKeys(read)
  const clickhouse = read.text('CLICKHOUSE_URL', '')
  const showContent = read.text('ASSAY_API_SHOW_CONTENT', 'no') === 'yes'
  read.check()
  return {
    ...config,
    corrections,
    advisories,
    ...(catalogue && { catalogue }),
    ...(clickhouse && { clickhouse }),
    ...(showContent && { contents: archive, bucket }),
  }
}
