import { afterAll, beforeAll, expect, test } from 'vitest'
import { CheckedDocument } from '../../../dashboard/data/generated/graphql.ts'
import { listIncome, listStakes } from '../../../src/api/economics/rows/ledger.ts'
import { findScope } from '../../../src/api/economics/rows/scope.ts'
import { Snapshot } from '../../../src/api/execute/snapshot.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { compileQuestion } from '../../support/api/compile.ts'
import { Explained, explain, total } from '../../support/plans.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'
import { seed } from '../../support/seed.ts'

const VERIFIED = 20_000
// Of subjects that nobody else speaks of, in the same hours as those of the seeded world.
const MORE_VERDICTS = `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash,
    statement, outcome, code, detail, transient, conditions, subject_time, checked_at)
  select 'alpha', 31337, 'w1', 'claim', 'more-' || i, 100, '\\x00', 'hand_off_signed', 'verified', 'VERIFIED', 'checked', false, '{}',
    timestamptz '2026-01-01 00:00:00Z' + i * interval '3 seconds', now() from generate_series(1, ${VERIFIED}) i`
const WINDOW = { from: '2026-01-01T06:00:00Z', end: '2026-01-01T12:00:00Z' }

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createDatabase()
  await seed(database.url, { nodes: 100, blocks: 250, claims: 1000 })
  pool = createPool(database.url, { application: 'test', max: 1 })
  await pool.query(MORE_VERDICTS)
  await pool.query('analyze')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('what the page of checks counts of a window is found without reading every verdict', async () => {
  const filters = [
    ...String(CheckedDocument).matchAll(/verdictsConnection\(\s*where: (?<filter>\{[^}]*\})/g),
  ].map(({ groups }) => String(groups?.filter))
  expect(filters).toHaveLength(7)
  for (const filter of filters) {
    const where = filter
      .replace('$network', '"alpha"')
      .replace('$from', `"${WINDOW.from}"`)
      .replace('$end', `"${WINDOW.end}"`)
    const { text, values } = compileQuestion({
      query: `{ verdictsConnection(where: ${where}, first: 1) { totalCount } }`,
    })
    const scans = (await explain(pool, text, values)).filter((node) => node['Relation Name'] === 'verdict')
    const read = total(scans, (node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
    expect([where, scans.length > 0, read < VERIFIED / 10]).toEqual([where, true, true])
  }
})

test('the node of a payment address is looked up, and not compared with every fee', async () => {
  const scope = await findScope(new Snapshot(pool, false), 'alpha', { days: 30 })
  const explained = new Explained(pool)
  const { fees } = await listIncome(explained, scope, null, scope.window.from)
  const found = fees.filter(({ attribution }) => attribution === 'payment_address')
  expect(found.length).toBeGreaterThan(100)
  const compared = total(explained.plans.flat(), (node) => node['Rows Removed by Join Filter'] ?? 0)
  expect(compared).toBeLessThan(fees.length * 10)
})

/** More fees than one answer reads. */
class Endless extends Snapshot {
  override async rows(): Promise<unknown[][]> {
    return Array.from({ length: 200_001 }, () => [])
  }
}

test('what is read from the beginning is not said to get less with fewer days', async () => {
  const scope = await findScope(new Snapshot(pool, false), 'alpha', { days: 30 })
  const endless = new Endless(pool, false)
  await expect(listIncome(endless, scope, null, scope.window.from)).rejects.toMatchObject({
    message: 'more than 200000 ledger entries in the window: ask for fewer days',
    extensions: { code: 'TOO_MANY_ROWS' },
  })
  await expect(listStakes(endless, scope, null)).rejects.toMatchObject({
    message:
      'more than 200000 ledger entries from the beginning up to the window’s end: ask for an earlier to',
    extensions: { code: 'TOO_MANY_ROWS' },
  })
})
