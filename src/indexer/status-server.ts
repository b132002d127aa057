import { createServer, type Server, type ServerResponse } from 'node:http'
import { Gauge, type Registry } from 'prom-client'
import { CodedError, Misconfigured } from '../claim/errors.ts'
import { toHex } from '../claim/hex.ts'
import type { Pool } from '../platform/database.ts'
import { findKept } from './segments/reader.ts'
import type { SegmentStore } from './segments/store.ts'
import { describeState, findDigest, findState } from './state.ts'
import type { Place } from './store/status.ts'

interface StatusOptions {
  readonly pool: Pool
  readonly place: Place
  readonly segments: SegmentStore
  readonly registry: Registry
}

type Handler = (query: URLSearchParams) => Promise<{ readonly type: string; readonly body: string }>

/**
 * What the indexer says over HTTP on 127.0.0.1: `/health`, `/metrics`, `/status` (JSON; `?text` in plain words), and, for another
 * operator's `assay compare`, `/digest?at=N` and `/raw?block=N`. Resolves when it listens.
 * @throws Misconfigured `PORT_IN_USE`
 */
export async function serveStatus(options: StatusOptions, port: number): Promise<Server> {
  registerGauges(options)
  const handlers: Record<string, Handler> = {
    '/health': async () => ({ type: 'text/plain', body: 'ok\n' }),
    '/metrics': async () => ({ type: options.registry.contentType, body: await options.registry.metrics() }),
    '/status': (query) => status(options, query),
    '/digest': (query) => digest(options, query),
    '/raw': (query) => raw(options, query),
  }
  const server = createServer((request, response) => {
    // A path such as `//` is no URL, and whoever sends it must not end the process.
    const path = request.url ?? '/'
    const url = URL.canParse(path, 'http://localhost') ? new URL(path, 'http://localhost') : undefined
    const handler = url && handlers[url.pathname]
    if (url === undefined || handler === undefined)
      return void answer(response, 404, 'text/plain', 'nothing here\n')
    handler(url.searchParams).then(
      ({ type, body }) => answer(response, 200, type, body),
      (error) => {
        const code = error instanceof CodedError ? error.code : 'INTERNAL'
        answer(
          response,
          code === 'NOT_FOUND' ? 404 : 503,
          'application/json',
          JSON.stringify({ error: code }),
        )
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Misconfigured('PORT_IN_USE', `cannot listen on port ${port}: set ASSAY_METRICS_PORT`, { cause }),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

async function status({ pool, place }: StatusOptions, query: URLSearchParams) {
  const state = found(await findState(pool, place))
  return query.has('text')
    ? { type: 'text/plain', body: `${describeState(state).join('\n')}\n` }
    : { type: 'application/json', body: JSON.stringify(state) }
}

async function digest({ pool, place }: StatusOptions, query: URLSearchParams) {
  const state = found(await findState(pool, place))
  const at = query.has('at') ? numberOf(query, 'at') : state.height
  const answered = at <= state.height ? await findDigest(pool, place, at) : undefined
  return { type: 'application/json', body: JSON.stringify({ height: state.height, at: answered ?? null }) }
}

async function raw({ pool, place, segments }: StatusOptions, query: URLSearchParams) {
  const block = found(await findKept(pool, place, segments, numberOf(query, 'block')))
  const { number, hash } = block
  return { type: 'application/json', body: JSON.stringify({ number, hash, records: toHex(block.records) }) }
}

function registerGauges({ pool, place, registry }: StatusOptions): void {
  const labels = { network: place.network, chain: String(place.chain) }
  const gauge = (name: string, help: string, read: (row: Record<string, number>) => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['network', 'chain'],
      registers: [registry],
      async collect() {
        const { rows } = await pool.query(
          `select height, head, finalized_height, (trouble_code is not null)::int as trouble,
             extract(epoch from now() - updated_at)::float as age
           from ingest.status where network = $1 and chain_id = $2`,
          [place.network, place.chain],
        )
        const value = rows[0] && read(rows[0])
        if (value !== undefined) this.set(labels, value)
      },
    })
  gauge('assay_indexer_height', 'Newest stored block', (row) => row.height)
  gauge('assay_indexer_head', 'Newest block seen', (row) => row.head)
  gauge('assay_indexer_finalized_height', 'Newest final block stored', (row) => row.finalized_height)
  gauge('assay_indexer_trouble', '1 while indexing does not move', (row) => row.trouble)
  gauge('assay_indexer_seconds_since_commit', 'Seconds since the last commit', (row) => row.age)
}

function numberOf(query: URLSearchParams, key: string): number {
  const value = query.get(key) ?? ''
  if (!/^\d{1,10}$/.test(value)) throw new CodedError('NOT_FOUND', `${key} is not a block number`)
  return Number(value)
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new CodedError('NOT_FOUND', 'nothing is stored there')
  return value
}

function answer(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
