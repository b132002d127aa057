import { expect, test } from 'vitest'
import { type FactsWriter, writeFacts } from '../../support/facts-writer.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const named = (byte: string) => `0x${byte.repeat(32)}`
const CUSTOMER = 0x901
const DELEGATOR = 0x950
const day = (number: number) => new Date((WORLD_START + number * DAY) * 1000).toISOString()
const stamp = (number: number) => day(number).replace('Z', '000Z')
const [EPOCHS, CIRCLE, OTHER, THREE_TOKENS, WORKED, TWO_CHAINS] = ['31', '41', '42', '53', '54', '55'].map(
  named,
) as [string, string, string, string, string, string]
const FIVE = ['61', '62', '63', '64', '65'].map(named)

const { ask, economics } = useMoneyApi((url) => writeFacts(url, tell))

async function tell(world: FactsWriter): Promise<void> {
  // Ten for each day that it was there, paid half a day after each week; away from day 16 to 19. Half of its stake is delegated.
  await world.node(EPOCHS, 'weekly', [
    { day: 0, owner: 0x31 },
    { day: 16, owner: 0x31, enabled: false },
    { day: 19, owner: 0x31 },
  ])
  for (const staker of [0x31, DELEGATOR])
    await world.stake({ day: 0, node: EPOCHS, staker, amount: 1000, token: 1 })
  for (const [week, amount] of [70, 70, 40, 70, 70].entries())
    await world.emission({
      day: week * 7 + 7.5,
      since: week * 7,
      node: EPOCHS,
      payee: 0x31,
      amount,
      token: 1,
    })

  // The operator of the first fills an account that pays the second, whose operator pays the first.
  await world.node(CIRCLE, 'circle', [{ day: 0, owner: 0x41 }])
  await world.node(OTHER, 'circle', [{ day: 0, owner: 0x42 }])
  await world.fee({ day: 9.5, node: CIRCLE, payer: 0x42, payee: 0x41, amount: 300 })
  await world.transfer({ day: 10, from: 0x41, to: 0x951, amount: 1000 })
  await world.fee({ day: 10.5, node: OTHER, payer: 0x951, payee: 0x42, amount: 300 })
  await world.fee({ day: 11.5, node: OTHER, payer: CUSTOMER, payee: 0x42, amount: 100 })

  // Five addresses of one owner, linked one by one; the last is sold on day 20.
  for (const [index, versions] of [
    [{ day: 0, owner: 0x61, paid: 0x71 }],
    [{ day: 0, owner: 0x62, paid: 0x71 }],
    [{ day: 0, owner: 0x62, paid: 0x73 }],
    [{ day: 0, owner: 0x64, paid: 0x73 }],
    [
      { day: 0, owner: 0x64, paid: 0x75 },
      { day: 20, owner: 0x65, paid: 0x75 },
    ],
  ].entries())
    await world.node(FIVE[index] ?? '', 'five', versions)
  const paidFirst = (at: number, payer: number, amount: number) =>
    world.fee({ day: at, node: FIVE[0] ?? '', payer, payee: 0x71, amount })
  // Without any fee of its own a node could have some behind the address that many share.
  for (const [node, payee] of [
    [EPOCHS, 0x31],
    [FIVE[1] ?? '', 0x71],
    [FIVE[2] ?? '', 0x73],
    [FIVE[3] ?? '', 0x73],
    [FIVE[4] ?? '', 0x75],
  ] as const)
    await world.fee({ day: 1, node, payer: CUSTOMER, payee, amount: 0 })
  for (let at = 0; at < 40; at++) await paidFirst(at + 0.5, CUSTOMER, 100)
  await paidFirst(10.25, 0x65, 7)
  await paidFirst(25.25, 0x65, 11)

  // Own 300 xUSD; delegated 1,200 xCOIN, which are as much, and from day 20 on 300 xUSD more.
  await world.node(THREE_TOKENS, 'tokens', [{ day: 0, owner: 0x53 }])
  await world.stake({ day: 0.1, node: THREE_TOKENS, staker: 0x53, amount: 300, token: 1 })
  await world.stake({ day: 0.1, node: THREE_TOKENS, staker: DELEGATOR, amount: 1200, token: 2 })
  await world.stake({ day: 20, node: THREE_TOKENS, staker: DELEGATOR, amount: 300, token: 1 })
  for (const at of [10.5, 30.5])
    await world.fee({ day: at, node: THREE_TOKENS, payer: CUSTOMER, payee: 0x53, amount: 90 })
  await world.fee({ day: 35, node: THREE_TOKENS, payer: CUSTOMER, payee: CUSTOMER, amount: 30, refund: true })

  // One key on two chains, paid on both.
  await world.run(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
       finalized_hash, head, digest, source_set_hash, fence)
     values ('money', 31338, '\\x00', 900, '\\x08', to_timestamp($1), 900, '\\x08', 900, '\\x00', '\\x00', 1)`,
    [WORLD_START + 40 * DAY - 1],
  )
  for (const [chain, amount] of [
    [31337, 100],
    [31338, 10],
  ] as const) {
    await world.node(TWO_CHAINS, 'everywhere', [{ day: 0, owner: 0x55 }], chain)
    await world.fee({ day: 20.5, node: TWO_CHAINS, payer: CUSTOMER, payee: 0x55, amount, chain })
  }

  // Three claims, of which the last was settled after it had left.
  await world.node(WORKED, 'worked', [
    { day: 0, owner: 0x54 },
    { day: 10, owner: 0x54, enabled: false },
  ])
  for (const at of [5, 6, 12]) await world.claim({ day: at, node: WORKED })
  for (const at of [5.5, 6.5])
    await world.fee({ day: at, node: WORKED, payer: CUSTOMER, payee: 0x54, amount: 50 })
}

const rented = (more: string) =>
  `cost: { role: "snark-prover", instance: "mine", usdPerHour: "1", commission: "0.1", stakeRate: "0", ${more} }`
const machine = (capex: string, more = '') =>
  `cost: { role: "snark-prover", hardware: "own", capexUsd: "${capex}", years: "10", residualShare: "0", watts: "1000", utilisation: "1",
    pue: "1", usdPerKwh: "0.1", hostingUsdPerMonth: "30.4375", gasUsdPerDay: "0", commission: "0", stakeRate: "0" ${more} }`

/** Figures of a node by their paths. */
async function of(node: string, fields: string, paths: string, args: string) {
  const [found] = await economics(node, fields, args)
  return Object.fromEntries(
    paths.split(' ').map((path) => [path.split('.').at(-1) ?? path, valueAt(found, path)]),
  )
}

test('yields, ranks and the rate of a month count emissions by the time that they are for, a statement by the days of payment', async () => {
  const fields = `statement { emissions { value } emissionsAccrued { value } }
    yields { stakeApr { value } delegatorsApr { value } }`
  // From day 12 to 22 it was there for seven days, and 70 and 40 were paid.
  const window = `days: 10, to: "${day(22)}"`
  expect(
    await of(
      EPOCHS,
      fields,
      'statement.emissions statement.emissionsAccrued yields.stakeApr yields.delegatorsApr',
      `${window}, ${rented('gasUsdPerDay: "0"')}`,
    ),
  ).toEqual({
    emissions: '110.000000',
    emissionsAccrued: '70.000000',
    stakeApr: ((70 / 2000) * 36.525).toFixed(8),
    delegatorsApr: (((70 * 0.5 * 0.9) / 1000) * 36.525).toFixed(8),
  })
  const ranked = await ask(
    `{ leaderboard(network: "money", metric: EMISSIONS, ${window}, top: 100) { class rows { key figure { value eventsCounted finality window { to } } } } }`,
  )
  const lists = pick(ranked, 'data.leaderboard') as { class: string; rows: { key: string }[] }[]
  const rows = lists.find((list) => list.class === 'synthetic')?.rows
  expect(rows?.find(({ key }) => key === EPOCHS)).toMatchObject({
    figure: { value: '70.000000', eventsCounted: 3, window: { to: stamp(22) } },
  })
  // 320 for the 35 days that were paid for, half of it the delegators'.
  const month = await ask(
    `query($node: Bytes!) { payback(network: "money", node: $node, days: 40, paths: 100, ${machine('3652.5')}) { netCashPerMonth { value reason } } }`,
    { node: EPOCHS },
  )
  expect(Number(valueAt(pick(month, 'data.payback.0'), 'netCashPerMonth'))).toBeCloseTo(
    (320 / 35 / 2 - 3.4) * 30.4375,
    5,
  )
})

const DEMAND = 'demand { notShownRelated { value } related { value } excluded { rule share { value } } }'
async function rulesOf(node: string) {
  const [found] = await economics(node, DEMAND, `days: 40, payers: ALL`)
  const rules = pick(found, 'demand.excluded') as { rule: string; share: { value: string } }[]
  return Object.fromEntries(rules.map(({ rule, share }) => [rule, share.value]))
}

test('a circle is closed by an account that one of the two operators filled; its customer is none of it', async () => {
  expect(await rulesOf(OTHER)).toEqual({ circular_pair_unproved: '0.75000000' })
})

test('five addresses that are linked one by one are one operator, who pays five machines back; who bought one is related from then on', async () => {
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }, limit: 1) { economics(days: 40) { class survival { realised(role: "five", ${machine('500')})
      { operators nodes paid byOperator { nodes joinedAt end endedAt netCash cost } } } } } }`,
  )
  const classes = pick(answer, 'data.networks.0.economics') as object[]
  // 17 a day for all five; the first reaches 2,500 with the thirtieth fee, with 7 and 11 of the buyer's.
  expect(
    pick(
      classes.find((each) => pick(each, 'class') === 'synthetic'),
      'survival.realised',
    ),
  ).toEqual({
    operators: 1,
    nodes: 5,
    paid: 1,
    byOperator: [
      {
        nodes: FIVE,
        joinedAt: stamp(0),
        end: 'PAID',
        endedAt: stamp(29.5),
        netCash: (3000 + 18 - 29.5 * 17).toFixed(6),
        cost: '2500.000000',
      },
    ],
  })
  expect(await rulesOf(FIVE[0] ?? '')).toEqual({ other_operator: (11 / 4018).toFixed(8) })
})

