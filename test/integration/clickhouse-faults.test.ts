import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadFacts } from '../../src/lake/clickhouse/load.ts'
import { nameLoad } from '../../src/lake/clickhouse/schema.ts'
import { listColumns } from '../../src/lake/columns.ts'
import type { NamedEntry } from '../../src/lake/manifest.ts'
import { ClickHouse, type ClickHouseRows } from '../../src/platform/clickhouse.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createClickHouse, INSTALL_MS, type TestClickHouse } from '../support/clickhouse.ts'
import { expectCode } from '../support/codes.ts'
import { addEntry, feeRows, memoryLake, PLACE } from '../support/lake.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

/** Interrupted loads of one run, spread over all their steps; more: ASSAY_LAKE_KILLS. */
const KILLS = Number(process.env.ASSAY_LAKE_KILLS ?? 4)
const signal = new AbortController().signal
const columns = listColumns('fee')
const { store, objects } = memoryLake()
const blocks = Array.from({ length: 10 }, (_, block) => block)

let database: TestDatabase
let pool: Pool
let clickhouse: TestClickHouse
let entry: NamedEntry

beforeAll(async () => {
  const began = createClickHouse()
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 4 })
  entry = await addEntry(
    store,
    undefined,
    { from: 0, to: 9 },
    { columns, rows: amounts(feeRows(columns, blocks)) },
  )
  clickhouse = await began
  // The making of tables is cut short once: the next load makes what is not there.
  const killed = new Interrupted(clickhouse.url, 9)
  await expect(load(killed)).rejects.toThrow(Killed)
  await killed.close()
  await load(clickhouse.server)
}, INSTALL_MS)
afterAll(async () => {
  await clickhouse?.drop()
  await pool?.end()
  await database?.drop()
})

// As if nothing had ever been loaded.
beforeEach(async () => {
  await pool.query('delete from lake.load; delete from lake.pointer')
  for (const table of ['fact_fee', 'payer_day_part', 'network_day_part'])
    await clickhouse.server.run(`alter table ${table} drop partition '${nameLoad(entry.name)}'`)
})

/** Amounts of these fees as small as their sum needs it. */
function amounts(rows: ReturnType<typeof feeRows>): ReturnType<typeof feeRows> {
  const at = columns.findIndex(({ name }) => name === 'amount')
  return rows.map((row, n) =>
    row.map((value, column) => (column === at ? String(10n ** 60n + BigInt(n)) : value)),
  )
}

function load(server: ClickHouse) {
  return loadFacts({ pool, place: PLACE, store, server }, signal)
}

class Killed extends Error {}

/** A server whose client ends at one of its statements: before it is sent, or after it was carried out and nobody heard. */
class Interrupted extends ClickHouse {
  statements = 0
  readonly #at: number
  readonly #after: boolean

  constructor(url: string, at: number, after = false) {
    super(url, 30_000)
    this.#at = at
    this.#after = after
  }

  override async rows(...asked: Parameters<ClickHouse['rows']>): Promise<ClickHouseRows> {
    return this.#counted(() => super.rows(...asked))
  }

  override async run(...asked: Parameters<ClickHouse['run']>): Promise<void> {
    return this.#counted(() => super.run(...asked))
  }

  override async insert(...asked: Parameters<ClickHouse['insert']>): Promise<void> {
    return this.#counted(() => super.insert(...asked))
  }

  async #counted<T>(send: () => Promise<T>): Promise<T> {
    const isLast = this.statements++ === this.#at
    if (isLast && !this.#after) throw new Killed()
    const done = await send()
    if (isLast) throw new Killed()
    return done
  }
}

/** What a reader finds, by the pointer: nothing without one. */
async function read(): Promise<unknown> {
  const { rows } = await pool.query('select loads, rows from lake.pointer')
  if (!rows[0]) return undefined
  const found = await clickhouse.server.rows(
    `select toString(sum(payments)), toString(sum(paid)), (select toString(count()) from fact_fee where load in {loads:Array(String)})
     from payer_day(loads = {loads:Array(String)})`,
    { loads: rows[0].loads },
  )
  return found.rows[0]
}

