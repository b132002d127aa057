import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../src/claim/hex.ts'
import { copyRows } from '../../src/indexer/store/copy.ts'
import { BinaryRows } from '../../src/indexer/store/rows.ts'
import { createPool, type Pool, type PoolClient } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let database: TestDatabase
let pool: Pool
let client: PoolClient

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
  client = await pool.connect()
  await client.query(
    'create temp table written (n integer, amount numeric(78,0), bytes bytea, list bytea[], words text, yes boolean, at timestamptz)',
  )
})

afterAll(async () => {
  client.release(true)
  await pool.end()
  await database.drop()
})

const amount = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n })
const bytes = fc.uint8Array({ maxLength: 200 }).map(toHex)
// Tabs, line ends, backslashes, quotes, lone surrogates, zero characters: whatever a stranger may write.
const text = fc.string({ unit: 'binary', maxLength: 60 })
const row = fc.record({
  amount,
  bytes,
  list: fc.array(bytes, { maxLength: 4 }),
  words: text,
  yes: fc.boolean(),
  at: fc.bigInt({ min: 0n, max: 9_224_318_015_999n }),
})

test('what is written by COPY is what was given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (given) => {
      const rows = new BinaryRows()
      for (const [n, each] of given.entries()) {
        rows.begin(7)
        rows.integer(n)
        rows.numeric(each.amount)
        rows.bytea(each.bytes)
        rows.byteas(each.list)
        rows.text(each.words)
        rows.boolean(each.yes)
        rows.time(each.at)
        // A row that was begun and taken back leaves nothing.
        rows.begin(7)
        rows.integer(-1)
        rows.undo()
      }
      await client.query('truncate written')
      await copyRows(client, 'written', ['n', 'amount', 'bytes', 'list', 'words', 'yes', 'at'], rows)
      const found = await client.query(
        `select n, amount::text, bytes, list, words, yes, extract(epoch from at)::bigint::text as at from written order by n`,
      )
      expect(
        found.rows.map((each) => ({
          ...each,
          bytes: toHex(each.bytes),
          list: each.list.map((one: Buffer) => toHex(one)),
        })),
      ).toEqual(
        given.map((each, n) => ({
          n,
          amount: each.amount.toString(),
          bytes: each.bytes,
          list: each.list,
          words: Buffer.from(each.words.replaceAll('\0', '\ufffd')).toString(),
          yes: each.yes,
          at: each.at.toString(),
        })),
      )
    }),
    { numRuns: 40 },
  )
})

test('a group of many rows spans chunks without cutting one', async () => {
  const rows = new BinaryRows()
  for (let n = 0; n < 5000; n++) {
    rows.begin(2)
    rows.integer(n)
    rows.bytea(`0x${'ab'.repeat(n % 700)}`)
  }
  await client.query('truncate written')
  await copyRows(client, 'written', ['n', 'bytes'], rows)
  const { rows: found } = await client.query(
    'select count(*)::int as n, bool_and(length(bytes) = n % 700) as whole from written',
  )
  expect(found).toEqual([{ n: 5000, whole: true }])
  expect(rows.bytes).toBeGreaterThan(1_000_000)
})

test('a value that is not what its column holds is refused before the server sees it', () => {
  const rows = new BinaryRows()
  rows.begin(1)
  expect(() => rows.bytea('0xzz')).toThrow(TypeError)
  expect(() => rows.numeric(10n ** 78n)).toThrow(RangeError)
  expect(() => rows.smallint(40_000)).toThrow(RangeError)
})
