import { to as copyTo } from 'pg-copy-streams'
import type { PoolClient } from '../../platform/database.ts'
import type { Column, SqlColumn } from './column.ts'
import { asShown, FORMULA } from './formula.ts'
import type { ExportPieces, ExportQuery } from './query.ts'

/** The rows as CSV straight from Postgres' COPY, with a header. Booleans are true and false. */
export async function* csvOfPieces(
  client: PoolClient,
  columns: readonly Column[],
  pieces: ExportPieces,
): AsyncGenerator<Buffer> {
  // With the first row: what fails before it can still be refused.
  let header: Buffer | undefined = headerOf(columns)
  let next = await pieces.next(0)
  while (!next.done) {
    const stream = copyOut(client, next.value)
    for await (const chunk of stream) {
      yield header ? Buffer.concat([header, chunk]) : chunk
      header = undefined
    }
    // The stream may end a message before Postgres says how many rows it gave: the next statement waits for both.
    await client.query('select')
    next = await pieces.next(stream.rowCount)
  }
  if (header) yield header
}

function copyOut(client: PoolClient, query: ExportQuery) {
  const list = query.columns.map((column) => inCsv(column))
  const select = withLiterals(client, `select ${list.join(', ')} ${query.rest}`, query.values)
  const stream = client.query(copyTo(`copy (${select}) to stdout (format csv)`))
  // A fault may come once nobody reads any more (the caller left): unheard it would end the process.
  return stream.on('error', () => {})
}

/** The same of rows that the API worked out. */
export function* csvLines(
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
): Generator<Buffer> {
  yield headerOf(columns)
  for (const row of rows)
    yield Buffer.from(`${columns.map((column, at) => cell(column, row[at])).join(',')}\n`)
}

function headerOf(columns: readonly Column[]): Buffer {
  return Buffer.from(`${columns.map((column) => quoted(column.name)).join(',')}\n`)
}

function inCsv({ kind, sql }: SqlColumn): string {
  if (kind === 'boolean') return `(${sql})::text`
  return kind === 'text' ? `case when ${sql} ~ '${FORMULA}' then '''' || ${sql} else ${sql} end` : sql
}

function cell({ kind }: Column, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (kind === 'text') return quoted(asShown(String(value)))
  return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

// As COPY writes it: an empty text is told from a missing one by its quotes.
function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// COPY takes no parameters. Every value stands in the text as `$n::type`, and only there; the driver quotes it.
function withLiterals(client: PoolClient, text: string, values: readonly unknown[]): string {
  return text.replace(/\$(\d+)::/g, (_, number: string) => `${literal(client, values[Number(number) - 1])}::`)
}

function literal(client: PoolClient, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `array[${value.map((each) => literal(client, each)).join(', ')}]`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  return client.escapeLiteral(String(value))
}