const WHOLE = ['30', String(30n * 10n ** 60n + 435n), '30']

test('a load that is killed at any step shows nothing of itself, and the next one finishes it', async () => {
  const counting = new Interrupted(clickhouse.url, -1)
  await load(counting)
  await counting.close()
  expect(await read()).toEqual(WHOLE)
  for (let kill = 0; kill < KILLS; kill++) {
    await pool.query('delete from lake.load; delete from lake.pointer')
    const at = Math.floor((kill * counting.statements) / KILLS)
    const killed = new Interrupted(clickhouse.url, at, kill % 2 === 1)
    await expect(load(killed)).rejects.toThrow(Killed)
    await killed.close()
    expect([undefined, WHOLE]).toContainEqual(await read())
    await load(clickhouse.server)
    expect(await read()).toEqual(WHOLE)
  }
})

test('a server that vanishes while rows are sent to it is loaded once it is back', async () => {
  class Vanishing extends ClickHouse {
    override async insert(...asked: Parameters<ClickHouse['insert']>): Promise<void> {
      const sent = super.insert(...asked)
      await Promise.all([sent, clickhouse.kill()])
    }
  }
  const vanishing = new Vanishing(clickhouse.url, 30_000)
  await expectCode(() => load(vanishing), 'UNAVAILABLE_CLICKHOUSE')
  await vanishing.close()
  const { rows } = await pool.query('select * from lake.pointer')
  expect(rows).toEqual([])
  await clickhouse.restart()
  await load(clickhouse.server)
  expect(await read()).toEqual(WHOLE)
})

test('nothing of a part that is not what the manifest states is shown', async () => {
  const [part] = entry.entry.parts
  const key = `parts/${part?.name.slice(0, 2)}/${part?.name}.parquet`
  const file = objects.files.get(key)
  if (!file) throw new Error('no part')
  objects.files.set(
    key,
    file.map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
  )
  await expectCode(() => load(clickhouse.server), 'LAKE_HASH')
  objects.files.delete(key)
  await expectCode(() => load(clickhouse.server), 'LAKE_MISSING')
  objects.files.set(key, file)
  // A stranger's entry that hashes to its name, and states other rows than its parts hold.
  const kinds = [{ kind: 'fee', rows: 3, rowsSum: '1'.repeat(64) }]
  const rows = amounts(feeRows(columns, [10]))
  const liar = await addEntry(store, entry, { from: 10, to: 19 }, { columns, rows }, { kinds })
  await expectCode(() => load(clickhouse.server), 'CLICKHOUSE_ROWS')
  expect(await read()).toBeUndefined()
  await addEntry(store, liar, { from: 10, to: 19 }, { columns, rows })
  // The entry before was of the same batch: nothing of it was used either.
  expect(await load(clickhouse.server)).toMatchObject({ entries: 2, covered: 19 })
})

test('payments of a key and day that 256 bits may not hold are refused, and nothing is loaded of them', async () => {
  const other = memoryLake()
  // Thirty payments of 10^77 and more by one payer in one day.
  await addEntry(other.store, undefined, { from: 0, to: 9 }, { columns, rows: feeRows(columns, blocks) })
  const { server } = clickhouse
  await expectCode(
    () => loadFacts({ pool, place: PLACE, store: other.store, server }, signal),
    'CLICKHOUSE_OVERFLOW',
  )
  expect(await read()).toBeUndefined()
})

test('two loads of a key and day that 256 bits may not hold together are refused when they are asked for', async () => {
  const other = memoryLake()
  const amount = columns.findIndex(({ name }) => name === 'amount')
  const one = (block: number) => ({
    columns,
    rows: feeRows(columns, [block])
      .slice(0, 1)
      .map((row) => row.with(amount, String(3n * 10n ** 76n))),
  })
  const first = await addEntry(other.store, undefined, { from: 0, to: 9 }, one(1))
  await addEntry(other.store, first, { from: 10, to: 19 }, one(11))
  const { server } = clickhouse
  expect(await loadFacts({ pool, place: PLACE, store: other.store, server }, signal)).toMatchObject({
    entries: 2,
  })
  await expectCode(read, 'CLICKHOUSE_OVERFLOW')
})
