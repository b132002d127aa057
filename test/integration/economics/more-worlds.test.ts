import { describe, expect, test } from 'vitest'
import { type FactsWriter, writeFacts } from '../../support/facts-writer.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { TESTNET_ONLY, WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const named = (byte: string) => `0x${byte.repeat(32)}`
const CUSTOMER = 0x901
const day = (number: number) => new Date((WORLD_START + number * DAY) * 1000).toISOString()
const stamp = (number: number) => day(number).replace('Z', '000Z')
const days = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)
const LATE = named('11')
const TWICE = named('12')
const DELEGATED = named('13')
const SLASHED = named('14')
const ALONE = named('15')
const MOVED = named('16')
const SISTER = named('22')
const TRACED = named('25')
const QUOTED = named('28')
const SHARED_LOSS = named('29')
const MACHINE = named('26')
const NEVER = named('52')
const REQUESTED = named('71')
const DUSTED = named('24')
const JOINED = named('81')
const LEFT = named('82')
const AWAY = named('83')

const { ask, economics } = useMoneyApi((url) =>
  writeFacts(url, async (world) => {
    await priceTokens(world)
    await beginSecondChain(world)
    await tellLives(world)
    await tellStakes(world)
    await tellPayers(world)
    await tellRoles(world)
    await tellEpochs(world)
  }),
)

/** xCOIN is 0.25 up to day 20 and 0.50 from then on; nobody quoted it from day 28 to 31. */
async function priceTokens(world: FactsWriter): Promise<void> {
  await world.run(
    `update keeper.price set price = 0.5 where series = 'xCOIN' and at >= '${day(20)}'::timestamptz`,
  )
  await world.run(
    `delete from keeper.price where series = 'xCOIN' and at >= '${day(28)}'::timestamptz and at < '${day(32)}'::timestamptz`,
  )
}

