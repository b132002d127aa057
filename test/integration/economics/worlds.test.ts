import { describe, expect, test } from 'vitest'
import { type FactsWriter, writeFacts } from '../../support/facts-writer.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const named = (byte: string) => `0x${byte.repeat(32)}`
const [RETURNED, SOLD, LATE, REFUNDED] = ['c1', 'c2', 'c3', 'c4'].map(named) as [
  string,
  string,
  string,
  string,
]
const [MIXED_STAKE, EVEN_STAKE, UNPRICED] = ['c5', 'c6', 'c7'].map(named) as [string, string, string]
const [POOL_A1, POOL_A2, POOL_B, POOL_C] = ['d1', 'd2', 'd3', 'd4'].map(named) as [
  string,
  string,
  string,
  string,
]
/** A token of this chain that nobody describes: without a price, and without decimals. */
const NAMELESS = 0x77
const CUSTOMER = 0x901
const day = (number: number) => new Date((WORLD_START + number * DAY) * 1000).toISOString()
const days = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)

const { ask, economics } = useMoneyApi((url) => writeFacts(url, tell))

async function tell(world: FactsWriter): Promise<void> {
  // Disabled on day 10, back on day 20: 100 a day while it was there.
  await world.node(RETURNED, 'snark-prover', [
    { day: 0, owner: 0xc1 },
    { day: 10, owner: 0xc1, enabled: false },
    { day: 20, owner: 0xc1 },
  ])
  for (const at of [...days(10), ...days(20, 20)])
    await world.fee({ day: at + 0.5, node: RETURNED, payer: CUSTOMER, payee: 0xc1, amount: 100 })

  // Sold on day 20 by 0xc2 to 0xb2. Each of the two pays it once before and once after, and so does a stranger.
  await world.node(SOLD, 'snark-prover', [
    { day: 0, owner: 0xc2 },
    { day: 20, owner: 0xb2 },
  ])
  for (const [at, seller, buyer] of [
    [10.5, 1, 20],
    [30.5, 300, 4000],
  ] as const) {
    const payee = at < 20 ? 0xc2 : 0xb2
    await world.fee({ day: at, node: SOLD, payer: 0xc2, payee, amount: seller })
    await world.fee({ day: at, node: SOLD, payer: 0xb2, payee, amount: buyer })
    await world.fee({ day: at, node: SOLD, payer: CUSTOMER, payee, amount: 50_000 })
  }
  await world.stake({ day: 1, node: SOLD, staker: 0xc2, amount: 1000 })
  await world.stake({ day: 25, node: SOLD, staker: 0xb2, amount: 500 })

  // Paid on day 10, given back on day 35; the payer runs a node of its own from day 30 on.
  await world.node(REFUNDED, 'snark-prover', [{ day: 0, owner: 0xc4 }])
  await world.node(LATE, 'snark-prover', [
    { day: 30, owner: 0xc3 },
    { day: 36, owner: 0xc3, enabled: false },
  ])
  await world.fee({ day: 10.5, node: REFUNDED, payer: 0xc3, payee: 0xc4, amount: 100 })
  await world.fee({ day: 35.5, node: REFUNDED, payer: 0xc3, payee: 0xc3, amount: 100, refund: true })

  // 1,000 xCOIN of the operator's; of delegators 1,000 more, half of them in a token that nobody prices.
  await world.node(MIXED_STAKE, 'snark-prover', [{ day: 0, owner: 0xc5 }])
  await world.stake({ day: 0.1, node: MIXED_STAKE, staker: 0xc5, amount: 1000 })
  await world.stake({ day: 0.2, node: MIXED_STAKE, staker: 0x950, amount: 500 })
  await world.stake({ day: 0.3, node: MIXED_STAKE, staker: 0x950, amount: 500, token: NAMELESS })
  // Of each token a quarter is delegated.
  await world.node(EVEN_STAKE, 'snark-prover', [{ day: 0, owner: 0xc6 }])
  for (const [token, own] of [
    [2, 300],
    [NAMELESS, 9000],
  ] as const) {
    await world.stake({ day: 0.1, node: EVEN_STAKE, staker: 0xc6, amount: own, token })
    await world.stake({ day: 0.2, node: EVEN_STAKE, staker: 0x950, amount: own / 3, token })
  }
  for (const [node, payee] of [
    [MIXED_STAKE, 0xc5],
    [EVEN_STAKE, 0xc6],
  ] as const)
    await world.fee({ day: 12.5, node, payer: CUSTOMER, payee, amount: 1000 })

  // 100 xUSD and 7 of a token without a price, of which it loses 3 of 30 staked.
  await world.node(UNPRICED, 'snark-prover', [{ day: 0, owner: 0xc7 }])
  await world.fee({ day: 5.5, node: UNPRICED, payer: CUSTOMER, payee: 0xc7, amount: 100 })
  await world.fee({ day: 6.5, node: UNPRICED, payer: CUSTOMER, payee: 0xc7, amount: 7, token: NAMELESS })
  await world.stake({ day: 1, node: UNPRICED, staker: 0xc7, amount: 30, token: NAMELESS })
  await world.slash({ day: 9, node: UNPRICED, amount: 3, token: NAMELESS })

  // Three stake 100, 200 and 400 xCOIN, the last of them 10 xUSD as well; two stake 20 and 40 xUSD.
  for (const [index, stakes] of [
    [[2, 100]],
    [[2, 200]],
    [
      [2, 400],
      [1, 10],
    ],
    [[1, 20]],
    [[1, 40]],
  ].entries()) {
    const [node, owner] = [named(`f${index}`), 0xf0 + index]
    await world.node(node, 'two-stakes', [{ day: 0, owner }])
    for (const [token, amount] of stakes as [number, number][])
      await world.stake({ day: 0.1, node, staker: owner, token, amount })
    await world.fee({ day: 10.5, node, payer: CUSTOMER, payee: owner, amount: 1 })
  }

  // Two nodes of 0xda are paid at 0xaa; one of 0xdb and one of 0xdc at 0xab. Logs name no node. Each payer pays another amount.
  await world.node(POOL_A1, 'pooled', [{ day: 0, owner: 0xda, paid: 0xaa }])
  await world.node(POOL_A2, 'pooled', [{ day: 0, owner: 0xda, paid: 0xaa }])
  await world.node(POOL_B, 'pooled', [{ day: 0, owner: 0xdb, paid: 0xab }])
  await world.node(POOL_C, 'pooled', [{ day: 0, owner: 0xdc, paid: 0xab }])
  for (const [payer, payee, amount] of [
    [CUSTOMER, 0xaa, 1],
    [0xda, 0xaa, 20],
    [CUSTOMER, 0xab, 300],
    [0xdb, 0xab, 4000],
    [0xda, 0xab, 50_000],
    // The gateway, at which another node is paid, pays for strangers.
    [0xee, 0xab, 600_000],
  ] as const)
    await world.fee({ day: 39.25, node: null, payer, payee, amount })
}

