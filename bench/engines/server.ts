import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

// The HTTP interface of ClickHouse, as far as `@clickhouse/client` speaks it, in front of the engine in this process:
// `node server.ts FOLDER PORT`. It ends when its standard input does.

interface Answer {
  readonly elapsed: number
  readonly bytesRead: number
  bytes(): Uint8Array
}

interface Session {
  queryAsync(query: string, options: { readonly format: string }): Promise<Answer>
  close(): void
}

interface Engine {
  readonly Session: new (path: string) => Session
}

const [folder = '', port = '0'] = process.argv.slice(2)
const home = resolve(folder)
// The engine is installed where it is needed only: there is nothing to take its types from.
const name = 'chdb'
const { Session } = (await import(name)) as Engine
const uploads = join(home, 'uploads')
await rm(uploads, { recursive: true, force: true })
await mkdir(uploads, { recursive: true })
const session = new Session(join(home, 'data'))
// What is kept here need not outlive the machine, only this process.
await session.queryAsync('set fsync_metadata = 0', { format: 'Null' })

let rowsRead = 0
let used: string | undefined

// One statement after another: parameters and settings are the session's.
let turn: Promise<unknown> = Promise.resolve()
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = turn.then(work, work)
  turn = mine.catch(() => undefined)
  return mine
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => fail(response, error))
})
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
process.stdin.resume().once('end', () => process.exit(0))
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  session.close()
  process.exit(0)
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine')
  if (url.pathname === '/ping') {
    response.end('Ok.\n')
    return
  }
  if (url.pathname === '/rows-read') {
    response.end(String(rowsRead))
    return
  }
  const { statement, file } = await readStatement(request, url)
  try {
    const found = await inTurn(() => runWith(url.searchParams, statement))
    const bytes = found.bytes()
    const read = rowsReadIn(bytes)
    rowsRead += read
    response.writeHead(200, {
      'X-ClickHouse-Query-Id': url.searchParams.get('query_id') ?? '',
      'X-ClickHouse-Summary': JSON.stringify({
        read_rows: String(read),
        read_bytes: String(found.bytesRead),
        elapsed_ns: String(Math.round(found.elapsed * 1e9)),
      }),
    })
    response.end(bytes)
  } finally {
    if (file) await rm(file, { force: true })
  }
}

/** The statement; rows that come in the body become a file, which the statement then reads instead of its input. */
async function readStatement(
  request: IncomingMessage,
  url: URL,
): Promise<{ readonly statement: string; readonly file?: string }> {
  const inUrl = url.searchParams.get('query')
  if (!inUrl) return { statement: await text(request) }
  const body = join(uploads, randomUUID())
  await pipeline(request, createWriteStream(body))
  const [, before = '', structure = '', after = '', format = ''] =
    /^(.*)\binput\('([^']*)'\)(.*)\bformat\s+(\w+)\s*$/is.exec(inUrl) ?? []
  if (!format) throw new Error('Code: 48. DB::Exception: rows are taken by input(…) alone. (NOT_IMPLEMENTED)')
  return { statement: `${before}file('${body}', ${format}, '${structure}')${after}`, file: body }
}

async function runWith(asked: URLSearchParams, statement: string): Promise<Answer> {
  const database = asked.get('database')
  const given = [...asked].filter(([key]) => !['query', 'query_id', 'database', 'session_id'].includes(key))
  for (const [, wanted] of statement.matchAll(/\{(\w+):[^}]+\}/g))
    if (!asked.has(`param_${wanted}`) && !/^\s*create\s/i.test(statement))
      throw new Error(`Code: 456. DB::Exception: no value for ${wanted}. (UNKNOWN_QUERY_PARAMETER)`)
  if (database && database !== used) await session.queryAsync(`use ${database}`, { format: 'Null' })
  used = database ?? used
  const settings = given.filter(([key]) => !key.startsWith('param_')).map(([key]) => key)
  try {
    for (const [key, value] of given)
      await session.queryAsync(`set ${key} = ${quoted(value)}`, { format: 'Null' })
    return await session.queryAsync(statement, { format: 'TabSeparated' })
  } finally {
    for (const key of settings) await session.queryAsync(`set ${key} = default`, { format: 'Null' })
  }
}

/** What a JSON answer says at its end; what the engine's own interface calls rows read are those of the answer. */
function rowsReadIn(bytes: Uint8Array): number {
  const end = Buffer.from(bytes.subarray(-300)).toString('latin1')
  return Number(/"rows_read":\s*"?(\d+)/.exec(end)?.[1] ?? 0)
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function fail(response: ServerResponse, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error)
  const [, code = '1002'] = /Code: (\d+)/.exec(words) ?? []
  if (!response.headersSent) response.writeHead(500, { 'X-ClickHouse-Exception-Code': code })
  response.end(words)
}
