import { to as copyTo } from 'pg-copy-streams'
import type { FactKind } from '../indexer/events/facts.ts'
import type { Place } from '../indexer/place.ts'
import type { PoolClient } from '../platform/database.ts'
import { listColumns, listOrder } from './columns.ts'
import { copiedRows, toSelected } from './copied-rows.ts'
import type { EncodedRows } from './encoded-rows.ts'

/** A range of blocks of one chain, both ends included. */
export interface FactRange extends Place {
  readonly from: number
  readonly to: number
}

/**
 * The facts of a kind in the order of the format, within the client's transaction. Memory does not grow with their number: the
 * server sorts them. A reader that stops before the end leaves the connection unusable.
 */
export async function* readFacts(
  client: PoolClient,
  kind: FactKind,
  { network, chain, from, to }: FactRange,
): AsyncGenerator<EncodedRows> {
  const columns = listColumns(kind)
  const order = listOrder(columns).map((name) => (name === 'node' ? 'node nulls first' : name))
  // COPY takes no parameters.
  const { rows } = await client.query<{ network: string }>('select quote_literal($1::text) as network', [
    network,
  ])
  const sql = `copy (select ${columns.map(toSelected).join(', ')} from facts.${kind}
    where network = ${rows[0]?.network} and chain_id = ${chain} and block_number between ${from} and ${to}
    order by ${order.join(', ')}) to stdout (format binary)`
  yield* copiedRows(client.query(copyTo(sql)), columns)
}
