import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { TESTNET_ONLY, WORLD_START } from '../../support/money-world.ts'

const OTHER = `0x${'0f'.repeat(20)}`
let url = ''

/** 100 coins of stake since the first day, 1 a day of emissions for 40 days, and a slash of 5 on day 20. */
async function seedTestnet(database: string): Promise<void> {
  url = database
  await run(
    `insert into facts.stake_change (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, staker, delta, total)
     select 'money', 10740, 1000, '\\x07', to_timestamp($2), '\\x01', 900001, '\\x09', $1, decode(repeat('00', 20), 'hex'), decode(repeat('05', 20), 'hex'), 100000000000000000000, null`,
    [bytes(TESTNET_ONLY), WORLD_START],
  )
  await run(
    `insert into facts.emission (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payee, token, amount)
     select 'money', 10740, 2000 + day, '\\x07', to_timestamp($2) + make_interval(days => day, hours => 12), '\\x02', 910000 + day, '\\x09', $1,
       decode(repeat('05', 20), 'hex'), decode(repeat('00', 20), 'hex'), 1000000000000000000 from generate_series(0, 39) day`,
    [bytes(TESTNET_ONLY), WORLD_START],
  )
  await run(
    `insert into facts.penalty (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, kind, token, amount, reason)
     select 'money', 10740, 3000, '\\x07', to_timestamp($2) + interval '20 days', '\\x03', 920000, '\\x09', $1, 'slash',
       decode(repeat('00', 20), 'hex'), 5000000000000000000, 'downtime'`,
    [bytes(TESTNET_ONLY), WORLD_START],
  )
}

const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')

async function run(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql, values).finally(() => client.end())
}

const { economics, ask } = useMoneyApi(seedTestnet)
const FIELDS = `class revenue { perDay { reason } volatility { value reason caveats } daysWithoutRevenue { value reason } } yields { delegatorsApr { value reason caveats } stakeApr { value reason class priceSource caveats } feesOnlyApr { value reason } operatorReturn { reason } }
  coverage { value reason caveats } penalties { slashedOverStake { value reason caveats } slashedOverGross { value reason caveats } } statement { gross { reason } }`

test('rates and shares in one token answer on a testnet, where no amount is money', async () => {
  const [found] = await economics(TESTNET_ONLY, FIELDS, 'days: 40')
  const ofCoins = expect.arrayContaining([expect.stringMatching(/^a ratio of amounts of /)])
  // 40 coins and one base unit on 100 for 20 days and 95 for 20.
  expect(Number(valueAt(found, 'yields.stakeApr'))).toBeCloseTo((40 / (100 * 20 + 95 * 20)) * 365.25, 6)
  expect(found).toMatchObject({
    class: 'testnet',
    yields: {
      stakeApr: { class: 'testnet', priceSource: null, caveats: ofCoins },
      feesOnlyApr: { value: '0.00000000' },
      operatorReturn: { reason: expect.any(String) },
    },
    coverage: { value: '0.00000000', caveats: ofCoins },
    penalties: { slashedOverStake: { caveats: ofCoins } },
    statement: { gross: { reason: 'NETWORK_CLASS' } },
  })
  expect(Number(valueAt(found, 'penalties.slashedOverStake'))).toBeCloseTo(
    (5 / (100 * 20 + 95 * 20)) * 365.25,
    6,
  )
  const network = await ask(
    '{ networks(where: { network_eq: "money" }, limit: 1) { economics(days: 40) { class coverage { value } } } }',
  )
  const all = pick(network, 'data.networks.0.economics') as { class: string; coverage: { value: string } }[]
  expect(all.find((each) => each.class === 'testnet')?.coverage.value).toBe('0.00000000')
})

