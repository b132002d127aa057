import type { PoolClient } from '../../platform/database.ts'
import { Declined, type Reason } from '../columnar/declined.ts'
import { type ChainHeld, type HeldRows, readHeld } from '../columnar/held.ts'
import { reasonOf, spoken } from '../columnar/route.ts'
import type { LoadedRows } from '../columnar/server.ts'
import { type ColumnField, getColumnField } from '../model/model.ts'
import { isNotHeld, timeOf } from '../sql/division.ts'
import { join, param, raw, type Sql, sql } from '../sql/fragment.ts'
import type { Scope } from '../sql/scope.ts'
import { type HeldPages, heldPages } from './held-pages.ts'
import type { KeyedRow } from './keyed-row.ts'
import { mergeRows } from './merge-rows.ts'
import { type AskedRows, type ExportPieces, type ExportQuery, exportQuery, type QueryParts } from './query.ts'
import type { ExportSource } from './subject.ts'
import { tailRows } from './tail-rows.ts'

export interface RowsParts extends QueryParts {
  readonly loaded: LoadedRows
}

/** An export's rows in pieces, and who gave them. */
export interface DividedRows {
  readonly pieces: ExportPieces
  /** Of each chain, once all pieces were read. */
  readonly sources: () => readonly ExportSource[]
}

/** A chain whose rows ClickHouse gives. */
interface Usable {
  readonly chain: ChainHeld
  readonly held: HeldRows
  readonly pages: HeldPages
}

/**
 * The rows of an export in the order of their ids: of final blocks from ClickHouse, where it is up to date, and all others from
 * Postgres. What ClickHouse gives is a value for each column of the view: what a row shows, and its text, is written by Postgres from
 * these, so that it is the same whoever held them. Where ClickHouse ends to answer Postgres goes on behind the last row.
 * `client`: in the transaction that the export reads in.
 */
export async function divideRows(
  parts: RowsParts,
  asked: AskedRows,
  client: PoolClient,
  signal: AbortSignal,
): Promise<DividedRows> {
  const { view } = asked.entity
  const { loaded } = parts
  const chains = await readHeld(async (text) => {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return rows
  }, view)
  const reasons = new Map<ChainHeld, Reason | null>()
  const usable: Usable[] = []
  for (const chain of chains) {
    const found = await usableOf(parts, asked, chain, signal)
    reasons.set(chain, typeof found === 'string' ? found : null)
    if (typeof found !== 'string') usable.push(found)
  }
  const ended = (chain: ChainHeld, reason: Reason) => void reasons.set(chain, reason)
  return {
    pieces: inOrder(new RowPieces(parts, asked, client), usable, ended),
    sources: () =>
      chains.map((chain) => {
        const { network, chainId, held } = chain
        const reason = loaded.isSetUp ? (reasons.get(chain) ?? null) : 'NOT_SET_UP'
        if (reason !== null)
          return { network, chainId, engine: 'POSTGRES', block: null, before: null, reason }
        const before = asked.entity.rollup ? (held?.before ?? null) : null
        return { network, chainId, engine: 'CLICKHOUSE', block: held?.covered ?? null, before, reason }
      }),
  }
}

/** How ClickHouse gives a chain's rows, or why it does not. */
async function usableOf(
  parts: RowsParts,
  asked: AskedRows,
  chain: ChainHeld,
  signal: AbortSignal,
): Promise<Usable | Reason> {
  const { held } = chain
  try {
    parts.loaded.assertAnswers()
    const reason = reasonOf(chain)
    if (reason !== null || !held) return reason ?? 'NOTHING_LOADED'
    const pages = spoken(() => heldPages(parts, asked, { chain, held, signal }))
    return { chain, held, pages }
  } catch (error) {
    if (error instanceof Declined) return error.reason
    throw error
  }
}

type Ended = (chain: ChainHeld, reason: Reason) => void

/** Rows are ordered by network and chain first: those of each chain follow each other, and between them are those of chains that Postgres has alone. */
async function* inOrder(rows: RowPieces, usable: readonly Usable[], ended: Ended): ExportPieces {
  let before: ChainHeld | undefined
  for (const each of usable) {
    yield* rows.between(before, each.chain)
    yield* rows.isRollup ? rollupOf(rows, each, ended) : factsOf(rows, each, ended)
    before = each.chain
  }
  yield* rows.between(before, undefined)
}

/** Facts are ordered by their block: all that ClickHouse holds come before all others. */
async function* factsOf(rows: RowPieces, { chain, held, pages }: Usable, ended: Ended): ExportPieces {
  if (!(yield* givenOf(rows, chain, pages.read(), ended))) return
  yield* rows.ofChain(
    chain,
    (scope) => sql`${scope.column('block_number')} > ${param(held.covered, 'bigint')}`,
  )
}

/** Rows of a rollup are of a node or a payer first, and then of a day: what Postgres alone has stands between what ClickHouse holds. */
async function* rollupOf(rows: RowPieces, { chain, held, pages }: Usable, ended: Ended): ExportPieces {
  try {
    yield* givenOf(rows, chain, mergeRows(pages.read(), rows.own(chain, held), rows.asked.entity), ended)
  } finally {
    await rows.closeOwn()
  }
}

