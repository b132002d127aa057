import type { Logger } from 'pino'
import { Misconfigured } from '../claim/errors.ts'
import type { Hash32 } from '../claim/hex.ts'
import { rememberGenesis } from '../indexer/identity/genesis.ts'
import type { Place } from '../indexer/place.ts'
import { findStatus } from '../indexer/store/status.ts'
import { keepRunning } from '../indexer/supervisor.ts'
import type { Pool } from '../platform/database.ts'
import type { NetworkChain } from '../platform/network.ts'
import { Identities } from './identities.ts'
import { type CometOptions, runComet } from './indexer.ts'
import type { CometReader } from './read/reader.ts'
import { Readings } from './readings.ts'

interface SupervisedComet extends Omit<CometOptions, 'genesisHash' | 'identities' | 'readings'> {
  readonly chain: NetworkChain
}

/** Keeps {@link runComet} running, as the indexer is kept. Errors as there. */
export function superviseComet(options: SupervisedComet, signal: AbortSignal): Promise<void> {
  const { pool, place, log, chain, reader, consensus } = options
  const { client } = reader
  const identities = new Identities({ pool, place, consensus, client, log })
  const readings = new Readings({ pool, place, client, identities, log })
  const run = async (until: AbortSignal, onProgress: () => void) => {
    const genesisHash = await findGenesis({ pool, place, log, reader, chain })
    await runComet({ ...options, identities, readings, genesisHash }, until, onProgress)
  }
  return keepRunning({ pool, place, log, run }, signal)
}

interface Beginning {
  readonly pool: Pool
  readonly place: Place
  readonly log: Logger
  readonly reader: CometReader
  readonly chain: NetworkChain
}

/** The first block that is read: as stored, for endpoints may have pruned it since; else as the chain has it. */
async function findGenesis({ pool, place, log, reader, chain }: Beginning): Promise<Hash32> {
  const stored = await findStatus(pool, place)
  if (stored) return stored.genesisHash
  const genesis = await reader.first()
  if (chain.genesisHash !== undefined && chain.genesisHash !== genesis)
    throw new Misconfigured(
      'GENESIS_DIFFERS',
      `${place.network} chain ${place.chain} begins with ${chain.genesisHash}, the endpoints serve ${genesis}`,
    )
  await rememberGenesis(pool, place, genesis, log)
  return genesis
}
