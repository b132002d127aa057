import type { Logger } from 'pino'
import type { ChainReader, ProviderFault } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** Writes down every lie that an endpoint was caught in: who, what was said, and what was proved instead. */
export function recordFaults(
  reader: Pick<ChainReader, 'onFault'>,
  pool: Pool,
  place: Place,
  log: Logger,
): void {
  reader.onFault((fault) => {
    log.warn(
      { endpoint: fault.endpoint, kind: fault.kind, block: fault.block, alert: true },
      'an endpoint lied',
    )
    recordFault(pool, place, fault).catch((error) => log.error({ err: error }, 'a lie could not be recorded'))
  })
}

async function recordFault(pool: Pool, place: Place, fault: ProviderFault): Promise<void> {
  await pool.query(
    `insert into ingest.provider_fault (network, chain_id, endpoint, kind, block_number, said, proved)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [place.network, place.chain, fault.endpoint, fault.kind, fault.block, fault.said, fault.proved],
  )
}
