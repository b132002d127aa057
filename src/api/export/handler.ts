import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { Cache } from '../execute/cache.ts'
import { toShownError } from '../execute/errors.ts'
import type { ApiMetrics } from '../http/metrics.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { Entity, Model } from '../model/model.ts'
import { csvStream } from './csv.ts'
import { jsonLines } from './jsonl.ts'
import { parquetBytes } from './parquet.ts'
import { type ExportQuery, exportQuery } from './query.ts'

const FORMATS: Record<
  string,
  { type: string; stream: (client: PoolClient, query: ExportQuery) => AsyncIterable<Buffer> }
> = {
  csv: { type: 'text/csv; charset=utf-8', stream: csvStream },
  jsonl: { type: 'application/x-ndjson', stream: jsonLines },
  parquet: { type: 'application/vnd.apache.parquet', stream: parquetBytes },
}

// Exports read for minutes; so many at once, from connections of their own.
const AT_ONCE = 2
const TIMEOUT = '10min'

/** What an export was of, known once it is whole. */
interface Manifest {
  readonly id: string
  readonly entity: string
  readonly format: string
  readonly where: string | null
  readonly blockVector: unknown
  readonly bytes: number
  readonly sha256: string
  readonly finishedAt: string
}

export interface ExportParts {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly pool: Pool
  readonly metrics: ApiMetrics
  readonly log: Logger
}

/** Answers `GET /export/<entities>.<csv|jsonl|parquet>?where=…&fields=…` and `GET /export/manifests/<id>`. */
export function createExporter(parts: ExportParts) {
  const manifests = new Cache<string, Manifest>(1000)
  let running = 0
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const known = /^\/export\/manifests\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1]
    if (known) {
      const manifest = manifests.get(known)
      if (manifest) return sendJson(response, 200, manifest)
      return sendError(
        response,
        404,
        'NOT_FOUND',
        'no such manifest: the export is not finished, or too long ago',
      )
    }
    const [, plural, format] = /^\/export\/(\w{1,60})\.(\w{1,10})$/.exec(url.pathname) ?? []
    const entity = [...parts.model.entities.values()].find((each) => each.plural === plural)
    if (!entity || !format || !FORMATS[format])
      return sendError(response, 404, 'NOT_FOUND', 'export is /export/<entities>.csv, .jsonl or .parquet')
    if (running >= AT_ONCE)
      return sendError(response, 429, 'BUSY', 'other exports are running; try again later', {
        'retry-after': '10',
      })
    running++
    try {
      await runExport(parts, entity, format, url.searchParams, response, manifests)
    } finally {
      running--
    }
  }
}

async function runExport(
  { model, schema, pool, metrics, log }: ExportParts,
  entity: Entity,
  format: string,
  params: URLSearchParams,
  response: ServerResponse,
  manifests: Cache<string, Manifest>,
): Promise<void> {
  const where = params.get('where')
  const fields = (params.get('fields') ?? '').split(',').filter((name) => name !== '')
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const query = exportQuery(model, schema, entity, where, fields)
    await client.query(`begin isolation level repeatable read read only`)
    await client.query(`set local statement_timeout = '${TIMEOUT}'`)
    const blockVector = await blocks(client)
    const id = randomUUID()
    const hash = createHash('sha256')
    let bytes = 0
    response.writeHead(200, {
      'content-type': FORMATS[format]?.type ?? '',
      'content-disposition': `attachment; filename="${entity.plural}.${format}"`,
      'x-assay-manifest': `/export/manifests/${id}`,
      trailer: 'x-assay-sha256',
    })
    for await (const chunk of FORMATS[format]?.stream(client, query) ?? []) {
      hash.update(chunk)
      bytes += chunk.length
      if (!response.write(chunk)) await drained(response)
    }
    await client.query('commit')
    const sha256 = hash.digest('hex')
    manifests.set(id, {
      id,
      entity: entity.name,
      format,
      where,
      blockVector,
      bytes,
      sha256,
      finishedAt: new Date().toISOString(),
    })
    metrics.exported(format, bytes)
    response.addTrailers({ 'x-assay-sha256': sha256 })
    response.end()
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    if (response.headersSent) {
      // Half a file must not look like a whole one.
      log.warn({ err: broken, entity: entity.name }, 'an export broke off')
      response.destroy()
    } else {
      const shown = toShownError(error, log)
      sendError(
        response,
        error instanceof GraphQLError ? 400 : 503,
        String(shown.extensions.code),
        shown.message,
      )
    }
  } finally {
    // After a fault the connection may be in the middle of a stream: it is closed, not used again.
    client.release(broken ?? false)
  }
}

async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) throw new Error('the caller went away')
  // Whichever does not happen must not stay as a listener: a long export waits here a hundred thousand times.
  const settled = new AbortController()
  const { signal } = settled
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  settled.abort()
  if (response.destroyed) throw new Error('the caller went away')
}

async function blocks(client: PoolClient): Promise<unknown> {
  const { rows } = await client.query(`select network, chain_id as "chainId", height as number,
    '0x' || encode(hash, 'hex') as hash, '0x' || encode(digest, 'hex') as digest from api.chain order by 1, 2`)
  return rows
}
