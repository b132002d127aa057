import type { DevnetConfig } from '../config.ts'
import type { Places, PlayedWorld } from '../world.ts'
import { MARKET_NETWORK, writeMarketNetwork } from './folder.ts'
import { planMarketBlock } from './plan.ts'
import { readReceipts } from './receipt.ts'
import { type MarketWorld, nameAccounts, nameContracts } from './world.ts'

/** A market of proofs: orders, locks, deliveries of all kinds, slashes, work and stake. */
export async function createMarketWorld(
  config: DevnetConfig,
  { encoder, chain }: Places,
): Promise<PlayedWorld> {
  const accounts = nameAccounts(chain.accounts)
  const world: MarketWorld = {
    seed: config.seed,
    encoder,
    accounts,
    contracts: nameContracts(accounts.admin),
    receipts: await readReceipts(),
  }
  return {
    network: MARKET_NETWORK,
    planBlock: (block) => planMarketBlock(world, block),
    describe: (networks, beacon) => writeMarketNetwork(networks, world, chain.url, beacon),
    close: async () => {},
  }
}
