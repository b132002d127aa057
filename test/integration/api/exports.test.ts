import { createHash } from 'node:crypto'
import { parquetReadObjects } from 'hyparquet'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
  const client = new pg.Client({ connectionString: api.database.url })
  await client.connect()
  await client.query(`update derived.node set endpoint = '=cmd|calc!A1' where network = 'beta'`)
  await client.end()
})
afterAll(() => api.close())

const WHERE = encodeURIComponent(JSON.stringify({ network_eq: 'alpha', node: { role_eq: 'validator' } }))

test('CSV, JSON lines and Parquet hold the same rows, those of the same filter in GraphQL', async () => {
  const fields = 'id,blockNumber,nodeKey,evidence,claimedAt'
  const query = `where=${WHERE}&fields=${fields}`
  const csv = await text(`claims.csv?${query}`)
  const jsonl = await text(`claims.jsonl?${query}`)
  const parquet = await (await get(`claims.parquet?${query}`)).arrayBuffer()
  const { data } = await api.ask(
    '{ claims(limit: 1000, where: { network_eq: "alpha", node: { role_eq: "validator" } }) { id blockNumber nodeKey evidence claimedAt } }',
  )
  const rows = data?.claims as Record<string, unknown>[]
  expect(rows.length).toBeGreaterThan(50)
  expect(
    jsonl
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(rows)
  const lines = csv.trim().split('\n')
  expect(lines[0]).toBe(fields)
  expect(lines.slice(1)).toEqual(
    rows.map((row) =>
      fields
        .split(',')
        .map((name) => row[name] ?? '')
        .join(','),
    ),
  )
  expect(await parquetReadObjects({ file: parquet })).toEqual(
    rows.map((row) => ({
      ...row,
      blockNumber: BigInt(row.blockNumber as number),
      claimedAt: row.claimedAt === null ? null : new Date(row.claimedAt as string),
    })),
  )
})

test('every kind of filter value reaches each format: ids, lists, bytes, times, numbers, texts with quotes', async () => {
  const { data } = await api.ask('{ claims(limit: 5) { id nodeKey claimedAt node { id } } }')
  const rows = data?.claims as { id: string; nodeKey: string; claimedAt: string; node: { id: string } }[]
  const [first, second] = rows
  const filters = [
    { id_in: [first?.id, second?.id, 'none'] },
    { id_not_in: rows.map((row) => row.id), blockNumber_lt: 10 },
    { node: { id_in: [first?.node.id] }, blockNumber_lte: 20 },
    { node: { id_not_in: [first?.node.id] }, blockNumber_lte: 10 },
    { nodeKey_in: [first?.nodeKey], blockTime_lt: '2026-01-01T02:00:00Z' },
    { evidence_not_in: ["it's", '\\', '$1::text', '"'], blockNumber_lt: 10 },
  ]
  for (const filter of filters) {
    const { data } = await api.ask(
      'query($where: ClaimWhereInput) { claims(where: $where, limit: 1000) { id } }',
      {
        where: filter,
      },
    )
    const ids = (data?.claims as { id: string }[]).map((row) => row.id)
    expect(ids.length).toBeGreaterThan(0)
    const query = `where=${encodeURIComponent(JSON.stringify(filter))}&fields=id`
    expect((await text(`claims.csv?${query}`)).trim().split('\n').slice(1)).toEqual(ids)
    const lines = (await text(`claims.jsonl?${query}`)).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids)
    const file = await (await get(`claims.parquet?${query}`)).arrayBuffer()
    expect((await parquetReadObjects({ file })).map((row) => row.id)).toEqual(ids)
  }
})

test('a text that a spreadsheet would run gets an apostrophe; nothing else changes', async () => {
  const csv = await (await get('nodes.csv?fields=network,endpoint')).text()
  expect(csv).toContain(`beta,'=cmd|calc!A1`)
  expect(csv).not.toMatch(/^beta,=/m)
})

test('the manifest names the blocks and the hash of what was sent', async () => {
  const response = await get('fees.csv')
  const body = Buffer.from(await response.arrayBuffer())
  const manifest = await (await fetch(`${api.url}${response.headers.get('x-assay-manifest')}`)).json()
  expect(manifest).toMatchObject({
    entity: 'Fee',
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    blockVector: [
      { network: 'alpha', chainId: 31337, number: 200 },
      { network: 'beta', chainId: 31337, number: 200 },
    ],
  })
})

test('bad exports are refused with a code', async () => {
  expect((await get('nothing.csv')).status).toBe(404)
  expect((await get('claims.xlsx')).status).toBe(404)
  for (const query of ['where={', 'where={"nope_eq":1}', 'fields=nope', 'where={"nodeKey_eq":"x"}']) {
    const response = await get(`claims.csv?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  }
})

async function text(path: string): Promise<string> {
  return (await get(path)).text()
}

function get(path: string): Promise<Response> {
  return fetch(`${api.url}/export/${path}`)
}