test('delegators’ share over tokens of unlike price, each receipt by its own moment, and a refund takes theirs back', async () => {
  expect(
    await of(
      THREE_TOKENS,
      'statement { delegators { value } }',
      'statement.delegators',
      `days: 40, ${rented('gasUsdPerDay: "0"')}`,
    ),
  ).toEqual({ delegators: (0.9 * (90 / 2 + 90 * (2 / 3) - 30 * (2 / 3))).toFixed(6) })
})

test('gas of claims is of all that were settled in the window, gas of days and rent of the time that it was there', async () => {
  const found = await of(
    WORKED,
    'statement { gas { value } hosting { value } netCash { value } }',
    'statement.gas statement.hosting statement.netCash',
    `days: 40, ${rented('gasUsdPerDay: "0.1", gasUsdPerClaim: "0.5"')}`,
  )
  expect(found).toEqual({ gas: '2.500000', hosting: '240.000000', netCash: '-142.500000' })
})

test('a proxy’s costs in another currency: rent, upstream and gas alike', async () => {
  const fields = 'statement { gas { value } hosting { value } upstream { value } netCash { value } }'
  const cost = `cost: { role: "tee-proxy", instance: "mine", usdPerHour: "1", upstreamUsdPerRequest: "2", gasUsdPerDay: "0.1",
    gasUsdPerClaim: "0.5", commission: "0", stakeRate: "0", currency: "EUR", usdPerCurrency: "1.2" }`
  expect(
    await of(
      WORKED,
      fields,
      'statement.gas statement.hosting statement.upstream statement.netCash',
      `days: 40, ${cost}`,
    ),
  ).toEqual({
    gas: '3.000000',
    hosting: '288.000000',
    upstream: '4.800000',
    netCash: (100 - 3 - 288 - 4.8).toFixed(6),
  })
})

