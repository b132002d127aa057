import { type GraphQLArgument, isNonNullType } from 'graphql'
import type { Engine } from '../execute/engine.ts'
import { badInput } from '../execute/errors.ts'
import { readArgument } from '../http/argument.ts'
import type { Column } from './column.ts'
import { csvLines } from './csv.ts'
import { jsonLines } from './jsonl.ts'
import { parquetBytes } from './parquet.ts'
import { FIGURE, objectOf, selectionOf } from './shape.ts'
import type { BlockVector, FormatName, Prepared, Subject } from './subject.ts'

type Row = readonly unknown[]
type Data = Readonly<Record<string, unknown>>

/** An export of what the API works out: the answer of one query, as rows. */
export interface Table {
  readonly name: string
  /** What the manifest calls it. */
  readonly entity: string
  /** The query's arguments: each is a parameter of the export. */
  readonly args: readonly Pick<GraphQLArgument, 'name' | 'type'>[]
  /** The root field with its selection; `written` puts given arguments of these names: `(days: $days)`. */
  readonly root: (written: (names?: readonly string[]) => string) => string
  readonly columns: readonly Column[]
  /** @throws GraphQLError when the answer holds nothing of the kind, e.g. no such node. */
  readonly rows: (data: Data, parameters: ReadonlyMap<string, string>) => Row[]
}

interface Meta {
  readonly network: string
  readonly chainId: unknown
  readonly digest: string
  readonly block: { readonly number: unknown; readonly hash: string | null }
}

const META = '_meta { network chainId digest block { number hash } }'

/** A table by its query: through the engine, so with the same answers, limits and refusals as GraphQL. */
export function tableSubject(engine: Engine, table: Table): Subject {
  const { name, entity, args } = table
  return {
    name,
    entity,
    parameters: args.map((arg) => arg.name),
    prepare: (parameters) => prepare(engine, table, parameters),
  }
}

function prepare(engine: Engine, table: Table, parameters: ReadonlyMap<string, string>): Prepared {
  const { args, root, columns } = table
  const missing = args.find(({ name, type }) => isNonNullType(type) && !parameters.has(name))
  const hasDefault = missing && 'defaultValue' in missing && missing.defaultValue !== undefined
  if (missing && !hasDefault) throw badInput(`${missing.name} is needed`)
  const given = args.filter(({ name }) => parameters.has(name))
  const variables = Object.fromEntries(
    given.map((arg) => [arg.name, readArgument(arg, parameters.get(arg.name) ?? '')]),
  )
  const declared = given.length ? `(${given.map(({ name, type }) => `$${name}: ${type}`).join(', ')})` : ''
  const written = (names?: readonly string[]) => {
    const used = given.filter(({ name }) => !names || names.includes(name))
    return used.length ? `(${used.map(({ name }) => `${name}: $${name}`).join(', ')})` : ''
  }
  const text = `query${declared} { ${META} ${root(written)} } ${fragmentOf(engine)}`
  return {
    columns,
    async open(format, signal, caller) {
      const asker = { caller, signal, fresh: true }
      const result = await engine.run(engine.prepare(text), variables, undefined, asker)
      const [error] = result.errors ?? []
      if (error) throw error
      const data = result.data as Data
      const rows = table.rows(data, parameters)
      return {
        blockVector: toBlocks(data._meta as Meta[]),
        chunks: inFormat(format, columns, rows),
        close: async () => {},
      }
    },
  }
}

function fragmentOf({ schema }: Engine): string {
  return `fragment figure on ${FIGURE} { ${selectionOf(objectOf(schema, FIGURE))} }`
}

async function* inFormat(format: FormatName, columns: readonly Column[], rows: readonly Row[]) {
  if (format === 'csv') yield* csvLines(columns, rows)
  else yield* format === 'jsonl' ? jsonLines(columns, [{ rows }]) : parquetBytes(columns, [{ rows }])
}

function toBlocks(meta: readonly Meta[]): BlockVector {
  return meta.map(({ network, chainId, digest, block }) => ({
    network,
    chainId,
    number: block.number,
    hash: block.hash,
    digest,
  }))
}
