import type { FactKind } from '../../indexer/events/facts.ts'
import { listColumns } from '../columns.ts'
import { nameFacts } from './facts.ts'
import { createView, type Layout } from './layout.ts'

/**
 * Views of schema `api` whose rows are facts as the chain stated them, by the kind that they show. The others say what is found out
 * later besides: whose doing a penalty was, who called, what an endpoint said.
 */
const SHOWN: { readonly [view: string]: FactKind } = {
  emission: 'emission',
  fee: 'fee',
  heartbeat: 'heartbeat',
  model: 'model_published',
  movement: 'movement',
  request: 'request_assigned',
  stake_change: 'stake_change',
  unknown_log: 'unknown_log',
}
/** Columns of facts that have another name in schema `api`. */
const NAMES: { readonly [column: string]: string | undefined } = {
  node: 'node_key',
  request: 'request_key',
  model: 'model_key',
}

/** A column of a view: its name there, and what it is. */
interface Shown {
  readonly name: string
  readonly sql: string
  readonly isStated?: true
}

/** The statements that make the views, each of which may be run again. A view takes the parameter `loads`. */
export function listFactViews(layout: Layout): string[] {
  return Object.entries(SHOWN).map(([view, kind]) => {
    const columns = columnsOf(kind).map(({ name, sql }) => (name === sql ? name : `${sql} as ${name}`))
    return createView(
      layout,
      view,
      `select ${columns.join(', ')} from ${nameFacts(kind)} where load in {loads:Array(String)}`,
    )
  })
}

/** What readers are told of the views. */
export const FACT_VIEWS = Object.fromEntries(
  Object.entries(SHOWN).map(([view, kind]) => {
    const columns = columnsOf(kind)
    return [
      view,
      {
        table: nameFacts(kind),
        columns: columns.map(({ name }) => name),
        fixed: {},
        sums: [],
        stated: columns.filter(({ isStated }) => isStated).map(({ name }) => name),
      },
    ]
  }),
)

function columnsOf(kind: FactKind): Shown[] {
  return listColumns(kind).flatMap(({ name, type }): Shown[] => {
    if (type === 'list') return []
    if (type !== 'time' || name === 'block_time') return [{ name: NAMES[name] ?? name, sql: name }]
    // As schema `api` says why there is no moment.
    const reason = `if(isNotNull(${name}), null, if(isNull(${name}_seconds), 'NOT_STATED', 'OUT_OF_RANGE'))`
    return [
      { name, sql: name, isStated: true },
      { name: `${name}_reason`, sql: reason },
    ]
  })
}
