import { hash } from 'node:crypto'
import type { FactKind } from '../../indexer/events/facts.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import { listFactViews } from './fact-views.ts'
import { factTable } from './facts.ts'
import { listLateStatements } from './late-tables.ts'
import { createTable, createView, type Layout, withStaging } from './layout.ts'
import { fillRollup, ROLLUPS, rollupTable, selectView } from './rollups.ts'

/** The kinds of facts that are loaded: those that a rollup is computed from. */
export const LOADED_KINDS: readonly FactKind[] = [...new Set(ROLLUPS.flatMap(({ from }) => from))].sort()

/**
 * The statements that make everything that ClickHouse holds. What is there is kept: each may be run again, and a run that was cut
 * short is finished by the next.
 */
export function listStatements(layout: Layout): string[] {
  const tables = [...LOADED_KINDS.map(factTable), ...ROLLUPS.map(rollupTable)]
  return [
    ...tables.flatMap(withStaging).flatMap((table) => createTable(layout, table)),
    ...ROLLUPS.map((rollup) => createView(layout, rollup.name, selectView(rollup))),
  ]
}

/** How facts stand in ClickHouse, and how rollups are computed: what was loaded in another form is loaded again. */
const FORM = hash(
  'sha256',
  [...listStatements('single'), ...ROLLUPS.map((each) => fillRollup(each.name, each))].join(';\n'),
)

/**
 * The name of an entry's rows in ClickHouse: the entry is of one chain, range and decoder and of certain rows, and they stand in one
 * form. So whatever has this name is the same, and may be loaded again in its own place.
 */
export function nameLoad(entry: string): string {
  return hash('sha256', `${entry}:${FORM}`).slice(0, 32)
}

/** Everything that is made: of facts, and of what arrives late. */
const MAKING = [...listStatements('single'), ...listFactViews('single'), ...listLateStatements('single')]
const MAKING_NAME = hash('sha256', MAKING.join(';\n'))

/** Says in which forms everything was made once. */
const MADE = 'create table if not exists assay_form (form String) engine = MergeTree order by form'

/** Makes what is not there. @throws Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT` */
export async function migrateClickHouse(server: ClickHouse): Promise<void> {
  await server.createDatabase()
  await server.run(MADE)
  const { rows } = await server.rows('select 1 from assay_form where form = {form:String} limit 1', {
    form: MAKING_NAME,
  })
  if (rows.length) return
  for (const statement of MAKING) await server.run(statement)
  // Last: a run that was cut short is done again.
  await server.run('insert into assay_form select {form:String}', { form: MAKING_NAME })
}
