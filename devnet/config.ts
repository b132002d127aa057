import { Environment } from '../src/platform/environment.ts'

/** The worlds that can be played, by the name of what they are like. */
export const WORLDS = ['opengradient', 'boundless'] as const
export type WorldName = (typeof WORLDS)[number]

export interface DevnetConfig {
  readonly dataDir: string
  readonly rpcPort: number
  readonly blobPort: number
  readonly beaconPort: number
  readonly validatorPort: number
  readonly seed: number
  /** How many blocks are played before the world stands still; undefined: without end. */
  readonly blocks: number | undefined
  /** Pause between blocks. */
  readonly blockIntervalMs: number
  /** Start over: what an earlier run left in `dataDir` is removed. */
  readonly fresh: boolean
  /** Where compiled contracts are kept by the hash of their sources; undefined: beside the compiler. */
  readonly cacheDir: string | undefined
  readonly world: WorldName
}

export function readConfig(env: NodeJS.ProcessEnv): DevnetConfig {
  const settings = new Environment(env)
  const blocks = settings.integer('ASSAY_DEVNET_BLOCKS', 0)
  const config: DevnetConfig = {
    dataDir: settings.text('ASSAY_DEVNET_DATA', '.assay/devnet'),
    cacheDir: settings.text('ASSAY_DEVNET_CACHE', '') || undefined,
    rpcPort: settings.integer('ASSAY_DEVNET_RPC_PORT', 8545),
    blobPort: settings.integer('ASSAY_DEVNET_BLOB_PORT', 4361),
    beaconPort: settings.integer('ASSAY_DEVNET_BEACON_PORT', 4362),
    validatorPort: settings.integer('ASSAY_DEVNET_VALIDATOR_PORT', 4363),
    seed: settings.integer('ASSAY_DEVNET_SEED', 1),
    world: settings.choice('ASSAY_DEVNET_WORLD', WORLDS, 'opengradient'),
    blocks: blocks > 0 ? blocks : undefined,
    blockIntervalMs: settings.integer('ASSAY_DEVNET_BLOCK_MS', 1000),
    fresh: settings.text('ASSAY_DEVNET_FRESH', 'no') === 'yes',
  }
  settings.check()
  return config
}
