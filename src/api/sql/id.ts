import type { Entity, KeyKind, KeyPart } from '../model/model.ts'
import type { Statement } from './statement.ts'
import { sqlTypeOfKey } from './value.ts'

// An id is `network:a-b-c`. The phase of a place on chain is shown only when it is not a log's (`1.`), a leaf's
// index only when there is one.
const PATTERN: Record<KeyKind, string> = {
  text: '(.{1,200})',
  word: '([a-z_]{1,40})',
  int: '(\\d{1,15})',
  bytes: '0x((?:[0-9a-f]{2}){0,64})',
  date: '(\\d{4}-\\d{2}-\\d{2})',
  time: '(\\d{4}-\\d{2}-\\d{2}T\\d{2})',
  moment: '(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6})',
  phase: '(?:([123])\\.)?',
  leaf: '(?:-(\\d{1,9}))?',
}

const patterns = new WeakMap<Entity, RegExp>()

/** SQL of the id of a row: from its key columns, never stored. */
export function idExpression(entity: Entity, alias: string): string {
  return entity.key.map((part, at) => separator(entity.key, at, true) + shownPart(part, alias)).join(' || ')
}

function shownPart({ column, kind }: KeyPart, alias: string): string {
  const value = `${alias}.${column}`
  switch (kind) {
    case 'bytes':
      return `'0x' || encode(${value}, 'hex')`
    case 'date':
      return `to_char(${value}, 'YYYY-MM-DD')`
    case 'time':
      return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24')`
    case 'moment':
      return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
    case 'phase':
      return `case ${value} when 0 then '' else ${value} || '.' end`
    case 'leaf':
      return `coalesce('-' || ${value}, '')`
    default:
      return value
  }
}

// The network ends with a colon, what follows is joined by dashes; a phase and a leaf bring their own mark.
function separator(key: readonly KeyPart[], at: number, sql: boolean): string {
  const before = key[at - 1]?.kind
  if (at === 0 || before === 'phase' || key[at]?.kind === 'leaf') return ''
  const mark = at === 1 ? ':' : '-'
  return sql ? `'${mark}' || ` : mark
}

function patternOf(entity: Entity): RegExp {
  const known = patterns.get(entity)
  if (known) return known
  const body = entity.key.map((part, at) => {
    const text = at === 0 && entity.key.length > 1 ? '([a-z0-9-]{1,100})' : PATTERN[part.kind]
    return separator(entity.key, at, false) + text
  })
  const made = new RegExp(`^${body.join('')}$`)
  patterns.set(entity, made)
  return made
}

/** The key that an id means, value by key part (null: none, for a leaf), or undefined when it is not such an id. */
export function parseId(entity: Entity, id: string): (string | number | null)[] | undefined {
  const match = patternOf(entity).exec(id)
  if (!match) return undefined
  return entity.key.map(({ kind }, at) => {
    const text = match[at + 1]
    if (kind === 'phase') return Number(text ?? 0)
    if (text === undefined) return null
    if (kind === 'bytes') return `0x${text}`
    if (kind === 'moment') return `${text}Z`
    if (kind === 'time') return `${text}:00:00Z`
    return kind === 'int' || kind === 'leaf' ? Number(text) : text
  })
}

/** SQL that holds for the row with this id; `columns` names where the key parts stand. An id of another form holds for none. */
export function idCondition(
  statement: Statement,
  entity: Entity,
  id: string,
  columns: readonly string[],
): string {
  return idsCondition(statement, entity, [id], columns)
}

/**
 * As {@link idCondition}, for any of several ids. Key parts that are the same in all of them are compared once, so that
 * partitions and indexes are chosen by them; the others are looked up as rows of one list, however many there are.
 */
export function idsCondition(
  statement: Statement,
  entity: Entity,
  ids: readonly string[],
  columns: readonly string[],
): string {
  const keys = ids.flatMap((id) => {
    const key = parseId(entity, id)
    return key ? [key] : []
  })
  if (!keys.length) return 'false'
  const shared: string[] = []
  const listed: Listed[] = []
  entity.key.forEach(({ kind }, at) => {
    const column = columns[at] ?? ''
    const { type, toParam } = sqlTypeOfKey(kind)
    const values = keys.map((key) => key[at] ?? null)
    const [first] = values
    if (values.some((value) => value !== first)) listed.push(listOf(statement, column, kind, values))
    else if (first === null) shared.push(`${column} is null`)
    else shared.push(`${column} = ${statement.param(toParam(first), type)}`)
  })
  return `(${[...shared, ...rowsCondition(listed)].join(' and ')})`
}

interface Listed {
  readonly column: string
  /** An array, as long as that of every other column. */
  readonly values: string
}

// Rows of a list are found by equality, and nothing equals null: where some ids have no leaf, that is −1 on both sides.
function listOf(statement: Statement, column: string, kind: KeyKind, values: readonly unknown[]): Listed {
  const { type, toParam } = sqlTypeOfKey(kind)
  const isWhole = values.every((value) => value !== null)
  const list = values.map((value) => (value === null ? -1 : toParam(value)))
  return {
    column: isWhole ? column : `coalesce(${column}, -1)`,
    values: statement.param(list, `${type}[]`),
  }
}

function rowsCondition(listed: readonly Listed[]): string[] {
  const [only, ...more] = listed
  if (!only) return []
  if (!more.length) return [`${only.column} = any(${only.values})`]
  const columns = listed.map(({ column }) => column).join(', ')
  return [`(${columns}) in (select * from unnest(${listed.map(({ values }) => values).join(', ')}))`]
}
