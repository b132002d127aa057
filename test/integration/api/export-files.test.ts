import { parquetReadObjects } from 'hyparquet'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { type Duck, openDuck } from '../../support/duckdb.ts'

// What begins as a formula for some spreadsheet, by kind: each width, behind blanks, behind characters without width, controls.
const FORMULAS = [
  ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'].map((sign) => `${sign}1+1`),
  ' =1+1',
  '\u00a0=1+1',
  '\u3000＝1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '\t1',
  '\r1',
  '\n1',
]
const PLAIN = ['1=1', 'a@b', "'=1", 'https://node.example/?a=b', '"=1"', '\\.', '\\N']
// The largest amount that a log can hold, and the two values at the edge of a decimal of 38 digits.
const LARGEST = String(2n ** 256n - 1n)
const EDGE = '9'.repeat(38)
const OVER = `1${'0'.repeat(38)}`

let api: TestApi
let duck: Duck

beforeAll(async () => {
  api = await startTestApi()
  duck = await openDuck()
  const client = new pg.Client({ connectionString: api.database.url })
  await client.connect()
  // Copies of one row of each, changed: whatever columns the tables have.
  await client.query(`create temp table n as select * from derived.node where network = 'alpha' limit 1`)
  for (const [index, text] of [...FORMULAS, ...PLAIN].entries()) {
    await client.query('update n set node = $1, endpoint = $2', [Buffer.alloc(32, index + 1), text])
    await client.query('insert into derived.node select * from n')
  }
  await client.query(`create temp table f as select * from facts.fee where network = 'alpha' limit 1`)
  await client.query(`update f set token = decode(repeat('77', 20), 'hex'), cap = null`)
  for (const [index, amount] of [LARGEST, EDGE, OVER].entries()) {
    await client.query('update f set position = $1, amount = $2', [9_000_000 + index, amount])
    await client.query('insert into facts.fee select * from f')
  }
  await client.end()
})
afterAll(async () => {
  await duck.close()
  await api.close()
})

async function put(name: string, query = ''): Promise<void> {
  const response = await fetch(`${api.url}/export/${name}${query}`)
  expect(response.status).toBe(200)
  await duck.put(name, new Uint8Array(await response.arrayBuffer()))
}

const FILES = ['csv', 'jsonl', 'parquet'] as const
const read = (entity: string, format: (typeof FILES)[number]) =>
  format === 'parquet'
    ? `read_parquet('$${entity}.parquet')`
    : format === 'csv'
      ? // CSV has no types: without this DuckDB takes a large number for a double.
        `read_csv('$${entity}.csv', sample_size = -1, types = {'amount': 'DECIMAL(38,0)'})`
      : `read_json('$${entity}.jsonl', sample_size = -1)`

test('Parquet has real types', async () => {
  const known = '{"token_eq":"0x3c469e9d6c5875d37a43f353d4f88e61fcf812c6"}'
  await put('fees.parquet', `?where=${known}`)
  expect(await duck.types(`select * from ${read('fees', 'parquet')}`)).toMatchObject({
    id: 'VARCHAR',
    blockNumber: 'BIGINT',
    blockTime: 'TIMESTAMP WITH TIME ZONE',
    blockHash: 'VARCHAR',
    token: 'VARCHAR',
    amount: 'DECIMAL(38,0)',
    amountText: 'VARCHAR',
    amountReason: 'VARCHAR',
    amountSymbol: 'VARCHAR',
    amountDecimals: 'BIGINT',
    amountClass: 'VARCHAR',
    amountPriceUsd: 'DECIMAL(38,18)',
    amountPriceUsdText: 'VARCHAR',
    refund: 'BOOLEAN',
    cap: 'DECIMAL(38,0)',
  })
  await put('verdicts.parquet')
  expect(await duck.types(`select * from ${read('verdicts', 'parquet')}`)).toMatchObject({
    number: 'BIGINT',
    transient: 'BOOLEAN',
    checkedAt: 'TIMESTAMP WITH TIME ZONE',
    conditions: 'VARCHAR',
  })
  const { data } = await api.ask('{ verdicts(orderBy: [number_DESC], limit: 1) { number } }')
  expect(await duck.rows(`select max(number) as number from ${read('verdicts', 'parquet')}`)).toEqual(
    data?.verdicts,
  )
  await put('nodeDays.parquet')
  expect(await duck.types(`select * from ${read('nodeDays', 'parquet')}`)).toMatchObject({
    day: 'DATE',
    claims: 'BIGINT',
  })
})

test('sums, counts, days and truth values of every format are the API’s', async () => {
  const known = encodeURIComponent(
    '{"network_eq":"alpha","token_eq":"0x3c469e9d6c5875d37a43f353d4f88e61fcf812c6"}',
  )
  const { data } = await api.ask(
    `{ networkDayAmounts(where: { network_eq: "alpha", kind_in: ["fee", "refund"] }, limit: 1000) { day kind amount { value } } }`,
  )
  const days = new Map<string, bigint>()
  let refunds = 0n
  for (const { day, kind, amount } of data?.networkDayAmounts as {
    day: string
    kind: string
    amount: { value: string }
  }[]) {
    days.set(day, (days.get(day) ?? 0n) + BigInt(amount.value))
    if (kind === 'refund') refunds += BigInt(amount.value)
  }
  expect(days.size).toBeGreaterThan(0)
  for (const format of FILES) {
    await put(`fees.${format}`, `?where=${known}`)
    const from = read('fees', format)
    const sums = await duck.rows(
      `select strftime(date_trunc('day', blockTime::timestamptz), '%Y-%m-%d') as day, sum(amount::decimal(38,0))::varchar as amount
         from ${from} group by 1 order by 1`,
    )
    expect([format, sums]).toEqual([
      format,
      [...days].sort().map(([day, amount]) => ({ day, amount: String(amount) })),
    ])
    const [found] = await duck.rows(
      `select sum(amount::decimal(38,0)) filter (where refund)::varchar as refunds, any_value(typeof(refund)) as kind,
         list(distinct amountSymbol) as symbols, list(distinct amountDecimals) as decimals, list(distinct amountClass) as classes from ${from}`,
    )
    expect([format, found]).toEqual([
      format,
      {
        refunds: String(refunds),
        kind: 'BOOLEAN',
        symbols: ['xUSD'],
        decimals: ['18'],
        classes: ['synthetic'],
      },
    ])
  }
})

