import { expect, test } from 'vitest'
import type { EconomicScope } from '../../../src/api/economics/rows/scope.ts'
import { seenOn } from '../../../src/api/economics/rows/scope.ts'
import { createPool } from '../../../src/platform/database.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GPU, WORLD_END } from '../../support/money-world.ts'

const DAY = 86_400
// The chain of the money is five days behind the other one of its network.
const REACHED = WORLD_END - 5 * DAY
const { ask, economics } = useMoneyApi(async (url) => {
  const pool = createPool(url, { application: 'test', max: 1 })
  await pool.query(
    `update ingest.status set block_time = to_timestamp($1) where network = 'money' and chain_id = 31337`,
    [REACHED - 1],
  )
  for (const table of ['fee', 'emission', 'heartbeat', 'settled_claim', 'request_assigned'])
    await pool.query(
      `delete from facts.${table} where network = 'money' and block_time >= to_timestamp($1)`,
      [REACHED],
    )
  await pool.end()
})
const text = (seconds: number) => new Date(seconds * 1000).toISOString().replace('Z', '000Z')
const SHOWN =
  'class window { to } revenue { perDay { value finality quantiles { p5 } } daysWithoutRevenue { value } }'

test('days that a chain has not reached are no days without income, of the network and of a node', async () => {
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }) { economics(payers: ALL, days: 25) { ${SHOWN} } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const classes = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
  const network = classes.find((each) => each.class === 'synthetic')
  const [node] = await economics(GPU, SHOWN, 'payers: ALL, days: 25')
  for (const found of [network, node]) {
    expect(pick(found, 'window.to')).toBe(text(REACHED))
    expect(valueAt(found, 'revenue.daysWithoutRevenue')).toBe('0')
    // A fee of 100 and 25 xCOIN at 0.25 each day.
    expect(pick(found, 'revenue.perDay')).toEqual({
      value: '106.250000',
      finality: 'provisional',
      quantiles: { p5: '106.250000' },
    })
  }
  // Another class has chains of its own.
  expect(
    pick(
      classes.find((each) => each.class === 'testnet'),
      'window.to',
    ),
  ).toBe(text(WORLD_END))
})

test('a window that the node’s chain has not reached is refused, and the network’s money in it has no value', async () => {
  const query = `{ nodes(where: { key_eq: "${GPU}" }) { economics(days: 3) { class } } }`
  expect((await ask(query)).errors?.[0]?.extensions).toMatchObject({
    code: 'BLOCK_UNKNOWN',
    newest: text(REACHED),
  })
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }) { economics(days: 3) { class fees { value reason } runway { feesPerDay { reason } } revenue { perDay { reason } } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const classes = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
  expect(classes.find((each) => each.class === 'synthetic')).toMatchObject({
    fees: { value: null, reason: 'NOT_OBSERVED' },
    runway: { feesPerDay: { reason: 'NOT_OBSERVED' } },
  })
})

test('of several chains the one that began last and the one that saw least decide', () => {
  const scope: EconomicScope = {
    network: 'n',
    window: { from: 0, to: 100 },
    known: 100,
    knownOf: new Map([
      [1, 100],
      [2, 60],
      [3, Number.NEGATIVE_INFINITY],
    ]),
    oldestOf: new Map([
      [1, Number.NEGATIVE_INFINITY],
      [2, 40],
      [3, 0],
    ]),
    asOf: [],
    finalized: new Map(),
    reachesHead: true,
    payers: 'ALL',
  }
  expect([[1], [1, 2], [1, 3], [1, 9]].map((chains) => seenOn(scope, chains).window)).toEqual([
    { from: 0, to: 100 },
    { from: 40, to: 60 },
    { from: 0, to: 0 },
    { from: 0, to: 100 },
  ])
})
