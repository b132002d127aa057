import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHAIN_ID } from '../../../devnet/chain/anvil.ts'
import { BLOCK_SECONDS } from '../../../devnet/chain/chain.ts'
import { getNetwork, type Network } from '../../../src/platform/network.ts'
import { MEASUREMENT } from './nodes.ts'
import { MAX_AGE, type OperatorWorld } from './world.ts'

export const NETWORK = 'operators'

/** Writes the folder of networks that describes such a world, and reads it as every process does. */
export async function describe(world: OperatorWorld): Promise<{ folder: string; network: Network }> {
  const networks = join(world.folder, 'networks')
  const folder = join(networks, NETWORK)
  await mkdir(folder, { recursive: true })
  const contract = (name: string, form: string) => ({
    name,
    chain: CHAIN_ID,
    address: world.at(name),
    interface: form,
    fromBlock: 0,
  })
  const file = {
    name: NETWORK,
    title: 'Operators behind contracts',
    chains: [
      {
        id: CHAIN_ID,
        name: 'local',
        class: 'devnet',
        family: 'ethereum',
        finality: { tag: 'finalized' },
        integrity: { policy: 'full' },
        endpoints: [world.chain.url],
        blockSeconds: BLOCK_SECONDS,
      },
    ],
    contracts: [
      contract('TEERegistry', 'opengradient/tee-registry-v1'),
      contract('TEEInferenceVerifier', 'opengradient/verifier-v1'),
      contract('InferenceSettlementRelay', 'opengradient/settlement-relay-v2'),
      contract('UptoPayment', 'x402/upto-proxy'),
      contract('SyntheticDollar', 'erc20/transfer'),
    ],
    tokens: [
      {
        chain: CHAIN_ID,
        address: world.at('SyntheticDollar'),
        symbol: 'xUSD',
        decimals: 6,
        class: 'synthetic',
      },
    ],
    trust: { attestationRoots: ['root.pem'], measurements: 'measurements.json' },
    rules: { heartbeatMaxAge: { seconds: MAX_AGE, source: 'the test' } },
  }
  const root = world.root.certificate.toString('base64')
  await writeFile(join(folder, 'network.json'), JSON.stringify(file))
  await writeFile(
    join(folder, 'root.pem'),
    `-----BEGIN CERTIFICATE-----\n${root}\n-----END CERTIFICATE-----\n`,
  )
  const published = [{ measurement: MEASUREMENT, version: 'v1', source: 'the test' }]
  await writeFile(join(folder, 'measurements.json'), JSON.stringify(published))
  return { folder: networks, network: await getNetwork(networks, NETWORK) }
}
