import type { AmountField, ColumnField, Entity, ScalarName } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { param, type Sql, sql } from '../sql/fragment.ts'
import { idExpression } from '../sql/id.ts'
import type { Scope } from '../sql/scope.ts'
import { sqlType } from '../sql/value.ts'
import type { Column, Kind } from './column.ts'

const KINDS: Readonly<Record<ScalarName, Kind>> = {
  ID: 'safe',
  String: 'text',
  Int: 'integer',
  ChainId: 'integer',
  Boolean: 'boolean',
  BigInt: 'number',
  Bytes: 'safe',
  DateTime: 'time',
  Date: 'date',
  JSON: 'text',
}

/** A column by name, whose SQL is written only when it is asked for: writing it may add parameters to the statement. */
export interface Draft extends Column {
  readonly write: () => { readonly sql: Sql; readonly raw: Sql }
}

/** The columns that an entity has to export: its id, its own values, and each amount with what is to be known of it. */
export function columnsOf(entity: Entity, scope: Scope, tokens: TokenBook): Draft[] {
  const book = tokenSql(scope, tokens)
  return [...entity.fields.values()].flatMap((field): Draft[] => {
    if (field.kind === 'id') return [draft('id', 'safe', () => idExpression(entity, scope.alias))]
    if (field.kind === 'amount') return amountColumns(entity, scope, field, book)
    if (field.kind === 'scalar' && field.isBulk) return []
    return field.kind === 'scalar' || field.kind === 'enum' ? [plainColumn(scope, field)] : []
  })
}

function plainColumn(scope: Scope, field: ColumnField): Draft {
  const { name } = field
  // What is not written is not read either.
  const shown = () => sqlType(field).shown(scope.column(field.column))
  if (field.kind === 'enum') return draft(name, 'safe', shown)
  const scalar = field.kind === 'scalar' ? field.scalar : 'BigInt'
  if (scalar === 'JSON') return draft(name, 'text', () => sql`${shown()}::text`)
  const kind = KINDS[scalar]
  return {
    name,
    kind,
    write: () => ({ sql: shown(), raw: RAW[kind]?.(scope.column(field.column)) ?? shown() }),
  }
}

// Everything else is raw as it is shown.
const RAW: Readonly<Partial<Record<Kind, (column: Sql) => Sql>>> = {
  integer: (column) => column,
  number: (column) => column,
  time: (column) => sql`(extract(epoch from ${column}) * 1000000)::bigint`,
  date: (column) => sql`(${column} - date '1970-01-01')`,
}

/**
 * An amount in base units, why it is null, its token's symbol, decimals and class, and what one whole token was worth in USD at the
 * row's own moment by the rule of docs/methodology/prices.md (null without a price; a sum over a day has no moment).
 */
function amountColumns(entity: Entity, scope: Scope, field: AmountField, book: TokenSql): Draft[] {
  const { name } = field
  const token = () => scope.column(field.tokenColumn)
  return [
    plainColumn(scope, field),
    reasonColumn(`${name}Reason`, () => scope.column(field.column)),
    draft(`${name}Symbol`, 'text', () => book.symbol(token())),
    draft(`${name}Decimals`, 'integer', () => book.decimals(token())),
    draft(`${name}Class`, 'safe', () => book.class(token())),
    ...(entity.fields.has('blockTime') ? [priceColumn(scope, field)] : []),
  ]
}

function reasonColumn(name: string, amountOf: () => Sql): Draft {
  const write = () => {
    const amount = amountOf()
    const notStated = sql`when ${amount} is null then 'NOT_STATED'`
    return {
      sql: sql`case ${notStated} end`,
      // Of the decimal column of Parquet only: the text next to it has every value.
      raw: sql`case ${notStated} when abs(${amount}) >= 1e38 then 'BEYOND_38_DIGITS' end`,
    }
  }
  return { name, kind: 'safe', write }
}

function priceColumn(scope: Scope, { name, tokenColumn }: AmountField): Draft {
  return draft(`${name}PriceUsd`, 'decimal', () => {
    const [network, chain] = [scope.column('network'), scope.column('chain_id')]
    const at = scope.column('block_time')
    return sql`api.price_at(${network}, ${chain}, ${scope.column(tokenColumn)}, ${at})::text`
  })
}

interface TokenSql {
  symbol(token: Sql): Sql
  decimals(token: Sql): Sql
  class(token: Sql): Sql
}

// What only the networks' files know of a token goes into the statement as one object by network, chain and address.
function tokenSql(scope: Scope, tokens: TokenBook): TokenSql {
  const place = sql`${scope.column('network')} || ' ' || ${scope.column('chain_id')}`
  const key = (token: Sql) => sql`(${place} || ' 0x' || encode(${token}, 'hex'))`
  const written = new Map<string, Sql>()
  const map = (name: keyof ReturnType<TokenBook['maps']>) => {
    const made = written.get(name) ?? param(JSON.stringify(tokens.maps()[name]), 'jsonb')
    written.set(name, made)
    return made
  }
  return {
    symbol: (token) => sql`(${map('symbols')} ->> ${key(token)})`,
    decimals: (token) => sql`(${map('decimals')} ->> ${key(token)})::integer`,
    class: (token) =>
      sql`coalesce(${map('classes')} ->> ${key(token)}, case when ${token} is not null then ${map('chainClasses')} ->> (${place}) end)`,
  }
}

/** A column whose value is raw as it is shown. */
function draft(name: string, kind: Kind, write: () => Sql): Draft {
  return {
    name,
    kind,
    write: () => {
      const shown = write()
      return { sql: shown, raw: shown }
    },
  }
}
