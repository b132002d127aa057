import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
let strict: TestApi

beforeAll(async () => {
  api = await startTestApi()
  strict = await startTestApi({ ratePerSecond: 1, rateBurst: 3, statementTimeoutMs: 60 })
})
afterAll(async () => {
  await api.close()
  await strict.close()
})

const nest = (depth: number): string => (depth ? `claims(limit: 1) { node { ${nest(depth - 1)} } }` : 'id')

// Whatever a stranger may send: each is refused (with this code) or answered, in less than a second, without a fault of ours.
const HOSTILE: readonly [name: string, query: string, code: string | undefined][] = [
  ['a million rows', '{ claims(limit: 1000000) { id } }', 'BAD_USER_INPUT'],
  ['a fan-out of 100,000', '{ nodes(limit: 1000) { claims(limit: 100) { id } } }', 'COST_LIMIT'],
  ['a fan-out by links', '{ claims(limit: 1000) { node { claims(limit: 1000) { id } } } }', 'COST_LIMIT'],
  [
    'a connection of a million',
    '{ claimsConnection(first: 1000000) { edges { cursor } } }',
    'BAD_USER_INPUT',
  ],
  ['a negative page', '{ claims(limit: -1) { id } }', 'BAD_USER_INPUT'],
  ['a far offset', '{ claims(offset: 2000000000) { id } }', 'BAD_USER_INPUT'],
  ['deep', `{ nodes(limit: 1) { ${nest(10)} } }`, 'DEPTH_LIMIT'],
  [
    'many aliases',
    `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: networks { id }`).join(' ')} }`,
    'ALIAS_LIMIT',
  ],
  [
    'many roots',
    `{ ${Array.from({ length: 25 }, (_, n) => `...F${n}`).join(' ')} } ${Array.from({ length: 25 }, (_, n) => `fragment F${n} on Query { networks { id } }`).join(' ')}`,
    'ROOT_FIELD_LIMIT',
  ],
  ['many directives', `{ networks { id ${'@include(if: true) '.repeat(60)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
  ['many tokens', `{ networks { ${'id '.repeat(3000)} } }`, 'TOKEN_LIMIT'],
  [
    'fragments of fragments',
    `{ ...A20 } ${Array.from({ length: 20 }, (_, n) => `fragment A${n + 1} on Query { ...A${n} ...A${n} ...A${n} }`).join(' ')} fragment A0 on Query { networks { id } }`,
    undefined,
  ],
  ['a fragment in itself', '{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ['half a text', '{ claims { id ', 'GRAPHQL_PARSE_FAILED'],
  ['a forged cursor', '{ claimsConnection(after: "WyJ4IiwxXQ") { edges { cursor } } }', 'BAD_CURSOR'],
  [
    'a cursor that is none',
    `{ claimsConnection(after: "'; drop table x") { edges { cursor } } }`,
    'BAD_CURSOR',
  ],
  [
    'a number beyond numeric',
    `{ fees(where: { amount_gt: "${'9'.repeat(200)}" }) { id } }`,
    'BAD_USER_INPUT',
  ],
  ['a day that is none', '{ nodeDays(where: { day_eq: "2026-02-31" }) { id } }', 'BAD_USER_INPUT'],
  [
    'a year before all years',
    '{ claims(where: { blockTime_gt: "0000-01-01T00:00:00Z" }) { id } }',
    'BAD_USER_INPUT',
  ],
  ['a zero byte', '{ claims(where: { evidence_contains: "\\u0000" }) { id } }', 'BAD_USER_INPUT'],
  ['isNull: null', '{ claims(where: { modelKey_isNull: null }) { id } }', 'BAD_USER_INPUT'],
  ['a moment that is none', '{ nodes(asOf: {}) { id } }', 'BAD_USER_INPUT'],
  [
    'a block to come',
    '{ nodes(asOf: { block: { chainId: 31337, network: "alpha", number: 9999 } }) { id } }',
    'BLOCK_UNKNOWN',
  ],
  ['a mutation', 'mutation { x }', 'GRAPHQL_VALIDATION_FAILED'],
]

test.each(HOSTILE)('hostile: %s', async (_, query, code) => {
  const began = performance.now()
  const response = await post(api, query)
  const answer = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  expect(performance.now() - began).toBeLessThan(1000)
  expect(response.status).toBeLessThan(500)
  expect(answer.errors?.[0]?.extensions.code).toBe(code)
})

test('SQL metacharacters in every text field are text', async () => {
  const texts = [
    "'",
    "''; drop schema api cascade; --",
    '$1',
    '%',
    '_',
    '\\',
    '"',
    '{}',
    '\u202e',
    'ⅷ'.repeat(500),
  ]
  for (const entity of api.engine.schema.getQueryType()
    ? ['Node', 'Claim', 'Settlement', 'Fee', 'Penalty', 'Verdict', 'Blob']
    : []) {
    const type = api.engine.schema.getType(`${entity}WhereInput`)
    const fields = type && 'getFields' in type ? Object.entries(type.getFields()) : []
    const plural = `${entity.charAt(0).toLowerCase()}${entity.slice(1)}s`.replace('penaltys', 'penalties')
    const names = fields
      .filter(([, field]) => ['String', 'ID'].includes(String(field.type)))
      .map(([name]) => name)
    expect(names.length).toBeGreaterThan(0)
    for (const text of texts) {
      const where = names.map((name) => `{ ${name}: $t }`).join(', ')
      const query = `query($t: ${'String'}) { ${plural}(limit: 1, where: { OR: [${where.replaceAll(/\{ id_\w+: \$t \},? ?/g, '')}] }) { id } }`
      const answer = await api.ask(query, { t: text })
      expect(answer.errors).toBeUndefined()
    }
  }
  const { data } = await api.ask('{ networks { id } }')
  expect(data?.networks).toHaveLength(2)
})

test.each([
  ['nested beyond the stack', `${'{"AND":['.repeat(9000)}{}${']}'.repeat(9000)}`],
  ['deep', `${'{"AND":['.repeat(25)}{}${']}'.repeat(25)}`],
  ['through many tables', `${'{"node":{"claims_some":'.repeat(5)}{}${'}}'.repeat(5)}`],
  ['wide', `{"OR":[${Array.from({ length: 40 }, (_, at) => `{"node":{"firstBlock_eq":${at}}}`)}]}`],
])('hostile: a filter in a variable that is %s', async (_, where) => {
  const query = 'query($where: ClaimWhereInput) { claims(where: $where, limit: 1) { id } }'
  const body = `{"query":"${query}","variables":{"where":${where}}}`
  const began = performance.now()
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const answer = (await response.json()) as { errors?: { extensions: { code: string } }[] }
  expect([response.status, answer.errors?.[0]?.extensions.code]).toEqual([200, 'FILTER_LIMIT'])
  expect(performance.now() - began).toBeLessThan(1000)
})

test('a filter in a variable may be asked again and again', async () => {
  const query = 'query($where: ClaimWhereInput) { claims(where: $where, limit: 1) { id } }'
  const where = { network_eq: 'alpha', OR: [{ node: { role_eq: 'tee-proxy' } }, { node_isNull: false }] }
  for (let n = 0; n < 3; n++) {
    const answer = await api.ask(query, { where })
    expect(answer.errors).toBeUndefined()
    expect(answer.data?.claims).toHaveLength(1)
  }
})

test('a cost refusal says what it would cost and what is allowed', async () => {
  const { errors } = await api.ask('{ nodes(limit: 500) { claims(limit: 200) { id } } }')
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'COST_LIMIT', cost: 500 * 201, limit: 50_000 })
})

test('a body over the limit is refused without being read', async () => {
  const response = await post(api, `{ networks { id } } #${'x'.repeat(200_000)}`)
  expect(response.status).toBe(413)
})

test('batching is refused', async () => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ query: '{ networks { id } }' }]),
  })
  expect(response.status).toBe(400)
})

