import type { FieldNode, GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type { Pool } from '../../platform/database.ts'
import type { Pace, Turns } from '../limits/turns.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { slot } from '../sql/select.ts'
import { selectionUnder } from '../sql/selection.ts'
import type { Where } from '../sql/where.ts'
import type { NewsHub } from './hub.ts'
import type { StreamLife } from './open.ts'
import { findJournalBlock } from './position.ts'
import { type NumberRange, rowsOf } from './range.ts'
import { type StreamState, type StreamStep, steps } from './stream.ts'

export interface LiveParts {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
  readonly pool: Pool
  readonly hub: NewsHub
}

/** What all streams of a server share. */
export interface Shared extends LiveParts {
  readonly turns: Turns
  readonly pace: Pace
}

/** One subscription to one field. */
export interface Subscribed {
  readonly caller: string
  /** The cursor to go on from. */
  readonly after: string | undefined
  readonly filter: Where | undefined
  readonly info: GraphQLResolveInfo
  readonly life: StreamLife
}

/** Every commit of the index. */
export async function* headStream(shared: Shared, subscribed: Subscribed): AsyncGenerator<unknown> {
  for await (const { step, state } of told(shared, subscribed)) {
    if (step.kind === 'verdicts') continue
    if (step.kind === 'withdrawn') {
      yield withdrawal(state, step)
      continue
    }
    const { network, chain, upTo, hash } = step
    state.move({ network, chain, number: upTo, hash })
    const { timestamp } = await shared.turns.take(subscribed.caller, () =>
      findJournalBlock(shared.pool, { network, chain, number: upTo }),
    )
    yield { cursor: state.cursor(), head: { network, chainId: chain, number: upTo, hash, timestamp } }
  }
}

/** Rows of an entity as they come: of new blocks, or for verdicts by their number. */
export async function* entityStream(
  shared: Shared,
  entity: Entity,
  field: string,
  subscribed: Subscribed,
): AsyncGenerator<unknown> {
  const isVerdict = entity.name === 'Verdict'
  for await (const { step, state } of told(shared, subscribed)) {
    if (step.kind === 'withdrawn') {
      const event = withdrawal(state, step)
      if (!isVerdict) yield event
      continue
    }
    if ((step.kind === 'verdicts') !== isVerdict) continue
    yield* stepRows(shared, entity, field, subscribed, { step, state })
  }
}

interface Told<S extends StreamStep = StreamStep> {
  readonly step: S
  readonly state: StreamState
}

async function* told(
  { hub, pool, turns }: Shared,
  { caller, after, life }: Subscribed,
): AsyncGenerator<Told> {
  let state: StreamState | undefined
  const source = {
    hub,
    read: <T>(work: (from: Pool) => Promise<T>) => turns.take(caller, () => work(pool)),
  }
  const began = (now: StreamState) => {
    state = now
    life.opened()
  }
  for await (const step of steps(source, after, began, life.signal)) if (state) yield { step, state }
}

// Rows that are sent without a pause: about as many milliseconds of work.
const AT_ONCE = 10

async function* stepRows(
  shared: Shared,
  entity: Entity,
  field: string,
  { caller, filter, info, life }: Subscribed,
  { step, state }: Told<Exclude<StreamStep, { kind: 'withdrawn' }>>,
): AsyncGenerator<unknown> {
  const range = await rangeOf(shared, caller, step, state)
  let hash = ''
  let sent = 0
  // The hash is read before the rows: a fork in between makes a cursor that is taken back, never one that hides it.
  const begin = async (upTo: number) => {
    if (step.kind === 'blocks')
      hash = upTo === step.upTo ? step.hash : await hashAt(shared, caller, step, upTo)
  }
  const nodes = entityNodes(info, field)
  for await (const event of rowsOf({ ...shared, caller, entity, nodes, info, filter }, range, begin)) {
    if (life.signal.aborted) return
    if ('row' in event) {
      if (++sent % AT_ONCE === 0) await shared.pace.step()
      // Of a block others may follow; a verdict's number is its own.
      if (step.kind === 'verdicts') state.verdict = event.number
      yield { cursor: state.cursor(), [slot(field)]: event.row }
    } else if (step.kind === 'verdicts') state.verdict = event.done
    else state.move({ network: step.network, chain: step.chain, number: event.done, hash })
  }
}

async function hashAt(
  { pool, turns }: Shared,
  caller: string,
  { network, chain }: { network: string; chain: number },
  number: number,
): Promise<string> {
  const block = await turns.take(caller, () => findJournalBlock(pool, { network, chain, number }))
  return block.hash
}

async function rangeOf(
  { pool, turns }: Shared,
  caller: string,
  step: Exclude<StreamStep, { kind: 'withdrawn' }>,
  state: StreamState,
): Promise<NumberRange> {
  if (step.kind === 'blocks') {
    const { network, chain, above, upTo } = step
    const where = { network_eq: network, chainId_eq: chain }
    return { above, upTo, field: 'blockNumber', column: 'block_number', where, orderBy: [] }
  }
  const { rows } = await turns.take(caller, () =>
    pool.query(`select coalesce(max(number), 0) as number from api.verdict`),
  )
  const upTo = Math.max(state.verdict, Number(rows[0]?.number))
  return {
    above: state.verdict,
    upTo,
    field: 'number',
    column: 'number_ASC',
    where: {},
    orderBy: ['number_ASC'],
  }
}

function withdrawal(
  state: StreamState,
  { network, chain, from }: Extract<StreamStep, { kind: 'withdrawn' }>,
): unknown {
  state.move({ network, chain, number: from - 1, hash: '' })
  return { cursor: state.cursor(), withdrawn: { network, chainId: chain, fromBlock: from } }
}

function entityNodes(info: GraphQLResolveInfo, field: string): FieldNode[] {
  return [...selectionUnder(info.fieldNodes, info).values()]
    .flat()
    .filter((node) => node.name.value === field)
}
