import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entity, Field } from '../../../src/api/model/model.ts'
import { model } from '../../support/api/compile.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
let database: pg.Client

beforeAll(async () => {
  api = await startTestApi()
  database = new pg.Client({ connectionString: api.database.url })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await api.close()
})

async function textOf(query: string, variables: object = {}): Promise<string> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return response.text()
}

/** The text of a list as the database writes it, and as it is made of values: a second root field leaves it to the resolvers. */
async function bothWays(
  field: string,
  head = '',
  variables: object = {},
): Promise<{ written: string; made: string }> {
  const written = await textOf(`query Q${head} { ${field} }`, variables)
  const made = await textOf(`query Q${head} { ${field} __typename }`, variables)
  return { written, made: made.replace(',"__typename":"Query"}', '}') }
}

const isPlain = (field: Field) =>
  field.kind === 'id' || field.kind === 'enum' || (field.kind === 'scalar' && field.scalar !== 'JSON')

function columnsOf(entity: Entity): string {
  return [...entity.fields.values()]
    .filter(isPlain)
    .map(({ name }) => name)
    .join(' ')
}

function entityOf(name: string): Entity {
  const entity = model.entities.get(name)
  if (!entity) throw new Error(`no entity ${name}`)
  return entity
}

describe('a list of columns has the text that its values give', () => {
  test.each([...model.entities.values()].map((each) => [each.plural, each] as const))(
    '%s',
    async (plural, entity) => {
      const links = [...entity.fields.values()].flatMap((field) =>
        field.kind === 'link' || field.kind === 'list'
          ? [
              `${field.name}${field.kind === 'list' ? '(limit: 3)' : ''} { of: __typename ${columnsOf(entityOf(field.entity))} }`,
            ]
          : [],
      )
      const selection = `__typename ${columnsOf(entity)} ${links.join(' ')}`
      const { written, made } = await bothWays(`${plural}(limit: 30) { ${selection} }`)
      expect(JSON.parse(written).errors).toBeUndefined()
      expect(written).toBe(made)
    },
  )
})

const SHAPES: readonly { what: string; field: string; head?: string; variables?: object }[] = [
  {
    what: 'aliases, and one field twice',
    field: 'found: claims(limit: 3) { a: id b: id id node { n: role } node { m: owner } }',
  },
  { what: 'no row', field: 'claims(where: { network_eq: "nowhere" }) { id node { id } }' },
  {
    what: 'lists within lists',
    field: 'nodes(limit: 4) { id claims(limit: 3, orderBy: [blockNumber_DESC]) { id node { id } } }',
  },
  { what: 'fragments', field: 'claims(limit: 3) { ... on Claim { id ... { blockTime } } }' },
  {
    what: 'variables',
    field: 'claims(limit: $n, where: $w) { id node @include(if: $no) { id } txHash @skip(if: $no) }',
    head: '($n: Int!, $w: ClaimWhereInput, $no: Boolean!)',
    variables: { n: 4, w: { network_eq: 'alpha' }, no: false },
  },
  {
    what: 'an amount, which is left to the resolvers',
    field: 'fees(limit: 3) { id amount { value token { symbol } reason } }',
  },
  {
    what: 'a past moment, which is left to the resolvers',
    field: 'nodes(limit: 3, asOf: { network: "alpha", block: { chainId: 31337, number: 3 } }) { id role }',
  },
  { what: 'a limit that is refused', field: 'claims(limit: 100000) { id }' },
  {
    what: 'a value that the database refuses',
    field: 'claims(where: { evidence_contains: "\\u0000" }) { id }',
  },
]

test.each(SHAPES)('$what', async ({ field, head, variables }) => {
  const { written, made } = await bothWays(field, head, variables)
  const [one, other] = [written, made].map((text) => JSON.parse(text))
  expect(one.data).toEqual(other.data)
  expect(one.errors).toEqual(other.errors)
})

describe('a text', () => {
  const STRANGE = '"quoted" \\ \b\f\n\r\t\u0001\u007f </script> \u2028 ü 𝛼 {"a":1}'
  const LIST = 'nodes(limit: 50, where: { endpoint_startsWith: "\\"quoted" }) { id endpoint }'

  test('of anything is escaped', async () => {
    await database.query(
      `update derived.node set endpoint = $1 where node = (select node from derived.node where network = 'alpha' limit 1)`,
      [STRANGE],
    )
    const { written, made } = await bothWays(LIST)
    expect(JSON.parse(written).data.nodes[0].endpoint).toBe(STRANGE)
    expect(JSON.parse(written)).toEqual(JSON.parse(made))
  })
})

test('a null where the schema has none is the same error', async () => {
  await database.query('alter table facts.settled_claim alter column input_hash drop not null')
  await database.query(
    `update facts.settled_claim set input_hash = null where (block_number, position) =
      (select block_number, position from facts.settled_claim where network = 'alpha' order by block_number desc, position desc limit 1)`,
  )
  const { written, made } = await bothWays(
    'claims(limit: 3, orderBy: [blockNumber_DESC], where: { network_eq: "alpha" }) { id inputHash }',
  )
  const [one, other] = [written, made].map((text) => JSON.parse(text))
  expect(one).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] })
  expect(one.errors[0].path).toEqual(other.errors[0].path)
  expect(api.logged.filter((line) => line.includes('non-nullable'))).toHaveLength(2)
})

test('what the database writes is asked of no resolver, and everything else is', async () => {
  const asked = async (text: string) => {
    await textOf(text)
    return api.engine.prepare(text).uses
  }
  expect(await asked('{ claims(limit: 2) { id node { id } } }')).toBe(0)
  expect(await asked('{ claims(limit: 2) { id node { id } } __typename }')).toBe(1)
  expect(await asked('{ fees(limit: 2) { id amount { value } } }')).toBe(1)
  // Its rows may be in ClickHouse.
  expect(await asked('{ payerDays(limit: 2, orderBy: [payments_DESC]) { id } }')).toBe(1)
})
