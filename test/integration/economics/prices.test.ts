import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GPU, WORLD_END, WORLD_START } from '../../support/money-world.ts'

const { api, economics } = useMoneyApi()

test('the price of a moment in SQL is the price of the ledger', async () => {
  const client = await api().pool.connect()
  try {
    const at = async (token: string, moment: number) => {
      const values = [Buffer.from(token.repeat(20), 'hex'), new Date(moment * 1000)]
      const { rows } = await client.query(
        `select api.price_at('money', 31337, $1, $2)::text as price`,
        values,
      )
      return rows[0]?.price
    }
    expect(await at('02', WORLD_END)).toBe('0.25')
    expect(await at('01', WORLD_END - 3600)).toBe('1')
    // Beyond 36 hours after the last point, and before the first.
    expect(await at('02', WORLD_END + 2 * 86_400)).toBeNull()
    expect(await at('02', WORLD_START - 4 * 86_400)).toBeNull()
    expect(await at('77', WORLD_END)).toBeNull()
  } finally {
    client.release()
  }
})

test('an export has the price of the moment beside each amount, and none where there is none', async () => {
  const ask = async (entity: string) => {
    const fields = 'amount,amountPriceUsd'
    const response = await fetch(`${api().url}/export/${entity}.csv?fields=${fields}`)
    expect(response.status).toBe(200)
    return new Set((await response.text()).trim().split('\n').slice(1))
  }
  expect(await ask('fees')).toEqual(new Set(['100000000,1', '50000000,1', '7000000,1', '12000000,1']))
  expect(await ask('emissions')).toEqual(new Set([`25${'0'.repeat(18)},0.25`, '1,']))
})

test('the window ends after the newest indexed block unless it is told', async () => {
  const [found] = await economics(GPU, 'window { to }', 'days: 1')
  expect(pick(found, 'window')).toEqual({ to: new Date(WORLD_END * 1000).toISOString().replace('Z', '000Z') })
})
