import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLError, parse } from 'graphql'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { NETWORK_PARTS } from '../../../src/api/economics/answer/network.ts'
import { Engine } from '../../../src/api/execute/engine.ts'
import { listExtensions } from '../../../src/api/extensions.ts'
import { Costs } from '../../../src/api/limits/costs.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

const tokens = new TokenBook([])
const extensions = await listExtensions([], await getCatalogue('catalogue'))
const built = buildExecutableSchema(tokens, extensions)
// What is refused is refused before anything is read: the pool is never connected.
const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
const questions = { atOnce: 8, waitMs: 1000 }
const engine = new Engine({ ...built, pool, maxCost: 50_000, questions })
afterAll(() => pool.end())

async function refusal(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLError> {
  const prepared = engine.prepare(query)
  const { errors } = await engine.run(prepared, variables, undefined, { caller: 'caller' })
  const [error] = errors ?? prepared.errors
  if (!error) throw new Error(`was not refused: ${query}`)
  return error
}

describe('an extension brings its costs', () => {
  const sdl = 'extend type Query { extra: Int }'
  const resolvers = { 'Query.extra': () => 1 }

  test('a resolver without a cost is refused at the start', () =>
    expect(() => buildExecutableSchema(tokens, [{ sdl, resolvers, costs: {} }])).toThrow(
      'Query.extra has a resolver and no cost',
    ))
  test.each(['Query.gone', 'Gone.extra', 'Query'])('a cost of %s, which is not there, is refused', (name) =>
    expect(() =>
      buildExecutableSchema(tokens, [{ sdl, resolvers, costs: { 'Query.extra': 0, [name]: 5 } }]),
    ).toThrow(`a cost is given for ${name}, which is not in the schema`),
  )
  test('a field of none of ours costs what its extension says', () => {
    const { costs } = buildExecutableSchema(tokens, [{ sdl, resolvers, costs: { 'Query.extra': 7 } }])
    expect(costs.of('Query', 'extra', () => ({}))).toBe(7)
    expect(costs.of('Query', 'other', () => ({}))).toBe(0)
  })
  test('every field of an extension that reads the database costs something', () => {
    // A resolver that reads takes the snapshot out of its context.
    const source = ['consensus', 'economics', 'risk', 'trust']
      .map((room) => readFileSync(`src/api/${room}/extension.ts`, 'utf8'))
      .join('\n')
    const entries = [...source.matchAll(/^ {4,6}'(\w+\.\w+)': \((.*?)\) =>/gms)]
    const parts = Object.keys(NETWORK_PARTS).map((field) => `NetworkEconomics.${field}`)
    const named = new Set(extensions.flatMap((each) => Object.keys(each.resolvers)))
    expect(new Set([...entries.map(([, name]) => name), ...parts])).toEqual(named)
    const reading = entries.filter(([, , args]) => args?.includes('snapshot')).map(([, name]) => name ?? '')
    expect(reading.length).toBeGreaterThan(4)
    const costs = Object.assign({}, ...extensions.map((each) => each.costs))
    expect([...reading, ...parts].filter((name) => costs[name] === 0)).toEqual([])
  })
  test('only a field that costs something needs one moment for several statements', () => {
    buildSchema('type Query { a: Int }')
    const costs = new Costs({ 'Query.a': 5, 'Query.b': 0 })
    const schema = buildSchema('type Query { a: Int b: Int x: X } type X { a: Int q: Query }')
    expect(costs.asksHeavy(parse('{ x { q { a } } }'), schema)).toBe(true)
    expect(costs.asksHeavy(parse('{ ...f } fragment f on Query { again: a }'), schema)).toBe(true)
    expect(costs.asksHeavy(parse('{ b }'), schema)).toBe(false)
  })
})

describe('a refusal names the field', () => {
  test.each([
    [
      'a list in a list',
      '{ networks { id } nodes(limit: 500) { claims(limit: 200) { id } } }',
      { field: 'nodes.claims', fieldCost: 100_000, cost: 100_550, limit: 50_000 },
    ],
    [
      'by the name that it has in the answer',
      '{ mine: claims(limit: 1000) { of: node { theirs: claims(limit: 100) { id } } } }',
      { field: 'mine.of.theirs', fieldCost: 100_000 },
    ],
    [
      'under a connection',
      '{ nodesConnection(first: 1000) { edges { node { fees(limit: 60) { id } } } } }',
      { field: 'nodesConnection.edges.node.fees', fieldCost: 60_000 },
    ],
    [
      'a list by a variable',
      'query($n: Int) { nodes(limit: 900) { claims(limit: $n) { id } } }',
      { field: 'nodes.claims', fieldCost: 90_000 },
    ],
  ])('that costs most: %s', async (_, query, extensions) => {
    const error = await refusal(query, { n: 100 })
    expect(error.extensions).toMatchObject({ code: 'COST_LIMIT', ...extensions })
    expect(error.message).toContain(`${extensions.field} costs most: ${extensions.fieldCost}`)
  })

  test('economics in a list of networks', async () => {
    const error = await refusal('{ networks(limit: 100) { economics { runway { reason } } } }')
    expect(error.extensions).toMatchObject({
      code: 'COST_LIMIT',
      field: 'networks.economics',
      fieldCost: 50_000,
    })
    expect(error.message).toContain('(100 times 500)')
  })

  test.each([
    ['limit', 'claims', '{ claims(limit: 1001) { id } }'],
    ['limit', 'nodes.claims', '{ nodes { claims(limit: -1) { id } } }'],
    ['offset', 'a', '{ a: claims(offset: 2000000) { id } }'],
    ['first', 'claimsConnection', '{ claimsConnection(first: 5000) { edges { cursor } } }'],
    ['last', 'claimsConnection', '{ claimsConnection(last: 5000) { edges { cursor } } }'],
    ['limit', 'nodeDaysAggregate', '{ nodeDaysAggregate(limit: 5000) { count } }'],
    ['limit', 'claims', 'query($n: Int) { claims(limit: $n) { id } }'],
  ])('%s of %s, beyond its range', async (argument, field, query) => {
    const error = await refusal(query, { n: 1_000_000 })
    expect(error.message).toMatch(new RegExp(`^${argument} of ${field} must be 0 to \\d+, got `))
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument, field })
  })
})

