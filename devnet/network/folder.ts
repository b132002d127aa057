import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pcrHashOf } from '../../src/claim/hash.ts'
import { toHex } from '../../src/claim/hex.ts'
import { CHAIN_ID } from '../chain/anvil.ts'
import { BLOCK_SECONDS } from '../chain/chain.ts'
import { INPUTS, OUTPUTS } from '../circuits/network.ts'
import { IMAGES, type Image, PUBLISHED, pcrsOf } from '../scenario/setup.ts'
import { HEARTBEAT_MAX_AGE, type World } from '../scenario/world.ts'
import { listRules } from './disclosures.ts'
import { toPriceFile } from './prices.ts'

const SOURCE = 'devnet/README.md'

/**
 * Writes the network's folder: what anybody may know of this world. No key, and nothing of who cheats.
 * Written at each start, because the ports may have changed.
 */
export async function writeNetwork(folder: string, world: World, rpcUrl: string): Promise<void> {
  await mkdir(join(folder, 'trust'), { recursive: true })
  const files: Record<string, string> = {
    'network.json': toJson(describeNetwork(world, rpcUrl)),
    'trust/root.pem': toPem(world.keys.root.certificate),
    'measurements.json': toJson(PUBLISHED.map(describeImage)),
    'verification-keys.json': toJson(describeKeys(world)),
    'disclosures.json': toJson(listRules(world)),
    'prices/xUSD.csv': toPriceFile(),
  }
  await mkdir(join(folder, 'prices'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

function describeNetwork(world: World, rpcUrl: string) {
  const { contracts, accounts } = world
  const contract = (name: string, face: string, address: string) => ({
    name,
    chain: CHAIN_ID,
    address,
    interface: face,
    fromBlock: 0,
    source: SOURCE,
  })
  return {
    name: 'devnet',
    title: 'Assay devnet',
    chains: [
      {
        id: CHAIN_ID,
        name: 'devnet',
        class: 'devnet',
        family: 'ethereum',
        finality: { tag: 'finalized' },
        integrity: { policy: 'full' },
        endpoints: [rpcUrl],
        blockSeconds: BLOCK_SECONDS,
      },
    ],
    contracts: [
      contract('TEERegistry', 'opengradient/tee-registry-v1', contracts.TEERegistry),
      contract('TEEInferenceVerifier', 'opengradient/verifier-v1', contracts.TEEInferenceVerifier),
      contract(
        'InferenceSettlementRelay',
        'opengradient/settlement-relay-v2',
        contracts.InferenceSettlementRelay,
      ),
      contract('UptoPayment', 'x402/upto-proxy', contracts.UptoPayment),
      contract('SyntheticDollar', 'erc20/transfer', contracts.SyntheticDollar),
      contract('AssayWork', 'assay/v1', contracts.AssayWork),
    ],
    tokens: [
      {
        chain: CHAIN_ID,
        address: contracts.SyntheticDollar,
        symbol: 'xUSD',
        decimals: 6,
        class: 'synthetic',
        priceSeries: 'xUSD',
        pricedIn: { currency: 'USD', ground: 'stablecoin', source: SOURCE },
      },
    ],
    labels: [
      { address: accounts.admin, label: 'treasury and admin', kind: 'treasury', source: SOURCE },
      {
        address: accounts.relayer,
        label: 'settlement relayer and facilitator',
        kind: 'relayer',
        source: SOURCE,
      },
    ].map((label) => ({ chain: CHAIN_ID, ...label })),
    blobStores: [world.blobs.url],
    blobFormat: 'openzeppelin-standard-v1',
    trust: {
      attestationRoots: ['trust/root.pem'],
      measurements: 'measurements.json',
      verificationKeys: 'verification-keys.json',
    },
    rules: {
      heartbeatMaxAge: { seconds: HEARTBEAT_MAX_AGE, source: `${SOURCE}; TEERegistry.heartbeatMaxAge()` },
      individualMaxAge: {
        seconds: 3600,
        source: `${SOURCE}; TEEInferenceVerifier.MAX_INFERENCE_AGE`,
      },
    },
    disclosures: 'disclosures.json',
    provenance: [SOURCE],
  }
}

function describeImage(image: Image) {
  const [pcr0, pcr1, pcr2] = pcrsOf(image)
  return {
    measurement: pcrHashOf(pcr0, pcr1, pcr2),
    version: IMAGES[image],
    source: SOURCE,
    pcr0: toHex(pcr0),
    pcr1: toHex(pcr1),
    pcr2: toHex(pcr2),
  }
}

/** Signals in the circuit's order: the logits, then the input bytes. */
function describeKeys({ verificationKey, model }: World) {
  const bindings = {
    outputs: { from: 0, count: OUTPUTS, as: 'i32le' },
    inputs: { from: OUTPUTS, count: INPUTS, as: 'u8' },
  }
  return {
    keys: [{ system: 'groth16', hash: verificationKey.hash, model: model.hash, bindings, source: SOURCE }],
  }
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
