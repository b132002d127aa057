import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { CodedError, Unavailable } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import { WARNINGS } from '../../claim/trouble.ts'
import { findDatabaseFault, type Pool } from '../../platform/database.ts'
import { shownMessage } from '../../platform/log.ts'
import { collectProcessMetrics } from '../../platform/process-metrics.ts'
import { Recent } from '../../platform/recent.ts'
import { type Refusal, refuse, sendText, takesMethod } from '../../platform/refusal.ts'
import { type Listening, serve } from '../../platform/serve.ts'
import type { Place } from '../place.ts'
import { findKept } from '../segments/reader.ts'
import type { SegmentStore } from '../segments/store.ts'
import { describeState, findDigest, findState, type IndexState } from './index-state.ts'

interface StatusOptions {
  readonly pool: Pool
  readonly place: Place
  readonly segments: SegmentStore
  readonly registry: Registry
  readonly log: Logger
  /** Why the indexer has not begun; null, or absent: it has. */
  readonly findWait?: () => string | null
}

interface Answer {
  /** Absent: 200. */
  readonly status?: number
  readonly type: string
  readonly body: string
}
type Read = (query: URLSearchParams) => Promise<Answer>

/** Reads of raw data and digests at once: they are for another operator's `assay compare`, which asks one by one. */
const READS_AT_ONCE = 4
const PROBES = new Set(['/health', '/ready'])
const NEEDS_TABLES = new Set(['/status', '/digest', '/raw'])

/**
 * What the indexer says over HTTP: `/health`, `/ready` (503 with the reason while it waits or is in trouble), `/metrics`, `/status` (JSON; `?text` in plain words), and, for another
 * operator's `assay compare`, `/digest?at=N` and `/raw?block=N`. Resolves when it listens.
 * @throws Misconfigured `PORT_IN_USE`
 */
export async function serveStatus(options: StatusOptions, host: string, port: number): Promise<Listening> {
  const { registry, log } = options
  collectProcessMetrics(registry)
  registerGauges(options)
  const state = new Recent(() => findState(options.pool, options.place), {
    what: 'the state of the index',
    ageMs: 1000,
    waitMs: 3000,
  })
  let reading = 0
  const reads: Record<string, Read> = {
    '/health': async () => ({ type: 'text/plain', body: 'ok\n' }),
    '/ready': async () => ready(options.findWait?.() ?? (await findHindrance(state))),
    '/metrics': async () => ({ type: registry.contentType, body: await registry.metrics() }),
    '/status': async (query) => status(shown(found(await state.get())), query),
    '/digest': (query) => digest(options, query),
    '/raw': (query) => raw(options, query),
  }
  return serve(
    async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const read = Object.hasOwn(reads, url.pathname) ? reads[url.pathname] : undefined
      if (!read) return refuse(response, NOTHING)
      if (!takesMethod(request, response, ['GET'])) return
      const wait = options.findWait?.() ?? null
      if (wait !== null && NEEDS_TABLES.has(url.pathname))
        return refuse(response, { status: 503, code: 'UNAVAILABLE', message: wait })
      if (reading >= READS_AT_ONCE && !PROBES.has(url.pathname)) return refuse(response, BUSY)
      reading++
      try {
        const { status: code = 200, type, body } = await read(url.searchParams)
        sendText(response, code, type, body)
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal.status >= 500) log.error({ err: error, path: url.pathname }, 'a request failed')
        refuse(response, refusal)
      } finally {
        reading--
      }
    },
    {
      host,
      port,
      setting: 'ASSAY_METRICS_PORT',
      onFault: (error) => log.error({ err: error }, 'a request failed'),
    },
  )
}

const NOTHING: Refusal = { status: 404, code: 'NOT_FOUND', message: 'nothing at this address' }
const BUSY: Refusal = {
  status: 503,
  code: 'BUSY',
  message: 'other requests are being answered; try again later',
  headers: { 'retry-after': '1' },
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof CodedError && error.code === 'NOT_FOUND')
    return { status: 404, code: error.code, message: error.message }
  if (error instanceof Unavailable || findDatabaseFault(error))
    return {
      status: 503,
      code: 'UNAVAILABLE',
      message: 'the database does not answer',
      headers: { 'retry-after': '5' },
    }
  return { status: 500, code: 'INTERNAL', message: 'a fault of ours; it stands in the log' }
}

function shown(state: IndexState): IndexState {
  const { trouble } = state
  return trouble ? { ...state, trouble: { ...trouble, message: shownMessage(trouble.message) } } : state
}

function status(state: IndexState, query: URLSearchParams): Answer {
  return query.has('text')
    ? { type: 'text/plain', body: `${describeState(state).join('\n')}\n` }
    : { type: 'application/json', body: JSON.stringify(state) }
}

function ready(reason: string | null): Answer {
  const body = { ready: reason === null, reasons: reason === null ? [] : [reason] }
  return { status: body.ready ? 200 : 503, type: 'application/json', body: JSON.stringify(body) }
}

async function findHindrance(state: Recent<IndexState | undefined>): Promise<string | null> {
  try {
    const found = await state.get()
    if (found === undefined) return 'nothing is indexed yet'
    const { trouble } = found
    return trouble && !WARNINGS.includes(trouble.code) ? `indexing does not move: ${trouble.code}` : null
  } catch (error) {
    if (error instanceof Unavailable || findDatabaseFault(error)) return 'the database does not answer'
    throw error
  }
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
  const row = new Recent(() => findFigures(pool, place), {
    what: 'the status row',
    ageMs: 1000,
    waitMs: 2000,
  })
  const figures: [name: string, help: string, read: (of: Figures) => number][] = [
    ['assay_indexer_height', 'Newest stored block', (of) => of.height],
    ['assay_indexer_head', 'Newest block seen', (of) => of.head],
    ['assay_indexer_finalized_height', 'Newest final block stored', (of) => of.finalized_height],
    ['assay_indexer_trouble', '1 while indexing does not move', (of) => of.trouble],
    ['assay_indexer_seconds_since_commit', 'Seconds since the last commit', (of) => of.age],
  ]
  for (const [name, help, read] of figures)
    new Gauge({
      name,
      help,
      labelNames: ['network', 'chain'],
      registers: [registry],
      async collect() {
        this.reset()
        // With the database away there is no figure, and assay_database_up says so.
        const of = await row.get().catch(() => undefined)
        if (of) this.set(labels, read(of))
      },
    })
  new Gauge({
    name: 'assay_database_up',
    help: '1 while the database answers',
    registers: [registry],
    async collect() {
      this.set(
        await row.get().then(
          () => 1,
          () => 0,
        ),
      )
    },
  })
}

interface Figures {
  readonly height: number
  readonly head: number
  readonly finalized_height: number
  readonly trouble: number
  readonly age: number
}

async function findFigures(pool: Pool, place: Place): Promise<Figures | undefined> {
  const { rows } = await pool.query<Figures>(
    `select height, head, finalized_height, (trouble_code is not null and trouble_code <> all($3))::int as trouble,
       extract(epoch from now() - updated_at)::float as age
     from ingest.status where network = $1 and chain_id = $2`,
    [place.network, place.chain, WARNINGS],
  )
  return rows[0]
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
