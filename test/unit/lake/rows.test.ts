import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listFactColumns } from '../../../src/indexer/store/fact-rows.ts'
import { FACT_KINDS, type LakeColumn, type LakeRow, listColumns } from '../../../src/lake/columns.ts'
import { RowEncoder } from '../../../src/lake/encode-row.ts'
import { openPart } from '../../../src/lake/read-part.ts'
import { hashRow, RowsSum } from '../../../src/lake/row-hashes.ts'
import { toWord } from '../../../src/lake/word.ts'
import { writeParts } from '../../../src/lake/write-part.ts'
import { openDuck } from '../../support/duckdb.ts'
import { feeRows, lakeValue, referenceRowsHash, referenceRowsSum } from '../../support/lake.ts'

const TYPES = ['bytes', 'list', 'text', 'boolean', 'integer', 'amount', 'time'] as const
const ALL: readonly LakeColumn[] = TYPES.map((type) => ({ name: `of_${type}`, type }))
const rowsOf = (columns: readonly LakeColumn[]) =>
  fc.array(fc.tuple(...columns.map(({ type }) => lakeValue(type))) as fc.Arbitrary<LakeRow>, {
    maxLength: 12,
  })

async function listed<T>(each: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of each) list.push(one)
  return list
}

async function write(columns: readonly LakeColumn[], rows: readonly LakeRow[], limit = 1000) {
  const sum = new RowsSum()
  const limits = { rows: limit, bytes: 1 << 20 }
  const parts = await listed(writeParts({ kind: 'of_test', columns, rows }, sum, limits))
  return { parts, sum: sum.hex }
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
  const encoder = new RowEncoder(columns)
  const sumOf = (some: readonly LakeRow[]) => {
    const sum = new RowsSum()
    for (const row of some) sum.add(hashRow(encoder.encode(row)))
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

test.each([
  ['0', '00'.repeat(32)],
  ['1', `${'00'.repeat(31)}01`],
  ['-1', 'ff'.repeat(32)],
  [String(2n ** 256n - 1n), 'ff'.repeat(32)],
  [String(-(2n ** 255n)), `80${'00'.repeat(31)}`],
])('%s is 32 bytes without loss', (amount, word) => {
  expect(Buffer.from(toWord(amount) ?? []).toString('hex')).toBe(word)
})

test('a number that 32 bytes do not hold has its text alone', async () => {
  for (const amount of [2n ** 256n, 10n ** 78n - 1n, -(2n ** 255n) - 1n]) {
    expect(toWord(String(amount))).toBeUndefined()
    const { parts } = await write([{ name: 'amount', type: 'amount' }], [[String(amount)]])
    expect(await read(parts[0]?.file ?? new Uint8Array())).toEqual([[String(amount)]])
  }
})
