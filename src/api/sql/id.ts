import type { Entity, KeyKind, KeyPart } from '../model/model.ts'
import { join, param, raw, type Sql, sql } from './fragment.ts'
import { splitMoment } from './moment.ts'
import { sqlTypeOfKey } from './value.ts'

// An id is `network:a-b-c`. The phase of a place on chain is shown only when it is not a log's (`1.`), a leaf's
// index only when there is one.
const PATTERN: Record<KeyKind, string> = {
  text: '(.{1,200})',
  word: '([a-z_]{1,40})',
  int: '(\\d{1,16})',
  bytes: '0[xX]((?:[0-9a-fA-F]{2}){0,64})',
  date: '(\\d{4}-\\d{2}-\\d{2})',
  time: '(\\d{4}-\\d{2}-\\d{2}T\\d{2})',
  moment: '(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6})',
  phase: '(?:([123])\\.)?',
  leaf: '(?:-(\\d{1,9}))?',
}

/** A way to read an id: how many parts of the key it leaves out at its beginning, and the pattern of the rest. */
interface Form {
  readonly from: number
  readonly pattern: RegExp
}

const forms = new WeakMap<Entity, readonly Form[]>()

/** SQL of the id of a row as it is now: from its key columns, never stored. */
export function idExpression(entity: Entity, alias: Sql): Sql {
  return join(
    entity.key.map((part, at) => sql`${separatorSql(entity.key, at)}${shownPart(part, alias)}`),
    ' || ',
  )
}

function shownPart({ column, kind }: KeyPart, alias: Sql): Sql {
  const value = sql`${alias}.${raw(column)}`
  switch (kind) {
    case 'bytes':
      return sql`'0x' || encode(${value}, 'hex')`
    case 'date':
      return sql`to_char(${value}, 'YYYY-MM-DD')`
    case 'time':
      return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24')`
    case 'moment':
      return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
    case 'phase':
      return sql`case ${value} when 0 then '' else ${value} || '.' end`
    case 'leaf':
      return sql`coalesce('-' || ${value}, '')`
    default:
      return value
  }
}

// The network ends with a colon, what follows is joined by dashes; a phase and a leaf bring their own mark.
function separator(key: readonly KeyPart[], at: number): string {
  const before = key[at - 1]?.kind
  if (at === 0 || before === 'phase' || key[at]?.kind === 'leaf') return ''
  return at === 1 ? ':' : '-'
}

function separatorSql(key: readonly KeyPart[], at: number): Sql {
  const mark = separator(key, at)
  return mark ? raw(`'${mark}' || `) : sql``
}

// Whole; without the network; and a name of bytes, which is its own, without the chain too.
function formsOf(entity: Entity): readonly Form[] {
  const known = forms.get(entity)
  if (known) return known
  const { key } = entity
  const isNamed = key.length === 3 && key[1]?.kind === 'int' && key[2]?.kind === 'bytes'
  const starts = [0, ...(key.length > 1 ? [1] : []), ...(isNamed ? [2] : [])]
  const made = starts.map((from) => {
    const body = key.slice(from).map((part, n) => {
      const at = from + n
      const text = at === 0 && key.length > 1 ? '([a-z0-9-]{1,100})' : PATTERN[part.kind]
      return (n === 0 ? '' : separator(key, at)) + text
    })
    return { from, pattern: new RegExp(`^${body.join('')}$`) }
  })
  forms.set(entity, made)
  return made
}

/** A key as an id says it: the parts of the entity's key from `from` on; null: the row has none (a leaf's index). */
interface Reading {
  readonly from: number
  readonly parts: readonly (string | number | null)[]
}

/**
 * The keys that an id may mean. It may lack the network, and its moment is left aside: a condition asks which row, and a moment
 * of which time the row is read. Empty when it is no id of this entity.
 */
export function readId(entity: Entity, id: string): Reading[] {
  const split = splitMoment(id)
  return [id, ...(split ? [split.id] : [])].flatMap((text) => {
    for (const { from, pattern } of formsOf(entity)) {
      const match = pattern.exec(text)
      if (match)
        return [{ from, parts: entity.key.slice(from).map((part, n) => keyValue(part, match[n + 1])) }]
    }
    return []
  })
}

