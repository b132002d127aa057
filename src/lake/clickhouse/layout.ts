/** One server, or several that share tables by the hash of a row's key. */
export type Layout = 'single' | { readonly cluster: string }

/** A table that rows are stored in. */
export interface Table {
  readonly name: string
  /** Columns with their types, as they are declared. */
  readonly columns: readonly string[]
  readonly orderBy: readonly string[]
  /** The column by whose hash a cluster places a row: what is asked for one node reads one shard. */
  readonly shardBy: string
  readonly engine?: string
}

/** What loads are kept apart by: each is one partition of each table, so that it enters and leaves whole. */
const PARTITION = 'load'

/** The statements that make a table, and the one beside it that a load is first written to. */
export function createTable(layout: Layout, table: Table): string[] {
  const names = [table.name, stagingOf(table.name)]
  if (layout === 'single') return names.map((name) => declare(name, table, mergeTree(table.engine)))
  const { cluster } = layout
  return names.flatMap((name) => [
    declare(
      `${name}_local on cluster ${cluster}`,
      table,
      `Replicated${mergeTree(table.engine, `'/clickhouse/tables/{shard}/assay/${name}', '{replica}'`)}`,
    ),
    `create table if not exists ${name} on cluster ${cluster} as ${name}_local
  engine = Distributed(${cluster}, currentDatabase(), ${name}_local, cityHash64(${table.shardBy}))`,
  ])
}

/** The table that a load of this table is written to, counted and hashed before it enters. */
export function stagingOf(name: string): string {
  return `${name}_staging`
}

function declare(name: string, { columns, orderBy }: Table, engine: string): string {
  return `create table if not exists ${name} (
  ${columns.join(',\n  ')}
) engine = ${engine}
  partition by ${PARTITION}
  order by (${orderBy.join(', ')})`
}

function mergeTree(engine = 'MergeTree', first = ''): string {
  const [, name = engine, inner = ''] = /^(\w+)\((.*)\)$/.exec(engine) ?? []
  const given = [first, inner].filter((each) => each !== '').join(', ')
  return given ? `${name}(${given})` : name
}
