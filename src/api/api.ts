import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { openContents } from '../platform/content-store.ts'
import type { Pool } from '../platform/database.ts'
import { Recent } from '../platform/recent.ts'
import { serve } from '../platform/serve.ts'
import { createAlertFeed } from './alerts/feed.ts'
import { createBadges } from './badge/handler.ts'
import type { ApiConfig } from './config.ts'
import { Conversations } from './content/conversations.ts'
import { createContentRoute } from './content/handler.ts'
import { ANSWER_MS, createReadPool, POOL_WAIT_MS, toReaderUrl } from './database.ts'
import { Engine } from './execute/engine.ts'
import { KeptAnswers } from './execute/kept.ts'
import { KeptPlans } from './execute/kept-plans.ts'
import { createExporter } from './export/handler.ts'
import { exportLimits } from './export/limits.ts'
import { listSubjects } from './export/subjects.ts'
import { CORS_HEADERS } from './http/cors.ts'
import { createDispatcher, type Door } from './http/dispatch.ts'
import { createMetrics } from './http/metrics.ts'
import { graphqlRoute, operationRoutes, type Route, whenReady } from './http/routes.ts'
import { listChainStatus } from './http/status.ts'
import { createFilesGate, createGate, createOperationsGate } from './limits/gate.ts'
import { readKeys } from './limits/keys.ts'
import { installLive } from './live/extension.ts'
import { NewsHub } from './live/hub.ts'
import { createLogFiles } from './logs/handler.ts'
import { openSchema } from './open-schema.ts'
import { createAssets } from './pages/assets/serve.ts'
import { answerMcp, exportPage, restPage, withPage } from './pages/bare.ts'
import { openDashboard, withDashboard } from './pages/dashboard.ts'
import { createDocs } from './pages/docs.ts'
import { withEditor } from './pages/editor.ts'
import { createLanding } from './pages/landing.ts'
import { createRest } from './rest/handler.ts'
import { listDivided } from './sql/division.ts'
import { watchTables } from './tables.ts'
import { AnswerThreads } from './threads/threads.ts'

// What `npm run dashboard:build` wrote; an image and a package bring it.
const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
// The documents of this repository, wherever the process was started.
const DOCS = fileURLToPath(new URL('../../docs', import.meta.url))

// What reads a ledger may take so many times as long as another statement: a quarter of the pool at most works for it.
const HEAVY = 4
// Longest wait for what /ready, /status and /metrics say of the chains.
const STATUS_MS = 2000

export interface Api {
  readonly url: string
  readonly engine: Engine
  readonly pool: Pool
  /** The connections of statements that are asked often. */
  readonly plansPool: Pool
  /** Settles when the tables are there and new enough, or at the close. */
  readonly begun: Promise<void>
  close(): Promise<void>
}