describe('a list of values is counted', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `alpha:31337-${at}-0`)
  const hashes = (count: number) =>
    Array.from({ length: count }, (_, at) => `0x${at.toString(16).padStart(64, '0')}`)

  test.each([
    ['id_in', { id_in: ids(2001) }],
    ['id_not_in', { id_not_in: ids(2001) }],
    ['outputHash_in', { outputHash_in: hashes(2001) }],
    ['blockNumber_not_in', { OR: [{ blockNumber_not_in: Array.from({ length: 2001 }, (_, at) => at) }] }],
    ['id_in', { node: { id_in: hashes(2001) } }],
    ['id_in', { OR: Array.from({ length: 3 }, () => ({ id_in: ids(700) })) }],
    ['evidence_in', { node: { claims_some: { evidence_in: ids(2001) } } }],
  ])('%s with more than 2,000 is refused', async (condition, where) => {
    const query = 'query($where: ClaimWhereInput) { mine: claims(where: $where, limit: 1) { id } }'
    const { message, extensions } = await refusal(query, { where })
    expect(extensions).toMatchObject({ code: 'FILTER_LIMIT', limit: 2000, field: 'mine', condition })
    expect(message).toContain(
      `2000 values in lists: that of mine, at its condition ${condition}, goes beyond`,
    )
  })

  test('of all filters together', async () => {
    const query = `query($i: [ID!]) { a: claims(limit: 1, where: { id_in: $i }) { id }
      nodes(limit: 1) { claims(limit: 1, where: { id_in: $i }) { id } } b: feesConnection(where: { id_in: $i }) { totalCount } }`
    const { extensions } = await refusal(query, { i: ids(800) })
    expect(extensions).toMatchObject({ code: 'FILTER_LIMIT', field: 'b', condition: 'id_in' })
  })

  test.each([
    ['conditions', 1000, { OR: Array.from({ length: 1001 }, (_, at) => ({ blockNumber_eq: at })) }],
    [
      'conditions on links and lists',
      30,
      { OR: Array.from({ length: 31 }, () => ({ node: { role_eq: 'x' } })) },
    ],
  ])('and so are %s', async (what, limit, where) => {
    const query = 'query($where: ClaimWhereInput) { claims(where: $where, limit: 1) { id } }'
    const { message, extensions } = await refusal(query, { where })
    expect(message).toContain(`${limit} ${what}: that of claims`)
    expect(extensions).toMatchObject({ code: 'FILTER_LIMIT', limit, field: 'claims' })
  })
})

describe('prepared queries are kept by what they weigh', () => {
  const MOST = 1 << 20
  const large = (n: number) =>
    `query Q${n} { ${Array.from({ length: 10 }, (_, at) => `a${at}: claims(limit: 1, offset: ${n}) { id network chainId blockNumber txHash }`).join(' ')} }`
  const small = new Engine({ ...built, pool, maxCost: 50_000, questions, queryBytes: MOST })

  test('a thousand large ones take no more than is allowed', () => {
    for (let n = 0; n < 1000; n++) {
      small.prepare(large(n))
      expect(small.queries.weight).toBeLessThanOrEqual(MOST)
    }
    expect(small.queries.weight).toBeGreaterThan(MOST / 2)
  })
  test('one that was asked is still known while there is room', () =>
    expect(small.prepare(large(999))).toBe(small.prepare(large(999))))
  test.each([
    ['a long comment', `{ networks { id } } #${'x'.repeat(100_000)}`, 200_000],
    ['many tokens', `{ networks { ${'id '.repeat(1000)} } }`, 400_000],
  ])('%s weighs what it takes', (_, text, least) => {
    const own = new Engine({ ...built, pool, maxCost: 50_000, questions })
    own.prepare(text)
    expect(own.queries.weight).toBeGreaterThan(least)
  })
  test('compiling one adds to its weight', async () => {
    const own = new Engine({ ...built, pool, maxCost: 50_000, questions })
    const text = '{ __typename networks @skip(if: true) { id network class } nodes @skip(if: true) { id } }'
    const prepared = own.prepare(text)
    const before = own.queries.weight
    for (let n = 0; n < 3; n++) await own.run(prepared, {}, undefined, { caller: 'caller' })
    expect(own.queries.weight).toBeGreaterThan(before)
  })
  test('long variables are not kept with it', async () => {
    const own = new Engine({ ...built, pool, maxCost: 50_000, questions })
    const prepared = own.prepare(
      'query($t: String) { __typename networks(where: { network_eq: $t }) @skip(if: true) { id } }',
    )
    await own.run(prepared, { t: 'x'.repeat(100_000) }, undefined, { caller: 'caller' })
    expect(prepared.allowed).toBeUndefined()
  })
})
