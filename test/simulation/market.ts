import type { Network, NetworkContract } from '../../src/platform/network.ts'
import { CHAIN_ID, makeNetwork } from '../support/indexer.ts'
import { COLLATERAL, MARKET } from '../support/market/requests.ts'
import {
  BLOCK_SECONDS,
  makeMarketTraffic,
  SETS,
  STAKES,
  STOP,
  WORK_LOG,
  ZERO,
} from '../support/market/traffic.ts'
import { nameKill, runKill } from './kills.ts'
import { nameReorg, runReorg } from './reorgs.ts'
import type { Scene } from './world.ts'

const MARKET_SCENE: Scene = { network: describe, traffic: makeMarketTraffic, blockSeconds: BLOCK_SECONDS }

/** Kills and reorgs by turns, of every kind each. */
const [isKill, nth] = [(seed: number) => seed % 2 === 0, (seed: number) => Math.floor(seed / 2)]

export function nameMarketFault(seed: number): string {
  return isKill(seed) ? `kill ${nameKill(nth(seed))}` : nameReorg(nth(seed))
}

/** One run on a market of proofs, whose money follows from logs of several blocks. */
export function runMarketFault(database: string, seed: number): Promise<string[]> {
  return isKill(seed)
    ? runKill(database, nth(seed), { most: 1, scene: MARKET_SCENE })
    : runReorg(database, nth(seed), MARKET_SCENE)
}

function describe(name: string): Network {
  const contract = (address: string, face: string, more: Partial<NetworkContract> = {}): NetworkContract => ({
    name: face,
    chain: CHAIN_ID,
    address: address as never,
    interface: `boundless/${face}`,
    ...more,
  })
  const source = 'made up for the test'
  return {
    ...makeNetwork(name),
    contracts: [
      contract(MARKET, 'market-v1', { collateral: COLLATERAL as never }),
      contract(COLLATERAL, 'zkc'),
      contract(STAKES, 'vezkc'),
      contract(WORK_LOG, 'povw'),
      contract(SETS, 'set-verifier'),
      contract(STOP, 'emergency-stop'),
    ],
    rules: { workEpochs: { chain: CHAIN_ID, zero: ZERO, token: COLLATERAL as never, source } },
  }
}