/** A second chain of the class began on day 5, and its index has reached day 35. */
async function beginSecondChain(world: FactsWriter): Promise<void> {
  await world.run(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
       finalized_hash, head, digest, source_set_hash, fence)
     values ('money', 31338, '\\x00', 900, '\\x08', to_timestamp($1), 900, '\\x08', 900, '\\x00', '\\x00', 1)`,
    [WORLD_START + 35 * DAY - 1],
  )
  for (const [chain, begun] of [
    [31337, -1],
    [10740, -1],
    [31338, 5],
  ] as const)
    await world.run(
      `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
       values ('money', $1, 0, '', $2, '', true, 'full')`,
      [chain, day(begun)],
    )
}

const paidDaily = async (
  world: FactsWriter,
  node: string,
  owner: number,
  on: readonly number[],
  amount = 100,
) => {
  for (const at of on) await world.fee({ day: at + 0.5, node, payer: CUSTOMER, payee: owner, amount })
}

async function tellLives(world: FactsWriter): Promise<void> {
  await world.node(LATE, 'lives', [{ day: 33.25, owner: 0x11 }])
  await world.stake({ day: 33.5, node: LATE, staker: 0x11, amount: 1000 })
  await paidDaily(world, LATE, 0x11, days(6, 34))
  // There from day 0 to 5 and from 10 to 15. Its stake was never taken back.
  await world.node(TWICE, 'twice', [
    { day: 0, owner: 0x12 },
    { day: 5, owner: 0x12, enabled: false },
    { day: 10, owner: 0x12 },
    { day: 15, owner: 0x12, enabled: false },
  ])
  await world.stake({ day: 0.1, node: TWICE, staker: 0x12, amount: 1000 })
  await paidDaily(world, TWICE, 0x12, [...days(5), ...days(5, 10)])
  await world.node(NEVER, 'lives', [{ day: 3, owner: 0x52 }])
  await world.node(MACHINE, 'lives', [{ day: 0, owner: 0x26 }])
  await world.stake({ day: 0, node: MACHINE, staker: 0x26, amount: 1000 })
  await paidDaily(world, MACHINE, 0x26, days(40))
}

async function tellStakes(world: FactsWriter): Promise<void> {
  // Half is delegated from day 10 to day 20.
  await world.node(DELEGATED, 'stakes', [{ day: 0, owner: 0x13 }])
  await world.stake({ day: 0, node: DELEGATED, staker: 0x13, amount: 1000 })
  await world.stake({ day: 10, node: DELEGATED, staker: 0x950, amount: 1000 })
  await world.stake({ day: 20, node: DELEGATED, staker: 0x950, amount: -1000 })
  await paidDaily(world, DELEGATED, 0x13, days(30))
  await world.fee({ day: 12.25, node: DELEGATED, payer: 0x902, payee: 0x13, amount: 200 })
  await world.fee({ day: 25.25, node: DELEGATED, payer: 0x902, payee: 0x902, amount: 60, refund: true })
  // Slashed on day 20, by how much no log says: one with a delegator, one without.
  for (const [node, owner] of [
    [SLASHED, 0x14],
    [ALONE, 0x15],
  ] as const) {
    await world.node(node, 'stakes', [{ day: 0, owner }])
    await world.stake({ day: 1, node: node, staker: owner, amount: 1000 })
    await paidDaily(world, node, owner, days(40))
    await world.slash({ day: 20, node: node, amount: null })
  }
  await world.stake({ day: 2, node: SLASHED, staker: 0x950, amount: 1000 })
  // 1,000 and 3,000, less 400 together; then 1,000 more of others, less 460.
  await world.node(SHARED_LOSS, 'stakes', [{ day: 0, owner: 0x29 }])
  await world.stake({ day: 1, node: SHARED_LOSS, staker: 0x29, amount: 1000 })
  await world.stake({ day: 2, node: SHARED_LOSS, staker: 0x951, amount: 3000 })
  await world.slash({ day: 10, node: SHARED_LOSS, amount: 400 })
  await world.stake({ day: 15, node: SHARED_LOSS, staker: 0x952, amount: 1000 })
  await world.slash({ day: 20.5, node: SHARED_LOSS, amount: 460 })
  // Paid 100 xCOIN three times, once while nobody quoted it.
  await world.node(QUOTED, 'stakes', [{ day: 0, owner: 0x28 }])
  for (const at of [25.5, 30.5, 35.5])
    await world.fee({ day: at, node: QUOTED, payer: CUSTOMER, payee: 0x28, amount: 100, token: 2 })
}

async function tellPayers(world: FactsWriter): Promise<void> {
  // The owner is 0x16 all along; on day 20 the node's address moves from 0x17 to 0x18.
  await world.node(MOVED, 'payers', [
    { day: 0, owner: 0x16, paid: 0x17 },
    { day: 20, owner: 0x16, paid: 0x18 },
  ])
  for (const [at, payer, amount] of [
    [10.5, 0x17, 1],
    [10.6, 0x18, 20],
    [12.5, CUSTOMER, 300],
    [30.5, 0x17, 4000],
    [30.6, 0x18, 50_000],
    [30.7, 0x16, 600_000],
  ] as const)
    await world.fee({ day: at, node: MOVED, payer, payee: at < 20 ? 0x17 : 0x18, amount })
  // Two nodes of 0x21, each with an address of its own: that of the first pays the second.
  await world.node(named('21'), 'payers', [{ day: 0, owner: 0x21, paid: 0x22 }])
  await world.node(SISTER, 'payers', [{ day: 0, owner: 0x21, paid: 0x23 }])
  await world.fee({ day: 10.5, node: SISTER, payer: 0x22, payee: 0x23, amount: 100 })
  await world.fee({ day: 10.6, node: SISTER, payer: CUSTOMER, payee: 0x23, amount: 1000 })
  // Dust of the faucet: of another token, and in three parts that are less than a hundredth together.
  await world.node(DUSTED, 'payers', [{ day: 0, owner: 0x24 }])
  await world.transfer({ day: 1, from: 0xfa, to: 0x905, amount: 0.001, token: 2 })
  await world.fee({ day: 10.5, node: DUSTED, payer: 0x905, payee: 0x24, amount: 1 })
  for (const at of [1, 2, 3]) await world.transfer({ day: at, from: 0xfa, to: 0x906, amount: 0.05 })
  await world.fee({ day: 10.6, node: DUSTED, payer: 0x906, payee: 0x24, amount: 20 })
  for (const at of [1, 2, 3]) await world.transfer({ day: at, from: 0xfa, to: 0x907, amount: 2 })
  await world.fee({ day: 10.7, node: DUSTED, payer: 0x907, payee: 0x24, amount: 300 })
  await tellWays(world)
  // A payer that runs a node from day 7 on: paid before and after that, and the first is given back.
  await world.node(REQUESTED, 'payers', [{ day: 0, owner: 0x71 }])
  await world.node(named('72'), 'payers', [{ day: 7, owner: 0x72 }])
  await world.fee({ day: 5.5, node: REQUESTED, payer: 0x72, payee: 0x71, amount: 100, request: 1 })
  await world.fee({ day: 8.5, node: REQUESTED, payer: 0x72, payee: 0x71, amount: 100, request: 2 })
  await world.fee({
    day: 9.5,
    node: REQUESTED,
    payer: 0x72,
    payee: 0x72,
    amount: 60,
    refund: true,
    request: 1,
  })
}

/** Ways from the operator 0x25 to payers: of three transfers, of four, through the gateway, too late, the wrong way round, and plain. */
async function tellWays(world: FactsWriter): Promise<void> {
  await world.node(TRACED, 'payers', [{ day: 0, owner: 0x25 }])
  for (const [way, from, amount] of [
    [[0x25, 0x911, 0x912, 0x913], 1, 1],
    [[0x25, 0x914, 0x915, 0x916, 0x917], 1, 20],
    [[0x25, 0xee, 0x918], 1, 300],
    [[0x25, 0x919], 20, 4000],
    [[0x25, 0x921], 1, 50_000],
  ] as const) {
    for (const [index, to] of way.slice(1).entries())
      await world.transfer({ day: from + index / 10, from: way[index] ?? 0, to, amount: 1e6 })
    await world.fee({ day: 10.5, node: TRACED, payer: way.at(-1) ?? 0, payee: 0x25, amount })
  }
  await world.transfer({ day: 2, from: 0x920, to: 0x922, amount: 1e6 })
  await world.transfer({ day: 2.5, from: 0x25, to: 0x920, amount: 1e6 })
  await world.fee({ day: 10.5, node: TRACED, payer: 0x922, payee: 0x25, amount: 600_000 })
}

async function tellRoles(world: FactsWriter): Promise<void> {
  // Five validators; the last left on day 25. The one of money-world.ts is on a testnet.
  for (const [index, amount] of [90, 100, 110, 120, 130].entries()) {
    const [node, owner] = [named(`6${index}`), 0xd0 + index]
    const left = index === 4 ? [{ day: 25, owner, enabled: false }] : []
    await world.node(node, 'validator', [{ day: 0, owner }, ...left])
    await world.stake({ day: 0, node, staker: owner, amount: 1000, token: 1 })
    await paidDaily(world, node, owner, days(index === 4 ? 25 : 40), amount)
  }
  await world.claim({ day: 20, chain: 31337, node: named('60') })
  for (const at of [20, 21, 22]) await world.claim({ day: at, chain: 10740, node: TESTNET_ONLY })
  // Two nodes of 0x41 are paid at one address, and logs name no node.
  for (const node of ['41', '42'])
    await world.node(named(node), 'snark-prover', [{ day: 0, owner: 0x41, paid: 0x4a }])
  for (const at of days(40))
    await world.fee({ day: at + 0.5, node: null, payer: CUSTOMER, payee: 0x4a, amount: 100 })
  // One node on each chain.
  await world.node(named('43'), 'snark-prover', [{ day: 0, owner: 0x43 }])
  await world.node(named('44'), 'snark-prover', [{ day: 5, owner: 0x44 }], 31338)
  await paidDaily(world, named('43'), 0x43, days(40))
  for (const at of days(30, 5))
    await world.fee({
      day: at + 0.5,
      node: named('44'),
      payer: CUSTOMER,
      payee: 0x44,
      amount: 100,
      chain: 31338,
    })
  // Who left, and when; the class is seen from day 5 to day 35.
  await world.node(named('31'), 'leaving', [
    { day: 0, owner: 0x31 },
    { day: 10, owner: 0x31, enabled: false },
  ])
  await paidDaily(world, named('31'), 0x31, days(10))
  await world.node(named('32'), 'leaving', [
    { day: 5, owner: 0x32 },
    { day: 20, owner: 0x32, enabled: false },
  ])
  await paidDaily(world, named('32'), 0x32, days(15, 5), 10)
  await world.node(named('34'), 'leaving', [
    { day: 0, owner: 0x34 },
    { day: 37, owner: 0x34, enabled: false },
  ])
  await world.node(named('35'), 'leaving', [{ day: 36, owner: 0x35 }])
}

/** Ten dollars for each day in an epoch of seven, half a day after it: who joined in the midst of one, left in one, and was away in one. */
async function tellEpochs(world: FactsWriter): Promise<void> {
  await world.node(JOINED, 'epochs', [{ day: 10, owner: 0x81 }])
  await world.node(LEFT, 'epochs', [
    { day: 0, owner: 0x82 },
    { day: 24, owner: 0x82, enabled: false },
  ])
  await world.node(AWAY, 'epochs', [
    { day: 0, owner: 0x83 },
    { day: 16, owner: 0x83, enabled: false },
    { day: 19, owner: 0x83 },
  ])
  for (const [node, payee, paid] of [
    [JOINED, 0x81, [0, 40, 70, 70, 70]],
    [LEFT, 0x82, [70, 70, 70, 30]],
    [AWAY, 0x83, [70, 70, 40, 70, 70]],
  ] as const) {
    // Without any fee of its own it could have some behind the address that many share.
    await world.fee({ day: 12.5, node, payer: CUSTOMER, payee, amount: 0 })
    for (const [epoch, amount] of paid.entries())
      if (amount > 0)
        await world.emission({ day: epoch * 7 + 7.5, since: epoch * 7, node, payee, amount, token: 1 })
  }
}

const RENTED =
  'cost: { role: "snark-prover", instance: "mine", usdPerHour: "1", gasUsdPerDay: "0", commission: "0.1", stakeRate: "0.1" }'
const machine = (capex: number, more = '') =>
  `cost: { role: "snark-prover", hardware: "own", capexUsd: "${capex}", years: "10", residualShare: "0", watts: "1000", utilisation: "1",
    pue: "1", usdPerKwh: "0.1", hostingUsdPerMonth: "30.4375", gasUsdPerDay: "0", commission: "0", stakeRate: "0" ${more} }`

/** Figures of a node by their paths. */
async function of(node: string, fields: string, paths: readonly string[], args: string) {
  const [found] = await economics(node, fields, args)
  return Object.fromEntries(paths.map((path) => [path.split('.').at(-1) ?? path, valueAt(found, path)]))
}

async function ofNetwork(args: string, fields: string, name = 'synthetic') {
  const answer = await ask(
    `{ networks(where: { id_eq: "money" }, limit: 1) { economics(${args}) { class ${fields} } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const classes = pick(answer, 'data.networks.0.economics') as object[]
  return classes.find((each) => pick(each, 'class') === name)
}

const LIFE = `statement { fees { value } hosting { value } netCash { value reason } stakeCost { value reason } economicProfit { value reason } }
  revenue { perDay { value reason } daysWithoutRevenue { value reason } longestGapSeconds { value reason } volatility { value reason } }
  yields { stakeApr { value reason } operatorReturn { value reason } } coverage { value reason } demand { hhi { value reason } }`

describe('the time of a node', () => {
  test('begins with its joining, at whatever hour: what it costs, its whole days, and how long it was there', async () => {
    const paths =
      'statement.fees statement.hosting statement.netCash statement.stakeCost revenue.perDay revenue.longestGapSeconds'
    const found = await of(
      LATE,
      LIFE,
      [...paths.split(' '), 'yields.stakeApr', 'yields.operatorReturn'],
      `days: 10, ${RENTED}`,
    )
    expect(found).toEqual({
      fees: '600.000000',
      hosting: (6.75 * 24).toFixed(6),
      netCash: (600 - 6.75 * 24).toFixed(6),
      stakeCost: ((6.5 * 500 * 0.1) / 365.25).toFixed(6),
      perDay: '100.000000',
      longestGapSeconds: String(1.25 * DAY),
      stakeApr: 'WINDOW_TOO_SHORT',
      operatorReturn: 'WINDOW_TOO_SHORT',
    })
  })

  test('a window that ended before it joined has no day of it, and one in which nobody paid it has days of nothing', async () => {
    const paths = ['statement.hosting', 'revenue.daysWithoutRevenue', 'yields.stakeApr']
    expect(await of(LATE, LIFE, paths, `days: 10, to: "${day(20)}", ${RENTED}`)).toEqual({
      hosting: '0.000000',
      daysWithoutRevenue: 'WINDOW_TOO_SHORT',
      stakeApr: 'NO_DENOMINATOR',
    })
    const never = [
      'statement.netCash',
      'revenue.perDay',
      'revenue.daysWithoutRevenue',
      'revenue.volatility',
      'coverage',
      'demand.hhi',
    ]
    expect(await of(NEVER, LIFE, never, `days: 20, ${RENTED}`)).toEqual({
      netCash: '-480.000000',
      perDay: '0.000000',
      daysWithoutRevenue: '20',
      volatility: 'NO_DENOMINATOR',
      coverage: 'NO_DENOMINATOR',
      hhi: 'NO_DENOMINATOR',
    })
  })

  test('of a node that left twice ends where it was last there, as of each moment', async () => {
    const hosting = async (args: string) =>
      (await of(
        TWICE,
        LIFE,
        ['statement.hosting', 'revenue.daysWithoutRevenue'],
        `${args}, ${RENTED}`,
      )) as object
    const asOf = (to: number) => hosting(`days: ${to}, to: "${day(to)}"`)
    expect(await asOf(7)).toEqual({ hosting: '120.000000', daysWithoutRevenue: '0' })
    expect(await asOf(12)).toEqual({ hosting: '288.000000', daysWithoutRevenue: '5' })
    expect(await asOf(40)).toEqual({ hosting: '360.000000', daysWithoutRevenue: '5' })
    expect(await hosting('days: 20')).toEqual({ hosting: '0.000000', daysWithoutRevenue: 'WINDOW_TOO_SHORT' })
  })

  test('stake that stays behind costs and yields nothing any more: its own statement and those who left say one number', async () => {
    const window = `days: 27, to: "${day(27)}"`
    const stakeCost = (14.9 * 250 * 0.1) / 365.25
    const paths = ['statement.stakeCost', 'statement.economicProfit', 'yields.stakeApr']
    const found = await of(TWICE, LIFE, paths, `${window}, ${RENTED}`)
    expect(found).toEqual({
      stakeCost: stakeCost.toFixed(6),
      economicProfit: (1000 - 360 - stakeCost).toFixed(6),
      stakeApr: ((1000 / (14.9 * 250)) * 365.25).toFixed(8),
    })
    const left = await ofNetwork(
      window,
      `survival { leavers(role: "twice", ${RENTED}) { basis nodes earned { value } } }`,
    )
    expect(pick(left, 'survival.leavers')).toEqual({
      basis: 'profit',
      nodes: 1,
      earned: { value: found.economicProfit },
    })
  })
})

describe('an epoch in which a node was not there all along', () => {
  const fields = `statement { emissionsAccrued { value reason } }
    revenue { perDay { value quantiles { p5 p95 } } daysWithoutRevenue { value } volatility { value reason } }`
  const shape = async (node: string) => {
    const [found] = await economics(node, fields, 'days: 40')
    const { p5, p95 } = pick(found, 'revenue.perDay.quantiles') as Record<string, string>
    return [p5, p95, valueAt(found, 'revenue.daysWithoutRevenue')]
  }
  const accrued = async (node: string, from: number, to: number) => {
    const [found] = await economics(node, fields, `days: ${to - from}, to: "${day(to)}"`)
    return valueAt(found, 'statement.emissionsAccrued')
  }

  test('is paid for the days of it on which it was: from its joining, up to its leaving, and not while it was away', async () => {
    expect(await shape(JOINED)).toEqual(['10.000000', '10.000000', '0'])
    expect(await shape(LEFT)).toEqual(['10.000000', '10.000000', '0'])
    expect(await shape(AWAY)).toEqual(['0.000000', '10.000000', '3'])
  })

  test('is accrued on those days, and windows next to each other have all of it once', async () => {
    expect([
      await accrued(JOINED, 5, 10),
      await accrued(JOINED, 10, 12),
      await accrued(JOINED, 12, 21),
    ]).toEqual(['0.000000', '20.000000', '90.000000'])
    // As of the end of the first two the node was there, and gone.
    expect([await accrued(LEFT, 20, 23), await accrued(LEFT, 23, 30), await accrued(LEFT, 30, 40)]).toEqual([
      '30.000000',
      '10.000000',
      '0.000000',
    ])
    expect([await accrued(AWAY, 14, 17), await accrued(AWAY, 17, 19), await accrued(AWAY, 19, 28)]).toEqual([
      '20.000000',
      '0.000000',
      '90.000000',
    ])
  })

  test('is of the same days in the role: what came after a node had left is of those on which it was there', async () => {
    // Seen from day 5 to 35, and paid up to day 28: 18, 19 and 23 days, of which three had nothing.
    const found = await ofNetwork(
      'days: 40',
      'role(role: "epochs") { nodeDays oneMore { perNodeDayAsItWas { value reason } } series { day nodes } }',
    )
    expect(valueAt(found, 'role.oneMore.perNodeDayAsItWas')).toBe('9.500000')
    const series = pick(found, 'role.series') as { nodes: number }[]
    expect(series.map(({ nodes }) => nodes).reduce((total, nodes) => total + nodes)).toBe(60)
  })
})

describe('ratios of one token', () => {
  test('need no price where nobody quoted it for some days: they are of its amounts, and say so', async () => {
    const fields = `statement { fees { reason } } demand { hhi { value caveats } top1 { value } payers { fees { reason } share { value } } }
      revenue { perDay { reason } volatility { value } } penalties { slashedOverStake { value caveats } slashedOverGross { value reason } }`
    const ofAmounts = expect.arrayContaining([expect.stringMatching(/^a ratio of amounts of xCOIN/)])
    // 100 of one payer on three of twelve days.
    const [quoted] = await economics(QUOTED, fields, `days: 12, to: "${day(37)}"`)
    const mean = 300 / 12
    const deviation = Math.sqrt((3 * (100 - mean) ** 2 + 9 * mean ** 2) / 11)
    expect(quoted).toMatchObject({
      statement: { fees: { reason: 'NO_PRICE' } },
      demand: {
        hhi: { value: '1.00000000', caveats: ofAmounts },
        top1: { value: '1.00000000' },
        payers: [{ fees: { reason: 'NO_PRICE' }, share: { value: '1.00000000' } }],
      },
      revenue: { perDay: { reason: 'NO_PRICE' }, volatility: { value: (deviation / mean).toFixed(6) } },
    })
    // 860 of 1,000 tokens for a day, 4,000 for eight, 3,600 for five, 4,600 for five and a half, and 4,140 to the end.
    const [lost] = await economics(SHARED_LOSS, fields, 'days: 40')
    const tokenDays = 1000 + 8 * 4000 + 5 * 3600 + 5.5 * 4600 + 19.5 * 4140
    expect(pick(lost, 'penalties.slashedOverStake')).toEqual({
      value: ((860 / tokenDays) * 365.25).toFixed(8),
      caveats: ofAmounts,
    })
    // While it is quoted all along, by prices: half of the slashes was at twice the price of the other.
    const [priced] = await economics(SHARED_LOSS, fields, `days: 27, to: "${day(27)}"`)
    const usdDays = (1000 + 8 * 4000 + 5 * 3600 + 5 * 4600) / 4 + (0.5 * 4600 + 6.5 * 4140) / 2
    expect(pick(priced, 'penalties.slashedOverStake.caveats')).not.toEqual(ofAmounts)
    expect(Number(valueAt(priced, 'penalties.slashedOverStake'))).toBeCloseTo(
      ((100 + 230) / usdDays) * 365.25,
      6,
    )
  })
})

describe('whose stake it is', () => {
  const STAKE = `statement { gross { value } delegators { value reason } netCash { value reason } ownSlashes { value reason } delegatorSlashes { value }
    stakeCost { value reason } fees { value reason missing { input } } } yields { stakeApr { value reason } delegatorsApr { value reason } }
    statements(period: DAY) { fees { value reason } }`

  test('each receipt is shared as of its moment, and so is what goes back when nobody delegates any more', async () => {
    const paths = ['statement.delegators', 'yields.delegatorsApr']
    // Ten days of 100 and once 200, half of it less a tenth; 1,000 tokens at 0.25 for ten days.
    const part = 1200 * 0.5 * 0.9
    expect(await of(DELEGATED, STAKE, paths, `days: 40, ${RENTED}`)).toEqual({
      delegators: part.toFixed(6),
      delegatorsApr: ((part / 2500) * 365.25).toFixed(8),
    })
  })

  test('a slash of unknown size takes away what stands on the stake from then on, and of an operator alone no income', async () => {
    const paths = [
      'statement.delegators',
      'statement.netCash',
      'statement.ownSlashes',
      'statement.stakeCost',
      'yields.stakeApr',
    ]
    const before = `days: 15, to: "${day(15)}", ${RENTED}`
    const stakeCost = ((14 * 250 * 0.1) / 365.25).toFixed(6)
    expect(await of(SLASHED, STAKE, paths, before)).toEqual({
      delegators: (1300 * 0.5 * 0.9).toFixed(6),
      netCash: (1500 - 585 - 360).toFixed(6),
      ownSlashes: '0.000000',
      stakeCost,
      // 1,000 tokens for 14 days and 1,000 more for 13.
      stakeApr: ((1500 / (27 * 250)) * 365.25).toFixed(8),
    })
    const unknown = 'SEVERITY_UNKNOWN'
    const gone = { stakeCost: unknown, stakeApr: unknown }
    const [around, after] = [`days: 30, ${RENTED}`, `days: 10, ${RENTED}`]
    expect(await of(SLASHED, STAKE, paths, around)).toEqual({
      ...gone,
      delegators: unknown,
      netCash: unknown,
      ownSlashes: unknown,
    })
    // It was before these days.
    expect(await of(SLASHED, STAKE, paths, after)).toEqual({
      ...gone,
      delegators: unknown,
      netCash: unknown,
      ownSlashes: '0.000000',
    })
    expect(await of(ALONE, STAKE, paths, after)).toEqual({
      ...gone,
      delegators: '0.000000',
      netCash: (1000 - 240).toFixed(6),
      ownSlashes: '0.000000',
    })
  })

  test('a slash takes of each what was his just then, at the price of then', async () => {
    const paths = ['statement.ownSlashes', 'statement.delegatorSlashes']
    // 100 of 400 at 0.25 and 90 of 460 at 0.50.
    expect(await of(SHARED_LOSS, STAKE, paths, 'days: 40')).toEqual({
      ownSlashes: '70.000000',
      delegatorSlashes: '260.000000',
    })
  })

  test('a gap in prices takes away the windows that need them, and says the moment', async () => {
    const [found] = await economics(QUOTED, STAKE, 'days: 12')
    expect(pick(found, 'statement.fees')).toMatchObject({
      value: null,
      reason: 'NO_PRICE',
      missing: [{ input: expect.stringContaining('xCOIN at 2026-02-04T12:00:00.000Z') }],
    })
    const daily = (pick(found, 'statements') as object[]).map((each) => valueAt(each, 'fees'))
    expect(daily.slice(0, 4)).toEqual(['0.000000', '0.000000', 'NO_PRICE', '0.000000'])
    expect(daily[7]).toBe('50.000000')
    expect(await of(QUOTED, STAKE, ['statement.fees'], 'days: 5')).toEqual({ fees: '50.000000' })
  })
})

describe('whose money it is', () => {
  const WHO =
    'statement { fees { value } refunds { value } } demand { related { value } protocol { value } excluded { rule share { value } } }'
  const asked = (node: string, payers: string, args = 'days: 40') =>
    of(
      node,
      WHO,
      ['statement.fees', 'statement.refunds', 'demand.related', 'demand.protocol'],
      `payers: ${payers}, ${args}`,
    )

  test('an address that a node moved to was a stranger’s before, and its old one, after it had paid itself, is still the operator’s money', async () => {
    const all = 654_321
    const [found] = await economics(MOVED, WHO, 'payers: ALL, days: 40')
    const rules = pick(found, 'demand.excluded') as { rule: string; share: { value: string } }[]
    expect(Object.fromEntries(rules.map(({ rule, share }) => [rule, share.value]))).toEqual({
      operator: ((1 + 50_000 + 600_000) / all).toFixed(8),
    })
    expect((await asked(MOVED, 'NOT_SELF')).fees).toBe('4320.000000')
  })

  test('what the address of another node of the same owner pays is no income', async () => {
    expect((await asked(SISTER, 'ALL')).fees).toBe('1100.000000')
    expect(await asked(SISTER, 'NOT_SELF')).toMatchObject({
      fees: '1000.000000',
      related: (100 / 1100).toFixed(8),
    })
    const [found] = await economics(SISTER, WHO, 'days: 40')
    expect(pick(found, 'demand.excluded')).toMatchObject([{ rule: 'operator' }])
  })

  test('dust in another token or in parts funds nobody, and parts that are more together do', async () => {
    expect(await asked(DUSTED, 'ALL')).toMatchObject({
      related: '0.00000000',
      protocol: (300 / 321).toFixed(8),
    })
    expect((await asked(DUSTED, 'INDEPENDENT')).fees).toBe('21.000000')
  })

  test('money is followed over three transfers in their order, and not over four, through a gateway, back in time or after the payment', async () => {
    expect(await asked(TRACED, 'ALL')).toMatchObject({ related: (50_001 / 654_321).toFixed(8) })
    expect((await asked(TRACED, 'NOT_RELATED')).fees).toBe('604320.000000')
  })

  test('a refund is of the demand of its own request, and not of what was paid since', async () => {
    const window = `days: 4, to: "${day(10)}"`
    expect(await asked(REQUESTED, 'INDEPENDENT', window)).toMatchObject({
      fees: '0.000000',
      refunds: '60.000000',
    })
    expect(await asked(REQUESTED, 'INDEPENDENT', `days: 10, to: "${day(10)}"`)).toMatchObject({
      fees: '100.000000',
      refunds: '60.000000',
    })
    expect(await asked(REQUESTED, 'ALL', window)).toMatchObject({ fees: '100.000000', refunds: '60.000000' })
  })
})

describe('a machine of eight cards with its own rent, in euros', () => {
  const cost = (rate: number, currency: string) =>
    `cost: { role: "snark-prover", hardware: "own8", count: 8, capexUsd: "${20_000 * rate}", years: "3", residualShare: "0.1", watts: "5000", utilisation: "1",
      pue: "1.2", usdPerKwh: "${0.1 * rate}", hostingUsdPerMonth: "${100 * rate}", rentUsdPerHour: "${1.5 * rate}", marketplaceFee: "0.25", commission: "0",
      gasUsdPerDay: "${rate}", gasUsdPerClaim: "${0.5 * rate}" ${currency} }`
  const [dollars, euros] = [cost(1.25, ''), cost(1, ', currency: "EUR", usdPerCurrency: "1.25"')]
  const paidBack = async (asked: string) => {
    const answer = await ask(
      `{ payback(network: "money", days: 40, paths: 100, ${asked}) { sentence netCashPerMonth { value } marginPerRequest { value } machine { months { value } never }
         pastCash { value reason } breakEven { months { value } requestsPerDay { value } } sample { nodes nodeDays days } entry { nodes share netCashPerMonth { value } }
         rentedOut { rent { value } power { value } hosting { value } net { value } advantage { value } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    return pick(answer, 'data.payback.0')
  }

  test('rents out as eight cards and costs what it costs in dollars', async () => {
    const found = await paidBack(`node: "${MACHINE}", ${dollars}`)
    expect(await paidBack(`node: "${MACHINE}", ${euros}`)).toEqual(found)
    // catalogue/rental.csv: let for 0.62 of the time; power.csv: 0.15 of full power without work.
    const hours = 730.5
    const rent = 1.5 * 1.25 * 8 * hours * 0.62 * 0.75
    const power = 5 * (0.15 + 0.85 * 0.62) * 1.2 * 0.125 * hours
    const perMonth = (100 - 5 * 1.2 * 0.125 * 24 - 1.25) * 30.4375 - 125
    expect(valueAt(found, 'rentedOut.rent')).toBe(rent.toFixed(6))
    expect(valueAt(found, 'rentedOut.power')).toBe(power.toFixed(6))
    expect(valueAt(found, 'rentedOut.net')).toBe((rent - power - 125).toFixed(6))
    expect(Number(valueAt(found, 'netCashPerMonth'))).toBeCloseTo(perMonth, 5)
    expect(Number(valueAt(found, 'rentedOut.advantage'))).toBeCloseTo(perMonth - (rent - power - 125), 5)
  })

  test('bought inside the window starts from what it has earned since', async () => {
    const found = await paidBack(`node: "${MACHINE}", ${machine(5000, `, boughtAt: "${day(5)}"`)}`)
    // 100 less 2.40 and 1 on each of 35 days.
    expect(valueAt(found, 'pastCash')).toBe((35 * 96.6).toFixed(6))
  })

  test('next to five validators shares with the four that are there, over the days that both chains saw', async () => {
    const found = await paidBack(`role: "validator", ${dollars}`)
    expect(await paidBack(`role: "validator", ${euros}`)).toEqual(found)
    // The validator of the testnet is none of them.
    expect(pick(found, 'sample')).toEqual({ nodes: 5, nodeDays: 140, days: 30 })
    expect(pick(found, 'entry')).toMatchObject({ nodes: 4, share: '0.800000' })
    // Twenty days of five nodes that earned 110 each, ten of four that earned 105; gas once for each request.
    const mean = (20 * 110 + 10 * 105) / 30
    expect(Number(valueAt(found, 'netCashPerMonth'))).toBeCloseTo(
      (mean - 18 - 1.25 - 0.625) * 30.4375 - 125,
      5,
    )
    expect(Number(valueAt(found, 'entry.netCashPerMonth'))).toBeCloseTo(
      ((mean - 1.875) * 0.8 - 18) * 30.4375 - 125,
      5,
    )
    const role = await ofNetwork(
      'days: 40',
      `role(role: "validator", ${euros}) { nodes nodeDays revenue { value } oneMore { perNodeDay { value } perNodeDayAsItWas { value } } series { income cost rent } }`,
    )
    expect(pick(role, 'role')).toMatchObject({ nodes: 5, nodeDays: 140, revenue: { value: '110.000000' } })
    expect(valueAt(role, 'role.oneMore.perNodeDay')).toBe(
      ((100 * 110 * (5 / 6) + 40 * 105 * 0.8) / 140).toFixed(6),
    )
    expect(pick(role, 'role.series.0')).toEqual({
      income: ((110 - 0.625) / 24 / 8).toFixed(6),
      // A month of hosting has 30.4375 days; 0.9 of 25,000 are lost over 1,095.75.
      cost: ((18 + 125 / 30.4375 + 1.25 + 22_500 / 1095.75) / 24 / 8).toFixed(6),
      rent: (1.5 * 1.25 * 0.62 * 0.75).toFixed(6),
    })
  })
})

describe('a class of a network whose chains stand at different heights', () => {
  test('has the nodes of its own chains, as of the day that all of them have reached', async () => {
    const fields =
      'window { from to } survival { nodes left steps { days atRisk left } } penalties { perThousandClaims { value reason } ratePerYear { value } }'
    const found = await ofNetwork('days: 40', fields)
    expect(pick(found, 'window')).toEqual({ from: stamp(5), to: stamp(35) })
    // Three of the world's own on this chain, and 31 of these: not who joined on day 36. One had been there for less than two days.
    expect(pick(found, 'survival')).toEqual({
      nodes: 34,
      left: 6,
      steps: [
        { days: '10.000', atRisk: 33, left: 2 },
        { days: '15.000', atRisk: 31, left: 2 },
        { days: '24.000', atRisk: 29, left: 1 },
        { days: '25.000', atRisk: 28, left: 1 },
      ],
    })
    expect(await ofNetwork('days: 40', fields, 'testnet')).toMatchObject({
      survival: { nodes: 1, left: 0, steps: [] },
    })
    const ranked = await ask(
      '{ leaderboard(network: "money", metric: CLAIMS, days: 40, top: 100, includeDead: true) { class nodes dead rows { key } } }',
    )
    const lists = pick(ranked, 'data.leaderboard') as {
      class: string
      nodes: number
      rows: { key: string }[]
    }[]
    const sizes = lists.map((list) => [list.class, list.nodes])
    expect(sizes).toEqual(
      expect.arrayContaining([
        ['synthetic', 34],
        ['testnet', 1],
      ]),
    )
    const money = await ask(
      '{ leaderboard(network: "money", metric: FEES, days: 40, top: 100) { class rows { key } } }',
    )
    for (const list of pick(money, 'data.leaderboard') as typeof lists)
      expect(
        list.rows.some(({ key }) => key === TESTNET_ONLY),
        list.class,
      ).toBe(list.class === 'testnet')
  })

  test('counts the work of its own chains', async () => {
    const claims = async (name: string) =>
      pick(
        await ofNetwork(
          `days: 5, to: "${day(24)}"`,
          'demand { repeatedPayloads { value } } service { settlementDelay { eventsCounted } }',
          name,
        ),
        'service.settlementDelay.eventsCounted',
      )
    expect([await claims('synthetic'), await claims('testnet')]).toEqual([4, 3])
  })

  test('what who left had earned is of their whole lives, and a machine that was bought after one of them left is refused', async () => {
    const left = (cost: string) =>
      `survival { leavers(role: "leaving", ${cost}) { nodes earned { value quantiles { p25 p75 } } atALoss { value } } }`
    // 1,000 less 240 hours, and 150 less 360.
    expect(pick(await ofNetwork('days: 40', left(RENTED)), 'survival.leavers')).toEqual({
      nodes: 2,
      earned: { value: '275.000000', quantiles: { p25: '32.500000', p75: '517.500000' } },
      atALoss: { value: '1' },
    })
    const answer = await ask(
      `{ networks(where: { id_eq: "money" }, limit: 1) { economics(days: 40) { ${left(machine(3652.5, `, boughtAt: "${day(15)}"`))} } } }`,
    )
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
    expect(answer.errors?.[0]?.message).toContain('the node left on 2026-01-15')
  })

  const payingBack = async (role: string, cost: string) =>
    pick(
      await ofNetwork(
        'days: 40',
        `survival { realised(role: "${role}", ${cost}) { operators nodes paid unknown byOperator { nodes joinedAt end endedAt netCash cost } } }`,
      ),
      'survival.realised',
    )
  /** 3.40 a day of each node; 100 at noon of each day reach 1,000 of two with the eleventh, and 500 of one with the sixth. */
  const paidBack = (begun: number) => ({
    operators: 3,
    nodes: 4,
    paid: 3,
    unknown: 0,
    byOperator: [
      {
        nodes: [named('41'), named('42')],
        joinedAt: stamp(begun),
        end: 'PAID',
        endedAt: stamp(begun + 10.5),
        netCash: (1100 - 10.5 * 6.8).toFixed(6),
        cost: '1000.000000',
      },
      ...(
        [
          ['43', begun],
          ['44', Math.max(5, begun)],
        ] as const
      ).map(([node, joined]) => ({
        nodes: [named(node)],
        joinedAt: stamp(joined),
        end: 'PAID',
        endedAt: stamp(joined + 5.5),
        netCash: (600 - 5.5 * 3.4).toFixed(6),
        cost: '500.000000',
      })),
    ],
  })

  test('realised: an address at which two nodes of one operator are paid is that operator’s; lives begin before the window, on each chain', async () => {
    expect(await payingBack('snark-prover', machine(500))).toEqual(paidBack(0))
  })

  test('realised: a machine that was bought since is paid back by what came from then on, and one bought after a node left is refused', async () => {
    const bought = (on: number) => machine(500, `, boughtAt: "${day(on)}"`)
    expect(await payingBack('snark-prover', bought(3))).toEqual(paidBack(3))
    const answer = await ask(
      `{ networks(where: { id_eq: "money" }, limit: 1) { economics(days: 40) { survival { realised(role: "leaving", ${bought(15)}) { paid } } } } }`,
    )
    expect(answer.errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining('the node left on 2026-01-15'),
    })
  })

  test('the role that is asked says whose nodes, and the role of a cost as what their machine is costed, in every figure', async () => {
    const as = machine(3652.5)
    const found = await ofNetwork(
      'days: 40',
      `role(role: "epochs", ${as}) { role nodeDays missing { reason } daysBelowCost { value reason } }
       survival { realised(role: "leaving", ${as}) { role nodes missing { reason } }
         leavers(role: "leaving", ${as}) { basis nodes } ofCost: leavers(${as}) { nodes } all: leavers { nodes } }`,
    )
    // 0.50 of rent, 2.40 of power and 1 of depreciation a day, of which three of 60 had no income.
    expect(found).toMatchObject({
      role: { role: 'epochs', nodeDays: 74, missing: [], daysBelowCost: { value: '0.05000000' } },
      survival: {
        realised: { role: 'leaving', nodes: 3, missing: [] },
        leavers: { basis: 'profit', nodes: 2 },
        // Without a role it is that of the cost, as everywhere: no prover has left.
        ofCost: { nodes: 0 },
        all: { nodes: 6 },
      },
    })
    const answer = await ask(
      `{ payback(network: "money", role: "epochs", days: 40, paths: 100, ${as}) { role netCashPerMonth { value reason } } }`,
    )
    expect(answer.errors).toBeUndefined()
    expect(JSON.stringify(answer)).not.toContain('ROLE_UNKNOWN')
    expect(pick(answer, 'data.payback.0.role')).toBe('epochs')
    // Seen from day 5 to 35 and paid up to day 28: 10 a day of each, but of one that was away on three of 23 days.
    expect(Number(valueAt(pick(answer, 'data.payback.0'), 'netCashPerMonth'))).toBeCloseTo(
      ((20 * 10 + 3 * (20 / 3)) / 23 - 3.4) * 30.4375,
      5,
    )
  })
})