test('a machine bought before the window loses value by its age in it, one bought as the window ends nothing', async () => {
  const lost = async (on: number) =>
    of(
      EPOCHS,
      'statement { depreciation { value } }',
      'statement.depreciation',
      `days: 10, ${machine('3652.5', `, boughtAt: "${day(on)}"`)}`,
    )
  expect(await lost(20)).toEqual({ depreciation: '10.000000' })
  expect(await lost(-20)).toEqual({ depreciation: '10.000000' })
  expect(await lost(35)).toEqual({ depreciation: '5.000000' })
  expect(await lost(40)).toEqual({ depreciation: '0.000000' })
})

test('a key that two chains have is ranked once, with what it was paid on both', async () => {
  const ranked = async (metric: string) => {
    const answer = await ask(
      `{ leaderboard(network: "money", metric: ${metric}, days: 30, top: 100) { class rows { nodeId key figure { value } } } }`,
    )
    const lists = pick(answer, 'data.leaderboard') as { class: string; rows: { key: string }[] }[]
    return lists.flatMap(({ rows }) => rows).filter(({ key }) => key === TWO_CHAINS)
  }
  const row = { nodeId: `money:31337-${TWO_CHAINS}`, key: TWO_CHAINS }
  expect(await ranked('FEES')).toEqual([{ ...row, figure: { value: '110.000000' } }])
  expect(await ranked('CLAIMS')).toEqual([{ ...row, figure: { value: '0' } }])
})
