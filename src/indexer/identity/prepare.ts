import type { Logger } from 'pino'
import type { Hash32 } from '../../claim/hex.ts'
import type { ChainReader } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import type { Place } from '../place.ts'
import { verifyIdentity } from './check.ts'
import { rememberGenesis } from './genesis.ts'
import { resolveContracts } from './identity.ts'
import { recordNetworkRules } from './parameters.ts'

export interface PrepareOptions {
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly reader: ChainReader
  readonly expectedGenesis: Hash32 | undefined
  readonly log: Logger
}

/**
 * All that comes before a chain is indexed: that it is the chain which is meant, the network's rules, and where its contracts
 * begin. Waits for a world that does not answer. Returns the chain's genesis hash and the network with its first blocks.
 * @throws Misconfigured those of {@link verifyIdentity} and {@link resolveContracts}
 */
export async function prepareIndex(
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<{ readonly genesisHash: Hash32; readonly network: Network }> {
  const { pool, place, network, log } = options
  const genesisHash = await verifyIdentity(options, signal)
  await rememberGenesis(pool, place, genesisHash, log)
  await recordNetworkRules(pool, place, network)
  return { genesisHash, network: await resolveContracts(options, signal) }
}
