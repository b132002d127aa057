import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GPU, WORLD_START } from '../../support/money-world.ts'

const STOPPED = 10

const { economics } = useMoneyApi(async (url) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`delete from keeper.price where series = 'xCOIN' and at > to_timestamp($1)`, [
    WORLD_START + STOPPED * 86_400,
  ])
  await client.end()
})

const statement = async (days: number) => {
  const [found] = await economics(
    GPU,
    'statement { fees { value } emissions { value reason missing { input } } gross { value reason caveats missing { input } } }',
    `payers: ALL, days: ${days}`,
  )
  return found
}

test('a listed token whose feed stopped before the window takes only what depends on it, and the figure says what it leaves out', async () => {
  const found = await statement(20)
  // 20 fees of 100 less a refund of 50; 20 emissions that nobody prices any more.
  expect(valueAt(found, 'statement.gross')).toBe('1950.000000')
  expect(pick(found, 'statement.gross.caveats')).toContain(
    'xCOIN: 20 entries left out, for it has no price in the window',
  )
  expect(pick(found, 'statement.emissions')).toMatchObject({
    value: null,
    reason: 'NO_PRICE',
    missing: [{ input: 'xCOIN has no price in the window' }],
  })
})

test('one that stopped within the window leaves the sum without a value: a part of it would look like all', async () => {
  const found = await statement(40)
  expect(valueAt(found, 'statement.fees')).toBe('4000.000000')
  expect(pick(found, 'statement.gross')).toMatchObject({
    value: null,
    reason: 'NO_PRICE',
    missing: expect.arrayContaining([{ input: expect.stringMatching(/^price of xCOIN at 2026-01-/) }]),
  })
})