test('the API reads as a role that may not write, nor see behind the views', async () => {
  await expect(api.pool.query('create table api.x ()')).rejects.toThrow(/permission denied|read-only/)
  await expect(api.pool.query('select 1 from facts.fee')).rejects.toThrow(/permission denied/)
})

test('a statement that takes too long is ended and said to be', async () => {
  await expect(strict.pool.query('select pg_sleep(1)')).rejects.toMatchObject({ code: '57014' })
})

test('who asks too fast is told when to come back; operators are not counted', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 5; n++) statuses.push((await post(strict, '{ networks { id } }')).status)
  expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
  const refused = await post(strict, '{ networks { id } }')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit-remaining')).toBe('0')
  expect(Number(refused.headers.get('ratelimit-limit'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit-reset')).toBe(refused.headers.get('retry-after'))
  expect((await fetch(`${strict.url}/health`)).status).toBe(200)
})

test('a key has its own rate and a quota for the day; an unknown one is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-keys-'))
  const keys = join(folder, 'keys.json')
  const sha256 = createHash('sha256').update('secret').digest('hex')
  await writeFile(keys, JSON.stringify([{ name: 'one', sha256, ratePerSecond: 100, burst: 100, perDay: 2 }]))
  const guarded = await startTestApi({ keys })
  const status = async (headers: Record<string, string>) => {
    const response = await fetch(`${guarded.url}/rest/networks`, { headers })
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
    return [response.status, errors?.[0]?.extensions.code]
  }
  expect(await status({ 'x-api-key': 'guess' })).toEqual([401, 'KEY_UNKNOWN'])
  expect(await status({ 'x-api-key': 'secret' })).toEqual([200, undefined])
  expect(await status({ authorization: 'Bearer secret' })).toEqual([200, undefined])
  expect(await status({ 'x-api-key': 'secret' })).toEqual([429, 'QUOTA'])
  expect(await status({})).toEqual([200, undefined])
  await guarded.close()
  await rm(folder, { recursive: true })
})