/** Starts the API and gives its address. `close` answers what was begun, then lets go of everything. */
export async function startApi(config: ApiConfig, log: Logger): Promise<Api> {
  const { networks, tokens, clickhouse, loaded, model, schema, costs, writer } = await openSchema(config, log)
  const keys = await readKeys(config.keys)
  const pool = createReadPool(config, config.statementTimeoutMs + ANSWER_MS)
  // Of statements that are asked often each connection keeps a plan for any values; what is planned for its values must not have one.
  const plansPool = createReadPool(config, config.statementTimeoutMs + ANSWER_MS, {
    plan_cache_mode: 'force_generic_plan',
  })
  // Exports read for minutes: their connections are apart, so that they never hold up a question.
  const limits = exportLimits(config)
  const exportPool = createReadPool({ ...config, poolSize: limits.atOnce })
  // Whoever reads a whole log file by file keeps no question from a connection.
  const filesPool = createReadPool({ ...config, poolSize: 2 })
  const hub = new NewsHub(toReaderUrl(config), log)
  // What operators ask has a connection of its own: questions cannot keep it from answering, nor it them.
  const statusPool = createReadPool({ ...config, poolSize: 1, poolWaitMs: STATUS_MS }, STATUS_MS)
  const chains = new Recent(() => listChainStatus(statusPool), {
    what: 'the state of the chains',
    ageMs: 1000,
    waitMs: STATUS_MS,
  })
  const metrics = createMetrics(pool, chains)
  installLive({
    model,
    schema,
    tokens,
    pool,
    hub,
    metrics,
    limits: {
      most: config.streams ?? 200,
      mostOfCaller: config.streamsOfCaller ?? 20,
      stallMs: config.streamStallMs ?? 60_000,
      reading: Math.max(1, Math.floor(config.poolSize / 4)),
    },
  })
  const questions = {
    atOnce: config.poolSize,
    waitMs: config.poolWaitMs ?? POOL_WAIT_MS,
    heavyStatementMs: HEAVY * config.statementTimeoutMs,
  }
  // Where chains stand is looked up for each answer that was kept: it must not wait behind the questions that are worked out.
  const marksPool = createReadPool({ ...config, poolSize: 2 }, STATUS_MS)
  const kept = config.keptBytes
    ? new KeptAnswers(marksPool, log, {
        bytes: config.keptBytes,
        ...(config.keptLeastMs !== undefined && { leastMs: config.keptLeastMs }),
      })
    : undefined
  const threads = config.threads ? new AnswerThreads(config, config.threads) : undefined
  const engine = new Engine({
    model,
    schema,
    costs,
    pool,
    plans: new KeptPlans(plansPool),
    writer,
    maxCost: config.maxCost,
    questions,
    kept,
    threads,
    ...(config.clickhouse ? { divided: listDivided(model) } : {}),
  })
  const subjects = listSubjects(
    { model, schema, tokens, loaded, pool: exportPool, mostMs: limits.mostMs },
    engine,
  )
  const tables = watchTables(statusPool, log)
  const operations = Object.entries(
    operationRoutes(chains, metrics, config, () => tables.wait?.message ?? null),
  )
  const conversations = config.contents
    ? new Conversations(openContents(config.contents, config.bucket))
    : undefined
  const tabled = (route: Route) => whenReady(route, () => tables.lack)
  const read = ['GET']
  const assets = createAssets()
  const dashboard = openDashboard(DASHBOARD)
  const lists = [...model.entities.values()].map(({ plural }) => plural).sort()
  const doors: Door[] = [
    {
      prefix: '/graphql',
      // PUT and DELETE: streams of the single connection mode.
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      route: withEditor(tabled(graphqlRoute(engine, metrics, log))),
    },
    {
      prefix: '/export',
      methods: read,
      route: withPage(
        '/export',
        'Exports',
        exportPage(subjects.map(({ name }) => name)),
        tabled(createExporter({ subjects, pool, exportPool, limits, metrics, log })),
      ),
    },
    {
      prefix: '/rest',
      methods: read,
      route: withPage('/rest', 'REST', restPage(lists), tabled(createRest(model, engine, log))),
    },
    { prefix: '/alerts.atom', methods: read, route: tabled(createAlertFeed(engine, log)) },
    { prefix: '/badge', methods: read, route: tabled(createBadges(engine, log)) },
    { prefix: '/logs', methods: read, route: tabled(createLogFiles(filesPool)), isOfFiles: true },
    ...(conversations
      ? [
          {
            prefix: '/content',
            methods: read,
            route: tabled(createContentRoute(pool, conversations)),
          },
        ]
      : []),
    ...operations.map(([prefix, route]) => ({ prefix, methods: read, route })),
    { prefix: '/mcp', methods: read, route: answerMcp },
    { prefix: '/docs', methods: read, route: await createDocs(DOCS) },
    { prefix: '/assets', methods: read, route: assets },
    { prefix: '/favicon.ico', methods: read, route: assets },
    ...(dashboard
      ? ['/pages', '/favicon.svg'].map((prefix) => ({
          prefix,
          methods: read,
          route: dashboard.files,
          isFree: true,
        }))
      : []),
    {
      prefix: '/',
      methods: read,
      opensRest: dashboard !== undefined,
      route: withDashboard(
        dashboard,
        createLanding({
          networks,
          chains,
          findWait: () => tables.wait?.message ?? null,
          trustProxy: config.trustProxy,
        }),
      ),
    },
  ]
  const dispatch = createDispatcher(
    doors,
    {
      questions: createGate(config, keys),
      files: createFilesGate(config, keys),
      operations: createOperationsGate(config),
    },
    metrics,
    log,
  )
  const { port, close } = await serve(dispatch, {
    host: config.host,
    port: config.port,
    setting: 'ASSAY_API_PORT',
    headers: CORS_HEADERS,
    onFault: (error) => log.error({ err: error }, 'a request failed outside of its door'),
  })
  kept?.renewals.start()
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    engine,
    pool,
    plansPool,
    begun: tables.begun,
    async close() {
      kept?.renewals.stop()
      await close()
      await tables.stop()
      await Promise.all([
        threads?.close(),
        clickhouse?.close(),
        conversations?.close(),
        hub.close(),
        pool.end(),
        plansPool.end(),
        exportPool.end(),
        statusPool.end(),
        marksPool.end(),
        filesPool.end(),
      ])
    },
  }
}
