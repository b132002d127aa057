import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { getCatalogue } from '../platform/catalogue.ts'
import { ContentStore } from '../platform/content-store.ts'
import type { Pool } from '../platform/database.ts'
import type { ApiConfig } from './config.ts'
import { createContentRoute } from './content/handler.ts'
import { createReadPool, toReaderUrl } from './database.ts'
import { Engine } from './execute/engine.ts'
import { createExporter } from './export/handler.ts'
import { listExtensions } from './extensions.ts'
import { createDispatcher, type Door } from './http/dispatch.ts'
import { createMetrics } from './http/metrics.ts'
import { graphqlRoute, operationRoutes } from './http/routes.ts'
import { listen } from './http/server.ts'
import { createGate } from './limits/gate.ts'
import { readKeys } from './limits/keys.ts'
import { installLive } from './live/extension.ts'
import { NewsHub } from './live/hub.ts'
import { TokenBook } from './model/tokens.ts'
import { listNetworks } from './networks.ts'
import { createRest } from './rest/handler.ts'
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
  const extensions = await listExtensions(networks, await getCatalogue(config.catalogue ?? CATALOGUE))
  const { model, schema } = buildExecutableSchema(tokens, extensions)
  const keys = await readKeys(config.keys)
  const pool = createReadPool(config)
  // Exports read for minutes: their connections are apart, so that they never hold up a question.
  const exportPool = createReadPool({ ...config, poolSize: 2 })
  const hub = new NewsHub(toReaderUrl(config), log)
  const metrics = createMetrics(pool)
  installLive({ model, schema, tokens, pool, hub, metrics, most: config.streams ?? 200 })
  const engine = new Engine({ model, schema, pool, maxCost: config.maxCost })
  const operations = Object.entries(operationRoutes(pool, metrics, config))
  const doors: Door[] = [
    { prefix: '/graphql', route: graphqlRoute(engine, log) },
    { prefix: '/export', route: createExporter({ model, schema, pool: exportPool, metrics, log }) },
    { prefix: '/rest', route: createRest(model, engine, log) },
    ...(config.contents
      ? [{ prefix: '/content', route: createContentRoute(pool, new ContentStore(config.contents)) }]
      : []),
    ...operations.map(([prefix, route]) => ({ prefix, route })),
  ]
  const dispatch = createDispatcher(doors, createGate(config, keys), metrics, log)
  const { port, close } = await listen(dispatch, config.host, config.port)
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    engine,
    pool,
    async close() {
      await close()
      await Promise.all([hub.close(), pool.end(), exportPool.end()])
    },
  }
}