const PLAIN =
  'cost: { instance: "mine", usdPerHour: "1", gasUsdPerDay: "0", commission: "0.2", stakeRate: "0" }'

test('a node that left and came back inside the window: one life, whose costs run on and whose days without income count', async () => {
  const fields =
    'statement { fees { value } hosting { value } netCash { value } } revenue { daysWithoutRevenue { value } longestGapSeconds { value } }'
  const [whole] = await economics(RETURNED, fields, `days: 40, to: "${day(40)}", ${PLAIN}`)
  expect(valueAt(whole, 'statement.fees')).toBe('3000.000000')
  expect(valueAt(whole, 'statement.hosting')).toBe('960.000000')
  expect(valueAt(whole, 'statement.netCash')).toBe('2040.000000')
  expect(valueAt(whole, 'revenue.daysWithoutRevenue')).toBe('10')
  expect(valueAt(whole, 'revenue.longestGapSeconds')).toBe(String(11 * DAY))
  // As of a day on which it was gone, it had left.
  const [gone] = await economics(RETURNED, fields, `days: 15, to: "${day(15)}", ${PLAIN}`)
  expect(valueAt(gone, 'statement.hosting')).toBe('240.000000')
  expect(valueAt(gone, 'revenue.daysWithoutRevenue')).toBe('0')
})

