import { setImmediate as turn } from 'node:timers/promises'
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, print } from 'graphql'
import { SchemaText, tooMuch } from '../limits/introspection.ts'
import { Turns } from '../limits/turns.ts'
import type { Operation } from '../sql/selection.ts'
import { Cache } from './cache.ts'

// The standard query gives 112,000 values and 2 MB, its largest type 14,000 values.
const MOST = {
  values: 250_000,
  ofOneType: 30_000,
  characters: 6 << 20,
  cached: 16 << 20,
  waiting: { all: 200, ofCaller: 8 },
}
const ADVICE = 'Leave out descriptions, or ask for single types by __type'

export interface IntrospectionAsked {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** As coerced. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** Whether an operation asks for `__schema` and nothing else, as editors and code generators do. */
export function asksSchemaAlone({ operation, selectionSet }: OperationDefinitionNode): boolean {
  const [only, ...more] = selectionSet.selections
  return operation === 'query' && !more.length && only?.kind === Kind.FIELD && only.name.value === '__schema'
}

/**
 * Answers queries for the whole schema. Each answer is made once and then kept as text; one is made at a time, for callers in
 * turn, a type after another, so that other requests have their turn in between.
 */
export class Introspector {
  readonly #schema: GraphQLSchema
  readonly #known = new Cache<string, string>(MOST.cached, (text) => 2 * text.length)
  readonly #making = new Map<string, Promise<string>>()
  readonly #turns = new Turns({ most: 1, line: MOST.waiting })

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
  }

  /**
   * The answer, `{"data":{…}}`, as JSON text. `caller`: who asks, so that callers come in turn.
   *
   * @throws GraphQLError `INTROSPECTION_LIMIT`; `BUSY` while too many different answers wait to be made
   */
  async answer(asked: IntrospectionAsked, caller: string): Promise<string> {
    const key = keyOf(asked)
    return this.#known.get(key) ?? this.#making.get(key) ?? this.#begin(key, asked, caller)
  }

  async #begin(key: string, asked: IntrospectionAsked, caller: string): Promise<string> {
    const making = this.#turns.take(caller, () => this.#make(asked))
    this.#making.set(key, making)
    try {
      const text = await making
      this.#known.set(key, text)
      return text
    } finally {
      this.#making.delete(key)
    }
  }

  async #make({ document, operation, variables }: IntrospectionAsked): Promise<string> {
    const [node] = operation.selectionSet.selections
    if (node?.kind !== Kind.FIELD) throw new TypeError('asked for something else than __schema')
    const field = node.alias?.value ?? node.name.value
    const around: Operation = { fragments: fragmentsOf(document), variableValues: variables }
    const refuse = () => tooMuch(field, MOST.values, ADVICE)
    const text = new SchemaText(this.#schema, around, { most: MOST.values, ofOne: MOST.ofOneType }, refuse)
    let answer = `{"data":{${JSON.stringify(field)}:`
    for (const piece of text.pieces([node])) {
      answer += piece
      if (answer.length > MOST.characters) throw refuse()
      await turn()
    }
    return `${answer}}}`
  }
}

// The operation's own name says nothing of the answer.
function keyOf({ document, operation, variables }: IntrospectionAsked): string {
  const parts = document.definitions.map((each) => {
    if (each.kind !== Kind.OPERATION_DEFINITION) return print(each)
    const { name: _, ...nameless } = each
    return each === operation ? print(nameless) : ''
  })
  return JSON.stringify([...parts, variables])
}

/** The fragments of a document, by name. */
export function fragmentsOf(document: DocumentNode): Operation['fragments'] {
  return Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  )
}
