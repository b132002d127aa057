import type { Readable } from 'node:stream'
import { to as copyTo } from 'pg-copy-streams'
import type { PoolClient } from '../../platform/database.ts'
import type { ExportQuery } from './query.ts'

/**
 * The rows as CSV straight from Postgres' COPY, with a header. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front (OWASP "CSV injection").
 */
export function csvStream(client: PoolClient, query: ExportQuery): Readable {
  const list = query.columns.map(({ sql, type, name }) => {
    const shown =
      type === 'text' ? `case when ${sql} ~ '^[-=+@\\t\\r]' then '''' || ${sql} else ${sql} end` : sql
    return `${shown} as "${name}"`
  })
  const select = withLiterals(client, `select ${list.join(', ')} ${query.rest}`, query.values)
  return client.query(copyTo(`copy (${select}) to stdout (format csv, header)`))
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