test('a column needs no cast in Parquet: it is summed, truncated and compared as it is', async () => {
  await put('fees.parquet', `?where=${encodeURIComponent('{"amount_lt":"1000000000000000000000000000000"}')}`)
  const [row] = await duck.rows(
    `select typeof(sum(amount)) as sum, typeof(max(date_trunc('day', blockTime))) as day, typeof(max(blockNumber)) as height,
       sum(amount / pow(10, amountDecimals)) > 0 as whole from ${read('fees', 'parquet')}`,
  )
  expect(row).toEqual({
    sum: 'DECIMAL(38,0)',
    day: 'TIMESTAMP WITH TIME ZONE',
    height: 'BIGINT',
    whole: true,
  })
})

test('an amount of more than 38 digits is exact in its text, and its decimal is null with the reason', async () => {
  const strange = encodeURIComponent(`{"token_eq":"0x${'77'.repeat(20)}"}`)
  await put('fees.parquet', `?where=${strange}`)
  expect(
    await duck.rows(
      `select amount, amountText, amountReason, amountSymbol, amountDecimals, amountClass, cap, capReason
         from ${read('fees', 'parquet')} order by length(amountText)`,
    ),
  ).toEqual(
    [EDGE, OVER, LARGEST].map((amount) => ({
      amount: amount === EDGE ? EDGE : null,
      amountText: amount,
      amountReason: amount === EDGE ? null : 'BEYOND_38_DIGITS',
      // No file describes this token: its class is its chain's.
      amountSymbol: null,
      amountDecimals: null,
      amountClass: 'synthetic',
      cap: null,
      capReason: 'NOT_STATED',
    })),
  )
  for (const format of ['csv', 'jsonl'] as const) {
    await put(`fees.${format}`, `?where=${strange}`)
    const columns = `columns = {'amount': 'varchar', 'amountReason': 'varchar'}`
    const from =
      format === 'csv'
        ? `read_csv('$fees.csv', all_varchar = true)`
        : `read_json('$fees.jsonl', format = 'newline_delimited', ${columns})`
    expect(await duck.rows(`select amount, amountReason from ${from} order by length(amount)`)).toEqual(
      [EDGE, OVER, LARGEST].map((amount) => ({ amount, amountReason: null })),
    )
  }
})

test('a second reader of Parquet finds the same moments, numbers and truth values', async () => {
  const response = await fetch(`${api.url}/export/fees.parquet?limit=7`)
  const rows = await parquetReadObjects({ file: await response.arrayBuffer() })
  const { data } = await api.ask('{ fees(limit: 7) { id blockTime blockNumber refund amount { value } } }')
  expect(
    rows.map(({ id, blockTime, blockNumber, refund, amountText }) => ({
      id,
      blockTime,
      blockNumber,
      refund,
      amountText,
    })),
  ).toEqual(
    (
      data?.fees as {
        amount: { value: string }
        blockTime: string
        blockNumber: number
        id: string
        refund: boolean
      }[]
    ).map(({ amount, blockTime, blockNumber, id, refund }) => ({
      id,
      blockTime: new Date(blockTime),
      blockNumber: BigInt(blockNumber),
      refund,
      amountText: amount.value,
    })),
  )
})

test('an export without rows is a good file with its columns', async () => {
  const none = encodeURIComponent('{"network_eq":"nothing"}')
  await put('fees.parquet', `?where=${none}`)
  expect(await duck.types(`select * from ${read('fees', 'parquet')}`)).toMatchObject({
    amount: 'DECIMAL(38,0)',
    blockTime: 'TIMESTAMP WITH TIME ZONE',
  })
  await put('fees.csv', `?where=${none}`)
  expect(await duck.rows(`select count(*) as rows from ${read('fees', 'csv')}`)).toEqual([{ rows: '0' }])
  expect(await (await fetch(`${api.url}/export/fees.jsonl?where=${none}`)).text()).toBe('')
})

test('no text of a stranger begins as a formula in CSV, and every other text is as it was', async () => {
  await put('nodes.csv', '?fields=endpoint,enabled')
  const found = await duck.rows(
    `select endpoint, typeof(enabled) as kind from read_csv('$nodes.csv', header = true, columns = {'endpoint': 'varchar', 'enabled': 'boolean'})`,
  )
  const texts = new Set(found.map((row) => row.endpoint))
  for (const text of FORMULAS) expect([...texts]).toContain(`'${text}`)
  for (const text of PLAIN) expect([...texts]).toContain(text)
  const lines = await (await fetch(`${api.url}/export/nodes.jsonl?fields=endpoint`)).text()
  const plain = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).endpoint)
  for (const text of [...FORMULAS, ...PLAIN]) expect(plain).toContain(text)
})