function keyValue({ kind }: KeyPart, text: string | undefined): string | number | null {
  if (kind === 'phase') return Number(text ?? 0)
  if (text === undefined) return null
  if (kind === 'bytes') return `0x${text.toLowerCase()}`
  if (kind === 'moment') return `${text}Z`
  if (kind === 'time') return `${text}:00:00Z`
  return kind === 'int' || kind === 'leaf' ? Number(text) : text
}

/**
 * SQL that holds for the rows with one of these ids; `columns` names where the key parts stand. An id of another form holds for
 * none. An id without its network that rows of several networks have is refused by the statement itself: `ID_AMBIGUOUS`.
 */
export function idsCondition(entity: Entity, ids: readonly string[], columns: readonly Sql[]): Sql {
  return condition(entity, ids, columns, true)
}

/** As {@link idsCondition}, for every row that the id may mean, of whichever network. */
export function anyIdCondition(entity: Entity, id: string, columns: readonly Sql[]): Sql {
  return condition(entity, [id], columns, false)
}

function condition(entity: Entity, ids: readonly string[], columns: readonly Sql[], isOne: boolean): Sql {
  const readings = ids.flatMap((id) => readId(entity, id))
  const any = [...Map.groupBy(readings, ({ from }) => from)].map(([from, group]) => {
    const keys = group.map(({ parts }) => parts)
    const parts = keyCondition(entity.key.slice(from), keys, columns.slice(from))
    if (from === 0) return parts
    const named = sql`${columns[0] ?? sql``} ${OF_ANY_NETWORK}`
    return sql`(${named} and ${parts}${isOne ? sql` and ${oneEach(entity, from, keys)}` : sql``})`
  })
  return any.length ? sql`(${join(any, ' or ')})` : sql`false`
}

// As an array, which an index that begins with the network takes.
const OF_ANY_NETWORK = sql`= any(array(select n.network from api.network n))`

/** SQL that is true, or refuses the statement when rows of several networks have one of these keys. Runs once, and by key. */
function oneEach(entity: Entity, from: number, keys: readonly Reading['parts'][]): Sql {
  const given = entity.key.slice(from)
  const columns = given.map((part) => raw(`x.${part.column}`))
  const id = idExpression(entity, raw('x'))
  const found = sql`select max(split_part(${id}, ':', 2)) as asked, array_agg(${id}) as ids from ${raw(`api.${entity.view}`)} x
    where x.network ${OF_ANY_NETWORK} and ${keyCondition(given, keys, columns)} group by ${join(columns, ', ')}`
  return sql`(select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true) from (${found}) g)`
}

/**
 * SQL that holds for any of several keys. Parts that are the same in all of them are compared once, so that partitions and
 * indexes are chosen by them; the others are looked up as rows of one list, however many there are.
 */
function keyCondition(
  key: readonly KeyPart[],
  keys: readonly Reading['parts'][],
  columns: readonly Sql[],
): Sql {
  const shared: Sql[] = []
  const listed: Listed[] = []
  key.forEach(({ kind }, at) => {
    const column = columns[at] ?? sql``
    const { type, toParam } = sqlTypeOfKey(kind)
    const values = keys.map((each) => each[at] ?? null)
    const [first] = values
    if (values.some((value) => value !== first)) listed.push(listOf(column, kind, values))
    else if (first === null) shared.push(sql`${column} is null`)
    else shared.push(sql`${column} = ${param(toParam(first), type)}`)
  })
  return sql`(${join([...shared, ...rowsCondition(listed)], ' and ')})`
}

interface Listed {
  readonly column: Sql
  /** An array, as long as that of every other column. */
  readonly values: Sql
}

// Rows of a list are found by equality, and nothing equals null: where some ids have no leaf, that is −1 on both sides.
function listOf(column: Sql, kind: KeyKind, values: readonly unknown[]): Listed {
  const { type, toParam } = sqlTypeOfKey(kind)
  const isWhole = values.every((value) => value !== null)
  const list = values.map((value) => (value === null ? -1 : toParam(value)))
  return {
    column: isWhole ? column : sql`coalesce(${column}, -1)`,
    values: param(list, `${type}[]`),
  }
}

function rowsCondition(listed: readonly Listed[]): Sql[] {
  const [only, ...more] = listed
  if (!only) return []
  if (!more.length) return [sql`${only.column} = any(${only.values})`]
  const columns = join(
    listed.map(({ column }) => column),
    ', ',
  )
  const values = join(
    listed.map((each) => each.values),
    ', ',
  )
  return [sql`(${columns}) in (select * from unnest(${values}))`]
}
