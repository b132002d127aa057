import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
let claims: string[]

beforeAll(async () => {
  api = await startTestApi()
  claims = await listIds('{ rows: claims(limit: 1000) { id } }')
})
afterAll(() => api.close())

async function listIds(query: string, variables: Record<string, unknown> = {}): Promise<string[]> {
  const { data, errors } = await api.ask(query, variables)
  expect(errors).toBeUndefined()
  return (data?.rows as { id: string }[]).map(({ id }) => id)
}

const IN = 'query($i: [ID!]!) { rows: claims(limit: 1000, where: { id_in: $i }) { id } }'
const NOT_IN = 'query($i: [ID!]!) { rows: claims(limit: 1000, where: { id_not_in: $i }) { id } }'

test('the seeded claims are of two networks, with and without a leaf', () => {
  expect(claims.length).toBeGreaterThan(300)
  expect(claims.filter((id) => id.startsWith('beta:')).length).toBeGreaterThan(10)
  // network:chain-block-position-leaf
  expect(claims.filter((id) => /-\d+-\d+-\d+$/.test(id)).length).toBeGreaterThan(10)
})

test.each([
  ['one', (at: number) => at === 7],
  ['every third', (at: number) => at % 3 === 0],
  ['all', () => true],
  ['none', () => false],
])('id_in and id_not_in with %s of the claims part them', async (_, chosen) => {
  const some = claims.filter((_id, at) => chosen(at))
  const others = claims.filter((_id, at) => !chosen(at))
  expect(await listIds(IN, { i: some })).toEqual(some)
  expect(await listIds(NOT_IN, { i: some })).toEqual(others)
})

test.each([
  ['with a leaf', (id: string) => /-\d+-\d+-\d+$/.test(id)],
  ['without a leaf', (id: string) => !/-\d+-\d+-\d+$/.test(id)],
  ['of one network', (id: string) => id.startsWith('beta:')],
])('ids %s are found as they are among others', async (_, chosen) => {
  const some = claims.filter(chosen)
  expect(await listIds(IN, { i: some })).toEqual(some)
  expect(await listIds(NOT_IN, { i: some })).toEqual(claims.filter((id) => !chosen(id)))
})

test('ids that are none, of another entity, or given twice change nothing', async () => {
  const some = claims.slice(0, 5)
  const strange = ['', 'x', 'alpha', 'alpha:1', `${some[0]}-0-0-0`, "alpha:1-2-3'; --", 'gamma:31337-1-0']
  expect(await listIds(IN, { i: [...strange, ...some, ...some] })).toEqual(some)
  expect(await listIds(IN, { i: strange })).toEqual([])
  expect(await listIds(NOT_IN, { i: strange })).toEqual(claims)
})

test('through a link, in OR, and in a connection they mean the same', async () => {
  const nodes = await listIds('{ rows: nodes(limit: 3) { id } }')
  const ofThem = await listIds(
    'query($i: [ID!]!) { rows: claims(limit: 1000, where: { node: { id_in: $i } }) { id } }',
    { i: nodes },
  )
  const each = await Promise.all(
    nodes.map((id) =>
      listIds('query($i: ID!) { rows: claims(limit: 1000, where: { node: { id_eq: $i } }) { id } }', {
        i: id,
      }),
    ),
  )
  expect(new Set(ofThem)).toEqual(new Set(each.flat()))
  const [first = '', ...rest] = claims.slice(0, 50)
  const or =
    'query($a: [ID!]!, $b: ID!) { rows: claims(limit: 1000, where: { OR: [{ id_in: $a }, { id_eq: $b }] }) { id } }'
  expect(await listIds(or, { a: rest, b: first })).toEqual([first, ...rest])
  const { data } = await api.ask(
    'query($i: [ID!]!) { claimsConnection(first: 20, where: { id_in: $i }) { totalCount edges { node { id } } } }',
    { i: rest },
  )
  expect(data?.claimsConnection).toEqual({
    totalCount: rest.length,
    edges: rest.slice(0, 20).map((id) => ({ node: { id } })),
  })
})

test('as many as are allowed are one short statement', async () => {
  const many = Array.from({ length: 2000 }, (_, at) => claims[at] ?? `alpha:31337-${at}-${at}`)
  const statements: { text: string; values: unknown[] }[] = []
  const query = api.pool.query.bind(api.pool)
  const heard = Object.assign(api.pool, {
    query: (asked: { text: string; values: unknown[] }) => {
      statements.push(asked)
      return query(asked)
    },
  })
  try {
    await listIds(IN, { i: many })
    await listIds(NOT_IN, { i: many })
  } finally {
    Object.assign(heard, { query })
  }
  expect(statements).toHaveLength(2)
  for (const { text, values } of statements) {
    expect(text.length).toBeLessThan(5000)
    expect(values.length).toBeLessThan(20)
  }
})
