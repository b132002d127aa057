import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import type { ApiMetrics } from '../http/metrics.ts'
import { callerOf } from '../limits/gate.ts'
import type { Manifests } from './manifests.ts'
import { unlessAborted, writeOut } from './send.ts'
import { FORMATS, type FormatName, type Opened, type Prepared, type Subject } from './subject.ts'

/** Milliseconds that the parts of an export may take. */
export interface ExportTimes {
  /** Until there is something to send: the database may find no row for long. */
  readonly firstRowMs: number
  /** For the caller to take 64 KiB. */
  readonly stallMs: number
  /** For all of it. */
  readonly mostMs: number
}

export interface RunMeans {
  readonly times: ExportTimes
  readonly manifests: Manifests
  readonly metrics: ApiMetrics
}

interface Asked {
  readonly subject: Subject
  readonly format: FormatName
  readonly prepared: Prepared
  readonly parameters: ReadonlyMap<string, string>
}

/** Nobody is there to answer any more. */
export class CallerLeft extends Error {}

/** The headers that do not depend on what the export holds. */
export function headersOf(name: string, format: FormatName): Record<string, string> {
  return {
    'content-type': FORMATS.get(format)?.type ?? '',
    'content-disposition': `attachment; filename="${name}.${format}"`,
  }
}

/**
 * Reads and sends one export, and keeps its manifest. The status line is sent once the first bytes are there. Whenever the caller
 * leaves, takes nothing for too long, or the time is over, the reading ends.
 * @throws whatever went wrong; then nothing was sent, or the answer is not whole.
 */
export async function runExport(
  { times, manifests, metrics }: RunMeans,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const leave = () => stop.abort(new CallerLeft())
  response.once('close', leave)
  if (response.destroyed) leave()
  const late = setTimeout(() => stop.abort(tooLong('to find a first row')), times.firstRowMs)
  const over = setTimeout(() => stop.abort(tooLong('in all')), times.mostMs)
  let opened: Opened | undefined
  try {
    const id = (await manifests.canKeep(signal)) ? randomUUID() : undefined
    opened = await asked.prepared.open(asked.format, signal, callerOf(request))
    const { blockVector } = opened
    const chunks = opened.chunks[Symbol.asyncIterator]()
    let next = await unlessAborted(chunks.next(), signal)
    clearTimeout(late)
    const chunked = request.httpVersion !== '1.0'
    response.writeHead(200, {
      ...headersOf(asked.subject.name, asked.format),
      ...(id ? { 'x-assay-manifest': `/export/manifests/${id}` } : {}),
      ...(chunked ? { trailer: 'x-assay-sha256, x-assay-sources' } : {}),
    })
    const hash = createHash('sha256')
    let bytes = 0
    for (; !next.done; next = await unlessAborted(chunks.next(), signal)) {
      hash.update(next.value)
      bytes += next.value.length
      await writeOut(response, next.value, { stallMs: times.stallMs, signal })
    }
    await opened.close(true)
    const sha256 = hash.digest('hex')
    const sources = opened.sources?.()
    const read = { blockVector, ...(sources ? { sources } : {}) }
    if (id) await manifests.keep({ ...whatOf(asked), id, ...read, bytes, sha256, finishedAt: now() }, signal)
    metrics.exported(asked.format, bytes)
    if (chunked)
      response.addTrailers({
        'x-assay-sha256': sha256,
        ...(sources ? { 'x-assay-sources': JSON.stringify(sources) } : {}),
      })
    response.end()
  } catch (error) {
    await opened?.close(false)
    // The database's own words are of a closed connection; why it was closed says more.
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(late)
    clearTimeout(over)
    response.off('close', leave)
  }
}

function whatOf({ subject, format, parameters }: Asked) {
  return { entity: subject.entity, format, parameters: Object.fromEntries(parameters) }
}

function now(): string {
  return new Date().toISOString()
}

function tooLong(what: string): GraphQLError {
  return new GraphQLError(`the export took too long ${what}: filter by an indexed field, or ask for less`, {
    extensions: { code: 'STATEMENT_TIMEOUT' },
  })
}
