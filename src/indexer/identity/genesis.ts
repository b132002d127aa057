import type { Logger } from 'pino'
import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { Place } from '../place.ts'
import { setAside } from './set-aside.ts'

/**
 * Remembers with which block the chain begins. Where it began with another one when something of it was stored, its blocks were
 * forgotten since: what is left of that chain (verdicts, readings, senders) is put aside, so that nothing is said of the new one by it.
 */
export async function rememberGenesis(
  pool: Pool,
  { network, chain }: Place,
  genesis: Hash32,
  log: Logger,
): Promise<void> {
  const aside = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ hash: Uint8Array }>(
      'select hash from ingest.genesis where network = $1 and chain_id = $2 for update',
      [network, chain],
    )
    const known = rows[0] && hashOf(rows[0].hash)
    if (known === genesis) return undefined
    const name = known && (await setAside(client, { network, chain }, `genesis-${known.slice(2, 10)}`))
    await client.query(
      'insert into ingest.genesis (network, chain_id, hash) values ($1, $2, $3) on conflict do nothing',
      [network, chain, toBytes(genesis)],
    )
    return name
  })
  if (aside) log.info({ keptAs: aside }, 'the chain was reset: what was left of the old one is put aside')
}
