import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  isLeafType,
  isListType,
  isNonNullType,
  isType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql'
import { type Operation, selectionUnder } from '../sql/selection.ts'

/** Most values that a request may ask of the schema beside data, or by `__type`: a few milliseconds of work. */
const MOST_ASKED = 5000

const META: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map([
  ['__schema', SchemaMetaFieldDef],
  ['__type', TypeMetaFieldDef],
])

/**
 * How many values an introspection field gives, counted one by one as they would be answered, since lists inside lists make
 * millions of a short query. `before`: what the same request has asked already.
 *
 * @throws GraphQLError `INTROSPECTION_LIMIT` with the limit and the field
 */
export function introspectedValues(
  schema: GraphQLSchema,
  operation: Operation,
  nodes: readonly FieldNode[],
  path: readonly string[],
  before: number,
): number {
  const text = new SchemaText(schema, operation, { most: MOST_ASKED - before }, () =>
    tooMuch(path.join('.'), MOST_ASKED, 'Ask for fewer types, or for __schema alone in a query of its own'),
  )
  text.root(nodes)
  return text.values
}

export function tooMuch(field: string, limit: number, advice: string): GraphQLError {
  return new GraphQLError(`${field} asks for more than ${limit} values of the schema. ${advice}`, {
    extensions: { code: 'INTROSPECTION_LIMIT', limit, field },
  })
}

export interface SchemaBounds {
  /** Most values of the whole answer. */
  readonly most: number
  /** Most values of one type or directive in the list of all: it is worked out in one go. */
  readonly ofOne?: number
}

/** A field that is asked for on objects of one type, worked out once for all of them. */
interface Member {
  /** As it stands in the answer: `"name":`. */
  readonly key: string
  /** Absent: `__typename`, which is `text`. */
  readonly field?: GraphQLField<unknown, unknown>
  readonly text: string
  readonly args: Readonly<Record<string, unknown>>
  readonly nodes: readonly FieldNode[]
}

/** What a type gave for one selection. */
interface Told {
  readonly text: string
  readonly values: number
}

/**
 * Answers introspection as JSON text, and counts its values. It asks graphql-js' own definitions of `__Schema`, `__Type` and
 * the rest, but in steps of the caller's choice and never further than it may. What a selection asks for is worked out once,
 * and so is what it gives of each type: a schema names its few types thousands of times.
 */
export class SchemaText {
  values = 0
  readonly #schema: GraphQLSchema
  readonly #operation: Operation
  readonly #bounds: SchemaBounds
  readonly #over: () => GraphQLError
  // By the nodes that ask: each list of them asks the same of objects of the same type.
  readonly #members = new Map<readonly FieldNode[], readonly Member[]>()
  readonly #told = new Map<readonly FieldNode[], Map<unknown, Told>>()
  // How many values there may be before the next piece.
  #here: number

  /** @throws what `over` gives once there are more values than the bounds allow */
  constructor(schema: GraphQLSchema, operation: Operation, bounds: SchemaBounds, over: () => GraphQLError) {
    this.#schema = schema
    this.#operation = operation
    this.#bounds = bounds
    this.#here = bounds.most
    this.#over = over
  }

  /** The value of `__schema` or `__type` as JSON. */
  root(nodes: readonly FieldNode[]): string {
    const field = META.get(nodes[0]?.name.value ?? '')
    if (!field) return 'null'
    const member = { key: '', field, text: '', args: this.#arguments(field, nodes), nodes }
    return this.#member(member, undefined)
  }

  /** As {@link root}, in pieces that follow one another: after each, the caller may let others have their turn. */
  *pieces(nodes: readonly FieldNode[]): Generator<string> {
    const type = this.#schema.getType('__Schema') as GraphQLObjectType
    let mark = '{'
    for (const member of this.#membersOf(type, nodes)) {
      yield `${mark}${member.key}`
      mark = ','
      const { field } = member
      if (field && isListOfObjects(field.type)) yield* this.#list(field, member)
      else yield this.#member(member, this.#schema)
    }
    yield mark === '{' ? '{}' : '}'
  }

  *#list(field: GraphQLField<unknown, unknown>, { args, nodes }: Member): Generator<string> {
    const items = this.#resolve(field, this.#schema, args) as readonly unknown[]
    const type = itemType(field.type)
    for (const [at, item] of items.entries()) {
      this.#here = Math.min(this.#bounds.most, this.values + (this.#bounds.ofOne ?? this.#bounds.most))
      yield `${at ? ',' : '['}${this.#value(type, item, nodes)}`
    }
    this.#here = this.#bounds.most
    yield items.length ? ']' : '[]'
  }

