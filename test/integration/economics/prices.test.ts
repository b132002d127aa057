import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GPU, WORLD_END, WORLD_START } from '../../support/money-world.ts'

/** Venue two says nothing more of xCOIN after day 20, and nobody does on day 30. */
async function thinPrices(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `delete from keeper.price where series = 'xCOIN' and
       ((venue = 'two' and at > to_timestamp($1)) or at = to_timestamp($2))`,
    [WORLD_START + 20 * 86_400, WORLD_START + 30 * 86_400],
  )
  await client.end()
}

const { api, ask, economics } = useMoneyApi(thinPrices)

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

test('how good a price is stands in every figure that it went into, and in no other', async () => {
  const [found] = await economics(
    GPU,
    `statement { fees { priceSource priceQuality caveats } emissions { priceSource priceQuality caveats }
       netCash { priceQuality caveats } power { priceSource priceQuality caveats } }
     yields { stakeApr { priceQuality } } demand { hhi { priceQuality } uniquePayers { priceSource priceQuality } }
     revenue { perDay { priceQuality } daysWithoutRevenue { priceSource } }
     service { success { priceSource priceQuality caveats } }`,
    'payers: ALL, days: 40',
  )
  const thin = [
    'xCOIN: 18 of 40 valuations by the price of one venue only (one)',
    'xCOIN: 1 of 40 valuations by a price older than 24 hours, carried forward up to 36.0 hours',
  ]
  const weak = { priceQuality: 'low', caveats: thin }
  const unpriced = { priceSource: null, priceQuality: null, caveats: [] }
  expect(pick(found, 'statement')).toEqual({
    fees: { priceSource: 'median of venues: xUSD@one, xUSD@two', priceQuality: 'good', caveats: [] },
    emissions: { priceSource: 'median of venues: xCOIN@one, xCOIN@two', ...weak },
    netCash: weak,
    power: unpriced,
  })
  expect(pick(found, 'yields.stakeApr.priceQuality')).toBe('low')
  expect(pick(found, 'demand')).toEqual({
    hhi: { priceQuality: 'good' },
    uniquePayers: { priceSource: null, priceQuality: null },
  })
  expect(pick(found, 'revenue')).toEqual({
    perDay: { priceQuality: 'low' },
    daysWithoutRevenue: { priceSource: null },
  })
  expect(pick(found, 'service.success')).toEqual(unpriced)
})

test('prices by day: median, venues, quality, source and class', async () => {
  const day = (index: number) => new Date((WORLD_START + index * 86_400) * 1000).toISOString()
  const list = async (asset: string, from: number, to: number) => {
    const answer = await ask(
      `{ prices(asset: "${asset}", from: "${day(from)}", to: "${day(to)}") {
        network symbol class day median reason quality caveats source venues { venue price defined source } } }`,
    )
    expect(answer.errors).toBeUndefined()
    return pick(answer, 'data.prices') as Record<string, unknown>[]
  }
  const two = await list('xcoin', 20, 22)
  expect(two[0]).toEqual({
    network: 'money',
    symbol: 'xCOIN',
    class: 'synthetic',
    day: `${day(20).replace('Z', '000Z')}`,
    median: '0.25',
    reason: null,
    quality: 'good',
    caveats: [],
    source: 'median of venues: xCOIN@one, xCOIN@two',
    venues: ['one', 'two'].map((venue) => ({ venue, price: '0.25', defined: false, source: 't' })),
  })
  expect(two[1]).toMatchObject({
    quality: 'low',
    caveats: ['xCOIN: 1 of 1 valuations by the price of one venue only (one)'],
  })
  const [gap] = await list('31337:0x0202020202020202020202020202020202020202', 30, 31)
  expect(gap).toMatchObject({ median: null, reason: 'NO_PRICE', quality: null, venues: [] })
  const [test] = await list('tOPG', 1, 2)
  expect(test).toMatchObject({ class: 'testnet', median: null, reason: 'NETWORK_CLASS' })
  const none = await ask(`{ prices(asset: "x", from: "${day(0)}", to: "${day(1)}") { day } }`)
  expect(none.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  const long = await ask(`{ prices(asset: "xUSD", from: "${day(0)}", to: "${day(800)}") { day } }`)
  expect(long.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
})
