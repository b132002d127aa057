import { expect, test } from 'vitest'
import { writeFacts } from '../../support/facts-writer.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const [OLD, YOUNG] = [`0x${'e1'.repeat(32)}`, `0x${'e2'.repeat(32)}`]
const text = (day: number) => new Date((WORLD_START + day * DAY) * 1000).toISOString().replace('Z', '000Z')
const BEGUN = 15
const REACHED = 35

// Two chains of one class: the second began on day 15, and its index has reached day 35. A node on each is paid 100 a day.
const { ask, economics } = useMoneyApi((url) =>
  writeFacts(url, async (world) => {
    await world.run(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
         finalized_hash, head, digest, source_set_hash, fence)
       values ('money', 31338, '\\x00', 900, '\\x08', to_timestamp($1), 900, '\\x08', 900, '\\x00', '\\x00', 1)`,
      [WORLD_START + REACHED * DAY - 1],
    )
    for (const [chain, day] of [
      [31337, -1],
      [10740, -1],
      [31338, BEGUN],
    ] as const)
      await world.run(
        `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
         values ('money', $1, 0, '', to_timestamp($2), '', true, 'full')`,
        [chain, WORLD_START + day * DAY],
      )
    await world.node(OLD, 'two-chains', [{ day: 0, owner: 0xe1 }])
    await world.node(YOUNG, 'two-chains', [{ day: BEGUN, owner: 0xe2 }], 31338)
    for (let day = 0; day < 40; day++) {
      await world.fee({ day: day + 0.5, node: OLD, payer: 0x901, payee: 0xe1, amount: 100 })
      if (day >= BEGUN && day < REACHED)
        await world.fee({ day: day + 0.5, node: YOUNG, payer: 0x901, payee: 0xe2, amount: 100, chain: 31338 })
    }
  }),
)

test('a class’s figures are of the days that every chain of it has seen: from the youngest’s first block to the slowest’s newest', async () => {
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }) { economics(payers: ALL, days: 60) { class window { from to }
      fees { value finality } revenue { perDay { quantiles { p5 } } daysWithoutRevenue { value } } runway { feesPerDay { value } } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const classes = pick(answer, 'data.networks.0.economics') as { class: string }[]
  const found = classes.find((each) => each.class === 'synthetic')
  expect(pick(found, 'window')).toEqual({ from: text(BEGUN), to: text(REACHED) })
  // Twenty days of these two nodes and of the one of money-world.ts.
  expect(pick(found, 'fees')).toEqual({ value: '6000.000000', finality: 'provisional' })
  expect(valueAt(found, 'runway.feesPerDay')).toBe('300.000000')
  expect(valueAt(found, 'revenue.daysWithoutRevenue')).toBe('0')
  expect(pick(found, 'revenue.perDay.quantiles.p5')).toBe('306.250000')
  // A class of its own has days of its own: from its first indexed block.
  const other = classes.find((each) => each.class === 'testnet')
  expect(pick(other, 'window')).toEqual({ from: text(-1), to: text(40) })
})

test('a node’s figures are of the days that its own chain has seen', async () => {
  const fields = 'window { from to } statement { fees { value } } revenue { daysWithoutRevenue { value } }'
  const [old] = await economics(OLD, fields, 'days: 40')
  expect(pick(old, 'window')).toEqual({ from: text(0), to: text(40) })
  expect(valueAt(old, 'statement.fees')).toBe('4000.000000')
  const [young] = await economics(YOUNG, fields, 'days: 40')
  expect(pick(young, 'window')).toEqual({ from: text(BEGUN), to: text(REACHED) })
  expect(valueAt(young, 'statement.fees')).toBe('2000.000000')
  expect(valueAt(young, 'revenue.daysWithoutRevenue')).toBe('0')
})

test('a window that ended before the first block of the node’s chain is refused, though another chain saw it', async () => {
  const { errors } = await ask(
    `{ nodes(where: { key_eq: "${YOUNG}" }) { economics(days: 5, to: "${text(BEGUN)}") { class } } }`,
  )
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BLOCK_UNKNOWN', oldest: text(BEGUN) })
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }) { economics(days: 5, to: "${text(BEGUN)}") { class fees { value reason } } } }`,
  )
  const classes = pick(answer, 'data.networks.0.economics') as { class: string }[]
  expect(
    valueAt(
      classes.find((each) => each.class === 'synthetic'),
      'fees',
    ),
  ).toBe('NOT_OBSERVED')
})

test('the sample of a role has no days that one of its chains did not see', async () => {
  const answer = await ask(
    `{ payback(network: "money", role: "two-chains", days: 40, cost: { role: "snark-prover", hardware: "own", capexUsd: "100", watts: "1" })
      { class sample { nodes days nodeDays } netCashPerMonth { value reason } }
      networks(where: { id_eq: "money" }, limit: 1) { economics(days: 40) { class role(role: "two-chains") { days nodeDays } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const [found] = pick(answer, 'data.payback') as object[]
  expect(pick(found, 'sample')).toEqual({ nodes: 2, days: 20, nodeDays: 40 })
  const classes = pick(answer, 'data.networks.0.economics') as { class: string }[]
  expect(
    pick(
      classes.find((each) => each.class === 'synthetic'),
      'role',
    ),
  ).toEqual({ days: 20, nodeDays: 40 })
})

test('a leaderboard of fees ranks both nodes over days that both chains saw', async () => {
  const answer = await ask(
    `{ leaderboard(network: "money", metric: FEES, days: 40, top: 50) { class window { from to } rows { key figure { value } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const lists = pick(answer, 'data.leaderboard') as {
    class: string
    rows: { key: string; figure: { value: string | null } }[]
  }[]
  const found = lists.find((each) => each.class === 'synthetic')
  expect(pick(found, 'window')).toEqual({ from: text(BEGUN), to: text(REACHED) })
  const values = new Map(found?.rows.map(({ key, figure }) => [key, figure.value]))
  expect([values.get(OLD), values.get(YOUNG)]).toEqual(['2000.000000', '2000.000000'])
})
