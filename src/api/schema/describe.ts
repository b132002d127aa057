import { type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql'
import type { Model } from '../model/model.ts'
import { type Operator, splitWhereKey } from './operators.ts'

type Words = (name: string) => string

const CONDITIONS: Readonly<Record<Operator | 'every' | 'some' | 'none', Words>> = {
  isNull: (name) => `Whether ${name} is null.`,
  eq: (name) => `${name} is this.`,
  not_eq: (name) => `${name} is another value, and not null.`,
  gt: (name) => `${name} is greater than this.`,
  gte: (name) => `${name} is this or greater.`,
  lt: (name) => `${name} is less than this.`,
  lte: (name) => `${name} is this or less.`,
  in: (name) => `${name} is one of these.`,
  not_in: (name) => `${name} is none of these.`,
  contains: (name) => `${name} contains this text.`,
  not_contains: (name) => `${name} does not contain this text.`,
  containsInsensitive: (name) => `${name} contains this text, in upper or lower case.`,
  not_containsInsensitive: (name) => `${name} does not contain this text, in upper or lower case.`,
  startsWith: (name) => `${name} begins with this text.`,
  not_startsWith: (name) => `${name} does not begin with this text.`,
  endsWith: (name) => `${name} ends with this text.`,
  not_endsWith: (name) => `${name} does not end with this text.`,
  every: (name) => `The filter holds for every one of ${name}.`,
  some: (name) => `The filter holds for at least one of ${name}.`,
  none: (name) => `The filter holds for none of ${name}.`,
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  ASC: 'ascending, nulls last',
  DESC: 'descending, nulls first',
  ASC_NULLS_FIRST: 'ascending, nulls first',
  ASC_NULLS_LAST: 'ascending, nulls last',
  DESC_NULLS_FIRST: 'descending, nulls first',
  DESC_NULLS_LAST: 'descending, nulls last',
}
const ORDER = /^([^_]+)(?:_([a-z][^_]*))?_((?:ASC|DESC).*)$/

/**
 * Describes the conditions and orders that are generated for every field of every entity. They are some ten thousand, and
 * all follow from their names: written into the SDL they would double the time that it takes to read it.
 */
export function describeInputs({ entities }: Model, schema: GraphQLSchema): void {
  for (const { name } of entities.values()) {
    const where = schema.getType(`${name}WhereInput`)
    if (isInputObjectType(where))
      for (const field of Object.values(where.getFields()))
        field.description ??= describeCondition(field.name)
    const order = schema.getType(`${name}OrderByInput`)
    if (isEnumType(order))
      for (const value of order.getValues()) value.description ??= describeOrder(value.name)
  }
}

function describeCondition(key: string): string {
  const { field, operator } = splitWhereKey(key)
  const name = `\`${field}\``
  if (operator === undefined) return `There is a ${name}, and the filter holds for it.`
  return CONDITIONS[operator as keyof typeof CONDITIONS](name)
}

function describeOrder(value: string): string {
  const [, first, second, direction = ''] = ORDER.exec(value) ?? []
  return `By ${second === undefined ? '' : `\`${second}\` of `}\`${first}\`, ${DIRECTIONS[direction]}.`
}
