import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Duck, openDuck } from '../../support/duckdb.ts'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GPU, WORLD_END, WORLD_START } from '../../support/money-world.ts'

const { api, ask } = useMoneyApi()
const NODE = `money:31337-${GPU}`
const FORMATS = ['csv', 'jsonl', 'parquet'] as const

let duck: Duck
beforeAll(async () => {
  duck = await openDuck()
})
afterAll(() => duck.close())

const day = (index: number) => new Date((WORLD_START + index * 86_400) * 1000).toISOString()

async function get(name: string, parameters: Record<string, string>): Promise<Response> {
  return fetch(`${api().url}/export/${name}?${new URLSearchParams(parameters)}`)
}

/** The export's rows in each format, as DuckDB reads them from the file. */
async function put(name: string, parameters: Record<string, string>): Promise<Record<string, string>> {
  for (const format of FORMATS) {
    const response = await get(`${name}.${format}`, parameters)
    expect([format, response.status]).toEqual([format, 200])
    await duck.put(`${name}.${format}`, new Uint8Array(await response.arrayBuffer()))
  }
  return {
    csv: `read_csv('$${name}.csv', sample_size = -1)`,
    jsonl: `read_json('$${name}.jsonl', sample_size = -1)`,
    parquet: `read_parquet('$${name}.parquet')`,
  }
}

const FIGURE = {
  value: 'DECIMAL(38,18)',
  valueText: 'VARCHAR',
  reason: 'VARCHAR',
  unit: 'VARCHAR',
  windowFrom: 'TIMESTAMP WITH TIME ZONE',
  windowTo: 'TIMESTAMP WITH TIME ZONE',
  priceSource: 'VARCHAR',
  caveats: 'VARCHAR[]',
  eventsCounted: 'BIGINT',
  asOf: 'VARCHAR',
  missing: 'VARCHAR',
  stale: 'VARCHAR[]',
  quantilesP50: 'DECIMAL(38,18)',
}

test('the leaderboard is the API’s, with each figure’s envelope', async () => {
  const files = await put('leaderboard', {
    network: 'money',
    metric: 'GROSS',
    days: '40',
    includeDead: 'true',
  })
  const answer = await ask(
    `{ leaderboard(network: "money", metric: GROSS, days: 40, includeDead: true) {
        class rows { rank key figure { value reason unit eventsCounted } } } }`,
  )
  const lists = pick(answer, 'data.leaderboard') as {
    class: string
    rows: { rank: number | null; key: string; figure: Record<string, unknown> }[]
  }[]
  const expected = lists.flatMap((list) =>
    list.rows.map(({ rank, key, figure }) => ({ class: list.class, rank, key, ...figure })),
  )
  expect(expected.length).toBeGreaterThan(2)
  for (const format of FORMATS) {
    const text = format === 'parquet' ? 'valueText' : 'value'
    const rows = await duck.rows(
      `select class, rank::integer as rank, key, ${text}::decimal(38, 6)::varchar as value, reason, unit, eventsCounted::integer as eventsCounted
         from ${files[format]}`,
    )
    expect([format, rows]).toEqual([format, expected])
  }
  expect(await duck.types(`select * from ${files.parquet}`)).toMatchObject({
    network: 'VARCHAR',
    class: 'VARCHAR',
    rank: 'BIGINT',
    joinedAt: 'TIMESTAMP WITH TIME ZONE',
    includesDead: 'BOOLEAN',
    ...FIGURE,
  })
})

test('prices are the API’s, as numbers that can be averaged', async () => {
  const files = await put('prices', { asset: 'xCOIN', from: day(1), to: day(6) })
  for (const format of FORMATS)
    expect([
      format,
      await duck.rows(
        `select symbol, count(*)::integer as days, avg(median::decimal(38, 18))::double as price from ${files[format]} group by 1`,
      ),
    ]).toEqual([format, [{ symbol: 'xCOIN', days: 5, price: 0.25 }]])
  expect(await duck.types(`select * from ${files.parquet}`)).toMatchObject({
    day: 'TIMESTAMP WITH TIME ZONE',
    median: 'DECIMAL(38,18)',
    caveats: 'VARCHAR[]',
    venues: 'VARCHAR',
  })
  expect(await duck.rows(`select venues->>'$[0].venue' as venue from ${files.parquet} limit 1`)).toEqual([
    { venue: 'one' },
  ])
})

test('a node’s statements by day add up to that of the window, with source and blocks', async () => {
  const cost = '{"usdPerHour":"0.1","gasUsdPerDay":"1"}'
  const files = await put('nodeStatements', { node: NODE, period: 'DAY', days: '40', cost })
  const answer = await ask(
    `query($id: ID!, $cost: CostInput) { nodeById(id: $id) { economics(days: 40, cost: $cost) {
       statement { fees { value } emissions { value } gross { value } } } } }`,
    { id: NODE, cost: JSON.parse(cost) },
  )
  for (const format of FORMATS) {
    const sums = await duck.rows(
      `select figure, sum(value::decimal(38, 18))::decimal(38, 6)::varchar as value, count(distinct windowFrom)::integer as days
         from ${files[format]} where figure in ('fees', 'emissions', 'gross') group by 1 order by 1`,
    )
    expect([format, sums]).toEqual([
      format,
      ['emissions', 'fees', 'gross'].map((figure) => ({
        figure,
        value: pick(answer, `data.nodeById.economics.0.statement.${figure}.value`),
        days: 40,
      })),
    ])
  }
  expect(await duck.types(`select * from ${files.parquet}`)).toMatchObject({ figure: 'VARCHAR', ...FIGURE })
  const [row] = await duck.rows(
    `select network, nodeId, class, role, priceSource, "asOf"->>'$[0].chainId' as chain from ${files.parquet} where figure = 'fees' limit 1`,
  )
  expect(row).toMatchObject({ network: 'money', nodeId: NODE, class: 'synthetic', role: 'tee-gpu' })
  expect(row?.priceSource).toContain('xUSD')
  expect(row?.chain).not.toBeNull()
})

