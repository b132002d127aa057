import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keccak256 } from '../../src/claim/hash.ts'
import { getKeys, type Keys } from '../actors/keys.ts'
import { timeOf } from '../chain/chain.ts'
import type { DevnetConfig } from '../config.ts'
import { writeNetwork } from '../network/folder.ts'
import { Validators } from '../validators/world.ts'
import type { Places, PlayedWorld } from '../world.ts'
import { Outbox } from './outbox.ts'
import { planBlock } from './plan.ts'
import { nameAccounts, nameContracts, type World } from './world.ts'

const CIRCUITS = join(import.meta.dirname, '../circuits/keys')
const NETWORK = 'devnet'
/** The newest block of a consensus waits for the next one, which proves it: so far its index is as far as that of the contracts. */
const AHEAD = 1

/** Where keys of nodes, of the authority and of the beacon are. */
export function secretsOf({ dataDir }: DevnetConfig): string {
  return join(dataDir, 'devnet-keys')
}

/** Keys of the nodes, made by other threads; a failure is met where they are awaited. */
export function startKeys(config: DevnetConfig): Promise<Keys> {
  const keys = getKeys(secretsOf(config))
  keys.catch(() => {})
  return keys
}

/** A network of OpenGradient's kind with honest and cheating nodes and provers. */
export async function createScenario(
  config: DevnetConfig,
  { encoder, chain, blobs }: Places,
  keys: Promise<Keys>,
): Promise<PlayedWorld> {
  const accounts = nameAccounts(chain.accounts)
  const [model, key] = await Promise.all([
    readFile(join(CIRCUITS, 'mlp.onnx')),
    readFile(join(CIRCUITS, 'verification_key.json')),
  ])
  const world: World = {
    seed: config.seed,
    keys: await keys,
    encoder,
    rpcUrl: chain.url,
    accounts,
    ...nameContracts(accounts.admin),
    blobs,
    outbox: new Outbox(join(secretsOf(config), 'outbox')),
    model: { hash: keccak256(model), bytes: model },
    verificationKey: { hash: keccak256(key), bytes: key },
  }
  const validators = await Validators.open({ folder: secretsOf(config), port: config.validatorPort, timeOf })
  return {
    network: NETWORK,
    validators,
    follow: (head) => validators.mineTo(head + AHEAD),
    planBlock: (block) => planBlock(world, block),
    describe: (networks, beacon) =>
      writeNetwork(join(networks, NETWORK), world, chain.url, { beacon, validators }),
    close: () => validators.close(),
  }
}
