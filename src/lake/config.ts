import { type BucketKeys, readBucketKeys } from '../platform/bucket.ts'
import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'
import { GRID } from './cells.ts'

export interface LakeConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  readonly chain: number
  /** Folder or `s3://bucket/prefix` of the lake. */
  readonly lake: string
  readonly bucket: BucketKeys
  /** Widths in blocks of the cells of a lake that is begun; a lake that exists keeps its own. */
  readonly grid: readonly number[]
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
export function readLake(settings: Environment): Pick<LakeConfig, 'lake' | 'bucket' | 'grid' | 'clickhouse'> {
  return {
    lake: settings.text('ASSAY_LAKE', '.assay/lake'),
    bucket: readBucketKeys(settings),
    grid: readGrid(settings),
    clickhouse: settings.text('CLICKHOUSE_URL', ''),
  }
}

/** Each width is a multiple of the one before it: a wider cell takes the place of whole narrower ones. */
function readGrid(settings: Environment): readonly number[] {
  let before = 0
  const toWidth = (text: string) => {
    const width = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN
    const fits = before === 0 ? width > 0 : width > before && width % before === 0
    before = width
    return fits ? width : undefined
  }
  const widths = settings.parsed(
    'ASSAY_LAKE_GRID',
    toWidth,
    `those of ${GRID.join(',')}, each a multiple of the one before`,
  )
  return widths.length ? widths : GRID
}
