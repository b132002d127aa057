import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { seed } from '../support/seed.ts'

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createDatabase()
  await seed(database.url)
  pool = createPool(database.url, { application: 'test', max: 4 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

// Said another way than the rollup says it: everything at once, from the definition.
const FROM_NOTHING = `
  select v.network, v.chain_id, encode(v.node, 'hex') as node, (v.subject_time at time zone 'UTC')::date::text as day, v.statement,
    v.outcome, count(*)::integer as verdicts
  from watch.latest_verdict v
  join ingest.status s on s.network = v.network and s.chain_id = v.chain_id and v.block_number <= s.finalized_height
  join ingest.block b on b.network = v.network and b.chain_id = v.chain_id and b.number = v.block_number and b.hash = v.block_hash
  where v.node is not null group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`
const ROLLED_UP = `select network, chain_id, encode(node, 'hex') as node, day::text, statement, outcome, verdicts
  from watch.verification_day order by 1, 2, 3, 4, 5, 6`

async function expectEqual(): Promise<number> {
  await rollUpVerification(pool, 'alpha')
  const [rolledUp, expected] = await Promise.all([pool.query(ROLLED_UP), pool.query(FROM_NOTHING)])
  expect(rolledUp.rows).toEqual(expected.rows)
  return expected.rows.reduce((sum, row) => sum + row.verdicts, 0)
}

async function say(
  block: number,
  outcome: string,
  code: string,
  transient: boolean,
  fault: string | null = null,
): Promise<void> {
  await pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
      outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
    select network, chain_id, 'w9', 'claim', number || '-x', number, b.hash, (select node from derived.node where network = 'alpha' limit 1),
      'hand_off_signed', $2, $3, $5, '', $4, '{}', block_time, now()
    from ingest.block b where network = 'alpha' and number = $1`,
    [block, outcome, code, transient, fault],
  )
}

async function finalize(height: number): Promise<void> {
  await pool.query(
    `update ingest.status set finalized_height = $1, height = greatest(height, $1) where network = 'alpha'`,
    [height],
  )
}

test('the rollup is what its definition gives, as verdicts come and supersede each other', async () => {
  const before = await expectEqual()
  await say(50, 'undecided', 'BLOB_MISSING', true)
  await say(51, 'verified', 'VERIFIED', false)
  expect(await expectEqual()).toBe(before + 2)
  await say(50, 'verified', 'VERIFIED', false)
  expect(await expectEqual()).toBe(before + 2)
  expect(await expectEqual()).toBe(before + 2)
})

test('a correction moves a count from one outcome to the other', async () => {
  const before = await expectEqual()
  await say(53, 'rejected', 'REJECTED_X', false, 'node')
  expect(await expectEqual()).toBe(before + 1)
  const { rows } = await pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, detail, transient, conditions, subject_time, checked_at, corrects, correction_reason)
     select network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement, 'verified', 'VERIFIED',
       '', false, '{}', subject_time, now(), number, 'it was right' from watch.verdict where code = 'REJECTED_X' returning corrects`,
  )
  expect(rows).toHaveLength(1)
  expect(await expectEqual()).toBe(before + 1)
})

test('a verdict about a block that is not final yet counts once it is, and not before', async () => {
  const before = await expectEqual()
  await say(199, 'verified', 'VERIFIED', false)
  expect(await expectEqual()).toBe(before)
  await finalize(200)
  expect(await expectEqual()).toBeGreaterThan(before)
})

test('final blocks that are taken back take their verdicts along; the same blocks bring them back, others do not', async () => {
  const before = await expectEqual()
  const gone = `from ingest.block where network = 'alpha' and number > 150`
  await pool.query(`create table ingest.gone as select * ${gone}`)
  await pool.query(`delete ${gone}`)
  await pool.query(`update ingest.status set finalized_height = 150, height = 150 where network = 'alpha'`)
  expect(await expectEqual()).toBeLessThan(before)

  await pool.query('insert into ingest.block select * from ingest.gone')
  await finalize(200)
  expect(await expectEqual()).toBe(before)

  // Another chain from 170 on, before anybody looked: the newest block with data has another hash.
  await pool.query(
    `update ingest.block set hash = sha256(hash) where network = 'alpha' and number between 170 and 200`,
  )
  const after = await expectEqual()
  expect(after).toBeLessThan(before)
  await say(180, 'verified', 'VERIFIED', false)
  expect(await expectEqual()).toBe(after + 1)
})

test('two watchdogs that roll up at the same time count nothing twice', async () => {
  await say(52, 'verified', 'VERIFIED', false)
  await Promise.all([rollUpVerification(pool, 'alpha'), rollUpVerification(pool, 'alpha')])
  await expectEqual()
})
