import type { FieldNode, GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type { Pool } from '../../platform/database.ts'
import type { Turns } from '../limits/turns.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { type CompiledStretch, compileStretch } from '../sql/after.ts'
import type { Where } from '../sql/where.ts'

// Rows that are read at once; what a page holds is sent before the next is read, so this is what a slow reader keeps in memory.
const PAGE = 200
// How many numbers are looked through at once: at first, and as long as they are found quickly.
const WIDTH = { first: 1000, most: 1_000_000 }
const QUICK_MS = 100
const SLOW_MS = 1000

export interface RangeReader {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
  readonly pool: Pool
  readonly turns: Turns
  readonly caller: string
  readonly entity: Entity
  readonly nodes: readonly FieldNode[]
  readonly info: GraphQLResolveInfo
  /** What the subscriber asked for. */
  readonly filter: Where | undefined
}

/** Numbers above `above` and up to `upTo`: blocks of one chain, or verdicts. */
export interface NumberRange {
  readonly above: number
  readonly upTo: number
  /** The filter's field that holds the number, and the column of the key. */
  readonly field: string
  readonly column: string
  /** What else narrows the rows down. */
  readonly where: Where
  readonly orderBy: readonly string[]
}

interface RangeRow {
  readonly row: unknown
  /** Its own number: several rows of a block have the same. */
  readonly number: number
}

export type RangeEvent =
  | RangeRow
  /** Every row up to this number was given. */
  | { readonly done: number }

/**
 * The rows of a range in order, in parts that are as wide as the database finds quickly: whoever was away long, or asks by a
 * filter that fits nothing, catches up part by part instead of failing at the time limit of one statement. `begin` is called
 * before a part is read.
 */
export async function* rowsOf(
  reader: RangeReader,
  range: NumberRange,
  begin: (upTo: number) => Promise<void>,
): AsyncGenerator<RangeEvent> {
  let width = WIDTH.first
  let above = range.above
  while (above < range.upTo) {
    const upTo = Math.min(range.upTo, above + width)
    await begin(upTo)
    const first = await readFirst(reader, range, { above, upTo })
    if (!first) {
      width = Math.max(1, Math.floor((upTo - above) / 4))
      continue
    }
    yield* first.rows
    for (let page = first; page.next; ) {
      page = await readPage(reader, range, { ...page.next, upTo })
      yield* page.rows
    }
    yield { done: upTo }
    above = upTo
    if (first.ms < QUICK_MS && !first.next) width = Math.min(WIDTH.most, 2 * width)
    else if (first.ms > SLOW_MS) width = Math.max(1, Math.floor(width / 2))
  }
}

interface Part {
  readonly above: number
  readonly upTo: number
  readonly after?: string
}

interface Page {
  readonly rows: readonly RangeRow[]
  /** Milliseconds that the database took. */
  readonly ms: number
  /** Where to go on; undefined when the part is read. */
  readonly next: { readonly above: number; readonly after: string } | undefined
}

// Undefined when the statement took too long and the part can be made smaller.
async function readFirst(reader: RangeReader, range: NumberRange, part: Part): Promise<Page | undefined> {
  try {
    return await readPage(reader, range, part)
  } catch (error) {
    if (part.upTo - part.above > 1 && (error as { code?: unknown }).code === STATEMENT_TIMEOUT)
      return undefined
    throw error
  }
}

const STATEMENT_TIMEOUT = '57014'

function readPage(reader: RangeReader, range: NumberRange, part: Part): Promise<Page> {
  const { pool, turns, caller, entity, nodes, info, filter } = reader
  const where: Where = {
    ...range.where,
    [`${range.field}_gt`]: part.above,
    [`${range.field}_lte`]: part.upTo,
    ...(filter ? { AND: [filter] } : {}),
  }
  const asked = { where, orderBy: range.orderBy, limit: PAGE, after: part.after }
  const query = compileStretch({ ...reader, operation: info }, entity, nodes, asked)
  return turns.take(caller, async () => {
    const began = performance.now()
    const { rows } = await pool.query({ text: query.text, values: [...query.values], rowMode: 'array' })
    const last: unknown[] | undefined = rows.at(-1)
    return {
      rows: rows.map((row) => ({ row: query.read(row), number: Number(query.keyOf(row, range.column)) })),
      ms: performance.now() - began,
      next: last && rows.length === PAGE ? nextOf(query, range, last) : undefined,
    }
  })
}

// The next page begins at the last row's own number: what lies before it is not looked through again.
function nextOf(query: CompiledStretch, { column }: NumberRange, last: unknown[]): Page['next'] {
  return { above: Number(query.keyOf(last, column)) - 1, after: query.placeOf(last) }
}
