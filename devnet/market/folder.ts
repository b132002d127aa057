import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHAIN_ID, GENESIS_SECONDS } from '../chain/anvil.ts'
import { describeChain } from '../chain/described.ts'
import type { Beacon } from '../network/beacon.ts'
import { toPriceFile } from '../network/prices.ts'
import type { ContractName, MarketWorld } from './world.ts'

const SOURCE = 'devnet/README.md'
export const MARKET_NETWORK = 'boundless-devnet'
const COIN = `0x${'00'.repeat(20)}`

/** Writes the folder of the market's network: what anybody may know of it. Written at each start, because the ports may have changed. */
export async function writeMarketNetwork(
  networks: string,
  world: MarketWorld,
  rpcUrl: string,
  beacon: Beacon,
): Promise<void> {
  const folder = join(networks, MARKET_NETWORK)
  await mkdir(join(folder, 'prices'), { recursive: true })
  const files: Record<string, string> = {
    'network.json': toJson(describe(world, rpcUrl, beacon)),
    'disclosures.json': toJson(listRules(world)),
    'prices/xETH.csv': toPriceFile('xETH', 2500),
    'prices/xZKC.csv': toPriceFile('xZKC', 0.25),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

const INTERFACES: Partial<Record<ContractName, readonly [name: string, face: string, stops?: string]>> = {
  SetVerifier: ['set verifier 0.9.0', 'boundless/set-verifier'],
  EmergencyStop: ['emergency stop of Groth16 2.2.0 (bb001d44)', 'boundless/emergency-stop', '0xbb001d44'],
  SyntheticZkc: ['xZKC', 'boundless/zkc'],
  StakedZkc: ['staked xZKC', 'boundless/vezkc'],
  WorkAccounting: ['work', 'boundless/povw'],
}

function describe({ contracts, accounts }: MarketWorld, rpcUrl: string, { chain, url }: Beacon) {
  const common = { chain: CHAIN_ID, fromBlock: 0, source: SOURCE }
  const token = (address: string, symbol: string) => ({
    chain: CHAIN_ID,
    address,
    symbol,
    decimals: 18,
    class: 'synthetic',
    priceSeries: symbol,
  })
  return {
    name: MARKET_NETWORK,
    title: 'Boundless devnet',
    chains: [describeChain(rpcUrl)],
    contracts: [
      {
        name: 'market',
        address: contracts.ProofMarket,
        interface: 'boundless/market-v1',
        collateral: contracts.SyntheticZkc,
        ...common,
      },
      ...Object.entries(INTERFACES).map(([contract, [name, face, stops]]) => ({
        name,
        address: contracts[contract as ContractName],
        interface: face,
        ...(stops && { stops }),
        ...common,
      })),
    ],
    tokens: [token(COIN, 'xETH'), token(contracts.SyntheticZkc, 'xZKC')],
    labels: [
      { address: contracts.ProofMarket, label: 'market treasury', kind: 'treasury' },
      { address: accounts.admin, label: 'admin', kind: 'treasury' },
    ].map((label) => ({ chain: CHAIN_ID, source: SOURCE, ...label })),
    rules: {
      workEpochs: { chain: CHAIN_ID, zero: GENESIS_SECONDS, token: contracts.SyntheticZkc, source: SOURCE },
    },
    // The world's time is simulated, and the newest round of its beacon says it.
    watch: {
      beacon: { ...chain, url, clock: 'simulated', source: SOURCE },
      anchors: [{ chainId: CHAIN_ID, source: SOURCE }],
    },
    disclosures: 'disclosures.json',
    provenance: [SOURCE],
  }
}

function listRules({ contracts }: MarketWorld) {
  const stated = { source: SOURCE, firstSeen: '2026-01-01', status: 'disclosed' }
  const reading = (signature: string) => ({
    chain: CHAIN_ID,
    address: contracts.ProofMarket,
    function: `function ${signature}`,
    decimals: 4,
  })
  return [
    {
      rule: 'slashing.burn-share',
      question: 'What share of a slashed collateral is burned?',
      value: '0.5',
      unit: 'share of the collateral',
      ...stated,
      read: reading('SLASHING_BURN_BPS() view returns (uint256)'),
    },
    {
      rule: 'market.fee',
      question: 'What share of a price does the market keep?',
      value: '0',
      unit: 'share of the price',
      ...stated,
      read: reading('MARKET_FEE_BPS() view returns (uint96)'),
    },
  ]
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
