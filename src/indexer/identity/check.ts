import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CodedError, Misconfigured } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { ChainReader } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { assertSameGenesis, findStatus } from '../store/status.ts'

const PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000

/**
 * Makes sure that endpoints, settings and database speak of one chain, before anything is read or written. Waits for
 * endpoints and database that do not answer yet. Returns the chain's genesis hash.
 * @throws Misconfigured `WRONG_CHAIN`, `GENESIS_DIFFERS`, `CHAIN_RESET`, `DATABASE_AHEAD`
 */
export async function verifyIdentity(
  options: {
    readonly pool: Pool
    readonly place: Place
    readonly reader: ChainReader
    readonly expectedGenesis: Hash32 | undefined
    readonly log: Logger
  },
  signal: AbortSignal,
): Promise<Hash32> {
  const { pool, place, reader, expectedGenesis, log } = options
  let pause = PAUSE_MS
  for (;;) {
    try {
      await verifyChainId(reader, place)
      const genesis = await reader.genesisHash()
      if (expectedGenesis !== undefined && expectedGenesis !== genesis)
        throw new Misconfigured(
          'GENESIS_DIFFERS',
          `${place.network} chain ${place.chain} begins with ${expectedGenesis}, the endpoints serve ${genesis}`,
        )
      await verifyStored(pool, place, reader, genesis)
      return genesis
    } catch (error) {
      if (error instanceof Misconfigured || signal.aborted) throw error
      log.warn({ err: error }, 'waiting for the endpoints and the database')
    }
    await sleep(pause, undefined, { signal })
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
  }
}

async function verifyChainId(reader: ChainReader, place: Place): Promise<void> {
  try {
    const id = await reader.chainId()
    if (id !== place.chain)
      throw new CodedError('CHAIN_WRONG', `the endpoints serve chain ${id}, not ${place.chain}`)
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'CHAIN_WRONG') throw error
    throw new Misconfigured(
      'WRONG_CHAIN',
      `${error.message}: check RPC_${place.chain} and ASSAY_CHAIN of ${place.network}`,
      { cause: error },
    )
  }
}

async function verifyStored(pool: Pool, place: Place, reader: ChainReader, genesis: Hash32): Promise<void> {
  const stored = await findStatus(pool, place)
  if (stored === undefined) return
  assertSameGenesis(place, stored, genesis)
  const head = await reader.head()
  if (stored.finalizedHeight > head.number)
    throw new Misconfigured(
      'DATABASE_AHEAD',
      `the database holds ${place.network} chain ${place.chain} up to final block ${stored.finalizedHeight}, the endpoints ` +
        `know ${head.number} blocks: they lag, or the chain lost blocks. Then: assay rewind --to ${head.number}`,
    )
}
