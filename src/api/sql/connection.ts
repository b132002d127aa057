import { type FieldNode, GraphQLError } from 'graphql'
import type { Entity } from '../model/model.ts'
import { DEFAULT_PAGE } from '../model/sizes.ts'
import { Columns } from './columns.ts'
import { type Compiler, pageSize } from './compile.ts'
import { countSql, toCount } from './count.ts'
import { cursorCondition, encodeCursor } from './cursor.ts'
import { type Query, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { open, openPage } from './list.ts'
import { beginning } from './moment.ts'
import { type OrderTerm, orderBySql, orderTerms } from './order.ts'
import { type Row, selectObject } from './select.ts'
import { type Selection, selectionUnder } from './selection.ts'
import { type Moment, Statement } from './statement.ts'
import { type Where, whereSql } from './where.ts'

export interface Page {
  readonly where: Where | undefined
  readonly orderBy: readonly string[]
  readonly size: number
  /** Read from the end: `last`. */
  readonly backward: boolean
  readonly after: string | undefined
  readonly before: string | undefined
}

/** The page that the arguments of a connection mean, or throws `BAD_USER_INPUT`; `path` as for {@link pageSize}. */
export function pageOf(args: Readonly<Record<string, unknown>>, path: readonly string[] = []): Page {
  const { first, last } = args
  if (first != null && last != null)
    throw new GraphQLError(`${path.join('.') || 'a connection'} takes first or last, not both`, {
      extensions: { code: 'BAD_USER_INPUT', field: path.join('.') },
    })
  return {
    where: (args.where ?? undefined) as Where | undefined,
    orderBy: (args.orderBy ?? []) as string[],
    size: last != null ? pageSize(last, ['last', path]) : pageSize(first ?? DEFAULT_PAGE, ['first', path]),
    backward: last != null,
    after: (args.after ?? undefined) as string | undefined,
    before: (args.before ?? undefined) as string | undefined,
  }
}

export interface CompiledConnection extends Query {
  /** Makes the connection from the statement's one row. */
  readonly read: (row: Row) => unknown
}

/** `xsConnection(first, after, …)` as one statement that gives one row: the edges, and the count when it is asked for. */
export function compileConnection(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  page: Page,
  moment?: Moment,
): CompiledConnection {
  const asked = selectionUnder(nodes, compiler.operation)
  const wanted = new Set([...asked.values()].flat().map((node) => node.name.value))
  const isPage = wanted.has('edges') || wanted.has('pageInfo')
  const isCount = wanted.has('totalCount') || wanted.has('totalCountAtLeast')
  // A page that nobody asks for is not begun: its values would be parameters that no text names.
  const edges = isPage ? pageSql(compiler, entity, asked, page, moment) : NO_PAGE(new Statement(moment))
  const { statement } = edges
  const count = isCount ? countSql(compiler, statement, entity, page.where) : sql`0, 0`
  return {
    ...toQuery(sql`${beginning(statement)}select ${edges.text}, ${count}`),
    read: (row) => {
      const { total, atLeast } = toCount(row[1], row[2])
      return { ...edges.read(row[0] as Row[]), totalCount: total, totalCountAtLeast: atLeast }
    },
  }
}

interface PageSql {
  readonly statement: Statement
  /** An expression: the page's rows, and one more when there is a next one, as a JSON array. */
  readonly text: Sql
  readonly read: (rows: readonly Row[]) => object
}

const NO_PAGE = (statement: Statement): PageSql => ({ statement, text: sql`'[]'::json`, read: () => ({}) })

function pageSql(
  compiler: Compiler,
  entity: Entity,
  asked: Selection,
  page: Page,
  moment: Moment | undefined,
): PageSql {
  const cursors = (terms: readonly OrderTerm[]) => [
    ...(page.after ? [cursorCondition(terms, page.after, false)] : []),
    ...(page.before ? [cursorCondition(terms, page.before, true)] : []),
  ]
  const { statement, scope, filtered } = moment
    ? { ...open(compiler, entity, moment), filtered: false }
    : openPage(compiler, entity, {
        where: page.where,
        orderBy: page.orderBy,
        most: page.size + 1,
        reversed: page.backward,
        between: cursors,
      })
  const columns = new Columns()
  const read = selectObject(compiler, scope, nodeSelection(compiler, asked), columns)
  const terms = orderTerms(scope, page.orderBy)
  const places = terms.map((term) => columns.add(term.shown))
  const filter = page.where && !filtered ? whereSql(scope, page.where) : undefined
  const conditions = filtered ? [] : [...(filter ? [filter] : []), ...cursors(terms)]
  const rows = sql`select ${columns.jsonArray()} as r ${scope.from()}${whereClause(conditions)} ${orderBySql(terms, page.backward)} limit ${raw(page.size + 1)}`
  return {
    statement,
    text: sql`(select coalesce(json_agg(r), '[]'::json) from (${rows}) s)`,
    read: (found) => {
      const taken = found.slice(0, page.size)
      if (page.backward) taken.reverse()
      const list = taken.map((each) => ({
        ':node': read(each),
        cursor: encodeCursor(
          terms,
          places.map((place) => each[place]),
        ),
      }))
      const more = found.length > page.size
      return {
        edges: list,
        pageInfo: {
          hasNextPage: page.backward ? page.before !== undefined : more,
          hasPreviousPage: page.backward ? more : page.after !== undefined,
          startCursor: list[0]?.cursor ?? null,
          endCursor: list.at(-1)?.cursor ?? null,
        },
      }
    },
  }
}

// What is asked of a node. One page has one set of nodes, so two names for it are refused.
function nodeSelection(compiler: Compiler, asked: Selection): Selection {
  const edges = only(asked, 'edges')
  return selectionUnder(only(selectionUnder(edges, compiler.operation), 'node'), compiler.operation)
}

function only(selection: Selection, name: string): readonly FieldNode[] {
  const found = [...selection.values()].filter(([node]) => node?.name.value === name)
  if (found.length > 1)
    throw new GraphQLError(`ask for ${name} once, not under two names`, {
      extensions: { code: 'BAD_USER_INPUT' },
    })
  return found[0] ?? []
}
