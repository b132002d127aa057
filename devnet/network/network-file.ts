import { CHAIN_ID } from '../chain/anvil.ts'
import { describeChain } from '../chain/described.ts'
import { HEARTBEAT_MAX_AGE, type World } from '../scenario/world.ts'
import { describeValidators } from '../validators/network.ts'
import type { Validators } from '../validators/world.ts'
import type { Beacon } from './beacon.ts'

const SOURCE = 'devnet/README.md'

/** What `network.json` says of this world, whose chain is asked at `rpcUrl`. */
export function describeNetwork(
  world: World,
  rpcUrl: string,
  { beacon, validators }: { readonly beacon: Pick<Beacon, 'chain' | 'url'>; readonly validators: Validators },
) {
  const { contracts, accounts } = world
  const beside = describeValidators(validators)
  const contract = (name: string, face: string, address: string, checked?: readonly string[]) => ({
    ...(checked && { checks: { evidence: checked, source: `${SOURCE}; devnet/contracts/${name}.sol` } }),
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
    chains: [describeChain(rpcUrl), ...beside.chains],
    contracts: [
      contract('TEERegistry', 'opengradient/tee-registry-v1', contracts.TEERegistry),
      contract('TEEInferenceVerifier', 'opengradient/verifier-v1', contracts.TEEInferenceVerifier),
      contract(
        'InferenceSettlementRelay',
        'opengradient/settlement-relay-v2',
        contracts.InferenceSettlementRelay,
        ['tee_signature'],
      ),
      contract('UptoPayment', 'x402/upto-proxy', contracts.UptoPayment),
      contract('SyntheticDollar', 'erc20/transfer', contracts.SyntheticDollar),
      contract('AssayWork', 'assay/v1', contracts.AssayWork, []),
      ...beside.contracts,
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
      ...beside.tokens,
    ],
    labels: [
      ...[
        { address: accounts.admin, label: 'treasury and admin', kind: 'treasury', source: SOURCE },
        {
          address: accounts.relayer,
          label: 'settlement relayer and facilitator',
          kind: 'relayer',
          source: SOURCE,
        },
      ].map((label) => ({ chain: CHAIN_ID, ...label })),
      ...beside.labels,
    ],
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
      batchMaxAge: { seconds: 86_400, source: `${SOURCE}; devnet/scenario/batches.ts` },
    },
    // The world's time is simulated, and the newest round of its beacon says it.
    watch: {
      beacon: { ...beacon.chain, url: beacon.url, clock: 'simulated', source: SOURCE },
      anchors: [{ chainId: CHAIN_ID, source: SOURCE }],
    },
    disclosures: 'disclosures.json',
    provenance: [SOURCE],
  }
}