test('a fault of ours is an id outside and a cause in the log', async () => {
  const broken = await startTestApi()
  await broken.pool.end()
  const { errors } = await broken.ask('{ networks { id } }')
  expect(errors?.[0]?.message).toMatch(/^internal error [0-9a-f-]{36}$/)
  const id = String(errors?.[0]?.extensions.id)
  const metrics = await (await fetch(`${broken.url}/metrics`)).text()
  expect(metrics).toContain('assay_api_faults_total{door="/graphql",code="INTERNAL"} 1')
  expect(broken.logged.some((line) => line.includes(id) && line.includes('pool'))).toBe(true)
  await expect(broken.close()).rejects.toThrow(/more than once/)
  await broken.database.drop()
})

test('a request carries its id; a caller’s own is kept when it is harmless', async () => {
  const kept = await fetch(`${api.url}/health`, { headers: { 'x-request-id': 'abc-1' } })
  expect(kept.headers.get('x-request-id')).toBe('abc-1')
  const status = await new Promise<number | undefined>((done, fail) => {
    request(`${api.url}/nothing`, (response) => done(response.resume().statusCode))
      .on('error', fail)
      .end()
  })
  expect(status).toBe(404)
})

test('ready follows the lag; metrics are there', async () => {
  expect((await fetch(`${api.url}/ready`)).status).toBe(200)
  const late = await startTestApi({ readyLag: 0 })
  expect((await fetch(`${late.url}/ready`)).status).toBe(503)
  await late.close()
  const metrics = await (await fetch(`${api.url}/metrics`)).text()
  expect(metrics).toContain('assay_api_requests_total{route="/graphql",status="200"}')
  expect(metrics).toContain('assay_chain_lag_blocks{network="alpha",chain="31337"} 1')
})

function post(to: TestApi, query: string): Promise<Response> {
  return fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
}
