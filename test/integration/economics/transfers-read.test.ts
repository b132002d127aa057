import { afterAll, beforeAll, expect, test } from 'vitest'
import { findScope } from '../../../src/api/economics/rows/scope.ts'
import { listTransfers } from '../../../src/api/economics/rows/transfers.ts'
import { Snapshot } from '../../../src/api/execute/snapshot.ts'
import { buildIndexes, Partitions } from '../../../src/indexer/store/partitions.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { Explained, total } from '../../support/plans.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'

const FEES = 20_000
const account = (number: string) => `decode(lpad(to_hex(${number}), 40, '0'), 'hex')`
const named = (number: number) => `0x${number.toString(16).padStart(40, '0')}`
const TOKEN = account('1')
const FEE_COLUMNS = `network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer, payee,
  attribution, amount, refund`
const TRANSFER_COLUMNS = `network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender, receiver, amount,
  policy, endpoint`
// 2,000 payers (1000 and on) pay 10 each to 20 payees (100 and on), ten times. Payee 100 pays ten to 101, and was funded by 900; what it
// got from payers was read as transfers as well. 1000 got one refund, and 900 funded 1000 to 1099 once with 50 and 1100 to 1199 with dust.
const STATEMENTS = [
  `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head, digest,
     source_set_hash, fence) values ('n', 1, '\\x00', 90000, '\\x08', '2026-01-10Z', 90000, '\\x08', 90000, '\\x00', '\\x00', 1)`,
  `insert into facts.fee (${FEE_COLUMNS})
   select 'n', 1, i, '\\x07', timestamptz '2026-01-01Z' + i * interval '10 seconds', int4send(i), 0, '\\x09', '\\x0a', ${TOKEN},
     case when i = 1 then ${account('100')} else ${account('1000 + i % 2000')} end,
     case when i = 1 then ${account('101')} else ${account('100 + i % 20')} end, 'explicit', 10, false from generate_series(1, ${FEES}) i`,
  `insert into facts.fee (${FEE_COLUMNS})
   select network, chain_id, block_number, block_hash, block_time, tx_hash, 1, contract, node, token, payer, payer, attribution, amount, true
   from facts.fee where block_number = 2000`,
  `insert into keeper.transfer (${TRANSFER_COLUMNS})
   select 'n', 1, token, block_number, block_hash, block_time, tx_hash, 5, payer, payee, amount, 'unproved', 't' from facts.fee
   where payee = ${account('100')} and not refund
   union all select 'n', 1, token, block_number, block_hash, block_time, tx_hash, 6, payee, payer, amount, 'unproved', 't' from facts.fee
   where block_number = 2000 and not refund
   union all select 'n', 1, ${TOKEN}, i, '\\x07', timestamptz '2026-01-01Z', int4send(-i), 0, ${account('900')}, ${account('1000 + i')},
     case when i < 100 then 50 else 0 end, 'unproved', 't' from generate_series(0, 199) i
   union all select 'n', 1, ${TOKEN}, 300, '\\x07', timestamptz '2026-01-01Z', int4send(-300), 0, ${account('900')}, ${account('100')}, 7,
     'unproved', 't'`,
  `insert into derived.payer_day (network, chain_id, payer, day, token, payments, paid)
   select network, chain_id, payer, (block_time at time zone 'UTC')::date, token, count(*), sum(amount) from facts.fee where not refund
   group by 1, 2, 3, 4, 5`,
]

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  const client = await pool.connect()
  await new Partitions().ensure(client, 'fee', 0, FEES)
  client.release()
  for (const statement of STATEMENTS) await pool.query(statement)
  await buildIndexes(pool, new AbortController().signal)
  await pool.query('analyze')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('what moved is what no payment or refund explains and is no dust, with what each receiver paid', async () => {
  const snapshot = new Snapshot(pool, false)
  const { transfers, paid } = await listTransfers(snapshot, await findScope(snapshot, 'n', { days: 30 }))
  const funded = transfers.filter(({ unproved }) => unproved)
  const receivers = [100, ...Array.from({ length: 100 }, (_, index) => 1000 + index)].map(named)
  expect(funded.map(({ from, to }) => [from, to]).toSorted()).toEqual(
    receivers.map((to) => [named(900), to]).toSorted(),
  )
  // By events: what payers gave payee 100, that pays itself.
  expect(transfers.length - funded.length).toBe(FEES / 20)
  expect(transfers.map(({ at }) => at)).toEqual(transfers.map(({ at }) => at).toSorted((a, b) => a - b))
  // The fee of block 1 was paid by 100 in 1001's place.
  const expected = receivers.map((to) => [to, to === named(100) ? 10n : to === named(1001) ? 90n : 100n])
  expect(paid.map(({ payer, amount }) => [payer, amount]).toSorted()).toEqual(expected.toSorted())
})

test('what funded payers is found without comparing every fee', async () => {
  const scope = await findScope(new Snapshot(pool, false), 'n', { days: 30 })
  const explained = new Explained(pool)
  await listTransfers(explained, scope)
  const fees = explained.plans.flat().filter((node) => node['Relation Name']?.startsWith('fee_'))
  // A payment to the payee that pays is read once as what moved and once as what explains; one step for each payee comes on top.
  const read = total(fees, (node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
  expect(fees.length).toBeGreaterThan(0)
  expect(read).toBeLessThan(FEES / 5)
})
