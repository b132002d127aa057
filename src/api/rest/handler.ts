import { isInputObjectType } from 'graphql'
import type { Logger } from 'pino'
import { ask } from '../execute/ask.ts'
import type { Engine } from '../execute/engine.ts'
import { sendFault } from '../http/fault.ts'
import { didYouMean, readParameters } from '../http/parameters.ts'
import { sendError, sendFound, sendJson, write } from '../http/respond.ts'
import type { Route } from '../http/routes.ts'
import { callerOf } from '../limits/gate.ts'
import type { Model } from '../model/model.ts'
import { openApiDocument } from './openapi.ts'
import { type RestAnswer, restQuery } from './query.ts'
import { listResources, type Resource } from './resources.ts'

/** REST over the same engine, so with the same answers and limits as GraphQL; `/rest/openapi.json` describes it. */
export function createRest(model: Model, engine: Engine, log: Logger): Route {
  const resources = listResources(model, engine.schema)
  const document = write(openApiDocument(model, resources))
  const byPath = new Map(resources.map((resource) => [resource.path, resource]))
  const names = resources
    .filter(({ path }) => !path.includes('{'))
    .map(({ path }) => path.slice('/rest/'.length))
  return async (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s)
    try {
      if (path === '/rest' || path === '/rest/openapi.json') {
        readParameters(search, [])
        const list = { resources: [...byPath.keys()], describedBy: '/rest/openapi.json' }
        return path === '/rest' ? sendJson(response, 200, list) : sendFound(response, document)
      }
      const [, name = '', id, part] =
        /^\/rest\/(\w{1,60})(?:\/([^/]{1,900})(?:\/(\w{1,60}))?)?$/.exec(path) ?? []
      const resource = byPath.get(`/rest/${name}${id === undefined ? '' : '/{id}'}${part ? `/${part}` : ''}`)
      if (!resource) {
        const near = didYouMean(name, names)
        return sendError(response, 404, 'NOT_FOUND', `no such resource${near}: see /rest/openapi.json`)
      }
      const parameters = readParameters(search, knownOf(resource), (given) =>
        explain(engine, resource, given),
      )
      const { text, variables, read } = restQuery(model, resource, id && decodeURIComponent(id), parameters)
      const answer = read(await ask(engine, text, variables, callerOf(request)))
      if (answer.body === null)
        return sendError(
          response,
          404,
          'NOT_FOUND',
          `no ${resource.entity?.name ?? resource.field} with this id`,
        )
      sendJson(response, 200, answer.body, headersOf(path, parameters, answer))
    } catch (error) {
      if (error instanceof URIError) return sendError(response, 400, 'BAD_USER_INPUT', error.message)
      sendFault(response, error, log)
    }
  }
}

function knownOf({ args, own }: Resource): string[] {
  return [...args, ...own].map(({ name }) => name)
}

// Filters stand in one parameter: who writes one beside it is shown where it goes.
function explain({ schema }: Engine, { kind, entity }: Resource, given: string): string | undefined {
  const filter = schema.getType(`${entity?.name}WhereInput`)
  if (kind !== 'list' || !isInputObjectType(filter) || !Object.hasOwn(filter.getFields(), given))
    return undefined
  return `filters stand in where: {"${given}": …}`
}

/** Where the next page is (RFC 8288), and how many rows there are in all. */
function headersOf(
  path: string,
  parameters: ReadonlyMap<string, string>,
  { next, total }: RestAnswer,
): Record<string, string> {
  const headers: Record<string, string> = {}
  if (next)
    headers.link = `<${path}?${new URLSearchParams([...Object.entries({ ...Object.fromEntries(parameters), ...next })])}>; rel="next"`
  if (total && total.exact !== null) headers['x-total-count'] = String(total.exact)
  else if (total) headers['x-total-count-at-least'] = String(total.atLeast)
  return headers
}