describe('an address at which several nodes are paid, whose logs name no node', () => {
  const network = async (payers: string) => {
    const answer = await ask(
      `{ networks(where: { id_eq: "money" }) { economics(days: 1, to: "${day(39.5)}", payers: ${payers}) {
        class fees { value } unattributedFees { value } demand { notShownRelated { value } related { value } uniquePayers { value } excluded { rule share { value } } } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    return (pick(answer, 'data.networks.0.economics') as object[]).find(
      (each) => pick(each, 'class') === 'synthetic',
    )
  }
  const POOLED = 654_321
  // At noon of day 38 the faucet pays the GPU node of money-world.ts, and the customer the node that came back.
  const ALL = POOLED + 100 + 100

  test('is no node’s income, whoever runs them', async () => {
    for (const node of [POOL_A1, POOL_A2, POOL_B, POOL_C]) {
      const [found] = await economics(
        node,
        'statement { fees { value reason } gross { value reason } } demand { uniquePayers { value reason } }',
        `days: 5, to: "${day(40)}"`,
      )
      expect(valueAt(found, 'statement.fees')).toBe('NOT_ATTRIBUTABLE')
      expect(valueAt(found, 'statement.gross')).toBe('NOT_ATTRIBUTABLE')
      expect(valueAt(found, 'demand.uniquePayers')).toBe('NOT_ATTRIBUTABLE')
    }
  })

  test('is the network’s, with who paid: its only operator paid itself, one of several paid another, and the gateway is a stranger', async () => {
    const found = await network('ALL')
    expect(valueAt(found, 'fees')).toBe(`${ALL}.000000`)
    expect(valueAt(found, 'unattributedFees')).toBe(`${POOLED}.000000`)
    expect(valueAt(found, 'demand.uniquePayers')).toBe('5')
    const share = (part: number) => (part / ALL).toFixed(8)
    expect(valueAt(found, 'demand.notShownRelated')).toBe(share(1 + 300 + 600_000 + 100))
    const rules = pick(found, 'demand.excluded') as { rule: string; share: { value: string } }[]
    expect(Object.fromEntries(rules.map(({ rule, share: of }) => [rule, of.value]))).toEqual({
      operator: share(20),
      other_operator: share(54_000),
      faucet: share(100),
    })
    expect(valueAt(await network('NOT_SELF'), 'fees')).toBe(`${ALL - 20}.000000`)
    expect(valueAt(await network('INDEPENDENT'), 'fees')).toBe(`${1 + 300 + 600_000 + 100}.000000`)
  })
})

describe('costs in another currency', () => {
  const fields =
    'statement { hosting { value } power { value } depreciation { value } netCash { value reason } } assumed { input value }'
  const MACHINE = `hardware: "own", capexUsd: "3652.5", years: "10", residualShare: "0", watts: "1000", utilisation: "1", pue: "1",
    hostingUsdPerMonth: "30.4375", gasUsdPerDay: "0", commission: "0"`

  test('in euros are those in dollars times what a euro is, price of power and all', async () => {
    const [euros] = await economics(
      RETURNED,
      fields,
      `days: 40, to: "${day(40)}", cost: { ${MACHINE}, usdPerKwh: "0.25", currency: "EUR", usdPerCurrency: "1.10" }`,
    )
    expect(valueAt(euros, 'statement.hosting')).toBe('44.000000')
    expect(valueAt(euros, 'statement.power')).toBe((0.25 * 1.1 * 24 * 40).toFixed(6))
    expect(valueAt(euros, 'statement.depreciation')).toBe('44.000000')
    expect(valueAt(euros, 'statement.netCash')).toBe((3000 - 44 - 264).toFixed(6))
  })

  test('leave what the catalogue fills in dollars: the price of power of a country', async () => {
    const [found] = await economics(
      RETURNED,
      fields,
      `days: 40, to: "${day(40)}", cost: { ${MACHINE}, country: "US", currency: "EUR", usdPerCurrency: "1.10" }`,
    )
    // 0.146 USD for each of 960 hours: catalogue/power.csv, electricity-us.
    expect(valueAt(found, 'statement.power')).toBe((0.146 * 960).toFixed(6))
    expect(valueAt(found, 'statement.hosting')).toBe('44.000000')
  })

  test('are refused where nobody says what one of it is in dollars, and a country without a row leaves power unknown', async () => {
    const refused = async (cost: string) =>
      (
        await ask(
          `{ nodes(where: { key_eq: "${RETURNED}" }) { economics(days: 40, cost: { ${MACHINE} ${cost} }) { class } } }`,
        )
      ).errors?.[0]
    expect((await refused(', currency: "EUR"'))?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect((await refused(', currency: "EUR"'))?.message).toContain('usdPerCurrency')
    expect((await refused(', currency: "euro", usdPerCurrency: "1.1"'))?.extensions?.code).toBe(
      'BAD_USER_INPUT',
    )
    expect((await refused(', currency: "EUR", usdPerCurrency: "0"'))?.extensions?.code).toBe('BAD_USER_INPUT')
    expect((await refused(', usdPerCurrency: "1.1"'))?.extensions?.code).toBe('BAD_USER_INPUT')
    const [elsewhere] = await economics(
      RETURNED,
      'statement { power { value reason missing { input } } gross { value } }',
      `days: 40, to: "${day(40)}", cost: { ${MACHINE}, country: "DE" }`,
    )
    expect(valueAt(elsewhere, 'statement.power')).toBe('COST_UNKNOWN')
    expect(pick(elsewhere, 'statement.power.missing.0.input')).toContain('DE')
    expect(valueAt(elsewhere, 'statement.gross')).toBe('3000.000000')
  })
})

describe('a day of purchase', () => {
  const cost = (
    boughtAt: number,
  ) => `cost: { hardware: "own", capexUsd: "3652.5", years: "10", residualShare: "0", watts: "1000", utilisation: "1", pue: "1",
    usdPerKwh: "0.25", hostingUsdPerMonth: "30.4375", gasUsdPerDay: "0", commission: "0", boughtAt: "${day(boughtAt)}" }`

  test('inside the window: the machine loses value from then on, and power and hosting are of all days that the node was there', async () => {
    const [found] = await economics(
      RETURNED,
      'statement { depreciation { value } power { value } hosting { value } }',
      `days: 40, to: "${day(40)}", ${cost(30)}`,
    )
    expect(valueAt(found, 'statement.depreciation')).toBe('10.000000')
    expect(valueAt(found, 'statement.power')).toBe('240.000000')
    expect(valueAt(found, 'statement.hosting')).toBe('40.000000')
  })

  test('after the window, or after the node left, is refused', async () => {
    const refusal = async (node: string, to: number, boughtAt: number) =>
      (
        await ask(
          `{ nodes(where: { key_eq: "${node}" }) { economics(days: 5, to: "${day(to)}", ${cost(boughtAt)}) { class } } }`,
        )
      ).errors?.[0]
    expect((await refusal(RETURNED, 30, 31))?.extensions?.code).toBe('BAD_USER_INPUT')
    const left = await refusal(LATE, 40, 38)
    expect(left?.extensions?.code).toBe('BAD_USER_INPUT')
    expect(left?.message).toContain('the node left on 2026-02-10')
    expect(await refusal(LATE, 40, 33)).toBeUndefined()
  })
})

test('an owner who changed in the window: each pays itself while the node is its own, and stake of both is own', async () => {
  const fields =
    'statement { fees { value } delegators { value } } demand { related { value } notShownRelated { value } costOfFaking { value } }'
  const of = async (payers: string) =>
    (await economics(SOLD, fields, `payers: ${payers}, days: 40, to: "${day(40)}", ${PLAIN}`))[0]
  const all = 1 + 20 + 300 + 4000 + 100_000
  const [everybody, usual] = [await of('ALL'), await of('NOT_SELF')]
  expect(valueAt(everybody, 'statement.fees')).toBe(`${all}.000000`)
  // Without the seller's payment before the sale and the buyer's after it.
  expect(valueAt(usual, 'statement.fees')).toBe(`${all - 1 - 4000}.000000`)
  expect(valueAt(everybody, 'statement.delegators')).toBe('0.000000')
  expect(valueAt(everybody, 'demand.related')).toBe((4001 / all).toFixed(8))
  expect(valueAt(everybody, 'demand.notShownRelated')).toBe(((all - 4001) / all).toFixed(8))
})

describe('delegators’ stake in two tokens of which one has a price', () => {
  const fields =
    'statement { gross { value } delegators { value reason } netCash { value reason } stakeCost { value reason } } yields { stakeApr { value reason } delegatorsApr { value reason } }'

  test('takes away what depends on its worth, and nothing else', async () => {
    const [found] = await economics(MIXED_STAKE, fields, `days: 40, to: "${day(40)}", ${PLAIN}`)
    expect(valueAt(found, 'statement.gross')).toBe('1000.000000')
    for (const path of [
      'statement.delegators',
      'statement.netCash',
      'yields.stakeApr',
      'yields.delegatorsApr',
    ])
      expect(valueAt(found, path), path).toBe('NO_PRICE')
    // The operator's own is all in the token that has one.
    expect(valueAt(found, 'statement.stakeCost')).toBe('0.000000')
  })

  test('of each token the same part: it needs no price', async () => {
    const [found] = await economics(EVEN_STAKE, fields, `days: 40, to: "${day(40)}", ${PLAIN}`)
    expect(valueAt(found, 'statement.delegators')).toBe((1000 * 0.25 * 0.8).toFixed(6))
    expect(valueAt(found, 'statement.netCash')).toBe((1000 - 200 - 960).toFixed(6))
  })
})

test('a refund after the window changes nothing of it, and is of the same demand as the payment before it', async () => {
  const fields =
    'statement { fees { value } refunds { value } gross { value emissionShare } } demand { refunds { value reason } } coverage { value reason } yields { feesOnlyApr { value reason } }'
  const of = async (length: number, to: number, payers = 'NOT_SELF') =>
    (await economics(REFUNDED, fields, `payers: ${payers}, days: ${length}, to: "${day(to)}"`))[0]
  for (const payers of ['ALL', 'INDEPENDENT']) {
    const before = await of(20, 20, payers)
    expect(valueAt(before, 'statement.gross')).toBe('100.000000')
    expect(valueAt(before, 'demand.refunds')).toBe('0.00000000')
    const after = await of(10, 40, payers)
    expect(valueAt(after, 'statement.fees')).toBe('0.000000')
    expect(valueAt(after, 'statement.refunds')).toBe('100.000000')
    expect(valueAt(after, 'statement.gross')).toBe('-100.000000')
    expect(pick(after, 'statement.gross.emissionShare')).toBeNull()
    expect(valueAt(after, 'demand.refunds')).toBe('NO_DENOMINATOR')
    expect(valueAt(after, 'coverage')).toBe('NOT_APPLICABLE')
    const both = await of(40, 40, payers)
    expect(valueAt(both, 'statement.gross')).toBe('0.000000')
    expect(valueAt(both, 'demand.refunds')).toBe('1.00000000')
  }
})

test('a token without a price takes away what depends on it alone, and figures say what was left out', async () => {
  const [found] = await economics(
    UNPRICED,
    'statement { fees { value caveats } gross { value caveats } netCash { value } ownSlashes { value reason } economicProfit { value reason } } yields { stakeApr { value reason } } penalties { slashedOverStake { value reason caveats } slashedOverGross { value reason } events { value } }',
    `days: 40, to: "${day(40)}", ${PLAIN}`,
  )
  const leftOut = expect.arrayContaining([expect.stringContaining('1 entries left out')])
  expect(pick(found, 'statement.fees')).toEqual({ value: '100.000000', caveats: leftOut })
  expect(pick(found, 'statement.gross')).toEqual({ value: '100.000000', caveats: leftOut })
  expect(valueAt(found, 'statement.netCash')).toBe('-860.000000')
  expect(valueAt(found, 'statement.ownSlashes')).toBe('NO_PRICE')
  expect(valueAt(found, 'statement.economicProfit')).toBe('NO_PRICE')
  expect(valueAt(found, 'penalties.events')).toBe('1')
  // 30 tokens from day 1 to 9, 27 from then on, of which 3 were lost: amounts of one token.
  expect(Number(valueAt(found, 'penalties.slashedOverStake'))).toBeCloseTo(
    (3 / (30 * 8 + 27 * 31)) * 365.25,
    6,
  )
  expect(valueAt(found, 'penalties.slashedOverGross')).toBe('NO_PRICE')
})

test('a role whose nodes stake several tokens is answered for each: by default that which most of them stake', async () => {
  const of = async (more: string) => {
    const answer = await ask(
      `{ payback(network: "money", role: "two-stakes", days: 40, cost: { role: "snark-prover", hardware: "own", capexUsd: "100", watts: "1" } ${more})
        { sample { nodes stake stakeToken stakeBasis stakes { token chainId nodes stake } } missing { reason } } }`,
    )
    return { sample: pick(answer, 'data.payback.0.sample'), answer }
  }
  const stakes = [
    { token: 'xCOIN', chainId: 31337, nodes: 3, stake: '200.000000' },
    { token: 'xUSD', chainId: 31337, nodes: 3, stake: '20.000000' },
  ]
  const { sample, answer } = await of('')
  expect(answer.errors).toBeUndefined()
  // As many stake the one as the other: the first address.
  expect(sample).toMatchObject({ nodes: 5, stakeToken: 'xUSD', stake: '20.000000' })
  expect(new Set(pick(sample, 'stakes') as object[])).toEqual(new Set(stakes))
  expect(JSON.stringify(pick(answer, 'data.payback.0.missing'))).not.toContain('NOT_APPLICABLE')
  const coin = await of(', stakeToken: "xCOIN"')
  expect(coin.sample).toMatchObject({ stakeToken: 'xCOIN', stake: '200.000000' })
  expect(pick(coin.sample, 'stakeBasis')).toContain('3 stake xUSD')
  expect((await of(', stakeToken: "xCOIN", stake: "7"')).sample).toMatchObject({
    stakeToken: 'xCOIN',
    stake: '7.000000',
  })
  expect((await of(', stakeToken: "other"')).answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})
