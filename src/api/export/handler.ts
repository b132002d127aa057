import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import type { Pool } from '../../platform/database.ts'
import { sendFault } from '../http/fault.ts'
import type { ApiMetrics } from '../http/metrics.ts'
import { didYouMean, readParameters } from '../http/parameters.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import { type Allowance, RateLimiter } from '../limits/rate.ts'
import { Manifests } from './manifests.ts'
import { CallerLeft, type ExportTimes, headersOf, runExport } from './run.ts'
import { Slots } from './slots.ts'
import { FORMATS, type FormatName, type Prepared, type Subject } from './subject.ts'

export interface ExportLimits extends ExportTimes {
  /** Exports that run at once, of all callers. */
  readonly atOnce: number
  /** Exports per caller over time: each leaves a manifest for good. */
  readonly allowance: Allowance
}

export interface ExportParts {
  readonly subjects: readonly Subject[]
  /** For manifests that are asked for. */
  readonly pool: Pool
  /** For exports: they read for minutes. */
  readonly exportPool: Pool
  readonly limits: ExportLimits
  readonly metrics: ApiMetrics
  readonly log: Logger
}

interface Asked {
  readonly subject: Subject
  readonly format: FormatName
  readonly prepared: Prepared
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * Answers `GET /export/<name>.<csv|jsonl|parquet>?…`, `GET /export/manifests/<id>` and, with what there is, `GET /export`; HEAD
 * tells the headers and runs nothing. Every refusal comes before the status line.
 */
export function createExporter(parts: ExportParts): Route {
  const { limits } = parts
  const subjects = new Map(parts.subjects.map((subject) => [subject.name, subject]))
  const manifests = new Manifests(parts.exportPool)
  const kept = new Manifests(parts.pool)
  const slots = new Slots(limits.atOnce)
  const limiter = new RateLimiter()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, search } = splitUrl(request.url)
    if (path === '/export' || path === '/export/') return sendJson(response, 200, listOf(subjects))
    const id = /^\/export\/manifests\/([^/]*)$/.exec(path)?.[1]
    if (id !== undefined) return await answerManifest(kept, id, response)
    const asked = readAsked(subjects, path, search)
    if (request.method === 'HEAD') {
      response.writeHead(200, headersOf(asked.subject.name, asked.format))
      return void response.end()
    }
    const caller = callerOf(request)
    const slot = slots.take(caller)
    if ('refused' in slot) return sendError(response, 429, 'BUSY', slot.refused, { 'retry-after': '10' })
    try {
      const admission = limiter.admit(caller, limits.allowance, Date.now())
      if (!admission.allowed) return sendTooMany(response, admission.retryAfter)
      await runExport({ ...parts, times: limits, manifests }, asked, request, response)
    } finally {
      slot.free()
    }
  }
  return (request, response) =>
    answer(request, response).catch((error: unknown) => refuse(response, error, parts))
}

function readAsked(subjects: ReadonlyMap<string, Subject>, path: string, search: string): Asked {
  const [, name = '', extension = ''] = /^\/export\/([^/.]{1,60})\.([^/.]{1,20})$/.exec(path) ?? []
  const subject = subjects.get(name)
  if (!subject)
    throw notFound(`no export ${name || path.slice(0, 80)}${didYouMean(name, [...subjects.keys()])}`)
  const format = FORMATS.get(extension)
  if (!format) throw notFound(`no format ${extension}${didYouMean(extension, [...FORMATS.keys()])}`)
  const parameters = readParameters(search, subject.parameters, subject.explain)
  return { subject, format: format.name, parameters, prepared: subject.prepare(parameters) }
}

async function answerManifest(manifests: Manifests, id: string, response: ServerResponse): Promise<void> {
  const manifest = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? await manifests.find(id)
    : undefined
  if (!manifest)
    return sendError(response, 404, 'NOT_FOUND', 'no such manifest: an export has one once it is finished')
  sendJson(response, 200, manifest, { 'cache-control': 'public, max-age=31536000, immutable' })
}

function sendTooMany(response: ServerResponse, seconds: number): void {
  sendError(response, 429, 'RATE_LIMIT', `too many exports; try again in ${seconds} s`, {
    'retry-after': String(seconds),
  })
}

function refuse(response: ServerResponse, error: unknown, { metrics, log }: ExportParts): void {
  if (response.headersSent || error instanceof CallerLeft) {
    // Half a file must not look like a whole one, also where the end of the connection is the end of the file (HTTP/1.0).
    if (error instanceof CallerLeft) log.info('the caller left an export')
    else {
      metrics.failed('/export', 'BROKEN_OFF')
      log.warn({ err: error }, 'an export broke off')
    }
    const { socket } = response
    if (socket) socket.resetAndDestroy()
    else response.destroy()
    return
  }
  sendFault(response, error, log)
}

function listOf(subjects: ReadonlyMap<string, Subject>): unknown {
  const formats = [...FORMATS.keys()]
  return { exports: [...subjects.values()].map(({ name, parameters }) => ({ name, formats, parameters })) }
}

function splitUrl(url = '/'): { readonly path: string; readonly search: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) }
}

function notFound(message: string): GraphQLError {
  return new GraphQLError(`${message}; /export lists what there is`, { extensions: { code: 'NOT_FOUND' } })
}
