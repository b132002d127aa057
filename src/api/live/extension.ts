import { readFileSync } from 'node:fs'
import { type FieldNode, GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql'
import type { Pool } from '../../platform/database.ts'
import type { ApiMetrics } from '../http/metrics.ts'
import { type Entity, getEntity, type Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { compileList } from '../sql/list.ts'
import { slot } from '../sql/select.ts'
import { selectionUnder } from '../sql/selection.ts'
import type { Where } from '../sql/where.ts'
import type { NewsHub } from './hub.ts'
import { findBlockTime } from './position.ts'
import { type Step, type StreamState, steps } from './stream.ts'

export const LIVE_SDL = readFileSync(new URL('./live.graphql', import.meta.url), 'utf8')

export interface LiveParts {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
  readonly pool: Pool
  readonly hub: NewsHub
  readonly metrics: ApiMetrics
  /** Streams that may be open at once: each reads the database at every commit. */
  readonly most: number
}

// Rows of one step are read in pages of this many; what a page holds is sent before the next is read.
const PAGE = 500

type Arguments = Readonly<Record<string, unknown>>

/** Gives the fields of `Subscription` their streams. */
export function installLive(parts: LiveParts): void {
  const fields = parts.schema.getSubscriptionType()?.getFields() ?? {}
  const sources: Record<
    string,
    (args: Arguments, info: GraphQLResolveInfo, life: Life) => AsyncGenerator<unknown>
  > = {
    head: (args, _, life) => headStream(parts, args, life),
    claims: (args, info, life) =>
      entityStream(parts, getEntity(parts.model, 'Claim'), 'claim', args, info, life),
    penalties: (args, info, life) =>
      entityStream(parts, getEntity(parts.model, 'Penalty'), 'penalty', args, info, life),
    verdicts: (args, info, life) =>
      entityStream(parts, getEntity(parts.model, 'Verdict'), 'verdict', args, info, life),
  }
  let open = 0
  for (const [name, stream] of Object.entries(sources)) {
    const field = fields[name]
    if (!field) throw new TypeError(`no subscription ${name}`)
    field.subscribe = (_source, args: Arguments, _context, info) => {
      if (open >= parts.most)
        throw new GraphQLError(`${parts.most} live streams are open: try again later`, {
          extensions: { code: 'BUSY', limit: parts.most },
        })
      open++
      return counted(
        parts.metrics,
        (life) => stream(args, info, life),
        () => {
          open--
        },
      )
    }
    field.resolve = (event: unknown) => event
  }
  for (const [type, field] of [
    ['ClaimEvent', 'claim'],
    ['PenaltyEvent', 'penalty'],
    ['VerdictEvent', 'verdict'],
  ] as const) {
    const object = parts.schema.getType(type)
    if (object && 'getFields' in object) {
      const found = (object.getFields() as Record<string, { resolve?: unknown }>)[field]
      if (found) found.resolve = (event: Record<string, unknown>) => event[slot(field)] ?? null
    }
  }
}

interface Life {
  /** To be called once nothing is missed any more. */
  readonly opened: () => void
  readonly signal: AbortSignal
}

// A generator that waits for news hears of its end only with the next news: the signal wakes it at once.
function counted(
  metrics: ApiMetrics,
  make: (life: Life) => AsyncGenerator<unknown>,
  over: () => void,
): AsyncIterableIterator<unknown> {
  const ended = new AbortController()
  ended.signal.addEventListener('abort', over, { once: true })
  const stream = count(metrics, (opened) => make({ opened, signal: ended.signal }))
  return {
    async next() {
      try {
        const result = await stream.next()
        if (result.done) ended.abort()
        return result
      } catch (error) {
        ended.abort()
        throw error
      }
    },
    return() {
      ended.abort()
      return stream.return(undefined)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* count(
  metrics: ApiMetrics,
  make: (opened: () => void) => AsyncGenerator<unknown>,
): AsyncGenerator<unknown> {
  let open = false
  try {
    yield* make(() => {
      open = true
      metrics.subscriptions(1)
    })
  } finally {
    if (open) metrics.subscriptions(-1)
  }
}

async function* headStream({ hub, pool }: LiveParts, args: Arguments, life: Life): AsyncGenerator<unknown> {
  let state: StreamState | undefined
  for await (const step of steps(
    hub,
    pool,
    cursorOf(args),
    (began) => {
      state = began
      life.opened()
    },
    life.signal,
  )) {
    if (!state || step.kind === 'verdicts') continue
    if (step.kind === 'withdrawn') {
      yield withdrawal(state, step)
      continue
    }
    const { network, chain, upTo, hash } = step
    state.move({ network, chain, number: upTo, hash })
    const timestamp = await findBlockTime(pool, network, chain, upTo)
    yield { cursor: state.cursor(), head: { network, chainId: chain, number: upTo, hash, timestamp } }
  }
}

async function* entityStream(
  parts: LiveParts,
  entity: Entity,
  field: string,
  args: Arguments,
  info: GraphQLResolveInfo,
  life: Life,
): AsyncGenerator<unknown> {
  const nodes = entityNodes(info, field)
  let state: StreamState | undefined
  for await (const step of steps(
    parts.hub,
    parts.pool,
    cursorOf(args),
    (began) => {
      state = began
      life.opened()
    },
    life.signal,
  )) {
    if (!state) continue
    if (step.kind === 'withdrawn') {
      const told = withdrawal(state, step)
      if (entity.name !== 'Verdict') yield told
      continue
    }
    if ((step.kind === 'verdicts') !== (entity.name === 'Verdict')) continue
    const range = await rangeOf(parts.pool, step, state)
    for (let offset = 0; ; offset += PAGE) {
      const rows = await page(parts, entity, nodes, args, info, range, offset)
      for (const row of rows) yield { cursor: state.cursor(), [slot(field)]: row }
      if (rows.length < PAGE) break
    }
    if (range.upTo !== undefined) state.verdict = range.upTo
    if (step.kind === 'blocks')
      state.move({ network: step.network, chain: step.chain, number: step.upTo, hash: step.hash })
  }
}

function withdrawal(
  state: StreamState,
  { network, chain, from }: Extract<Step, { kind: 'withdrawn' }>,
): unknown {
  state.move({ network, chain, number: from - 1, hash: '' })
  return { cursor: state.cursor(), withdrawn: { network, chainId: chain, fromBlock: from } }
}

interface Range {
  readonly where: Where
  readonly orderBy: readonly string[]
  /** The verdict up to which it reads; what is recorded later is for the next step. */
  readonly upTo?: number
}

async function rangeOf(
  pool: Pool,
  step: Exclude<Step, { kind: 'withdrawn' }>,
  state: StreamState,
): Promise<Range> {
  if (step.kind === 'blocks') {
    const { network, chain, above, upTo } = step
    const where = { network_eq: network, chainId_eq: chain, blockNumber_gt: above, blockNumber_lte: upTo }
    return { where, orderBy: [] }
  }
  const { rows } = await pool.query(`select coalesce(max(number), 0) as number from api.verdict`)
  const upTo = Math.max(state.verdict, Number(rows[0]?.number))
  return {
    where: { number_gt: String(state.verdict), number_lte: String(upTo) },
    orderBy: ['number_ASC'],
    upTo,
  }
}

async function page(
  { model, schema, tokens, pool }: LiveParts,
  entity: Entity,
  nodes: readonly FieldNode[],
  args: Arguments,
  info: GraphQLResolveInfo,
  range: Range,
  offset: number,
): Promise<unknown[]> {
  const where = args.where ? { AND: [range.where, args.where as Where] } : range.where
  const list = { where, orderBy: range.orderBy, limit: PAGE, offset }
  const query = compileList({ model, schema, tokens, operation: info }, entity, nodes, list)
  const { rows } = await pool.query({ text: query.text, values: [...query.values], rowMode: 'array' })
  return rows.map(query.read)
}

function entityNodes(info: GraphQLResolveInfo, field: string): FieldNode[] {
  return [...selectionUnder(info.fieldNodes, info).values()]
    .flat()
    .filter((node) => node.name.value === field)
}

function cursorOf(args: Arguments): string | undefined {
  return typeof args.after === 'string' ? args.after : undefined
}
