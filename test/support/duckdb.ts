import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

export interface Duck {
  /** Keeps bytes as a file that statements may name as `'$name'`. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Rows of a statement, as JSON: decimals and 64-bit numbers are text. */
  rows(sql: string): Promise<Record<string, unknown>[]>
  /** Types of a statement's columns by name. */
  types(sql: string): Promise<Record<string, unknown>>
  close(): Promise<void>
}

/** DuckDB as analysts use it, in memory, over files of a folder of its own. */
export async function openDuck(): Promise<Duck> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-duck-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`set TimeZone = 'UTC'`)
  const run = async (sql: string) => {
    const named = sql.replace(/'\$([\w.]+)'/g, (_, name: string) => `'${join(folder, name)}'`)
    return (await connection.runAndReadAll(named)).getRowObjectsJson()
  }
  return {
    put: (name, bytes) => writeFile(join(folder, name), bytes),
    rows: run,
    async types(sql) {
      const found = await run(`describe ${sql}`)
      return Object.fromEntries(found.map((row) => [String(row.column_name), row.column_type]))
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
      await rm(folder, { recursive: true })
    },
  }
}
