import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

type Row = Readonly<Record<string, unknown>>
const get = async (path: string) => {
  const answer = await fetch(`${api.url}${path}`)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as never }
}

describe('REST serves what GraphQL does', () => {
  const PRICES = 'asset=xUSD&from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z'
  test.each([
    [
      '/rest/_meta?fields=network,chainId,class,block,head,lag',
      '{ _meta { network chainId class block { network chainId number hash timestamp } head lag } }',
      '_meta',
    ],
    [
      '/rest/search?text=alpha&limit=3',
      '{ search(text: "alpha", limit: 3) { field entityId network type } }',
      'search',
    ],
    ['/rest/disclosures?fields=id', '{ disclosures { id } }', 'disclosures'],
    [
      '/rest/leaderboard?network=alpha&metric=CLAIMS&fields=class,metric,nodes,dead',
      '{ leaderboard(network: "alpha", metric: CLAIMS) { class metric nodes dead } }',
      'leaderboard',
    ],
    [
      `/rest/prices?${PRICES}&fields=day,median,reason`,
      '{ prices(asset: "xUSD", from: "2026-01-01T00:00:00Z", to: "2026-01-03T00:00:00Z") { day median reason } }',
      'prices',
    ],
    [
      '/rest/catalogue?kind=INSTANCE&fields=subject,quantity,used',
      '{ catalogue(kind: INSTANCE) { subject quantity used } }',
      'catalogue',
    ],
  ])('%s', async (path, query, root) => {
    const { data, errors } = await api.ask(query)
    const { status, body } = await get(path)
    if (errors) expect([status, body]).toMatchObject([400, { errors: [{ message: errors[0]?.message }] }])
    else {
      expect(status).toBe(200)
      expect(sorted(body)).toEqual(sorted(data?.[root]))
    }
  })

  test('economics of a node and of a network, whole or by field', async () => {
    const { data } = await api.ask(
      '{ nodes(where: { network_eq: "alpha" }, limit: 1) { id economics { class coverage { value reason } } } }',
    )
    const [node] = data?.nodes as { id: string; economics: Row[] }[]
    const whole = await get(`/rest/nodes/${node?.id}/economics`)
    expect(whole).toMatchObject({ status: 200, body: node?.economics })
    expect(await get(`/rest/nodes/${node?.id}/economics?fields=class`)).toMatchObject({
      body: node?.economics.map((each) => ({ class: each.class })),
    })
    expect(await get('/rest/networks/alpha/economics?days=7')).toMatchObject({ status: 200 })
    expect(await get('/rest/nodes/alpha:31337-0x00/economics')).toMatchObject({ status: 404 })
  })

  test('payback, with its refusals', async () => {
    const asked = await api.ask('{ payback(network: "alpha", role: "validator", stake: "1") { class } }')
    const answer = await get('/rest/payback?network=alpha&role=validator&stake=1&fields=class')
    expect(answer.body).toMatchObject(
      asked.errors ? { errors: [{ message: asked.errors[0]?.message }] } : { 0: {} },
    )
    expect(await get('/rest/payback')).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'network is needed' }] },
    })
  })
})

describe('a parameter that is none is refused, with what was meant', () => {
  test.each([
    ['/rest/nodes?foo=bar', /^unknown parameter foo; known are where, orderBy/],
    ['/rest/nodes?role_eq=validator', /filters stand in where: \{"role_eq"/],
    ['/rest/nodes?limitt=3', /did you mean limit\?/],
    ['/rest/nodes?Limit=3', /did you mean limit\?/],
    ['/rest/nodes?limit=3&limit=4', /^limit is given more than once/],
    ['/rest/nodes?first=3', /^unknown parameter first/],
    ['/rest/nodes?fields=rol', /did you mean role\?/],
    ['/rest/nodes?offset=1&after=x', /not both/],
    ['/rest/nodes?total=yes', /^total is true or false/],
    ['/rest/nodes?limit=1001', /at most 1000/],
    ['/rest/nodes?after=x', /cursor/],
    ['/rest/nodes/x?limit=3', /^unknown parameter limit/],
    ['/rest/leaderboard?network=alpha&metrik=CLAIMS', /did you mean metric\?/],
    ['/rest/openapi.json?x=1', /^unknown parameter x/],
  ])('%s', async (path, message) => {
    expect(await get(path)).toMatchObject({
      status: 400,
      body: {
        errors: [
          { message: expect.stringMatching(message), extensions: { code: expect.stringMatching(/^BAD_/) } },
        ],
      },
    })
  })

  test('and a name that is no resource', async () => {
    expect(await get('/rest/claim')).toMatchObject({
      status: 404,
      body: { errors: [{ message: expect.stringContaining('did you mean claims?') }] },
    })
  })
})

test.each(['limit=150', 'limit=150&orderBy=blockNumber_DESC', 'limit=150&offset=0'])(
  'pages are walked by their link, and hold every row once: %s',
  async (search) => {
    const { data } = await api.ask('{ claimsConnection { totalCount } }')
    const { totalCount } = data?.claimsConnection as { totalCount: number }
    const seen = new Set<string>()
    let rows = 0
    let next: string | undefined = `/rest/claims?fields=id&total=true&${search}`
    while (next) {
      const page = await get(next)
      expect(page.headers.get('x-total-count')).toBe(String(totalCount))
      for (const { id } of page.body as { id: string }[]) seen.add(id)
      rows += (page.body as Row[]).length
      next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
    }
    expect([rows, seen.size]).toEqual([totalCount, totalCount])
  },
)

describe('the OpenAPI document', () => {
  test('is clean under the recommended rules of redocly', async () => {
    const source = await (await fetch(`${api.url}/rest/openapi.json`)).text()
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source, config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    )
  })

  test('names keys, tags, operations, what is always there, and the shape of errors', async () => {
    const document = (await get('/rest/openapi.json')).body as {
      security: unknown
      paths: Record<string, { get: { operationId: string; tags: string[]; summary: string } }>
      components: { securitySchemes: object; schemas: Record<string, { required: string[] }> }
    }
    expect(document.security).toEqual([{}, { apiKey: [] }, { bearer: [] }])
    expect(document.paths['/rest/claims']?.get.operationId).toBe('listClaims')
    expect(document.paths['/rest/claims/{id}']?.get.operationId).toBe('getClaim')
    expect(document.paths['/rest/nodes/{id}/economics']?.get.operationId).toBe('getNodeEconomics')
    expect(document.components.schemas.Claim?.required).toContain('id')
    expect(document.components.schemas.Errors).toMatchObject({
      required: ['errors'],
      properties: {
        errors: {
          items: { required: ['message', 'extensions'], properties: { extensions: { required: ['code'] } } },
        },
      },
    })
    const operations = Object.values(document.paths).map(({ get: each }) => each.operationId)
    expect(new Set(operations).size).toBe(operations.length)
  })

  test('describes every address that answers, and lists them at /rest', async () => {
    const { paths } = (await get('/rest/openapi.json')).body as { paths: Record<string, object> }
    expect((await get('/rest')).body).toMatchObject({ resources: Object.keys(paths) })
    for (const path of Object.keys(paths).filter((each) => !each.includes('{')))
      expect([
        path,
        [200, 400].includes(
          (
            await get(
              `${path}${/leaderboard|payback|prices|search|blockVector|Aggregate/.test(path) ? '' : '?limit=1'}`,
            )
          ).status,
        ),
      ]).toEqual([path, true])
  })
})

function sorted(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows), (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
