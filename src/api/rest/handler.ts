import type { Logger } from 'pino'
import type { Engine } from '../execute/engine.ts'
import { toShownError } from '../execute/errors.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import type { Model } from '../model/model.ts'
import { openApiDocument } from './openapi.ts'
import { findEntity, RestRefused, restById, restList } from './query.ts'

/** REST over the same engine, so with the same answers and limits as GraphQL; `/rest/openapi.json` describes it. */
export function createRest(model: Model, engine: Engine, log: Logger): Route {
  const document = openApiDocument(model, engine.schema)
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/rest/openapi.json') return sendJson(response, 200, document)
    const [, plural = '', id] = /^\/rest\/(\w{1,60})(?:\/(.{1,300}))?$/.exec(url.pathname) ?? []
    const entity = findEntity(model, plural)
    if (!entity) return sendError(response, 404, 'NOT_FOUND', 'no such resource: see /rest/openapi.json')
    try {
      const query = id
        ? restById(entity, decodeURIComponent(id), url.searchParams)
        : restList(entity, url.searchParams)
      const result = await engine.run(engine.prepare(query.text), query.variables, undefined)
      const [error] = result.errors ?? []
      if (error) throw error
      const value = (result.data as Record<string, unknown>)[query.root]
      if (value === null) return sendError(response, 404, 'NOT_FOUND', `no ${entity.name} with this id`)
      sendJson(response, 200, value)
    } catch (error) {
      if (error instanceof RestRefused || error instanceof URIError)
        return sendError(response, 400, 'BAD_USER_INPUT', error.message)
      const shown = toShownError(error, log)
      const code = String(shown.extensions.code)
      sendError(response, STATUS[code] ?? 400, code, shown.message)
    }
  }
}

// What is not the caller's mistake.
const STATUS: Readonly<Record<string, number>> = {
  INTERNAL: 500,
  STATEMENT_TIMEOUT: 503,
  UNAVAILABLE: 503,
  BUSY: 503,
}
