import { type GraphQLArgument, GraphQLError, GraphQLID, GraphQLNonNull, type GraphQLSchema } from 'graphql'
import type { Engine } from '../execute/engine.ts'
import type { Column } from './column.ts'
import {
  FIGURE,
  figurePaths,
  objectOf,
  type Part,
  partsOf,
  selectionOf,
  selectionOfPaths,
  valueAt,
} from './shape.ts'
import type { Subject } from './subject.ts'
import { type Table, tableSubject } from './table.ts'

type Argument = Pick<GraphQLArgument, 'name' | 'type'>

/** What the API works out and can be exported: leaderboard, prices, and the figures of a node and of a network. */
export function listTables(engine: Engine): Subject[] {
  const { schema } = engine
  return [
    leaderboard(schema),
    prices(schema),
    nodeEconomics(schema),
    nodeStatements(schema),
    networkEconomics(schema),
  ].map((table) => tableSubject(engine, table))
}

function leaderboard(schema: GraphQLSchema): Table {
  const field = fieldOf(schema, 'Query', 'leaderboard')
  const list = objectOf(schema, 'Leaderboard')
  const head = partsOf(list).filter((part) => part.column.name !== 'rows')
  // A row has the columns of one figure, of the payers that were asked for.
  const row = partsOf(objectOf(schema, 'LeaderboardRow')).filter(({ path }) => path[0] !== 'independent')
  const { columns, parts } = distinct(head, row)
  return {
    name: 'leaderboard',
    entity: 'Leaderboard',
    args: field.args,
    root: (written) => `leaderboard${written()} { ${selectionOf(list)} }`,
    columns: [NETWORK, ...columns],
    rows: (data, parameters) =>
      (data.leaderboard as { rows: object[] }[]).flatMap((each) =>
        each.rows.map((row) => [
          parameters.get('network'),
          ...head.map((part) => valueAt(each, part.path)),
          ...parts.map((part) => valueAt(row, part.path)),
        ]),
      ),
  }
}

function prices(schema: GraphQLSchema): Table {
  const field = fieldOf(schema, 'Query', 'prices')
  const day = objectOf(schema, 'PriceDay')
  const parts = partsOf(day)
  return {
    name: 'prices',
    entity: 'PriceDay',
    args: field.args,
    root: (written) => `prices${written()} { ${selectionOf(day)} }`,
    columns: parts.map((part) => part.column),
    rows: (data) => (data.prices as object[]).map((row) => parts.map((part) => valueAt(row, part.path))),
  }
}

function nodeEconomics(schema: GraphQLSchema): Table {
  const { args } = fieldOf(schema, 'Node', 'economics')
  const figures = figureRows(schema, 'NodeEconomics')
  return {
    name: 'nodeEconomics',
    entity: 'NodeEconomics',
    args: [NODE, ...args],
    root: (written) =>
      `nodeById(id: $node) { id network economics${written(namesOf(args))} { class role ${figures.selection} } }`,
    columns: [NETWORK, NODE_ID, CLASS, ROLE, ...figures.columns],
    rows: (data) => {
      const { id, network, economics } = getNode(data)
      return economics.flatMap((each) => figures.rows(each, [network, id, each.class, each.role]))
    },
  }
}

function nodeStatements(schema: GraphQLSchema): Table {
  const { args } = fieldOf(schema, 'Node', 'economics')
  const statements = fieldOf(schema, 'NodeEconomics', 'statements')
  const figures = figureRows(schema, 'Statement')
  return {
    name: 'nodeStatements',
    entity: 'Statement',
    args: [NODE, ...statements.args, ...args],
    root: (written) =>
      `nodeById(id: $node) { id network economics${written(namesOf(args))} {
        class role statements${written(namesOf(statements.args))} { ${figures.selection} } } }`,
    columns: [NETWORK, NODE_ID, CLASS, ROLE, ...figures.columns],
    rows: (data) => {
      const { id, network, economics } = getNode(data)
      return economics.flatMap((each) =>
        (each.statements as object[]).flatMap((one) =>
          figures.rows(one, [network, id, each.class, each.role]),
        ),
      )
    },
  }
}

function networkEconomics(schema: GraphQLSchema): Table {
  const { args } = fieldOf(schema, 'Network', 'economics')
  const figures = figureRows(schema, 'NetworkEconomics')
  return {
    name: 'networkEconomics',
    entity: 'NetworkEconomics',
    args: [{ name: 'network', type: new GraphQLNonNull(GraphQLID) }, ...args],
    root: (written) =>
      `networkById(id: $network) { id economics${written(namesOf(args))} { class ${figures.selection} } }`,
    columns: [NETWORK, CLASS, ...figures.columns],
    rows: (data, parameters) => {
      const found = data.networkById as { id: string; economics: Economics[] } | null
      if (!found)
        throw unknown('NETWORK_UNKNOWN', `no network ${parameters.get('network')?.slice(0, 60)} is indexed`)
      return found.economics.flatMap((each) => figures.rows(each, [found.id, each.class]))
    },
  }
}

interface Economics {
  readonly class: unknown
  readonly role?: unknown
  readonly statements?: unknown
}

const NODE: Argument = { name: 'node', type: new GraphQLNonNull(GraphQLID) }
const NETWORK: Column = { name: 'network', kind: 'text' }
const NODE_ID: Column = { name: 'nodeId', kind: 'safe' }
const CLASS: Column = { name: 'class', kind: 'safe' }
const ROLE: Column = { name: 'role', kind: 'text' }

/** A row per figure: its name, and everything that its envelope says. Figures that take arguments of their own are left out. */
function figureRows(schema: GraphQLSchema, type: string) {
  const paths = figurePaths(objectOf(schema, type))
  const parts = partsOf(objectOf(schema, FIGURE)).filter((part) => part.column.name !== CLASS.name)
  const name: Column = { name: 'figure', kind: 'safe' }
  return {
    selection: selectionOfPaths(paths),
    columns: [name, ...parts.map((part) => part.column)],
    rows: (from: unknown, before: readonly unknown[]) =>
      paths.map((path) => {
        const figure = valueAt(from, path)
        return [...before, path.join('.'), ...parts.map((part) => valueAt(figure, part.path))]
      }),
  }
}

// What stands above a row and in it is one column.
function distinct(head: readonly Part[], row: readonly Part[]) {
  const known = new Set(head.map((part) => part.column.name))
  const parts = row.filter((part) => !known.has(part.column.name))
  return { parts, columns: [...head, ...parts].map((part) => part.column) }
}

function getNode(data: Readonly<Record<string, unknown>>) {
  const found = data.nodeById as { id: string; network: string; economics: Economics[] } | null
  if (!found) throw unknown('NODE_UNKNOWN', 'no node has this id: give the id that nodes have in the API')
  return found
}

function fieldOf(schema: GraphQLSchema, type: string, name: string) {
  const field = objectOf(schema, type).getFields()[name]
  if (!field) throw new TypeError(`the schema has no ${type}.${name}`)
  return field
}

function namesOf(args: readonly Argument[]): readonly string[] {
  return args.map((arg) => arg.name)
}

function unknown(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}
