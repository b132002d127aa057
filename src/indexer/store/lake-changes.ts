import type { PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/**
 * Notes, in the transaction that takes facts of final blocks back or decodes them again, that the lake has them otherwise: from this
 * block on. Nobody reads them by way of the lake from then on.
 */
export async function noteLakeChange(
  client: PoolClient,
  { network, chain }: Place,
  from: number,
): Promise<void> {
  await client.query(
    `insert into lake.changed (network, chain_id, sequence, from_block)
     select network, chain_id, sequence, $3 from lake.head
     where network = $1 and chain_id = $2 and manifest = 'facts' and covered >= $3 on conflict do nothing`,
    [network, chain, from],
  )
  await client.query('delete from lake.pointer where network = $1 and chain_id = $2 and covered >= $3', [
    network,
    chain,
    from,
  ])
}
