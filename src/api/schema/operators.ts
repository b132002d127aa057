import type { ColumnField, IdField, ScalarName } from '../model/model.ts'

export type Operator =
  | 'isNull'
  | 'eq'
  | 'not_eq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'in'
  | 'not_in'
  | 'contains'
  | 'not_contains'
  | 'containsInsensitive'
  | 'not_containsInsensitive'
  | 'startsWith'
  | 'not_startsWith'
  | 'endsWith'
  | 'not_endsWith'

const EQUAL: Operator[] = ['isNull', 'eq', 'not_eq']
const SET: Operator[] = ['in', 'not_in']
const ORDERED: Operator[] = [...EQUAL, 'gt', 'gte', 'lt', 'lte', ...SET]
const TEXT: Operator[] = [
  ...ORDERED,
  'contains',
  'not_contains',
  'containsInsensitive',
  'not_containsInsensitive',
  'startsWith',
  'not_startsWith',
  'endsWith',
  'not_endsWith',
]

const BY_SCALAR: Record<ScalarName, Operator[]> = {
  ID: ['eq', 'not_eq', ...SET],
  String: TEXT,
  Int: ORDERED,
  ChainId: ORDERED,
  BigInt: ORDERED,
  DateTime: ORDERED,
  Date: ORDERED,
  Bytes: [...EQUAL, ...SET],
  Boolean: EQUAL,
  JSON: ['isNull'],
}

/** The filters of a field, in OpenReader's names, with the GraphQL type of their value. */
export function whereOperators(field: ColumnField | IdField): { operator: Operator; type: string }[] {
  if (field.kind === 'scalar' && field.isBulk) return [{ operator: 'isNull', type: 'Boolean' }]
  const type = valueType(field)
  const operators = field.kind === 'enum' ? [...EQUAL, ...SET] : BY_SCALAR[type as ScalarName]
  return operators.map((operator) => ({
    operator,
    type: operator === 'isNull' ? 'Boolean' : SET.includes(operator) ? `[${type}!]` : type,
  }))
}

function valueType(field: ColumnField | IdField): string {
  if (field.kind === 'id') return 'ID'
  if (field.kind === 'amount') return 'BigInt'
  return field.kind === 'enum' ? field.type : field.scalar
}

const KEY = new RegExp(
  `^([^_]+)_(${[...TEXT, 'some', 'every', 'none'].sort((a, b) => b.length - a.length).join('|')})$`,
)

/** Splits a filter's name into field and operator; no operator means a filter on the linked entity. */
export function splitWhereKey(key: string): { field: string; operator: string | undefined } {
  const match = KEY.exec(key)
  return match?.[1] ? { field: match[1], operator: match[2] } : { field: key, operator: undefined }
}
