import type { Pool, PoolClient } from '../../platform/database.ts'
import { borrow } from '../execute/borrow.ts'
import type { Entity } from '../model/model.ts'
import { csvStream } from './csv.ts'
import { jsonLines } from './jsonl.ts'
import { parquetBytes, ROW_GROUP } from './parquet.ts'
import { type ExportQuery, exportQuery, isFilter, PARAMETERS, type QueryParts } from './query.ts'
import { rowBatches } from './rows.ts'
import type { BlockVector, FormatName, Opened, Subject } from './subject.ts'

const BLOCKS = `select network, chain_id as "chainId", height as number,
    '0x' || encode(hash, 'hex') as hash, '0x' || encode(digest, 'hex') as digest from api.chain order by 1, 2`

/** The rows of an entity, streamed from the database. `mostMs` bounds each statement. */
export function rowsSubject(parts: QueryParts & { pool: Pool; mostMs: number }, entity: Entity): Subject {
  return {
    name: entity.plural,
    entity: entity.name,
    parameters: PARAMETERS,
    explain: (name) => (isFilter(parts, entity, name) ? `filters stand in where: {"${name}": …}` : undefined),
    prepare(parameters) {
      const query = exportQuery(parts, entity, parameters)
      return { columns: query.columns, open: (format, signal) => open(parts, query, format, signal) }
    },
  }
}

async function open(
  { pool, mostMs }: { pool: Pool; mostMs: number },
  query: ExportQuery,
  format: FormatName,
  signal: AbortSignal,
): Promise<Opened> {
  const { client, giveBack } = await borrow(pool, signal)
  try {
    await begin(client, mostMs)
    const { rows } = await client.query(BLOCKS)
    return {
      blockVector: rows as BlockVector,
      chunks: READ[format](client, query),
      async close(whole) {
        if (whole) await client.query('commit')
        giveBack(whole)
      },
    }
  } catch (error) {
    giveBack(false)
    throw error
  }
}

async function begin(client: PoolClient, mostMs: number): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
  // The database looks whether the connection still stands while it works; a caller who reads slowly is our own limit's.
  await client.query(
    `select set_config('client_connection_check_interval', '1s', true),
       set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)`,
    [`${mostMs}ms`],
  )
}

const READ: Readonly<Record<FormatName, (client: PoolClient, query: ExportQuery) => AsyncIterable<Buffer>>> =
  {
    csv: csvStream,
    jsonl: (client, query) => jsonLines(query.columns, rowBatches(client, query)),
    parquet: (client, query) =>
      parquetBytes(query.columns, rowBatches(client, query, { raw: true, size: ROW_GROUP })),
  }
