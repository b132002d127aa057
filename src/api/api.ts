import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { getCatalogue } from '../platform/catalogue.ts'
import type { Pool } from '../platform/database.ts'
import type { ApiConfig } from './config.ts'
import { createReadPool } from './database.ts'
import { economicsExtension } from './economics/extension.ts'
import { Engine } from './execute/engine.ts'
import { sendError, sendJson } from './http/respond.ts'
import { listen } from './http/server.ts'
import { listChainStatus, readiness } from './http/status.ts'
import { createGraphqlHandler } from './http/yoga.ts'
import { TokenBook } from './model/tokens.ts'
import { listNetworks } from './networks.ts'
import { buildExecutableSchema } from './schema/executable.ts'

// The catalogue of this repository, wherever the process was started.
const CATALOGUE = fileURLToPath(new URL('../../catalogue', import.meta.url))

export interface Api {
  readonly url: string
  readonly engine: Engine
  readonly pool: Pool
  close(): Promise<void>
}

/** Starts the API and gives its address. `close` answers what was begun, then lets go of everything. */
export async function startApi(config: ApiConfig, log: Logger): Promise<Api> {
  const networks = await listNetworks(config.networks)
  const tokens = new TokenBook(networks)
  const economics = await economicsExtension(networks, await getCatalogue(config.catalogue ?? CATALOGUE))
  const { model, schema } = buildExecutableSchema(tokens, [economics])
  const pool = createReadPool(config)
  const engine = new Engine({ model, schema, pool, maxCost: config.maxCost })
  const graphql = createGraphqlHandler(engine, log)
  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void> =
    {
      '/graphql': (request, response) => graphql(request, response, { res: response }),
      '/health': (_, response) => sendJson(response, 200, { status: 'up' }),
      '/ready': async (_, response) => {
        const state = readiness(await listChainStatus(pool), config.readyLag)
        sendJson(response, state.ready ? 200 : 503, state)
      },
      '/status': async (_, response) => sendJson(response, 200, { chains: await listChainStatus(pool) }),
    }
  const { port, close } = await listen(
    async (request, response) => {
      const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
      const route = routes[path]
      if (!route)
        return sendError(response, 404, 'NOT_FOUND', `nothing at ${path.slice(0, 100)}: see /graphql`)
      try {
        await route(request, response)
      } catch (error) {
        log.error({ err: error, path }, 'a request failed')
        if (!response.headersSent) sendError(response, 503, 'UNAVAILABLE', 'the database does not answer')
        else response.destroy()
      }
    },
    config.host,
    config.port,
  )
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    engine,
    pool,
    async close() {
      await close()
      await pool.end()
    },
  }
}
