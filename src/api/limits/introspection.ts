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

// A key as JSON, and the nodes that ask for it.
type Member = readonly [string, readonly FieldNode[]]

export interface SchemaBounds {
  /** Most values of the whole answer. */
  readonly most: number
  /** Most values of one type or directive in the list of all: it is worked out in one go. */
  readonly ofOne?: number
}

/**
 * Answers introspection as JSON text, and counts its values. It asks graphql-js' own definitions of `__Schema`, `__Type` and
 * the rest, but in steps of the caller's choice and never further than it may.
 */
export class SchemaText {
  values = 0
  readonly #schema: GraphQLSchema
  readonly #operation: Operation
  readonly #bounds: SchemaBounds
  readonly #over: () => GraphQLError
  // How many values there may be before the next piece.
  #here: number
  // The same nodes are asked of every object of a list: what they select, and with which arguments, is read once.
  readonly #selections = new WeakMap<readonly FieldNode[], readonly Member[]>()
  readonly #arguments = new WeakMap<FieldNode, Readonly<Record<string, unknown>>>()

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
    return field ? this.#field(field, undefined, nodes) : 'null'
  }

  /** As {@link root}, in pieces that follow one another: after each, the caller may let others have their turn. */
  *pieces(nodes: readonly FieldNode[]): Generator<string> {
    const type = this.#schema.getType('__Schema') as GraphQLObjectType
    let mark = '{'
    for (const [key, asked] of this.#selected(nodes)) {
      yield `${mark}${key}:`
      mark = ','
      const field = type.getFields()[asked[0]?.name.value ?? '']
      if (field && isListOfObjects(field.type)) yield* this.#list(field, asked)
      else yield this.#member(type, this.#schema, asked)
    }
    yield mark === '{' ? '{}' : '}'
  }

  *#list(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Generator<string> {
    const items = this.#resolve(field, this.#schema, nodes) as readonly unknown[]
    const type = itemType(field.type)
    for (const [at, item] of items.entries()) {
      this.#here = Math.min(this.#bounds.most, this.values + (this.#bounds.ofOne ?? this.#bounds.most))
      yield `${at ? ',' : '['}${this.#value(type, item, nodes)}`
    }
    this.#here = this.#bounds.most
    yield items.length ? ']' : '[]'
  }

  #field(field: GraphQLField<unknown, unknown>, source: unknown, nodes: readonly FieldNode[]): string {
    return this.#value(field.type, this.#resolve(field, source, nodes), nodes)
  }

  #resolve(field: GraphQLField<unknown, unknown>, source: unknown, [node]: readonly FieldNode[]): unknown {
    if (!node || !field.resolve) throw new TypeError(`${field.name} is no field of introspection`)
    const args = this.#argumentsOf(field, node)
    // Of all that resolvers are told, those of introspection look at the schema alone.
    return field.resolve(source, args, undefined, { schema: this.#schema } as GraphQLResolveInfo)
  }

  #value(type: GraphQLOutputType, value: unknown, nodes: readonly FieldNode[]): string {
    if (++this.values > this.#here) throw this.#over()
    if (isNonNullType(type)) {
      this.values--
      return this.#value((type as GraphQLNonNull<GraphQLOutputType>).ofType, value, nodes)
    }
    if (value === null || value === undefined) return 'null'
    if (isListType(type)) {
      const inner = (type as GraphQLList<GraphQLOutputType>).ofType
      return `[${[...(value as Iterable<unknown>)].map((each) => this.#value(inner, each, nodes)).join(',')}]`
    }
    if (isLeafType(type)) return JSON.stringify(type.serialize(value))
    const object = type as GraphQLObjectType
    const members = this.#selected(nodes).map(
      ([key, asked]) => `${key}:${this.#member(object, value, asked)}`,
    )
    return `{${members.join(',')}}`
  }

  #selected(nodes: readonly FieldNode[]): readonly Member[] {
    const known = this.#selections.get(nodes)
    if (known) return known
    const found = [...selectionUnder(nodes, this.#operation)].map(
      ([key, asked]): Member => [JSON.stringify(key), asked],
    )
    this.#selections.set(nodes, found)
    return found
  }

  // A field node stands on one type of introspection, so it has the same arguments wherever it is asked.
  #argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Readonly<Record<string, unknown>> {
    const known = this.#arguments.get(node)
    if (known) return known
    const found = getArgumentValues(field, node, { ...this.#operation.variableValues })
    this.#arguments.set(node, found)
    return found
  }

  #member(type: GraphQLObjectType, source: unknown, nodes: readonly FieldNode[]): string {
    const name = nodes[0]?.name.value ?? ''
    if (name === '__typename') return JSON.stringify(type.name)
    const field = type.getFields()[name]
    if (!field) throw new TypeError(`no field ${type.name}.${name}`)
    return this.#field(field, source, nodes)
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
