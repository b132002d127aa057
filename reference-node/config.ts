import { type BucketKeys, readBucketKeys } from '../src/platform/bucket.ts'
import { Environment } from '../src/platform/environment.ts'
import { readNetworkPlace } from '../src/platform/place.ts'
import { WALLS, type Wall } from './inference/child/walls.ts'
import type { IntakeLimits } from './intake/quota.ts'
import type { DailyLimits } from './work/budget.ts'
import { type Hours, parseHours } from './work/hours.ts'

export interface WatchdogConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  /** Who speaks in the verdicts: the name under which they stand in the database. */
  readonly watchdog: string
  /** Own endpoints by chain id; a chain without one is read through the endpoints of network.json. */
  readonly endpoints: ReadonlyMap<number, readonly string[]>
  /** Folder or `s3://bucket/prefix` that the archiver keeps. */
  readonly archive: string
  readonly bucket: BucketKeys
  readonly privateHosts: readonly string[]
  readonly pollSeconds: number
  /** Subjects that are worked on at the same time. */
  readonly concurrency: number
  /** First pause before a question that nobody answered is asked again; each next one is twice as long. */
  readonly retrySeconds: number
  readonly retryMostSeconds: number
  /** Answers "not there" to one question about content, after which it stays undecided for good. */
  readonly contentTries: number
  /** How long a hand-off may wait for earlier batches whose blob is still being looked for. */
  readonly repeatGraceSeconds: number
  readonly claimMaxAgeSeconds: number
  /** How long a block belongs to a worker that says nothing. */
  readonly leaseSeconds: number
  readonly dailyLimits: DailyLimits
  /** Share of the machine's processors that one worker uses on average, 1 to 100. */
  readonly cpuPercent: number
  /** Times of the day at which work is done; none: always. */
  readonly hours: readonly Hours[]
  /** Everything is looked at again after so long: facts may have come late into old blocks. */
  readonly sweepSeconds: number
  /** Walls around model runs that the operator does without. */
  readonly withoutWalls: readonly Wall[]
  /** What one process that runs models may hold, in MiB. */
  readonly replayMemoryMegabytes: number
  /** Where logs of other watchdogs are taken in; port 0: nowhere. */
  readonly intake: { readonly host: string; readonly port: number; readonly limits: IntakeLimits }
  readonly metricsHost: string
  /** 0: no metrics. */
  readonly metricsPort: number
}

export function readConfig(env: NodeJS.ProcessEnv): WatchdogConfig {
  const settings = new Environment(env)
  const config: WatchdogConfig = {
    databaseUrl: settings.databaseUrl(),
    ...readNetworkPlace(settings),
    watchdog: settings.text('ASSAY_WATCHDOG', 'local'),
    endpoints: readEndpoints(env, settings),
    archive: settings.text('ASSAY_ARCHIVE', '.assay/archive'),
    bucket: readBucketKeys(settings),
    privateHosts: settings.list('ASSAY_PRIVATE_HOSTS'),
    pollSeconds: settings.integer('ASSAY_POLL_SECONDS', 15),
    concurrency: settings.integer('ASSAY_CHECKS', 4),
    retrySeconds: settings.integer('ASSAY_RETRY_SECONDS', 5),
    retryMostSeconds: settings.integer('ASSAY_RETRY_MOST_SECONDS', 3600),
    contentTries: settings.integer('ASSAY_CONTENT_TRIES', 12),
    repeatGraceSeconds: settings.integer('ASSAY_REPEAT_GRACE_SECONDS', 600),
    claimMaxAgeSeconds: settings.integer('ASSAY_CLAIM_MAX_AGE_SECONDS', 86_400),
    leaseSeconds: settings.within('ASSAY_LEASE_SECONDS', 60, 1, 86_400),
    dailyLimits: {
      checks: settings.integer('ASSAY_CHECKS_A_DAY', 0),
      calls: settings.integer('ASSAY_CALLS_A_DAY', 0),
    },
    cpuPercent: settings.within('ASSAY_CPU_PERCENT', 100, 1, 100),
    hours: settings.parsed('ASSAY_WORK_HOURS', parseHours, '22:00-06:00'),
    sweepSeconds: settings.integer('ASSAY_SWEEP_SECONDS', 3600),
    withoutWalls: readAcceptedWalls(settings),
    replayMemoryMegabytes: readReplayMemory(settings),
    intake: {
      host: settings.text('ASSAY_INTAKE_HOST', '127.0.0.1'),
      port: settings.integer('ASSAY_INTAKE_PORT', 0),
      limits: {
        entries: settings.within('ASSAY_INTAKE_ENTRIES_A_DAY', 20_000, 1, 10_000_000),
        bytes: settings.within('ASSAY_INTAKE_MEGABYTES_A_DAY', 256, 1, 1_000_000) * 2 ** 20,
        evidenceBytes: settings.within('ASSAY_INTAKE_EVIDENCE_MEGABYTES_A_DAY', 1024, 1, 1_000_000) * 2 ** 20,
      },
    },
    metricsHost: settings.text('ASSAY_METRICS_HOST', '127.0.0.1'),
    metricsPort: settings.integer('ASSAY_METRICS_PORT', 0),
  }
  settings.check()
  return config
}

/** Which walls around model runs the operator does without, by name; none unless said. */
export function readAcceptedWalls(settings: Environment): readonly Wall[] {
  return settings.words('ASSAY_REPLAY_WITHOUT_WALLS', WALLS)
}

/** Memory of one process that runs models, in MiB. */
export function readReplayMemory(settings: Environment): number {
  return settings.integer('ASSAY_REPLAY_MEMORY_MB', 1536)
}

/** Own endpoints by chain id, from `RPC_<chain id>`. */
export function readEndpoints(env: NodeJS.ProcessEnv, settings: Environment): Map<number, string[]> {
  const chains = Object.keys(env).flatMap((key) => /^RPC_(\d+)(_FILE)?$/.exec(key)?.[1] ?? [])
  return new Map(chains.map((chain) => [Number(chain), settings.list(`RPC_${chain}`)]))
}