test('so do the shares of slashes in income, the delegators’ rate, how even income is, and how much fees must grow', async () => {
  // 50 more coins that others delegate from day 30 on, and a fee of 3 on day 31.
  await run(
    `insert into facts.stake_change (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, staker, delta, total)
     select 'money', 10740, 1001, '\\x07', to_timestamp($2) + interval '30 days', '\\x05', 900002, '\\x09', $1, decode(repeat('00', 20), 'hex'), '\\x99', 50000000000000000000, null`,
    [bytes(TESTNET_ONLY), WORLD_START],
  )
  await run(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer, payee, attribution, amount, refund)
     select 'money', 10740, 1002, '\\x07', to_timestamp($2) + interval '31 days', '\\x06', 900003, '\\x09', $1, decode(repeat('00', 20), 'hex'), '\\x98', decode(repeat('05', 20), 'hex'), 'explicit', 3000000000000000000, false`,
    [bytes(TESTNET_ONLY), WORLD_START],
  )
  const [found] = await economics(TESTNET_ONLY, FIELDS, 'days: 40, cost: { commission: "0.1" }')
  const ofCoins = expect.arrayContaining([expect.stringMatching(/^a ratio of amounts of /)])
  // 43 coins and a base unit of income, of which 5 were lost.
  expect(Number(valueAt(found, 'penalties.slashedOverGross'))).toBeCloseTo(5 / 43, 8)
  // Whoever staked is not the operator: nine tenths of it on 100 coins for 20 days, on 95 for ten, and on 145 for ten.
  expect(Number(valueAt(found, 'yields.delegatorsApr'))).toBeCloseTo(
    ((0.9 * 43) / (100 * 20 + 95 * 10 + 145 * 10)) * 365.25,
    6,
  )
  expect(found).toMatchObject({
    penalties: { slashedOverGross: { caveats: ofCoins } },
    yields: { delegatorsApr: { caveats: ofCoins } },
    revenue: {
      perDay: { reason: 'NETWORK_CLASS' },
      daysWithoutRevenue: { value: '0' },
      volatility: { caveats: ofCoins },
    },
  })
  const daily: readonly number[] = Array.from({ length: 40 }, (_, day) => (day === 31 ? 4 : 1))
  const mean = daily.reduce((total, each) => total + each) / 40
  const deviation = Math.sqrt(daily.reduce((total, each) => total + (each - mean) ** 2, 0) / 39)
  expect(Number(valueAt(found, 'revenue.volatility'))).toBeCloseTo(deviation / mean, 6)
  const network = await ask(
    '{ networks(where: { network_eq: "money" }, limit: 1) { economics(days: 40) { class penalties { slashedOverGross { value } } runway(issuanceEnds: "2027-02-14T00:00:00Z") { feesPerDay { reason } growthNeeded { value caveats } yearlyGrowthNeeded { value } } } } }',
  )
  const all = pick(network, 'data.networks.0.economics') as { class: string }[]
  const testnet = all.find((each) => each.class === 'testnet')
  expect(Number(valueAt(testnet, 'penalties.slashedOverGross'))).toBeCloseTo(5 / 43, 8)
  expect(testnet).toMatchObject({
    runway: { feesPerDay: { reason: 'NETWORK_CLASS' }, growthNeeded: { caveats: ofCoins } },
  })
  // Fees of 3 for an income of 43, and 365 days until then.
  expect(Number(valueAt(testnet, 'runway.growthNeeded'))).toBeCloseTo(43 / 3, 6)
  expect(Number(valueAt(testnet, 'runway.yearlyGrowthNeeded'))).toBeCloseTo((43 / 3) ** (365.25 / 365) - 1, 5)
})

test('of two tokens without a price there is none: amounts of two cannot be added up', async () => {
  await run(
    `insert into facts.emission (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payee, token, amount)
     select 'money', 10740, 2100, '\\x07', to_timestamp($2) + interval '3 days', '\\x04', 930000, '\\x09', $1, decode(repeat('05', 20), 'hex'), $3, 7`,
    [bytes(TESTNET_ONLY), WORLD_START, bytes(OTHER)],
  )
  const [found] = await economics(TESTNET_ONLY, FIELDS, 'days: 40')
  expect(valueAt(found, 'yields.stakeApr')).toBe('NETWORK_CLASS')
  expect(valueAt(found, 'coverage')).toBe('NETWORK_CLASS')
  // Neither fees nor stake are of the other.
  expect(Number(valueAt(found, 'yields.feesOnlyApr'))).toBeCloseTo(
    (3 / (100 * 20 + 95 * 10 + 145 * 10)) * 365.25,
    6,
  )
})
