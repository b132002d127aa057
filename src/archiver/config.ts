import { type BucketKeys, readBucketKeys } from '../platform/bucket.ts'
import { Environment } from '../platform/environment.ts'
import { readNetworkPlace } from '../platform/place.ts'
import type { RetryRules } from './schedule.ts'

export interface ArchiverConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  /** Folder or `s3://bucket/prefix` of kept bytes. */
  readonly archive: string
  readonly bucket: BucketKeys
  readonly privateHosts: readonly string[]
  readonly retry: RetryRules
  /** Seconds between looks when nothing is said on the database's channels. */
  readonly pollSeconds: number
  readonly timeoutSeconds: number
  /** Blobs that are fetched at the same time. */
  readonly concurrency: number
  /** 0: no metrics. */
  readonly metricsHost: string
  readonly metricsPort: number
}

export function readConfig(env: NodeJS.ProcessEnv): ArchiverConfig {
  const settings = new Environment(env)
  const config: ArchiverConfig = {
    databaseUrl: settings.databaseUrl(),
    ...readNetworkPlace(settings),
    archive: settings.text('ASSAY_ARCHIVE', '.assay/archive'),
    bucket: readBucketKeys(settings),
    privateHosts: settings.list('ASSAY_PRIVATE_HOSTS'),
    retry: {
      tries: settings.integer('ASSAY_BLOB_TRIES', 16),
      firstSeconds: settings.integer('ASSAY_BLOB_RETRY_SECONDS', 10),
      mostSeconds: settings.integer('ASSAY_BLOB_RETRY_MOST_SECONDS', 6 * 3600),
      giveUpSeconds: settings.integer('ASSAY_BLOB_GIVE_UP_SECONDS', 30 * 86_400),
    },
    pollSeconds: settings.integer('ASSAY_POLL_SECONDS', 15),
    timeoutSeconds: settings.integer('ASSAY_BLOB_TIMEOUT_SECONDS', 60),
    concurrency: settings.integer('ASSAY_BLOB_CONCURRENCY', 4),
    metricsHost: settings.text('ASSAY_METRICS_HOST', '127.0.0.1'),
    metricsPort: settings.integer('ASSAY_METRICS_PORT', 0),
  }
  settings.check()
  return config
}
