import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { listFactColumns } from '../../../src/indexer/store/fact-rows.ts'
import {
  FACT_KINDS,
  type LakeColumn,
  type LakeRow,
  type LakeType,
  type LakeValue,
  listColumns,
} from '../../../src/lake/columns.ts'
import { openPart } from '../../../src/lake/read-part.ts'
import { hashRows, RowsSum } from '../../../src/lake/row-hashes.ts'
import { writeWord } from '../../../src/lake/word.ts'
import { PartWriters } from '../../../src/lake/write-part.ts'
import { openDuck } from '../../support/duckdb.ts'
import { encodeAll, feeRows, lakeValue, referenceRowsHash, referenceRowsSum } from '../../support/lake.ts'

const TYPES = ['bytes', 'list', 'text', 'boolean', 'integer', 'amount', 'time'] as const
const ALL: readonly LakeColumn[] = TYPES.map((type) => ({ name: `of_${type}`, type }))
const rowsOf = (columns: readonly LakeColumn[]) =>
  fc.array(fc.tuple(...columns.map(({ type }) => lakeValue(type))) as fc.Arbitrary<LakeRow>, {
    maxLength: 12,
  })

const writers = new PartWriters()
afterAll(() => writers.close())

async function listed<T>(each: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of each) list.push(one)
  return list
}

async function write(
  columns: readonly LakeColumn[],
  rows: readonly LakeRow[],
  limit = 1000,
  bytes = 1 << 20,
) {
  const sum = new RowsSum()
  const limits = { rows: limit, bytes }
  const parts = await listed(
    writers.write({ kind: 'of_test', columns, rows: [encodeAll(columns, rows)] }, sum, limits),
  )
  return { parts, sum: sum.hex }
}

/** In hexadecimal digits; undefined where 32 bytes do not hold it. */
function toWord(amount: string): string | undefined {
  const word = Buffer.alloc(32)
  return writeWord(Buffer.from(amount), 0, amount.length, word) ? word.toString('hex') : undefined
}

async function read(file: Uint8Array): Promise<LakeRow[]> {
  return (await listed(openPart(file).batches())).flat()
}

const plain = (rows: readonly LakeRow[]) =>
  rows.map((row) =>
    row.map((value) =>
      value instanceof Uint8Array || Array.isArray(value) ? JSON.stringify(hexes(value)) : value,
    ),
  )
const hexes = (value: Uint8Array | readonly Uint8Array[]): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value.map(hexes)

test('the columns of a kind are those that the indexer writes, in its order', () => {
  for (const kind of FACT_KINDS)
    expect(listColumns(kind).map(({ name }) => name)).toEqual(listFactColumns(kind))
})

test('rows of every type come back from parts as they went in, cut at any row', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf(ALL), fc.integer({ min: 1, max: 6 }), async (rows, limit) => {
      const { parts } = await write(ALL, rows, limit)
      const back = await Promise.all(parts.map(({ file }) => read(file)))
      expect(back.map((each) => each.length)).toEqual(parts.map((part) => part.rows))
      expect(plain(back.flat())).toEqual(plain(rows))
      // Every part but the last is full.
      for (const part of parts.slice(0, -1)) expect(part.rows).toBe(limit)
    }),
    { numRuns: 60 },
  )
})

test('hash and sum of rows are what a second implementation of the document gets', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf(ALL), async (rows) => {
      const { parts, sum } = await write(ALL, rows)
      expect(sum).toBe(referenceRowsSum(ALL, rows))
      if (rows.length) expect(parts.map(({ rowsHash }) => rowsHash)).toEqual([referenceRowsHash(ALL, rows)])
    }),
    { numRuns: 60 },
  )
})

test('the sum of rows does not depend on their order, and sums of cells add up', () => {
  const columns = listColumns('fee')
  const rows = feeRows(columns, [1, 2, 3, 4, 5])
  const sumOf = (some: readonly LakeRow[]) => {
    const sum = new RowsSum()
    sum.add(hashRows(encodeAll(columns, some)))
    return sum.hex
  }
  expect(sumOf(rows.toReversed())).toBe(sumOf(rows))
  const halves = BigInt(`0x${sumOf(rows.slice(0, 7))}`) + BigInt(`0x${sumOf(rows.slice(7))}`)
  expect(BigInt.asUintN(256, halves).toString(16).padStart(64, '0')).toBe(sumOf(rows))
})

test('the hash of rows is the same when another engine reads them', async () => {
  const columns = listColumns('fee')
  const { parts } = await write(columns, feeRows(columns, [1, 2, 3]))
  const [part] = parts
  if (!part) throw new Error('rows make a part')
  const duck = await openDuck()
  try {
    await duck.put('part.parquet', part.file)
    const cells = columns.map(({ name, type }) => {
      if (type === 'bytes') return `lower(hex(${name})) as ${name}`
      if (type === 'time') return `epoch_us(${name})::varchar as ${name}`
      return type === 'integer' ? `${name}::varchar as ${name}` : name
    })
    const found = await duck.rows(
      `select ${cells.join(', ')}, lower(hex(amount_256)) as word from read_parquet('$part.parquet')`,
    )
    const rows = found.map((row) =>
      columns.map(({ name, type }) => {
        const value = row[name]
        if (value === null || value === undefined) return null
        return type === 'bytes' ? Buffer.from(value as string, 'hex') : (value as string | boolean)
      }),
    )
    expect(referenceRowsHash(columns, rows)).toBe(part.rowsHash)
    for (const row of found) expect(BigInt(`0x${row.word}`)).toBe(BigInt(row.amount as string))
    // Readers of one node leave groups out by these.
    const bounds = await duck.rows(
      `select path_in_schema as name, stats_min_value is not null as bound from parquet_metadata('$part.parquet')`,
    )
    const bounded = bounds.filter(({ bound }) => bound).map(({ name }) => name)
    expect(bounded.sort()).toEqual(['block_number', 'block_time', 'node'])
  } finally {
    await duck.close()
  }
})

