import { type BucketKeys, readBucketKeys } from '../platform/bucket.ts'
import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'

export interface LakeConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  readonly chain: number
  /** Folder or `s3://bucket/prefix` of the lake. */
  readonly lake: string
  readonly bucket: BucketKeys
  /** ClickHouse that facts are loaded to; empty: none. */
  readonly clickhouse: string
  /** Seconds between looks when nothing is said on the database's channels. */
  readonly pollSeconds: number
  /** 0: no metrics. */
  readonly metricsHost: string
  readonly metricsPort: number
}

/** @throws Misconfigured `CONFIG_MISSING` */
export function readConfig(env: NodeJS.ProcessEnv): LakeConfig {
  const settings = new Environment(env)
  const config: LakeConfig = {
    databaseUrl: settings.databaseUrl(),
    ...readChainPlace(settings),
    ...readLake(settings),
    pollSeconds: settings.integer('ASSAY_POLL_SECONDS', 15),
    metricsHost: settings.text('ASSAY_METRICS_HOST', '127.0.0.1'),
    metricsPort: settings.integer('ASSAY_METRICS_PORT', 0),
  }
  settings.check()
  return config
}

/** Where the lake is: all that a command needs that asks no database. */
export function readLake(settings: Environment): Pick<LakeConfig, 'lake' | 'bucket' | 'clickhouse'> {
  return {
    lake: settings.text('ASSAY_LAKE', '.assay/lake'),
    bucket: readBucketKeys(settings),
    clickhouse: settings.text('CLICKHOUSE_URL', ''),
  }
}