test('every figure of a node and of a network that takes no argument is a row, null with its reason', async () => {
  const node = await put('nodeEconomics', { node: NODE, days: '40' })
  const network = await put('networkEconomics', { network: 'money', days: '40' })
  const answer = await ask(
    `query($id: ID!) {
       nodeById(id: $id) { economics(days: 40) { demand { hhi { value } } yields { stakeApr { value } } service { success { value } } } }
       networkById(id: "money") { economics(days: 40) { class fees { value } survival { medianDays { value reason } } } } }`,
    { id: NODE },
  )
  for (const format of FORMATS) {
    const one = async (from: string | undefined, figure: string, klass: string) => {
      const rows = await duck.rows(
        `select value::double as value, reason from ${from} where figure = '${figure}' and class = '${klass}'`,
      )
      expect(rows).toHaveLength(1)
      return rows[0]
    }
    const value = async (figure: string) => (await one(node[format], figure, 'synthetic'))?.value
    for (const figure of ['demand.hhi', 'yields.stakeApr', 'service.success'])
      expect([format, await value(figure)]).toEqual([
        format,
        Number(pick(answer, `data.nodeById.economics.0.${figure}.value`)),
      ])
    const classes = pick(answer, 'data.networkById.economics') as { class: string }[]
    expect(classes.length).toBeGreaterThan(1)
    for (const each of classes) {
      const fees = pick(each, 'fees.value')
      expect((await one(network[format], 'fees', each.class))?.value).toBe(
        fees === null ? null : Number(fees),
      )
      expect(await one(network[format], 'survival.medianDays', each.class)).toMatchObject({
        reason: pick(each, 'survival.medianDays.reason'),
      })
    }
  }
  const missing = await duck.rows(
    `select count(*)::integer as wrong from ${network.parquet} where value is null and valueText is null and reason is null`,
  )
  expect(missing).toEqual([{ wrong: 0 }])
})

test('a second reader of Parquet finds lists and moments', async () => {
  const response = await get('leaderboard.parquet', { network: 'money', metric: 'CLAIMS', days: '10' })
  const [row] = await parquetReadObjects({ file: await response.arrayBuffer() })
  expect(row).toMatchObject({ windowTo: new Date(WORLD_END * 1000), caveats: [] })
})

test.each([
  ['leaderboard', { metric: 'GROSS' }, 'BAD_USER_INPUT', 'network is needed'],
  ['leaderboard', { network: 'money' }, 'BAD_USER_INPUT', 'metric is needed'],
  ['leaderboard', { network: 'money', metric: 'GROS' }, 'BAD_USER_INPUT', 'Did you mean'],
  [
    'leaderboard',
    { network: 'money', metric: 'GROSS', top: 'x' },
    'BAD_USER_INPUT',
    'top is not a whole number',
  ],
  ['leaderboard', { network: 'money', metric: 'GROSS', top: '100000' }, 'BAD_USER_INPUT', 'top'],
  ['leaderboard', { network: 'money', metric: 'GROSS', includeDead: '1' }, 'BAD_USER_INPUT', 'true or false'],
  ['leaderboard', { network: 'money', metric: 'GROSS', day: '3' }, 'BAD_USER_INPUT', 'did you mean days?'],
  ['leaderboard', { network: 'nothing', metric: 'GROSS' }, 'NETWORK_UNKNOWN', 'nothing'],
  ['prices', { asset: 'x', from: day(0), to: day(1) }, 'BAD_USER_INPUT', 'there are'],
  ['prices', { asset: 'xUSD', from: 'yesterday', to: day(1) }, 'BAD_USER_INPUT', 'DateTime'],
  ['nodeEconomics', { node: 'money:1-0x00' }, 'NODE_UNKNOWN', 'no node'],
  ['nodeEconomics', { node: NODE, cost: '{' }, 'BAD_USER_INPUT', 'cost is not JSON'],
  ['nodeEconomics', { node: NODE, cost: '{"a":1}' }, 'BAD_USER_INPUT', 'not defined by type'],
  ['nodeEconomics', { node: NODE, days: '100000' }, 'BAD_USER_INPUT', 'days'],
  ['nodeStatements', { node: NODE, period: 'YEAR' }, 'BAD_USER_INPUT', 'YEAR'],
  ['networkEconomics', { network: 'nothing' }, 'NETWORK_UNKNOWN', 'nothing'],
] as const)('%s with %o is refused before the status line', async (name, parameters, code, words) => {
  for (const format of FORMATS) {
    const response = await get(`${name}.${format}`, parameters)
    const body = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
    expect([format, response.status, body.errors[0]?.extensions.code]).toEqual([format, 400, code])
    expect(body.errors[0]?.message).toContain(words)
  }
})

test('the manifest of a leaderboard names its question and its blocks', async () => {
  const response = await get('leaderboard.csv', { network: 'money', metric: 'FEES' })
  await response.arrayBuffer()
  const manifest = await (await fetch(`${api().url}${response.headers.get('x-assay-manifest')}`)).json()
  expect(manifest).toMatchObject({
    entity: 'Leaderboard',
    parameters: { network: 'money', metric: 'FEES' },
    blockVector: [
      { network: 'money', chainId: 10740, number: 90000 },
      { network: 'money', chainId: 31337, number: 90000 },
    ],
  })
})