  #member({ field, text, args, nodes }: Member, source: unknown): string {
    return field ? this.#value(field.type, this.#resolve(field, source, args), nodes) : text
  }

  #resolve(field: GraphQLField<unknown, unknown>, source: unknown, args: Member['args']): unknown {
    if (!field.resolve) throw new TypeError(`${field.name} is no field of introspection`)
    // Of all that resolvers are told, those of introspection look at the schema alone.
    return field.resolve(source, args, undefined, { schema: this.#schema } as GraphQLResolveInfo)
  }

  #value(type: GraphQLOutputType, value: unknown, nodes: readonly FieldNode[]): string {
    if (isNonNullType(type))
      return this.#value((type as GraphQLNonNull<GraphQLOutputType>).ofType, value, nodes)
    this.#count(1)
    if (value === null || value === undefined) return 'null'
    if (isListType(type)) {
      const inner = (type as GraphQLList<GraphQLOutputType>).ofType
      let text = ''
      for (const each of value as Iterable<unknown>)
        text += `${text ? ',' : '['}${this.#value(inner, each, nodes)}`
      return text ? `${text}]` : '[]'
    }
    if (isLeafType(type)) return JSON.stringify(type.serialize(value))
    const object = type as GraphQLObjectType
    return isType(value) ? this.#ofType(object, value, nodes) : this.#object(object, value, nodes)
  }

  #ofType(type: GraphQLObjectType, value: unknown, nodes: readonly FieldNode[]): string {
    const told = this.#told.get(nodes) ?? new Map<unknown, Told>()
    this.#told.set(nodes, told)
    const known = told.get(value)
    if (known) {
      this.#count(known.values)
      return known.text
    }
    const before = this.values
    const text = this.#object(type, value, nodes)
    told.set(value, { text, values: this.values - before })
    return text
  }

  #object(type: GraphQLObjectType, value: unknown, nodes: readonly FieldNode[]): string {
    let text = ''
    for (const member of this.#membersOf(type, nodes))
      text += `${text ? ',' : '{'}${member.key}${this.#member(member, value)}`
    return text ? `${text}}` : '{}'
  }

  #membersOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly Member[] {
    const known = this.#members.get(nodes)
    if (known) return known
    const members = [...selectionUnder(nodes, this.#operation)].map(([alias, asked]): Member => {
      const key = `${JSON.stringify(alias)}:`
      const name = asked[0]?.name.value ?? ''
      if (name === '__typename') return { key, text: JSON.stringify(type.name), args: {}, nodes: asked }
      const field = type.getFields()[name]
      if (!field) throw new TypeError(`no field ${type.name}.${name}`)
      return { key, field, text: '', args: this.#arguments(field, asked), nodes: asked }
    })
    this.#members.set(nodes, members)
    return members
  }

  #arguments(field: GraphQLField<unknown, unknown>, [node]: readonly FieldNode[]): Member['args'] {
    return node ? getArgumentValues(field, node, { ...this.#operation.variableValues }) : {}
  }

  #count(values: number): void {
    this.values += values
    if (this.values > this.#here) throw this.#over()
  }
}

function itemType(type: GraphQLOutputType): GraphQLOutputType {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList) return itemType(type.ofType)
  return type
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type
  return isListType(inner) && !isLeafType(itemType(type))
}
