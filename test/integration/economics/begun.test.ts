import { expect, test } from 'vitest'
import { createPool } from '../../../src/platform/database.ts'
import { pick, useMoneyApi } from '../../support/money-api.ts'
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

test('a window before the first indexed block is refused, and the answer says from when the network is indexed', async () => {
  const { errors } = await windowOf(FIRST, 5)
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BLOCK_UNKNOWN', oldest: text(FIRST) })
})
