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
  const values = parseId(entity, id)
  if (!values) return 'false'
  const parts = entity.key.map(({ kind }, at) => {
    const value = values[at]
    const { type, toParam } = sqlTypeOfKey(kind)
    if (value === null || value === undefined) return `${columns[at]} is null`
    return `${columns[at]} = ${statement.param(toParam(value), type)}`
  })
  return `(${parts.join(' and ')})`
}
