import { execute, type GraphQLError, getIntrospectionQuery, type IntrospectionOptions, parse } from 'graphql'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Engine } from '../../../src/api/execute/engine.ts'
import { listExtensions } from '../../../src/api/extensions.ts'
import { SchemaText } from '../../../src/api/limits/introspection.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'
import { withoutBlowUp } from '../../support/processor-time.ts'

// Introspection reads no database: the pool is never connected.
const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
let engine: Engine

beforeAll(async () => {
  const extensions = await listExtensions([], await getCatalogue('catalogue'))
  engine = new Engine({
    ...buildExecutableSchema(new TokenBook([]), extensions),
    pool,
    maxCost: 50_000,
    questions: { atOnce: 1, waitMs: 1000 },
  })
})
afterAll(() => pool.end())

async function ask(query: string, variables: Record<string, unknown> = {}, caller = 'caller') {
  const prepared = engine.prepare(query)
  if (prepared.errors.length) return { errors: prepared.errors }
  return engine.run(prepared, variables, undefined, { caller })
}

const codeOf = ({ errors }: { errors?: readonly GraphQLError[] }) => errors?.[0]?.extensions.code

describe('the whole schema', () => {
  const VARIANTS: readonly [string, IntrospectionOptions][] = [
    ['by default', {}],
    ['without descriptions', { descriptions: false }],
    ['shallow', { typeDepth: 3 }],
    ['deep', { typeDepth: 12 }],
    [
      'with all that there is',
      {
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
        experimentalDirectiveDeprecation: true,
      },
    ],
  ]
  test.each(VARIANTS)('is answered as graphql-js answers it: %s', async (_, options) => {
    const query = getIntrospectionQuery(options)
    const answer = await ask(query)
    const expected = await execute({ schema: engine.schema, document: parse(query) })
    expect(answer.errors).toBeUndefined()
    expect(JSON.parse((answer as { stringify: () => string }).stringify())).toEqual(
      JSON.parse(JSON.stringify(expected)),
    )
  })

  test.each([
    ['an alias', '{ s: __schema { queryType { name } types { n: name __typename } } }'],
    [
      'fragments, a variable and a directive',
      `query($d: Boolean!, $n: Boolean!) { __schema { ...S } }
       fragment S on __Schema { types { name fields(includeDeprecated: $d) { ...F } } directives { name @skip(if: $n) args { name } } }
       fragment F on __Field { name isDeprecated deprecationReason type { kind } }`,
    ],
    ['nothing but a name', '{ __schema { __typename } }'],
    ['two lists of types', '{ __schema { a: types { name } b: types { kind } description } }'],
  ])('may be asked with %s', async (_, query) => {
    const variables = { d: true, n: true }
    const expected = await execute({
      schema: engine.schema,
      document: parse(query),
      variableValues: variables,
    })
    expect((await ask(query, variables)).data).toEqual(JSON.parse(JSON.stringify(expected.data)))
  })

  test('is made once, whatever the operation is called', async () => {
    const texts = await Promise.all(
      ['A', 'B', 'A'].map(async (name) => {
        const query = getIntrospectionQuery().replace('IntrospectionQuery', name)
        return ((await ask(query)) as { stringify: () => string }).stringify()
      }),
    )
    expect(texts[0]?.length).toBeGreaterThan(100_000)
    expect(new Set(texts).size).toBe(1)
    const made = vi.spyOn(SchemaText.prototype, 'pieces')
    await ask(getIntrospectionQuery())
    expect(made).not.toHaveBeenCalled()
    made.mockRestore()
  })

  test('leaves other work its turn while it is made', async () => {
    let turns = 0
    let done = false
    const beside = (async () => {
      while (!done) {
        turns++
        await new Promise((next) => setImmediate(next))
      }
    })()
    await ask(getIntrospectionQuery({ descriptions: false, specifiedByUrl: true }))
    done = true
    await beside
    expect(turns).toBeGreaterThan(100)
  })

  test('is made for callers in turn: who asks for many holds up nobody else', async () => {
    const order: string[] = []
    const asked = (name: string, caller: string) =>
      ask(`{ ${name}: __schema { types { name fields { name } } } }`, {}, caller).then((answer) => {
        order.push(name)
        return codeOf(answer)
      })
    const many = Array.from({ length: 40 }, (_, at) => asked(`a${at}`, 'flood'))
    const others = ['b', 'c'].map((name) => asked(name, name))
    expect(await Promise.all(others)).toEqual([undefined, undefined])
    const codes = await Promise.all(many)
    expect(codes.filter((code) => code === 'BUSY').length).toBeGreaterThan(20)
    const made = order.filter(
      (name) => codes[Number(name.slice(1))] === undefined || name < 'a' || name > 'b',
    )
    expect(made.slice(0, 3)).toEqual(['a0', 'b', 'c'])
    expect(codeOf(await ask('{ after: __schema { types { name } } }', {}, 'flood'))).toBeUndefined()
  })
})

