import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'

export interface Config {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  readonly chain: number
  /** Empty: those of network.json. */
  readonly endpoints: readonly string[]
  /** Folder or `s3://bucket/prefix` of raw segments. */
  readonly segments: string
  readonly metricsHost: string
  readonly metricsPort: number
  readonly healDeepReorgs: boolean
  /** Keys of an S3-compatible store, read when there is one. */
  readonly env: NodeJS.ProcessEnv
}

/**
 * Reads the indexer's settings; see docs/operations/settings.md.
 * @throws Misconfigured `CONFIG_MISSING`
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = new Environment(env)
  const place = readChainPlace(settings)
  const config: Config = {
    databaseUrl: settings.databaseUrl(),
    ...place,
    endpoints: settings.list(`RPC_${place.chain}`),
    segments: settings.text('ASSAY_SEGMENTS', '.assay/segments'),
    metricsHost: settings.text('ASSAY_METRICS_HOST', '127.0.0.1'),
    metricsPort: settings.integer('ASSAY_METRICS_PORT', 0),
    healDeepReorgs: settings.text('ASSAY_HEAL_DEEP_REORGS', '0') === '1',
    env,
  }
  settings.check()
  return config
}
