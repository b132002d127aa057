import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keccak256 } from '../src/claim/hash.ts'
import { getKeys } from './actors/keys.ts'
import { stopProver } from './actors/prover.ts'
import { Chain, timeOf } from './chain/chain.ts'
import { compileContracts } from './chain/compile.ts'
import { Encoder } from './chain/encoder.ts'
import type { DevnetConfig } from './config.ts'
import { Beacon } from './network/beacon.ts'
import { BlobStore } from './network/blob-store.ts'
import { writeNetwork } from './network/folder.ts'
import { Outbox } from './scenario/outbox.ts'
import { planBlock } from './scenario/plan.ts'
import { NATIVE_VERIFIER, nameAccounts, nameContracts, type World } from './scenario/world.ts'
import { CONSENSUS_ID, EVM_ID } from './validators/cast.ts'
import { Validators } from './validators/world.ts'

export { type DevnetConfig, readConfig } from './config.ts'

export type DevnetEvent =
  /** The contracts are there. `networks` is the folder of networks that describes this world. */
  | {
      readonly event: 'ready'
      readonly rpcUrl: string
      readonly blobUrl: string
      readonly beaconUrl: string
      /** CometBFT RPC and Ethereum JSON-RPC of the chain of validators. */
      readonly validatorUrl: string
      /** Its ids, by the command that indexes it. */
      readonly validatorChains: { readonly indexer: number; readonly comet: number }
      readonly networks: string
      readonly block: number
    }
  | { readonly event: 'block'; readonly number: number }
  /** The blocks that were asked for are played; the chain and the blob store go on answering. */
  | { readonly event: 'idle'; readonly number: number }

const KEYS = join(import.meta.dirname, 'circuits/keys')
/** Contracts, rules and roles. */
const SETUP_BLOCKS = 2
/** The newest block of a consensus waits for the next one, which proves it: so far its index is as far as that of the contracts. */
const AHEAD = 1

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
  const keys = getKeys(join(dataDir, 'devnet-keys'))
  // Keys are made by other threads while this one compiles; a failure of theirs is met below, where they are awaited.
  keys.catch(() => {})
  const encoder = new Encoder(await compileContracts(config.cacheDir))
  const blobs = await BlobStore.open(join(dataDir, 'blobs'), config.blobPort)
  try {
    const code = new Map([[NATIVE_VERIFIER, encoder.runtime('NativeVerifier')]])
    const chain = await Chain.open({ dataDir, port: config.rpcPort, seed: config.seed, code })
    try {
      const secrets = join(dataDir, 'devnet-keys')
      const beacon = await Beacon.open(secrets, config.beaconPort, () => timeOf(chain.head))
      try {
        const validators = await Validators.open({ folder: secrets, port: config.validatorPort, timeOf })
        try {
          const world = await createWorld(config, await keys, encoder, chain, blobs)
          const parts = { chain, beacon, validators }
          await Promise.race([play(world, parts, config, signal, report), chain.death])
        } finally {
          await validators.close()
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

async function createWorld(
  config: DevnetConfig,
  keys: World['keys'],
  encoder: Encoder,
  chain: Chain,
  blobs: BlobStore,
): Promise<World> {
  const accounts = nameAccounts(chain.accounts)
  const [model, key] = await Promise.all([
    readFile(join(KEYS, 'mlp.onnx')),
    readFile(join(KEYS, 'verification_key.json')),
  ])
  return {
    seed: config.seed,
    keys,
    encoder,
    rpcUrl: chain.url,
    accounts,
    ...nameContracts(accounts.admin),
    blobs,
    outbox: new Outbox(join(config.dataDir, 'devnet-keys', 'outbox')),
    model: { hash: keccak256(model), bytes: model },
    verificationKey: { hash: keccak256(key), bytes: key },
  }
}

interface Parts {
  readonly chain: Chain
  readonly beacon: Beacon
  readonly validators: Validators
}

async function play(
  world: World,
  { chain, beacon, validators }: Parts,
  config: DevnetConfig,
  signal: AbortSignal,
  report: (event: DevnetEvent) => void,
): Promise<void> {
  const next = async () => {
    await chain.mine(await planBlock(world, chain.head + 1))
    await validators.mineTo(chain.head + AHEAD)
  }
  await validators.mineTo(chain.head + AHEAD)
  while (chain.head < SETUP_BLOCKS) await next()
  const networks = join(config.dataDir, 'networks')
  await writeNetwork(join(networks, 'devnet'), world, chain.url, { beacon, validators })
  report({
    event: 'ready',
    rpcUrl: chain.url,
    blobUrl: world.blobs.url,
    beaconUrl: beacon.url,
    validatorUrl: validators.url,
    validatorChains: { indexer: EVM_ID, comet: CONSENSUS_ID },
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
