import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopProver } from './actors/prover.ts'
import { Chain, timeOf } from './chain/chain.ts'
import { compileContracts } from './chain/compile.ts'
import { Encoder } from './chain/encoder.ts'
import type { DevnetConfig, WorldName } from './config.ts'
import { createMarketWorld } from './market/played.ts'
import { Beacon } from './network/beacon.ts'
import { BlobStore } from './network/blob-store.ts'
import { createScenario, secretsOf, startKeys } from './scenario/played.ts'
import { NATIVE_VERIFIER } from './scenario/world.ts'
import { CONSENSUS_ID, EVM_ID } from './validators/cast.ts'
import type { PlayedWorld } from './world.ts'

export { type DevnetConfig, readConfig } from './config.ts'

export type DevnetEvent =
  /** The contracts are there. `networks` is the folder of networks that describes this world, under the name `network`. */
  | {
      readonly event: 'ready'
      readonly network: string
      readonly rpcUrl: string
      readonly blobUrl: string
      readonly beaconUrl: string
      /** CometBFT RPC and Ethereum JSON-RPC of the chain of validators; absent where the world has none. */
      readonly validatorUrl?: string
      /** Its ids, by the command that indexes it. */
      readonly validatorChains?: { readonly indexer: number; readonly comet: number }
      readonly networks: string
      readonly block: number
    }
  | { readonly event: 'block'; readonly number: number }
  /** The blocks that were asked for are played; the chain and the blob store go on answering. */
  | { readonly event: 'idle'; readonly number: number }

// Each world has a journal of its own, so that one folder can hold both.
const JOURNALS: Record<WorldName, string> = {
  opengradient: 'journal.ndjson',
  boundless: 'journal-boundless.ndjson',
}
/** Contracts, rules and roles. */
const SETUP_BLOCKS = 2

/**
 * Runs the whole small world until `signal`: chain, blob store, actors. What happens is told to `report`, by default as
 * JSON lines on stdout. Goes on where an earlier run on the same folder stopped.
 * @throws what Chain.open, BlobStore.open, Beacon.open, Validators.open and compileContracts throw, and `DEVNET_CHAIN_DIED`
 */
export async function start(
  config: DevnetConfig,
  signal: AbortSignal,
  report: (event: DevnetEvent) => void = toStdout,
): Promise<void> {
  const { dataDir } = config
  if (config.fresh) await rm(dataDir, { recursive: true, force: true })
  // Made while this thread compiles.
  const keys = config.world === 'opengradient' ? startKeys(config) : undefined
  const encoder = new Encoder(await compileContracts(config.cacheDir))
  const blobs = await BlobStore.open(join(dataDir, 'blobs'), config.blobPort)
  try {
    const code = new Map([[NATIVE_VERIFIER, encoder.runtime('NativeVerifier')]])
    const chain = await Chain.open({
      dataDir,
      port: config.rpcPort,
      seed: config.seed,
      journal: JOURNALS[config.world],
      code,
    })
    try {
      const beacon = await Beacon.open(secretsOf(config), config.beaconPort, () => timeOf(chain.head))
      try {
        const places = { encoder, chain, blobs }
        const world = await (keys ? createScenario(config, places, keys) : createMarketWorld(config, places))
        try {
          await Promise.race([play(world, { ...places, beacon }, config, signal, report), chain.death])
        } finally {
          await world.close()
        }
      } finally {
        await beacon.close()
      }
    } finally {
      await chain.stop()
    }
  } finally {
    await blobs.close()
    await stopProver()
  }
}

async function play(
  world: PlayedWorld,
  { chain, blobs, beacon }: { readonly chain: Chain; readonly blobs: BlobStore; readonly beacon: Beacon },
  config: DevnetConfig,
  signal: AbortSignal,
  report: (event: DevnetEvent) => void,
): Promise<void> {
  const next = async () => {
    await chain.mine(await world.planBlock(chain.head + 1))
    await world.follow?.(chain.head)
  }
  await world.follow?.(chain.head)
  while (chain.head < SETUP_BLOCKS) await next()
  const networks = join(config.dataDir, 'networks')
  await world.describe(networks, beacon)
  report({
    event: 'ready',
    network: world.network,
    rpcUrl: chain.url,
    blobUrl: blobs.url,
    beaconUrl: beacon.url,
    ...(world.validators
      ? {
          validatorUrl: world.validators.url,
          validatorChains: { indexer: EVM_ID, comet: CONSENSUS_ID },
        }
      : {}),
    networks,
    block: chain.head,
  })
  while (!signal.aborted && (config.blocks === undefined || chain.head < config.blocks)) {
    await next()
    report({ event: 'block', number: chain.head })
    await sleep(config.blockIntervalMs, undefined, { signal }).catch(() => {})
  }
  if (signal.aborted) return
  report({ event: 'idle', number: chain.head })
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
}

function toStdout(event: DevnetEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
