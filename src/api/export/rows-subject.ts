import type { Pool, PoolClient } from '../../platform/database.ts'
import { borrow } from '../execute/borrow.ts'
import type { Entity } from '../model/model.ts'
import type { SqlColumn } from './column.ts'
import { csvOfPieces } from './csv.ts'
import { divideRows, type RowsParts } from './divide.ts'
import { jsonLines } from './jsonl.ts'
import { parquetBytes, ROW_GROUP } from './parquet.ts'
import {
  type AskedRows,
  type ExportPieces,
  exportQuery,
  isFilter,
  PARAMETERS,
  readAskedRows,
} from './query.ts'
import { rowBatches } from './rows.ts'
import type { BlockVector, FormatName, Opened, Subject } from './subject.ts'

const BLOCKS = `select network, chain_id as "chainId", height as number,
    '0x' || encode(hash, 'hex') as hash, '0x' || encode(digest, 'hex') as digest from api.chain order by 1, 2`

/** The rows of an entity, streamed from the database. `mostMs` bounds each statement. */
export function rowsSubject(
  parts: RowsParts & { readonly pool: Pool; readonly mostMs: number },
  entity: Entity,
): Subject {
  return {
    name: entity.plural,
    entity: entity.name,
    parameters: PARAMETERS,
    explain: (name) => (isFilter(parts, entity, name) ? `filters stand in where: {"${name}": …}` : undefined),
    prepare(parameters) {
      const asked = readAskedRows(parts, entity, parameters)
      const { columns } = exportQuery(parts, asked)
      return { columns, open: (format, signal) => open(parts, asked, format, signal) }
    },
  }
}

async function open(
  parts: RowsParts & { readonly pool: Pool; readonly mostMs: number },
  asked: AskedRows,
  format: FormatName,
  signal: AbortSignal,
): Promise<Opened> {
  const { client, giveBack } = await borrow(parts.pool, signal)
  try {
    await begin(client, parts.mostMs)
    const { rows } = await client.query(BLOCKS)
    const { columns } = exportQuery(parts, asked)
    const { pieces, sources } = await divideRows(parts, asked, client, signal)
    return {
      blockVector: rows as BlockVector,
      sources,
      chunks: READ[format](client, columns, pieces),
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

type Read = (client: PoolClient, columns: readonly SqlColumn[], pieces: ExportPieces) => AsyncIterable<Buffer>

const READ: Readonly<Record<FormatName, Read>> = {
  csv: csvOfPieces,
  jsonl: (client, columns, pieces) => jsonLines(columns, rowBatches(client, pieces)),
  parquet: (client, columns, pieces) =>
    parquetBytes(columns, rowBatches(client, pieces, { raw: true, size: ROW_GROUP })),
}