describe('introspection is counted', () => {
  const deep = (levels: number): string =>
    levels
      ? `fields { name description args { name description type { kind name } } type { ofType { ofType { ofType { name ${deep(levels - 1)} } } name ${deep(levels - 1)} } } }`
      : ''
  const wide = 'fields { name description args { name description type { name } } type { name } }'

  test.each([
    ['twice the schema', `{ a: __schema { types { name } } b: __schema { types { name } } }`],
    [
      'twice, by a fragment',
      `{ ...A __schema { types { name } } } fragment A on Query { x: __schema { types { name } } }`,
    ],
    [
      'twice, in two operations',
      `query A { __schema { types { name } } } query B { __schema { types { name } } }`,
    ],
    ['the schema beside data', `{ networks { id } __schema { types { name ${wide} } } }`],
    ['the schema under a fragment', `{ ...A } fragment A on Query { __schema { types { name ${wide} } } }`],
    [
      'one large type, often',
      `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: __type(name: "Query") { ${wide} }`).join(' ')} }`,
    ],
    [
      'many types by fragments',
      `{ ...A ...B } fragment A on Query { a: __type(name: "Query") { ...W } b: __type(name: "Claim") { ...W } }
       fragment B on Query { c: __type(name: "Query") { ...W } d: __type(name: "Query") { ...W } } fragment W on __Type { ${wide} }`,
    ],
    ['types of types of one type', `{ __type(name: "Query") { ${deep(2)} } }`],
    [
      'all types, ten times',
      `{ __schema { ${Array.from({ length: 10 }, (_, at) => `a${at}: types { ${deep(1)} inputFields { name description } }`).join(' ')} } }`,
    ],
    [
      'all types by one field',
      '{ __schema { queryType { fields { type { fields { args { type { inputFields { name } } } } } } } } }',
    ],
  ])('%s is too much', async (_, query) => {
    const answer = await withoutBlowUp(() => ask(query))
    // graphql-js itself refuses lists that are nested three times.
    if (answer.errors?.[0]?.message !== 'Maximum introspection depth exceeded')
      expect(codeOf(answer)).toBe('INTROSPECTION_LIMIT')
  })

  test('the refusal names the field and the limit', async () => {
    const answer = await ask(`{ networks { id } s: __schema { types { ${wide} } } }`)
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('s asks for more than 5000 values'),
      extensions: { field: 's', limit: 5000 },
    })
  })

  test('levels without end are refused, those of a list of a list are not', async () => {
    const ofType = (levels: number): string => (levels ? `ofType { kind ${ofType(levels - 1)} }` : 'name')
    const query = (levels: number) => `{ __type(name: "Query") { fields { type { ${ofType(levels)} } } } }`
    expect(codeOf(await ask(query(30)))).toBe('DEPTH_LIMIT')
    expect(codeOf(await ask(query(9)))).toBeUndefined()
  })

  test('a question about one type is answered beside any other', async () => {
    const { data } = await ask(
      '{ __typename __type(name: "Node") { name fields { name type { name kind } } } }',
    )
    expect(data).toMatchObject({ __typename: 'Query', __type: { name: 'Node' } })
  })
})
