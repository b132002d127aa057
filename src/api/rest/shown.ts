import {
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import { didYouMean } from '../http/parameters.ts'
import type { Field, Model } from '../model/model.ts'

type ShownField = GraphQLField<unknown, unknown>

/**
 * The fields that a REST answer shows of a type. Of an entity: single values, and linked entities by their id; its lists have
 * addresses of their own. Of anything else: what takes no arguments.
 */
export function shownFields(model: Model, type: GraphQLObjectType): ShownField[] {
  const fields = Object.values(type.getFields())
  const entity = model.entities.get(type.name)
  if (entity) return fields.filter(({ name }) => isShown(entity.fields.get(name)))
  return fields.filter((field) => {
    const named = getNamedType(field.type)
    if (field.args.length || field.deprecationReason != null) return false
    if (model.entities.has(named.name)) return !isListType(getNullableType(field.type))
    return isLeafType(named) || isObjectType(named)
  })
}

function isShown(field: Field | undefined): boolean {
  if (!field) return false
  return field.kind === 'computed' ? field.leaf : field.kind !== 'list'
}

// Sent only to those who ask for it by name.
function isBulk(field: Field | undefined): boolean {
  return field?.kind === 'scalar' && field.isBulk
}

/** A selection, with the fragments that it spreads: a type that stands in many places is written once. */
export interface Selection {
  readonly text: string
  readonly fragments: string
}

/**
 * The selection of `type`; `asked` names the fields, with commas; when it is absent, all but those of bulk.
 * @throws GraphQLError `BAD_USER_INPUT` for a field that is not shown.
 */
export function selectShown(model: Model, type: GraphQLObjectType, asked: string | undefined): Selection {
  const shown = shownFields(model, type)
  const fragments = new Map<string, string>()
  const names = asked?.split(',')
  const known = shown.map(({ name }) => name)
  const strange = names?.find((name) => !known.includes(name))
  if (strange !== undefined)
    throw new GraphQLError(
      `${type.name} has no field ${strange.slice(0, 80)}${didYouMean(strange, known)}; fields are ${known.join(', ')}`,
      { extensions: { code: 'BAD_USER_INPUT' } },
    )
  const entity = model.entities.get(type.name)
  const chosen = shown.filter(({ name }) =>
    names ? names.includes(name) : !isBulk(entity?.fields.get(name)),
  )
  const text = chosen.map((field) => select(model, field, fragments)).join(' ')
  return { text, fragments: [...fragments.values()].join(' ') }
}

function select(model: Model, field: ShownField, fragments: Map<string, string>): string {
  const inner = getNamedType(field.type)
  if (!isObjectType(inner)) return field.name
  if (model.entities.has(inner.name)) return `${field.name} { id }`
  const name = `all${inner.name}`
  if (!fragments.has(name)) {
    // Its place is taken before what is in it is looked at.
    fragments.set(name, '')
    const text = shownFields(model, inner).map((each) => select(model, each, fragments))
    fragments.set(name, `fragment ${name} on ${inner.name} { ${text.join(' ')} }`)
  }
  return `${field.name} { ...${name} }`
}
