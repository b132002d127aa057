/** One server, or several that share tables by the hash of a row's key. */
export type Layout = 'single' | { readonly cluster: string }

/** A table that rows are stored in. */
export interface Table {
  readonly name: string
  /** Columns with their types, as they are declared. */
  readonly columns: readonly string[]
  /** Columns that a table may lack that was made before they were: each with its type, and what it is of rows that were there. */
  readonly added?: readonly string[]
  readonly orderBy: readonly string[]
  /** The column by whose hash a cluster places a row: what is asked for one node reads one shard. */
  readonly shardBy: string
  readonly engine?: string
  /** What its partitions are kept apart by. Absent: loads, each of which enters and leaves whole. */
  readonly partitionBy?: string
}

/** The statements that make a table. */
export function createTable(layout: Layout, table: Table): string[] {
  const { name, engine } = table
  if (layout === 'single') return [declare(name, table, mergeTree(engine)), ...addColumns(name, table)]
  const { cluster } = layout
  return [
    declare(
      `${name}_local on cluster ${cluster}`,
      table,
      `Replicated${mergeTree(engine, `'/clickhouse/tables/{shard}/assay/${name}', '{replica}'`)}`,
    ),
    `create table if not exists ${name} on cluster ${cluster} as ${name}_local
  engine = Distributed(${cluster}, currentDatabase(), ${name}_local, cityHash64(${table.shardBy}))`,
    ...[`${name}_local`, name].flatMap((each) => addColumns(`${each} on cluster ${cluster}`, table)),
  ]
}

function addColumns(name: string, { added = [] }: Table): string[] {
  return added.map((column) => `alter table ${name} add column if not exists ${column}`)
}

/** A view; on a cluster every server has it. */
export function createView(layout: Layout, name: string, text: string): string {
  return `create or replace view ${name}${layout === 'single' ? '' : ` on cluster ${layout.cluster}`} as\n${text}`
}

/** A table, and the one beside it that a load is first written to. */
export function withStaging(table: Table): Table[] {
  return [table, { ...table, name: stagingOf(table.name) }]
}

/** The table that a load of this table is written to, counted and hashed before it enters. */
export function stagingOf(name: string): string {
  return `${name}_staging`
}

function declare(
  name: string,
  { columns, added = [], orderBy, partitionBy = 'load' }: Table,
  engine: string,
): string {
  return `create table if not exists ${name} (
  ${[...columns, ...added].join(',\n  ')}
) engine = ${engine}
  partition by ${partitionBy}
  order by (${orderBy.join(', ')})`
}

function mergeTree(engine = 'MergeTree', first = ''): string {
  const [, name = engine, inner = ''] = /^(\w+)\((.*)\)$/.exec(engine) ?? []
  const given = [first, inner].filter((each) => each !== '').join(', ')
  return given ? `${name}(${given})` : name
}
