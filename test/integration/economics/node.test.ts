import { describe, expect, test } from 'vitest'
import { createPool } from '../../../src/platform/database.ts'
import { FIGURE, pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GONE, GPU, MONEY_NODES, SHARED, WORLD_END, WORLD_START } from '../../support/money-world.ts'

let databaseUrl = ''
const { ask, economics } = useMoneyApi(async (url) => {
  databaseUrl = url
})

interface Figured {
  readonly value: string | null
}

const MACHINE = `{ hardware: "H100_SXM5_80", capexUsd: "36525", residualShare: "0.1", years: "3", watts: "1000", utilisation: "0.5",
  usdPerKwh: "0.10", pue: "1.5", hostingUsdPerMonth: "30.4375", commission: "0.8", stakeRate: "0.07305",
  gasUsdPerDay: "0.01", gasUsdPerClaim: "0.02" }`
const LINES =
  'fees refunds emissions gross power hosting upstream gas delegators netCash ownSlashes depreciation stakeCost economicProfit'.split(
    ' ',
  )

describe('Node.economics', () => {
  test('is the statement worked by hand', async () => {
    const lines = LINES.map((line) => `${line} { ${FIGURE} }`).join(' ')
    const [found] = await economics(
      GPU,
      `class role statement { ${lines} }`,
      `payers: ALL, days: 40, cost: ${MACHINE}`,
    )
    expect(found).toMatchObject({ class: 'synthetic', role: 'tee-gpu' })
    // 40 fees of 100, a refund of 50, 1,000 xCOIN at 0.25. The delegator has half of the stake (less after the slash: still half)
    // and a commission of 80 % leaves a tenth of gross. Power: (0.15 + 0.85 · 0.5) · 1.5 · 0.10 · 960 h.
    expect(Object.fromEntries(LINES.map((line) => [line, valueAt(found, `statement.${line}`)]))).toEqual({
      fees: '4000.000000',
      refunds: '50.000000',
      emissions: '250.000000',
      gross: '4200.000000',
      power: '82.800000',
      hosting: '40.000000',
      upstream: '0.000000',
      // 40 days at 0.01 and 30 claims at 0.02.
      gas: '1.000000',
      delegators: '420.000000',
      netCash: '3656.200000',
      ownSlashes: '5.000000',
      depreciation: '1200.000000',
      // (1,000 · 25 days less a minute, and 980 · 15 days) · 0.25 · 0.07305 ÷ 365.25 days
      stakeCost: '1.984965',
      economicProfit: '2449.215035',
    })
  })

  test('carries the whole envelope', async () => {
    const [found] = await economics(
      GPU,
      `statement { gross { value unit class window { from to } methodVersion priceSource eventsCounted emissionShare
         relatedPartyShare asOf { chainId number hash } finality missing { reason } stale } }`,
      `payers: ALL, days: 40, cost: ${MACHINE}`,
    )
    expect(pick(found, 'statement.gross')).toEqual({
      value: '4200.000000',
      unit: 'USD',
      class: 'synthetic',
      window: { from: '2026-01-05T00:00:00.000000Z', to: '2026-02-14T00:00:00.000000Z' },
      methodVersion: 'pnl-1',
      priceSource: 'median of venues: xCOIN@one, xCOIN@two, xUSD@one, xUSD@two',
      // 40 fees, 40 emissions and the refund; stake and penalties are not in it.
      eventsCounted: 81,
      emissionShare: '0.059524',
      // 4 of 40 fees by the operator, 4 by the faucet.
      relatedPartyShare: '0.200000',
      asOf: [10740, 31337].map((chainId) => ({ chainId, number: 90000, hash: `0x${'08'.repeat(32)}` })),
      finality: 'final',
      missing: [],
      stale: [],
    })
  })

  test('a figure counts its own events, and has the shares of its own income only', async () => {
    const shown = 'eventsCounted emissionShare relatedPartyShare'
    const [found] = await economics(
      GPU,
      `statement { fees { ${shown} } emissions { ${shown} } power { ${shown} } ownSlashes { ${shown} } }
       service { success { ${shown} } uptime { ${shown} } settlementDelay { ${shown} } }
       penalties { events { ${shown} unit } ratePerYear { unit } perThousandClaims { unit } }
       demand { hhi { ${shown} } repeatedPayloads { ${shown} } } revenue { longestGapSeconds { ${shown} } }`,
      `payers: ALL, days: 40, cost: ${MACHINE}`,
    )
    const of = (
      eventsCounted: number,
      emissionShare: string | null = null,
      related: string | null = null,
    ) => ({
      eventsCounted,
      emissionShare,
      relatedPartyShare: related,
    })
    expect(pick(found, 'statement')).toEqual({
      fees: of(40, '0.000000', '0.200000'),
      emissions: of(40, '1.000000'),
      power: of(0),
      ownSlashes: of(1),
    })
    expect(pick(found, 'service')).toEqual({ success: of(40), uptime: of(39), settlementDelay: of(30) })
    expect(pick(found, 'penalties')).toEqual({
      events: { ...of(2), unit: 'count' },
      ratePerYear: { unit: 'events/year' },
      perThousandClaims: { unit: 'events/1000 claims' },
    })
    expect(pick(found, 'demand')).toEqual({ hhi: of(40, null, '0.200000'), repeatedPayloads: of(30) })
    expect(pick(found, 'revenue.longestGapSeconds')).toEqual(of(80))
  })

  test('costs nothing and misses no revenue before it is there', async () => {
    const [found] = await economics(
      GPU,
      'statement { hosting { value } gas { value } depreciation { value } } revenue { daysWithoutRevenue { value window { from } } }',
      `payers: ALL, days: 80, cost: ${MACHINE}`,
    )
    expect(found).toEqual({
      statement: {
        hosting: { value: '40.000000' },
        gas: { value: '1.000000' },
        depreciation: { value: '1200.000000' },
      },
      revenue: { daysWithoutRevenue: { value: '0', window: { from: '2026-01-05T00:00:00.000000Z' } } },
    })
  })

  test('of a few days has no yearly return', async () => {
    const [found] = await economics(
      GPU,
      `yields { operatorReturn { ${FIGURE} } stakeApr { ${FIGURE} } }`,
      `payers: ALL, days: 5, cost: ${MACHINE}`,
    )
    expect(valueAt(found, 'yields.operatorReturn')).toBe('WINDOW_TOO_SHORT')
    expect(valueAt(found, 'yields.stakeApr')).toBe('WINDOW_TOO_SHORT')
  })

  test('by week adds up, and each part has its own window', async () => {
    const [found] = await economics(
      GPU,
      'statements(period: WEEK) { window { from to } fees { value } netCash { value } }',
      `payers: ALL, days: 40, cost: ${MACHINE}`,
    )
    const weeks = pick(found, 'statements') as { window: { from: string }; fees: Figured; netCash: Figured }[]
    expect(weeks.map((week) => Number(week.fees.value))).toEqual([700, 700, 700, 700, 700, 500])
    expect(weeks.reduce((total, week) => total + Number(week.netCash.value), 0)).toBeCloseTo(3656.2, 4)
    expect(weeks[1]?.window.from).toBe('2026-01-12T00:00:00.000000Z')
  })

  test('without costs shows income and says what is missing', async () => {
    const [found] = await economics(
      GPU,
      `statement { gross { ${FIGURE} } netCash { value reason missing { reason input } } }`,
      'payers: ALL, days: 40',
    )
    expect(valueAt(found, 'statement.gross')).toBe('4200.000000')
    expect(pick(found, 'statement.netCash')).toMatchObject({ value: null, reason: 'COST_UNKNOWN' })
  })

  test('without the operator’s word gas has no value, and net cash is before it and says so', async () => {
    const fields = `assumed { input value } statement { gas { value reason missing { input } } power { value } netCash { value reason caveats } economicProfit { ${FIGURE} } }
      daily: statements(period: MONTH) { gas { value } netCash { caveats } } yields { operatorReturn { ${FIGURE} } }`
    const [found] = await economics(
      GPU,
      fields,
      `payers: ALL, days: 40, cost: ${MACHINE.replace(/,\s*gasUsdPerDay.*}/, ' }')}`,
    )
    const [zero] = await economics(
      GPU,
      fields,
      `payers: ALL, days: 40, cost: ${MACHINE.replace(/,\s*gasUsdPerDay.*}/, ', gasUsdPerDay: "0" }')}`,
    )
    const before = expect.stringContaining('before gas')
    expect(found).toMatchObject({
      assumed: [{ input: 'gasUsdPerDay', value: '0' }],
      statement: {
        gas: {
          value: null,
          reason: 'NOT_OBSERVED',
          missing: [{ input: expect.stringContaining('cost.gasUsdPerDay') }],
        },
        power: { value: '82.800000' },
        netCash: { value: valueAt(zero, 'statement.netCash'), caveats: expect.arrayContaining([before]) },
      },
      daily: [{ gas: { value: null }, netCash: { caveats: expect.arrayContaining([before]) } }, {}],
    })
    expect(zero).toMatchObject({ assumed: [], statement: { gas: { value: '0.000000' } } })
    expect(pick(zero, 'statement.netCash.caveats')).not.toContainEqual(before)
    // Without a cost nothing is filled.
    const [bare] = await economics(GPU, fields, 'days: 40')
    expect(bare).toMatchObject({
      assumed: [],
      statement: { gas: { value: null }, netCash: { value: null, reason: 'COST_UNKNOWN' } },
    })
  })

  test('has emissions by the time that they are for, and windows next to each other add up', async () => {
    const database = createPool(databaseUrl, { application: 'test', max: 1 })
    const of = async (args: string) => {
      const fields =
        'statement { emissions { value } emissionsAccrued { value reason finality window { from to } } }'
      const [found] = await economics(
        GPU,
        `${fields} statements(period: WEEK) { emissionsAccrued { value reason } }`,
        args,
      )
      return found
    }
    try {
      // Each day's 25 tokens are paid at noon of the sixth day after it.
      await database.query(
        `update facts.emission set period = date_trunc('day', block_time, 'UTC') - interval '6 days' where network = 'money' and chain_id = 31337`,
      )
      const [first, second, all] = [
        await of('days: 20, to: "2026-01-25T00:00:00Z"'),
        await of('days: 20'),
        await of('days: 40'),
      ]
      // All of the first twenty days was paid in the end; of the last six nothing yet.
      expect(pick(first, 'statement')).toMatchObject({
        emissions: { value: '125.000000' },
        emissionsAccrued: { value: '125.000000', window: { to: '2026-01-25T00:00:00.000000Z' } },
      })
      expect(pick(second, 'statement.emissionsAccrued')).toMatchObject({
        value: '87.500000',
        finality: 'provisional',
        window: { from: '2026-01-25T00:00:00.000000Z', to: '2026-02-08T00:00:00.000000Z' },
      })
      expect(valueAt(all, 'statement.emissionsAccrued')).toBe('212.500000')
      const weeks = (pick(all, 'statements') as object[]).map((week) => valueAt(week, 'emissionsAccrued'))
      expect(weeks).toEqual(['43.750000', '43.750000', '43.750000', '43.750000', '37.500000', 'NOT_OBSERVED'])
    } finally {
      await database.query(`update facts.emission set period = null where network = 'money'`)
      await database.end()
    }
    const plain = await of('days: 40')
    expect(valueAt(plain, 'statement.emissionsAccrued')).toBe(valueAt(plain, 'statement.emissions'))
  })

  test('a machine by its name alone has a statement, and says what was filled', async () => {
    const [found] = await economics(
      GPU,
      `assumed { input value } statement { hosting { value } netCash { ${FIGURE} } economicProfit { ${FIGURE} } }`,
      'days: 40, cost: { hardware: "h100 sxm" }',
    )
    const inputs = (pick(found, 'assumed') as { input: string }[]).map(({ input }) => input)
    expect(inputs).toEqual(expect.arrayContaining(['utilisation', 'commission', 'gasUsdPerDay']))
    expect(valueAt(found, 'statement.netCash')).toMatch(/^\d/)
    expect(valueAt(found, 'statement.economicProfit')).toMatch(/^-?\d/)
  })

  test('keeps what became of tokens after receipt apart from income', async () => {
    const [found] = await economics(
      GPU,
      `statement { grossAtConstantPrice { value methodVersion } }
       untold: investment { realised { ${FIGURE} } }
       held: investment(disposals: []) { realised { value } unrealised { value } heldCost { value } }
       sold: investment(basis: AVERAGE, disposals: [{ at: "2026-02-01", chainId: 31337,
         token: "0x0202020202020202020202020202020202020202", amount: "100000000000000000000", proceedsUsd: "45.5" }]) {
         realised { value methodVersion } }`,
      'payers: ALL, days: 40',
    )
    expect(pick(found, 'statement.grossAtConstantPrice')).toEqual({
      value: '4200.000000',
      methodVersion: 'constant-price-1',
    })
    expect(valueAt(found, 'untold.realised')).toBe('NOT_OBSERVED')
    expect(pick(found, 'held')).toEqual({
      realised: { value: '0.000000' },
      unrealised: { value: '0.000000' },
      heldCost: { value: '4200.000000' },
    })
    // 100 tokens received at 0.25.
    expect(pick(found, 'sold.realised')).toEqual({ value: '20.500000', methodVersion: 'lots-average-1' })
  })

  test('has yields, the shape of revenue, penalties, demand and service', async () => {
    const [found] = await economics(
      GPU,
      `yields { stakeApr { value } feesOnlyApr { value } supplyShareYield { reason } operatorReturn { value reason } terminalPolicy }
       revenue { perDay { value quantiles { p5 p50 p95 } } daysWithoutRevenue { value } longestGapSeconds { value } }
       coverage { value }
       penalties { events { value } perThousandClaims { value } slashedOverGross { value } severityBasis expectedYearlyLoss { value }
         checks { finding observedShare disclosedShare reason } }
       demand { uniquePayers { value } top1 { value } notShownRelated { value } repeatedPayloads { value } costOfFaking { value }
         excluded { rule share { value } } tracing { transfersSeen maxTransfers sources hubs unprovedTransfers } }
       service { success { value } due inTime pending late rescued deliveryP50 { value } deliveryP90 { reason } settlementDelay { value }
         uptime { value } upSeconds downSeconds unknownSeconds }`,
      `payers: ALL, days: 40, cost: ${MACHINE}`,
    )
    // 4,000 of fees less 50 refunded, and 250 of emissions.
    expect(pick(found, 'coverage')).toEqual({ value: '0.94047619' })
    expect(pick(found, 'revenue')).toEqual({
      perDay: { value: '106.250000', quantiles: { p5: '106.250000', p50: '106.250000', p95: '106.250000' } },
      daysWithoutRevenue: { value: '0' },
      longestGapSeconds: { value: '86400' },
    })
    expect(pick(found, 'penalties')).toMatchObject({
      events: { value: '2' },
      perThousandClaims: { value: '66.66666667' },
      slashedOverGross: { value: '0.00238095' },
      severityBasis: 'observed: mean of 1 slashes',
      checks: [
        { finding: 'agrees', observedShare: '0.020000', disclosedShare: '0.020000', reason: 'downtime' },
      ],
    })
    expect(pick(found, 'demand')).toEqual({
      uniquePayers: { value: '10' },
      top1: { value: '0.10000000' },
      notShownRelated: { value: '0.80000000' },
      repeatedPayloads: { value: '0.83333333' },
      costOfFaking: { value: '0.00000000' },
      excluded: [
        { rule: 'faucet', share: { value: '0.10000000' } },
        { rule: 'operator', share: { value: '0.10000000' } },
      ],
      // Fees to the operator, who pays as well; three more accounts of operators, and the faucet.
      tracing: { transfersSeen: 40, maxTransfers: 3, sources: 5, hubs: 0, unprovedTransfers: 0 },
    })
    expect(pick(found, 'service')).toMatchObject({
      success: { value: '0.75000000' },
      due: 40,
      inTime: 30,
      pending: 0,
      deliveryP50: { value: '300.000' },
      deliveryP90: { reason: 'NOT_REACHED' },
      settlementDelay: { value: '10.000' },
      upSeconds: 39 * 86_400,
      downSeconds: 86_400,
      unknownSeconds: 0,
      uptime: { value: '0.97500000' },
    })
    expect(valueAt(found, 'yields.supplyShareYield')).toBe('NOT_OBSERVED')
    // 4,200 of income over (2,000 · 25 + 1,960 · 15) xCOIN-days at 0.25.
    expect(Number(valueAt(found, 'yields.stakeApr'))).toBeCloseTo(
      (4200 / 0.25 / (2000 * 25 + 1960 * 15)) * 365.25,
      1,
    )
    expect(pick(found, 'yields.operatorReturn.reason')).toBeNull()
  })

  test('a node that left is watched until then, and the prior of its rate is shown', async () => {
    const [found] = await economics(GONE, 'penalties { ratePerYear { value caveats } }', 'days: 40')
    // Half an event in five years; one slash of the other tee-gpu in 40 days; ten days of its own, not forty.
    const expected = (1.5 / (5 * 365.25 + 40 + 10)) * 365.25
    expect(Number(pick(found, 'penalties.ratePerYear.value'))).toBeCloseTo(expected, 7)
    expect(pick(found, 'penalties.ratePerYear.caveats')).toEqual([
      'assumed: penalties/rate-prior-events = 0.5 events (assumption of this project, confidence K)',
      'assumed: penalties/rate-prior-years = 5 node-years (assumption of this project, confidence K)',
      'assumed: penalties/pool-limit-years = 10 node-years (assumption of this project, confidence K)',
    ])
  })

  test('shows the entries behind its figures, each with its transaction and what it was worth', async () => {
    const [found] = await economics(
      GPU,
      `fees: ledger(kind: FEE, limit: 1000) { kind attribution related amount { value token { symbol class } } value { ${FIGURE} class eventsCounted } }
       slash: ledger(kind: PENALTY) { at txHash blockHash reason amount { value } value { value } }
       last: ledger(limit: 1, offset: 2) { kind }
       statement { fees { value } }`,
      'payers: ALL, days: 40',
    )
    const fees = pick(found, 'fees') as object[]
    expect(fees).toHaveLength(40)
    const total = fees.reduce((sum, each) => sum + Number(valueAt(each, 'value')), 0)
    expect(total).toBe(Number(valueAt(found, 'statement.fees')))
    expect(fees[9]).toEqual({
      kind: 'fee',
      attribution: 'explicit',
      related: 'operator',
      amount: { value: '100000000', token: { symbol: 'xUSD', class: 'synthetic' } },
      value: { value: '100.000000', reason: null, class: 'synthetic', eventsCounted: 1 },
    })
    expect(pick(found, 'slash')).toMatchObject([
      { amount: { value: `40${'0'.repeat(18)}` }, value: { value: '10.000000' } },
    ])
    expect(pick(found, 'slash.0.txHash')).toMatch(/^0x[0-9a-f]{64}$/)
    expect(pick(found, 'last')).toHaveLength(1)
  })

  test('of a window that ends after what is indexed, counts what was seen, and never as final', async () => {
    const newest = new Date(WORLD_END * 1000).toISOString().replace('Z', '000Z')
    const later = new Date((WORLD_END + 2 * 86_400) * 1000).toISOString()
    const asks = `window { from to } statement { fees { value } netCash { value finality } } yields { stakeApr { value } }
      revenue { daysWithoutRevenue { value } } service { unknownSeconds }`
    const [seen] = await economics(GPU, asks, `payers: ALL, days: 40, to: "${newest}"`)
    const [found] = await economics(GPU, asks, `payers: ALL, days: 42, to: "${later}"`)
    expect(pick(found, 'statement.netCash.finality')).toBe('provisional')
    const values = (of: unknown) => JSON.stringify(of).replace(/"finality":"\w+"/g, '')
    expect(values(found)).toBe(values(seen))
    const future = new Date((WORLD_END + 3 * 86_400) * 1000).toISOString()
    for (const query of [
      `nodes(where: { key_eq: "${GPU}" }) { economics(days: 2, to: "${future}") { class } }`,
      `networks(where: { id_eq: "money" }) { economics(days: 2, to: "${future}") { class } }`,
      `leaderboard(network: "money", metric: GROSS, days: 2, to: "${future}") { nodes }`,
      `payback(network: "money", node: "${GPU}", days: 2, to: "${future}") { answer }`,
    ])
      expect((await ask(`{ ${query} }`)).errors?.[0]?.extensions).toMatchObject({
        code: 'BLOCK_UNKNOWN',
        newest,
      })
  })

  test('refuses a sale of a day to come', async () => {
    const future = `[{ at: "2031-01-01", chainId: 1, token: "0x00", amount: "1", proceedsUsd: "1" }]`
    const sale = await ask(
      `{ nodes(where: { key_eq: "${GPU}" }) { economics { investment(disposals: ${future}) { basis } } } }`,
    )
    expect(sale.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('a node that fell silent before the window is down in it', async () => {
    const from = new Date((WORLD_START + 20.5 * 86_400) * 1000).toISOString()
    const [found] = await economics(GPU, 'service { downSeconds unknownSeconds }', `days: 1, to: "${from}"`)
    // The beat of day 19 holds for a day, half of the window; nothing came on day 20.
    expect(pick(found, 'service')).toEqual({ downSeconds: 43_200, unknownSeconds: 0 })
  })

  test('cannot tell the fees of a node whose address is shared', async () => {
    const [found] = await economics(
      SHARED,
      `statement { fees { ${FIGURE} } } demand { uniquePayers { ${FIGURE} } }`,
      'payers: ALL, days: 40',
    )
    expect(valueAt(found, 'statement.fees')).toBe('NOT_ATTRIBUTABLE')
    expect(valueAt(found, 'demand.uniquePayers')).toBe('NOT_ATTRIBUTABLE')
  })

  test('keeps the testnet’s coin apart and gives it no value', async () => {
    const found = await economics(
      MONEY_NODES[3] ?? '',
      `class statement { emissions { ${FIGURE} } }`,
      'payers: ALL, days: 40',
    )
    const testnet = found.find((each) => pick(each, 'class') === 'testnet')
    expect(valueAt(testnet, 'statement.emissions')).toBe('NETWORK_CLASS')
  })

  test.each([
    ['days: 0', 'BAD_USER_INPUT'],
    ['days: 9999', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", capexUsd: "lots" }', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", watts: "-700" }', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", capexUsd: "1e400" }', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", utilisation: "1.5" }', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", pue: "0.2" }', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", boughtAt: "2031-01-01" }', 'BAD_USER_INPUT'],
    ['days: 30, to: "2031-01-01"', 'BLOCK_UNKNOWN'],
  ])('refuses %s', async (args, code) => {
    const answer = await ask(`{ nodes(limit: 1) { economics(${args}) { class } } }`)
    expect(answer.errors?.[0]?.extensions.code).toBe(code)
  })

  test('is costed as what it reads', async () => {
    const answer = await ask('{ nodes(limit: 200) { economics { class } } }')
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'COST_LIMIT' })
  })
})