test('values of several groups of rows come back, few of which differ, or many, or many from some row on', async () => {
  const many = (row: number) => Buffer.from(String(row).padStart(40, '0'), 'hex')
  const of: Readonly<Record<string, [type: LakeType, value: (row: number) => LakeValue]>> = {
    few: ['bytes', (row) => many(row % 7)],
    many: ['bytes', many],
    later: ['bytes', (row) => (row % 5 ? many(row < 9000 ? row % 70 : row) : null)],
    node: ['bytes', (row) => many(Math.floor(row / 900))],
    name: ['text', (row) => `α${row % 3}`],
    list: ['list', (row) => (row % 4 ? Array.from({ length: row % 3 }, (_, at) => many(row + at)) : null)],
    flag: ['boolean', (row) => (row % 11 ? row % 2 === 0 : null)],
    block_number: ['integer', (row) => String((row * 7919) % 20_011)],
    small: ['integer', (row) => String(row % 2 ? -row : 3)],
    // Differences of up to 53 bits, and numbers that a floating-point one does not hold.
    wide: ['integer', (row) => String((row % 2 ? 1n : -1n) * (2n ** 51n - 1n - BigInt(row)))],
    widest: ['integer', (row) => String(row === 12_000 ? -(2n ** 63n) : BigInt(row) * 2n ** 48n)],
    block_time: ['time', (row) => String(1_700_000_000_000_000 + 2_000_000 * row)],
    amount: ['amount', (row) => String(10n ** 18n + BigInt(row % 100))],
  }
  const columns = Object.entries(of).map(([name, [type]]) => ({ name, type }))
  const rows = Array.from({ length: 20_000 }, (_, row) => Object.values(of).map(([, value]) => value(row)))
  const { parts } = await write(columns, rows, rows.length, 1 << 30)
  const [part] = parts
  if (!part) throw new Error('rows make a part')
  const same = Buffer.compare(encodeAll(columns, await read(part.file)).bytes, encodeAll(columns, rows).bytes)
  expect(same).toBe(0)
  expect([part.fromBlock, part.toBlock]).toEqual([0, 20_010])
  const duck = await openDuck()
  try {
    await duck.put('part.parquet', part.file)
    const [found] = await duck.rows(
      `select count(distinct few) as few, count(distinct many) as many, count(later) as later, count(distinct node) as node,
         sum(len(list))::int as elements, count(*) filter (where flag) as flags, sum(wide)::text as wide, min(widest)::text as widest,
         sum(epoch_us(block_time) - 1700000000000000)::text as times, sum(amount::hugeint)::text as amounts
       from read_parquet('$part.parquet')`,
    )
    const sum = (name: string) => rows.reduce((total, row) => total + BigInt(String(row[at(name)])), 0n)
    const at = (name: string) => columns.findIndex((each) => each.name === name)
    expect(found).toEqual({
      few: '7',
      many: '20000',
      later: '16000',
      node: '23',
      elements: rows.reduce(
        (total, row) => total + ((row[at('list')] as LakeValue[] | null)?.length ?? 0),
        0,
      ),
      flags: String(rows.filter((row) => row[at('flag')]).length),
      wide: String(sum('wide')),
      widest: String(-(2n ** 63n)),
      times: String(sum('block_time') - 1_700_000_000_000_000n * 20_000n),
      amounts: String(sum('amount')),
    })
    // A reader of one node reads one group of the three, or two.
    const bounds = await duck.rows(
      `select stats_min_value as least, stats_max_value as greatest from parquet_metadata('$part.parquet') where path_in_schema = 'node'`,
    )
    expect(bounds).toHaveLength(3)
    for (const { least, greatest } of bounds) expect(least).not.toBe(greatest)
    expect(new Set(bounds.map(({ greatest }) => greatest)).size).toBe(3)
  } finally {
    await duck.close()
  }
})

test.each([
  ['0', '00'.repeat(32)],
  ['1', `${'00'.repeat(31)}01`],
  ['-1', 'ff'.repeat(32)],
  [String(2n ** 256n - 1n), 'ff'.repeat(32)],
  [String(-(2n ** 255n)), `80${'00'.repeat(31)}`],
])('%s is 32 bytes without loss', (amount, word) => {
  expect(toWord(amount)).toBe(word)
})

test('a number that 32 bytes do not hold has its text alone', async () => {
  for (const amount of [2n ** 256n, 10n ** 78n - 1n, -(2n ** 255n) - 1n]) {
    expect(toWord(String(amount))).toBeUndefined()
    const { parts } = await write([{ name: 'amount', type: 'amount' }], [[String(amount)]])
    expect(await read(parts[0]?.file ?? new Uint8Array())).toEqual([[String(amount)]])
  }
})
