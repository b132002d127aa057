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
  // COPY takes no parameters.
  const { rows } = await client.query<{ network: string }>('select quote_literal($1::text) as network', [
    network,
  ])
  const place: Readonly<Record<string, string>> = { network: `${rows[0]?.network}`, chain_id: String(chain) }
  const selected = columns.map((column) =>
    toSelected({ ...column, name: place[column.name] ?? `f.${column.name}` }),
  )
  const order = listOrder(columns)
  const sorted = order.map((name) => (name === 'node' ? 'f.node nulls first' : `f.${name}`))
  const others = columns.map(({ name }) => name).filter((name) => !(name in place || order.includes(name)))
  // Postgres walks through a row to the column that it compares, so what orders rows stands first while they are sorted, short
  // columns before the node, and all others are as the table has them. They are not sorted again outside.
  const sql = `copy (select ${selected.join(', ')} from (
      select ${[...order.toReversed(), ...others].join(', ')} from facts.${kind} f
      where network = ${place.network} and chain_id = ${chain} and block_number between ${from} and ${to}
      order by ${sorted.join(', ')}) f
    order by ${sorted.join(', ')}) to stdout (format binary)`
  yield* copiedRows(client.query(copyTo(sql)), columns)
}
