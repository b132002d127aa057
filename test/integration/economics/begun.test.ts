import { expect, test } from 'vitest'
import { createPool } from '../../../src/platform/database.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

// The first indexed block of each chain, ten days after the first day of the ledger.
const FIRST = WORLD_START + 10 * 86_400
const { ask } = useMoneyApi(async (url) => {
  const pool = createPool(url, { application: 'test', max: 1 })
  await pool.query(
    `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
     select network, chain_id, 0, '', to_timestamp($1), '', true, 'full' from ingest.status where network = 'money'`,
    [FIRST],
  )
  await pool.end()
})

const text = (seconds: number) => new Date(seconds * 1000).toISOString().replace('Z', '000Z')
const windowOf = (to: number, days: number) =>
  ask(
    `{ networks(where: { id_eq: "money" }) { economics(days: ${days}, to: "${text(to)}") { window { from to } } } }`,
  )

test('of a window that begins before the first indexed block, the days from then on are counted', async () => {
  const found = await windowOf(FIRST + 5 * 86_400, 12)
  expect(pick(found, 'data.networks.0.economics.0.window')).toEqual({
    from: text(FIRST),
    to: text(FIRST + 5 * 86_400),
  })
})

test('a network of five days has the revenue of five days in a window of twelve: W4', async () => {
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }) { economics(payers: ALL, days: 12, to: "${text(FIRST + 5 * 86_400)}") {
      class revenue { perDay { value quantiles { p5 p50 } } daysWithoutRevenue { value } } runway { feesPerDay { value } } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const classes = pick(answer, 'data.networks.0.economics') as object[]
  const found = classes.find((each) => pick(each, 'class') === 'synthetic')
  // A fee of 100 and 25 xCOIN at 0.25 each day.
  expect(pick(found, 'revenue.perDay')).toEqual({
    value: '106.250000',
    quantiles: { p5: '106.250000', p50: '106.250000' },
  })
  expect(valueAt(found, 'revenue.daysWithoutRevenue')).toBe('0')
  expect(valueAt(found, 'runway.feesPerDay')).toBe('100.000000')
})

test('a window before the first indexed block is refused, and the answer says from when the network is indexed', async () => {
  const { errors } = await windowOf(FIRST, 5)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BLOCK_UNKNOWN', oldest: text(FIRST) })
})
