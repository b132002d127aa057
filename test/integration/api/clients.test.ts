import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { expect, test } from 'vitest'
import { FIGURE, pick, useMoneyApi } from '../../support/money-api.ts'

const { ask, api } = useMoneyApi()

// Every answer is read from the cache, which merges objects of one type and id; so what merges wrongly is seen.
function connect(): ApolloClient {
  return new ApolloClient({ link: new HttpLink({ uri: `${api().url}/graphql` }), cache: new InMemoryCache() })
}

async function askBoth(query: string) {
  const server = await ask(query)
  expect(server.errors).toBeUndefined()
  const client = connect()
  await client.query({ query: gql(query) })
  const cached = client.readQuery({ query: gql(query) })
  client.stop()
  return {
    server: server.data,
    cached: JSON.parse(JSON.stringify(cached, (key, value) => (key === '__typename' ? undefined : value))),
  }
}

test('rankings by two metrics in one query are in a cache what the server said', async () => {
  const ranking = (metric: string, top: number) =>
    `leaderboard(network: "money", metric: ${metric}, top: ${top}, includeDead: true) { rows { rank nodeId key figure { ${FIGURE} unit } } }`
  const { server, cached } = await askBoth(
    `{ gross: ${ranking('GROSS', 3)} claims: ${ranking('CLAIMS', 50)} }`,
  )
  expect(pick(server, 'gross.0.rows.0.figure')).not.toEqual(pick(server, 'claims.0.rows.0.figure'))
  expect(cached).toEqual(server)
})

test('a state of the past and the state of now in one query are in a cache what the server said', async () => {
  const { data } = await ask('{ chains { chainId height } nodes { firstBlock } }')
  const [{ chainId }] = data?.chains as [{ chainId: number }]
  const blocks = (data?.nodes as { firstBlock: number }[]).map((node) => node.firstBlock)
  const asOf = `asOf: { block: { chainId: ${chainId}, number: ${Math.max(...blocks)} } }`
  const fields =
    'id key enabled lastHeartbeatBlock changedBlock claims(limit: 3) { id node { id lastHeartbeatBlock } }'
  const { server, cached } = await askBoth(
    `{ before: nodes(${asOf}) { ${fields} } now: nodes { ${fields} } }`,
  )
  expect(pick(server, 'before')).not.toEqual(pick(server, 'now'))
  expect(cached).toEqual(server)
})

test('results of a search are in a cache what the server said', async () => {
  const { server, cached } = await askBoth(
    '{ search(text: "money", limit: 20) { type entityId field network } }',
  )
  expect((server?.search as unknown[]).length).toBeGreaterThan(1)
  expect(cached).toEqual(server)
})

test('every object with an id that it shares with objects of other meaning says so', async () => {
  const { data } = await ask(
    '{ __schema { types { name kind fields(includeDeprecated: true) { name isDeprecated type { name ofType { name } } } } queryType { fields { name } } } }',
  )
  type Field = { name: string; isDeprecated: boolean }
  const { types, queryType } = data?.__schema as {
    types: { name: string; kind: string; fields: Field[] | null }[]
    queryType: { fields: Field[] }
  }
  const roots = new Set(queryType.fields.map((field) => field.name))
  const strange = types.filter((type) => {
    const id = type.kind === 'OBJECT' && type.fields?.find((field) => field.name === 'id')
    const byId = `${type.name.charAt(0).toLowerCase()}${type.name.slice(1)}ById`
    return id && !id.isDeprecated && !roots.has(byId)
  })
  expect(strange).toEqual([])
})
