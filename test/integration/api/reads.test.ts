import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MOST_COUNTED } from '../../../src/api/model/sizes.ts'
import { toCount } from '../../../src/api/sql/count.ts'
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

interface Page {
  readonly totalCount: number
  readonly edges: { cursor: string; node: { id: string } }[]
  readonly pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    endCursor: string | null
    startCursor: string | null
  }
}

const ORDERS = [
  '',
  'blockNumber_DESC',
  'modelKey_ASC_NULLS_FIRST, evidence_DESC',
  'claimedAt_DESC_NULLS_LAST',
  'node_role_ASC, blockNumber_DESC',
]

test.each(ORDERS)('pages ordered by "%s", forward and backward, are the list', async (order) => {
  const list = await api.ask(`{ claims(limit: 1000, orderBy: [${order}]) { id } }`)
  const expected = (list.data?.claims as { id: string }[]).map((each) => each.id)
  const forward: string[] = []
  for (let after: string | null = null; ; ) {
    const page: Page = await connection(`first: 70, orderBy: [${order}]${after ? `, after: "${after}"` : ''}`)
    forward.push(...page.edges.map((edge) => edge.node.id))
    expect(page.totalCount).toBe(expected.length)
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  expect(forward).toEqual(expected)
  const backward: string[] = []
  for (let before: string | null = null; ; ) {
    const page: Page = await connection(
      `last: 90, orderBy: [${order}]${before ? `, before: "${before}"` : ''}`,
    )
    backward.unshift(...page.edges.map((edge) => edge.node.id))
    if (!page.pageInfo.hasPreviousPage) break
    before = page.pageInfo.startCursor
  }
  expect(backward).toEqual(expected)
})

test('a cursor stays good while rows in front of it come and go', async () => {
  const first = await connection('first: 5, where: { network_eq: "alpha" }')
  const expected = await connection(
    `first: 5, after: "${first.pageInfo.endCursor}", where: { network_eq: "alpha" }`,
  )
  await database.query('begin')
  await database.query(`delete from facts.settled_claim where network = 'alpha' and block_number < 3`)
  await database.query('commit')
  const again = await connection(
    `first: 5, after: "${first.pageInfo.endCursor}", where: { network_eq: "alpha" }`,
  )
  expect(again.edges.map((edge) => edge.node.id)).toEqual(expected.edges.map((edge) => edge.node.id))
})

test('a cursor of one order is refused by another', async () => {
  const { pageInfo } = await connection('first: 5')
  const { errors } = await api.ask(
    `{ claimsConnection(first: 5, after: "${pageInfo.endCursor}", orderBy: [id_DESC]) { edges { cursor } } }`,
  )
  expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR')
})

test('nodes as of a block are what they were then; the block vector says which blocks were read', async () => {
  const { data } = await api.ask(`{
    vector: blockVector(asOf: { block: { chainId: 31337, network: "alpha", number: 50 } }) { network number hash }
    then: nodes(asOf: { block: { chainId: 31337, network: "alpha", number: 50 } }, limit: 100) { id endpoint lastHeartbeatBlock }
    byTime: nodes(asOf: { time: "2026-01-01T04:10:00Z" }, where: { network_eq: "alpha" }, limit: 100) { id endpoint lastHeartbeatBlock }
    now: nodes(where: { network_eq: "alpha" }, limit: 100) { id endpoint }
  }`)
  const hash = await database.query(
    `select '0x' || encode(hash, 'hex') as hash from ingest.block where network = 'alpha' and number = 50`,
  )
  expect(data?.vector).toEqual([{ network: 'alpha', number: 50, hash: hash.rows[0]?.hash }])
  const then = data?.then as { endpoint: string; lastHeartbeatBlock: number | null }[]
  expect(then.length).toBeGreaterThan(5)
  expect(
    then.every((node) => node.endpoint === 'https://old.example' && (node.lastHeartbeatBlock ?? 0) <= 50),
  ).toBe(true)
  expect(data?.byTime).toEqual(data?.then)
  expect((data?.now as { endpoint: string }[]).every((node) => node.endpoint !== 'https://old.example')).toBe(
    true,
  )
})

test('aggregates over a rollup are the exact sums of its rows, apart by token and kind', async () => {
  const { data } = await api.ask(`{ rows: nodeDayAmountsAggregate(interval: MONTH, limit: 100) {
    start network token kind attribution count sum { events amount { value token { symbol class } } } max { events } } }`)
  const { rows } =
    await database.query(`select to_char(date_trunc('month', day::timestamp), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as start, network,
    '0x' || encode(token, 'hex') as token, kind, attribution, count(*)::int as count, sum(events)::text as events, sum(amount)::text as amount, max(events)::text as most
    from derived.node_day_amount group by 1, network, chain_id, token, kind, attribution order by 1, network, chain_id, derived.node_day_amount.token, kind, attribution`)
  expect(rows.length).toBeGreaterThan(3)
  expect(data?.rows).toEqual(
    rows.map(({ events, amount, most, ...keys }) => ({
      ...keys,
      sum: {
        events,
        amount: {
          value: amount,
          token: {
            symbol: keys.network === 'alpha' ? 'xUSD' : null,
            class: keys.network === 'alpha' ? 'synthetic' : null,
          },
        },
      },
      max: { events: most },
    })),
  )
})

test('no amount in the source: null and a reason, never zero; a finding of zero stays zero', async () => {
  const { data } = await api.ask(
    '{ penalties(limit: 100) { kind amount { value reason token { address } } } }',
  )
  const penalties = data?.penalties as {
    kind: string
    amount: { value: string | null; reason: string | null; token: unknown }
  }[]
  for (const { kind, amount } of penalties)
    if (kind === 'jail') expect(amount).toEqual({ value: null, reason: 'NOT_STATED', token: null })
    else expect(amount).toMatchObject({ value: expect.stringMatching(/^\d+$/), reason: null })
  expect(penalties.some(({ amount }) => amount.value === '0')).toBe(true)
})

test('search leads to entities by id, hash, address and name', async () => {
  const { data } = await api.ask('{ claims(limit: 1) { id txHash } nodes(limit: 1) { id key owner } }')
  const [claim] = data?.claims as { id: string; txHash: string }[]
  const [node] = data?.nodes as { id: string; key: string; owner: string }[]
  for (const [text, id] of [
    [claim?.id, claim?.id],
    [claim?.txHash, claim?.id],
    [node?.key, node?.id],
    [node?.owner?.toUpperCase().replace('0X', '0x'), node?.id],
  ]) {
    const found = await api.ask('query($t: String!) { search(text: $t) { id } }', { t: text })
    expect(found.data?.search).toContainEqual({ id })
  }
})

test('an answer of several statements is of one moment, while another writes', async () => {
  let stopped = false
  const writing = (async () => {
    const writer = new pg.Client({ connectionString: api.database.url })
    await writer.connect()
    for (let height = 201; !stopped; height++)
      await writer.query(`update ingest.status set height = $1, head = $1`, [height])
    await writer.end()
  })()
  for (let n = 0; n < 30; n++) {
    const { data } = await api.ask(
      '{ _meta { block { number } } chains { height } a: chainsConnection { edges { node { height } } } }',
    )
    const meta = (data?._meta as { block: { number: number } }[]).map((each) => each.block.number)
    const chains = (data?.chains as { height: number }[]).map((each) => each.height)
    const edges = (data?.a as { edges: { node: { height: number } }[] }).edges.map((each) => each.node.height)
    expect(new Set([...meta, ...chains, ...edges]).size).toBe(1)
  }
  stopped = true
  await writing
})

async function connection(args: string): Promise<Page> {
  const { data, errors } = await api.ask(
    `{ c: claimsConnection(${args}) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } } }`,
  )
  expect(errors).toBeUndefined()
  return data?.c as Page
}

test('a list over all chains by block is the same as all rows, sorted; pages of it join up, forwards and back', async () => {
  const { data } = await api.ask('{ fees(limit: 1000) { id network chainId blockNumber position } }')
  type Row = { id: string; network: string; blockNumber: number; position: number }
  const all = (data?.fees as Row[]).toSorted(
    (a, b) =>
      b.blockNumber - a.blockNumber ||
      (a.network < b.network ? 1 : a.network > b.network ? -1 : 0) ||
      b.position - a.position,
  )
  expect(new Set(all.map((row) => row.network)).size).toBe(2)
  const ids = all.map((row) => row.id)
  const list = await api.ask('{ fees(orderBy: [blockNumber_DESC], limit: 30, offset: 5) { id } }')
  expect((list.data?.fees as Row[]).map((row) => row.id)).toEqual(ids.slice(5, 35))
  const page = async (args: string) => {
    const answer = await api.ask(
      `{ feesConnection(orderBy: [blockNumber_DESC], ${args}) { totalCount edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    )
    const { edges, pageInfo, totalCount } = answer.data?.feesConnection as {
      edges: { node: Row }[]
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
      totalCount: number
    }
    expect(totalCount).toBe(ids.length)
    return { ids: edges.map((edge) => edge.node.id), ...pageInfo }
  }
  const first = await page('first: 70')
  const second = await page(`first: 70, after: "${first.endCursor}"`)
  expect([...first.ids, ...second.ids]).toEqual(ids.slice(0, 140))
  const back = await page(`last: 70, before: "${second.startCursor}"`)
  expect(back.ids).toEqual(first.ids)
  expect([first.hasNextPage, first.hasPreviousPage, back.hasPreviousPage]).toEqual([true, false, false])
})

test('a count of whole chains is the rollup’s and equals the rows; more than can be counted is null and a bound', async () => {
  const answer = await api.ask(`{
    all: feesConnection { totalCount totalCountAtLeast }
    alpha: feesConnection(where: { network_eq: "alpha" }) { totalCount }
    known: heartbeatsConnection(where: { network_eq: "alpha", chainId_eq: 31337 }) { totalCount }
    counted: heartbeatsConnection(where: { network_eq: "alpha", chainId_eq: 31337, blockNumber_gte: 0 }) { totalCount }
  }`)
  const { rows } = await database.query(
    `select count(*)::int as all, (count(*) filter (where network = 'alpha'))::int as alpha from facts.fee`,
  )
  expect(answer.data).toMatchObject({
    all: { totalCount: rows[0]?.all, totalCountAtLeast: rows[0]?.all },
    alpha: { totalCount: rows[0]?.alpha },
  })
  const { known, counted } = answer.data as Record<string, { totalCount: number }>
  expect(known).toEqual(counted)
  expect(toCount(5, MOST_COUNTED + 1)).toEqual({ total: null, atLeast: 5 + MOST_COUNTED })
})

test('lies that endpoints were caught in are served, newest first', async () => {
  await database.query(`insert into ingest.provider_fault (network, chain_id, endpoint, kind, block_number, said, proved)
    values ('alpha', 1, 'https://one', 'logs_omitted', 7, '0 logs: none', 'one log'),
      ('alpha', 1, 'https://two', 'wrong_chain', null, 'chain 5', 'chain 1 is set')`)
  const answer = await api.ask(
    '{ providerFaults(where: { network_eq: "alpha" }, orderBy: [number_DESC]) { chainId endpoint kind blockNumber said proved } }',
  )
  expect(answer.data?.providerFaults).toEqual([
    {
      chainId: 1,
      endpoint: 'https://two',
      kind: 'wrong_chain',
      blockNumber: null,
      said: 'chain 5',
      proved: 'chain 1 is set',
    },
    {
      chainId: 1,
      endpoint: 'https://one',
      kind: 'logs_omitted',
      blockNumber: 7,
      said: '0 logs: none',
      proved: 'one log',
    },
  ])
})