/** Rows of a chain as they come, and where ClickHouse ends to answer all behind the last of them; whether they came to their end and more are wanted. */
async function* givenOf(
  rows: RowPieces,
  chain: ChainHeld,
  batches: AsyncIterable<readonly KeyedRow[]>,
  ended: Ended,
): AsyncGenerator<ExportQuery, boolean, number> {
  let last: KeyedRow | undefined
  try {
    for await (const batch of batches) {
      last = batch.at(-1)
      yield* rows.given(batch)
      if (rows.isFull) return false
    }
    return true
  } catch (error) {
    if (!(error instanceof Declined)) throw error
    ended(chain, error.reason)
    yield* rows.behind(chain, last)
    return false
  }
}

/** Makes the pieces of an export, and counts how many rows it may still have. */
class RowPieces {
  readonly asked: AskedRows
  readonly #parts: QueryParts
  readonly #client: PoolClient
  #left: number | undefined
  #isBegun = false
  #tail: ReturnType<typeof tailRows> | undefined

  constructor(parts: QueryParts, asked: AskedRows, client: PoolClient) {
    this.#parts = parts
    this.asked = asked
    this.#client = client
    this.#left = asked.limit
  }

  get isRollup(): boolean {
    return this.asked.entity.rollup !== undefined
  }

  /** Whether no more rows are wanted. */
  get isFull(): boolean {
    return this.#left === 0
  }

  /** Rows that were found already. */
  given(rows: readonly KeyedRow[]): ExportPieces {
    const list = `[${rows.map(({ json }) => json).join(',')}]`
    const { view } = this.asked.entity
    return this.#piece({
      given: sql`jsonb_populate_recordset(null::${raw(`api.${view}`)}, ${param(list, 'jsonb')})`,
    })
  }

  /** Postgres' rows of chains between two, in the order of network and chain; undefined: from the first, to the last. */
  between(one: ChainHeld | undefined, other: ChainHeld | undefined): ExportPieces {
    const isBeside = (scope: Scope, sign: string, { network, chainId }: ChainHeld) =>
      sql`(${scope.column('network')}, ${scope.column('chain_id')}) ${raw(sign)} (${param(network, 'text')}, ${param(chainId, 'bigint')})`
    return this.#piece({
      conditions: (scope) => [
        ...(one ? [isBeside(scope, '>', one)] : []),
        ...(other ? [isBeside(scope, '<', other)] : []),
      ],
    })
  }

  /** Postgres' rows of a chain of which a condition holds. */
  ofChain(chain: ChainHeld, condition?: (scope: Scope) => Sql): ExportPieces {
    return this.#piece({
      conditions: (scope) => [...isOf(scope, chain), ...(condition ? [condition(scope)] : [])],
    })
  }

  /** Postgres' rows of a chain behind a row; undefined: all of them. */
  behind(chain: ChainHeld, row: KeyedRow | undefined): ExportPieces {
    if (!row) return this.ofChain(chain)
    const { key } = this.asked.entity
    return this.ofChain(chain, (scope) => {
      const columns = key.slice(2).map(({ column }) => scope.column(column))
      // As one of the view's rows the values of the key have the view's own types.
      const last = raw('last')
      const values = key.slice(2).map(({ column }) => sql`${last}.${raw(column)}`)
      const source = sql`jsonb_populate_record(null::${raw(`api.${this.asked.entity.view}`)}, ${param(row.json, 'jsonb')}) ${last}`
      return sql`(${join(columns, ', ')}) > (select ${join(values, ', ')} from ${source})`
    })
  }

  /** Postgres' rows of a chain that ClickHouse does not hold, to be put between those that it does. */
  own(chain: ChainHeld, held: HeldRows): AsyncIterable<readonly KeyedRow[]> {
    const { entity } = this.asked
    const time: ColumnField = getColumnField(entity, entity.rollup?.time ?? '')
    const { before, except } = held
    const fixed = held.views[entity.view]?.fixed ?? {}
    const divisions = [{ network: chain.network, chainId: chain.chainId, before, except: except ?? [] }]
    this.#tail = tailRows(this.#client, this.#parts, this.asked, (scope) => [
      ...isOf(scope, chain),
      isNotHeld(scope, timeOf(time), { divisions, fixed }),
    ])
    return this.#tail
  }

  async closeOwn(): Promise<void> {
    await this.#tail?.return(undefined)
    this.#tail = undefined
  }

  async *#piece(piece: Omit<Parameters<typeof exportQuery>[2] & object, 'limit'>): ExportPieces {
    if (this.isFull && this.#isBegun) return
    this.#isBegun = true
    const count = yield exportQuery(this.#parts, this.asked, { ...piece, limit: this.#left })
    if (this.#left !== undefined) this.#left -= count
  }
}

function isOf(scope: Scope, { network, chainId }: ChainHeld): Sql[] {
  return [
    sql`${scope.column('network')} = ${param(network, 'text')}`,
    sql`${scope.column('chain_id')} = ${param(chainId, 'bigint')}`,
  ]
}
