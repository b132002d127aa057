import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from '../../src/api/api.ts'
import { remoteApi } from '../../src/api/mcp/remote.ts'
import { createMcpServer } from '../../src/api/mcp/server.ts'
import { recordTokens } from '../../src/keeper/store/tokens.ts'
import { createPool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Answer, testConfig } from '../support/api/server.ts'
import { GONE, GPU, MONEY_NODES, SHARED, seedMoney, WORLD_END, WORLD_START } from '../support/money-world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const NETWORKS = 'test/fixtures/economics/networks'

let database: TestDatabase
let api: Api

beforeAll(async () => {
  database = await createDatabase()
  await seedMoney(database.url)
  const keeper = createPool(database.url, { application: 'test', max: 1 })
  await recordTokens(keeper, await getNetwork(NETWORKS, 'money'))
  await keeper.end()
  const config = testConfig(database.url, { networks: NETWORKS })
  api = await startApi(config, pino({ level: 'silent' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

interface Figured {
  readonly value: string | null
  readonly reason: string | null
  readonly [key: string]: unknown
}

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer
}

const FIGURE = 'value reason'
const MACHINE = `{ hardware: "H100_SXM5_80", capexUsd: "36525", residualShare: "0.1", years: "3", watts: "1000", utilisation: "0.5",
  usdPerKwh: "0.10", pue: "1.5", hostingUsdPerMonth: "30.4375", commission: "0.8", stakeRate: "0.07305",
  gasUsdPerDay: "0.01", gasUsdPerClaim: "0.02" }`
const LINES =
  'fees refunds emissions gross power hosting upstream gas delegators netCash ownSlashes depreciation stakeCost economicProfit'.split(
    ' ',
  )

async function economics(node: string, selection: string, args: string): Promise<Record<string, unknown>[]> {
  const answer = await ask(
    `query($node: Bytes!) { nodes(where: { key_eq: $node }) { economics(${args}) { ${selection} } } }`,
    { node },
  )
  expect(answer.errors).toBeUndefined()
  return pick(answer, 'data.nodes.0.economics') as Record<string, unknown>[]
}

/** What stands at `a.b.c` in an answer; undefined where there is nothing. */
function pick(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], from)
}

/** A figure's value, or the reason why it has none. */
function valueAt(from: unknown, path: string): string | null | undefined {
  const figure = pick(from, path) as Figured | undefined
  return figure?.value ?? figure?.reason
}

describe('Node.economics', () => {
  test('is the statement worked by hand', async () => {
    const lines = LINES.map((line) => `${line} { ${FIGURE} }`).join(' ')
    const [found] = await economics(GPU, `class role statement { ${lines} }`, `days: 40, cost: ${MACHINE}`)
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
      `days: 40, cost: ${MACHINE}`,
    )
    expect(pick(found, 'statement.gross')).toEqual({
      value: '4200.000000',
      unit: 'USD',
      class: 'synthetic',
      window: { from: '2026-01-05T00:00:00.000000Z', to: '2026-02-14T00:00:00.000000Z' },
      methodVersion: 'pnl-1',
      priceSource: 'median of venues: xCOIN@one, xCOIN@two, xUSD@one, xUSD@two',
      eventsCounted: 84,
      emissionShare: '0.059524',
      // 4 of 40 fees by the operator, 4 by the faucet.
      relatedPartyShare: '0.200000',
      asOf: [10740, 31337].map((chainId) => ({ chainId, number: 90000, hash: `0x${'08'.repeat(32)}` })),
      finality: 'final',
      missing: [],
      stale: [],
    })
  })

  test('by week adds up, and each part has its own window', async () => {
    const [found] = await economics(
      GPU,
      'statements(period: WEEK) { window { from to } fees { value } netCash { value } }',
      `days: 40, cost: ${MACHINE}`,
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
      'days: 40',
    )
    expect(valueAt(found, 'statement.gross')).toBe('4200.000000')
    expect(pick(found, 'statement.netCash')).toMatchObject({ value: null, reason: 'COST_UNKNOWN' })
  })

  test('without the operator’s word gas has no value, and net cash has none', async () => {
    const cost = MACHINE.replace(/,\s*gasUsdPerDay.*}/, ' }')
    const [found] = await economics(
      GPU,
      `statement { gas { ${FIGURE} } power { value } netCash { value missing { reason input } } economicProfit { ${FIGURE} } }
       yields { operatorReturn { ${FIGURE} } }`,
      `days: 40, cost: ${cost}`,
    )
    expect(valueAt(found, 'statement.gas')).toBe('NOT_OBSERVED')
    expect(valueAt(found, 'statement.power')).toBe('82.800000')
    expect(pick(found, 'statement.netCash')).toEqual({
      value: null,
      missing: [{ reason: 'NOT_OBSERVED', input: expect.stringContaining('gas of the node') }],
    })
    expect(valueAt(found, 'statement.economicProfit')).toBe('NOT_OBSERVED')
    expect(valueAt(found, 'yields.operatorReturn')).toBe('NOT_OBSERVED')
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
      'days: 40',
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
         excluded { rule share { value } } tracing { transfersSeen maxTransfers sources hubs } }
       service { success { value } due inTime pending late rescued deliveryP50 { value } deliveryP90 { reason } settlementDelay { value }
         uptime { value } upSeconds downSeconds unknownSeconds }`,
      `days: 40, cost: ${MACHINE}`,
    )
    expect(pick(found, 'coverage')).toEqual({ value: '0.94117647' })
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
      tracing: { transfersSeen: 40, maxTransfers: 3, sources: 5, hubs: 0 },
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

  test('knows nothing of the time after the newest indexed block', async () => {
    const ask = `service { uptime { value } upSeconds downSeconds unknownSeconds }`
    const end = new Date((WORLD_END + 2 * 86_400) * 1000).toISOString()
    const [found] = await economics(GPU, ask, `days: 42, to: "${end}"`)
    expect(pick(found, 'service')).toEqual({
      uptime: { value: '0.97500000' },
      upSeconds: 39 * 86_400,
      downSeconds: 86_400,
      unknownSeconds: 2 * 86_400,
    })
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
      'days: 40',
    )
    expect(valueAt(found, 'statement.fees')).toBe('NOT_ATTRIBUTABLE')
    expect(valueAt(found, 'demand.uniquePayers')).toBe('NOT_ATTRIBUTABLE')
  })

  test('keeps the testnet’s coin apart and gives it no value', async () => {
    const found = await economics(
      MONEY_NODES[3] ?? '',
      `class statement { emissions { ${FIGURE} } }`,
      'days: 40',
    )
    const testnet = found.find((each) => pick(each, 'class') === 'testnet')
    expect(valueAt(testnet, 'statement.emissions')).toBe('NETWORK_CLASS')
  })

  test.each([
    ['days: 0', 'BAD_USER_INPUT'],
    ['days: 9999', 'BAD_USER_INPUT'],
    ['cost: { hardware: "x", capexUsd: "lots" }', 'BAD_USER_INPUT'],
  ])('refuses %s', async (args, code) => {
    const answer = await ask(`{ nodes(limit: 1) { economics(${args}) { class } } }`)
    expect(answer.errors?.[0]?.extensions.code).toBe(code)
  })

  test('is costed as what it reads', async () => {
    const answer = await ask('{ nodes(limit: 200) { economics { class } } }')
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'COST_LIMIT' })
  })
})

describe('Network.economics', () => {
  test('sums one class only, shows what is nobody’s, and who stayed', async () => {
    const answer = await ask(
      `{ networks { economics(days: 40) { class fees { ${FIGURE} } unattributedFees { value } coverage { value } demand { uniquePayers { value } }
         runway(issuanceEnds: "2028-02-14") { growthNeeded { value } yearlyGrowthNeeded { value } }
         blind: runway { yearlyGrowthNeeded { reason } }
         survival { nodes left steps { days atRisk left survival } leaversGross { value } } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    const all = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
    const by = new Map(all.map((each) => [String(pick(each, 'class')), each]))
    expect([...by.keys()].sort()).toEqual(['synthetic', 'testnet'])
    expect(valueAt(by.get('testnet'), 'fees')).toBe('NETWORK_CLASS')
    expect(by.get('synthetic')).toMatchObject({
      fees: { value: '4019.000000' },
      unattributedFees: { value: '7.000000' },
      demand: { uniquePayers: { value: '10' } },
      runway: { growthNeeded: { value: '1.06220453' } },
      blind: { yearlyGrowthNeeded: { reason: 'UNDISCLOSED' } },
      survival: {
        nodes: 4,
        left: 1,
        steps: [{ days: '10.000', atRisk: 4, left: 1, survival: '0.750000' }],
        leaversGross: { value: '12.000000' },
      },
    })
  })
})

describe('leaderboard', () => {
  const board = async (args: string) => {
    const answer = await ask(
      `{ leaderboard(network: "money", days: 40, ${args}) { class nodes dead includesDead
         rows { rank id key role leftAt figure { ${FIGURE} eventsCounted class } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    return pick(answer, 'data.leaderboard') as Record<string, unknown>[]
  }
  const places = (list: unknown) =>
    (pick(list, 'rows') as object[]).map((row) => [
      pick(row, 'rank'),
      pick(row, 'key'),
      valueAt(row, 'figure'),
    ])

  test('leaves the dead out and says how many, or shows them on request', async () => {
    const find = (lists: Record<string, unknown>[]) => lists.find((each) => each.class === 'synthetic')
    const living = find(await board('metric: GROSS'))
    expect(living).toMatchObject({ nodes: 4, dead: 1, includesDead: false })
    expect(places(living)).toEqual([
      [1, GPU, '4200.000000'],
      // Money went to an address that several share: which of the two others earned it nobody can tell.
      [null, SHARED, 'NOT_ATTRIBUTABLE'],
      [null, MONEY_NODES[3], 'NOT_ATTRIBUTABLE'],
    ])
    const all = find(await board('metric: GROSS, includeDead: true'))
    expect(places(all).slice(0, 2)).toEqual([
      [1, GPU, '4200.000000'],
      [2, GONE, '12.000000'],
    ])
    expect(pick(all, 'rows.1.leftAt')).toBe('2026-01-15T00:00:00.000000Z')
    expect(await ask(`{ nodeById(id: "${pick(all, 'rows.1.id')}") { key } }`)).toEqual({
      data: { nodeById: { key: GONE } },
    })
  })

  test('of test money ranks nobody', async () => {
    const testnet = (await board('metric: EMISSIONS')).find((each) => each.class === 'testnet')
    expect(places(testnet).map(([rank, , value]) => [rank, value])).toEqual(
      Array.from({ length: 3 }, () => [null, 'NETWORK_CLASS']),
    )
  })

  test.each([
    ['CLAIMS', '30'],
    ['SUCCESS', '0.75000000'],
    ['UPTIME', '0.97500000'],
    ['FEES', '4000.000000'],
    ['SLASHED', '10.000000'],
  ])('ranks by %s as a node’s own figure says', async (metric, value) => {
    const lists = await board(`metric: ${metric}`)
    expect(places(lists.find((each) => each.class === 'synthetic'))[0]).toEqual([1, GPU, value])
  })

  test('refuses more rows than it gives', async () => {
    const answer = await ask('{ leaderboard(network: "money", metric: FEES, top: 5000) { class } }')
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('payback', () => {
  const ASK = `query($node: Bytes!, $cost: CostInput) { payback(network: "money", node: $node, cost: $cost, days: 40, paths: 500) {
    answer class role missing { reason } marginPerRequest { ${FIGURE} } cash { months { value reason quantiles { p5 p95 } } within12 never }
    drivers { driver swing } breakEven { months { ${FIGURE} } } rentedOut { net { value } advantage { value } source asOf stale } seed assumptions } }`
  const machine = {
    hardware: 'H100_SXM5_80',
    capexUsd: '36525',
    utilisation: '0.5',
    hostingUsdPerMonth: '80',
    gasUsdPerDay: '0.01',
    commission: '0.8',
  }
  const payback = async (node: string, cost: Record<string, unknown>) => {
    const answer = await ask(ASK, { node, cost })
    expect(answer.errors).toBeUndefined()
    return pick(answer, 'data.payback') as Record<string, unknown>[]
  }

  test('is an estimate with its seed, its drivers and the rent beside it', async () => {
    const [found] = await payback(GPU, machine)
    expect(found).toMatchObject({ answer: 'ESTIMATE', class: 'synthetic', role: 'tee-gpu', seed: 1 })
    expect(Number(valueAt(found, 'cash.months'))).toBeGreaterThan(9)
    expect(Number(valueAt(found, 'cash.months'))).toBeLessThan(20)
    expect(pick(found, 'rentedOut')).toMatchObject({
      asOf: '2026-05',
      source: expect.stringContaining('mercatus'),
    })
    expect(await payback(GPU, machine)).toEqual([found])
  })

  test('does not apply to a proxy: its margin per request is the answer', async () => {
    const [found] = await payback(GPU, {
      role: 'tee-proxy',
      instance: 'aws-m5.xlarge',
      upstreamUsdPerRequest: '60',
      gasUsdPerDay: '0',
      commission: '0',
    })
    expect(found).toMatchObject({ answer: 'NOT_APPLICABLE', cash: null })
    // (3,950 − 40 · 60 − 960 h · 0.192) ÷ 40
    expect(valueAt(found, 'marginPerRequest')).toBe('34.142000')
  })

  test('refuses hardware without a confidential mode for a TEE role', async () => {
    const [found] = await payback(GPU, { ...machine, hardware: 'RTX_4090' })
    expect(found).toMatchObject({ answer: 'REFUSED', missing: [{ reason: 'NO_CONFIDENTIAL_MODE' }] })
  })

  test('needs 30 paid requests', async () => {
    const [found] = await payback(GONE, machine)
    expect(found).toMatchObject({ answer: 'INSUFFICIENT_DATA', cash: null })
  })

  test('pools its slash rate over the nodes of the same role', async () => {
    const [found] = await payback(GPU, machine)
    // Half an event in five years; the node's slash in its 40 days; the other tee-gpu was there for 10 days and lost nothing.
    expect(pick(found, 'assumptions.slashes')).toMatchObject({
      shape: 1.5,
      exposureYears: expect.closeTo(5 + 50 / 365.25, 9),
    })
  })

  test('shows what it assumes with source, confidence and age, and marks what is stale', async () => {
    const [found] = await payback(GPU, machine)
    const shown = pick(found, 'assumptions.references') as { id: string; stale: boolean }[]
    expect(shown).toContainEqual({
      id: 'payback/node-growth/1',
      value: '0.3',
      low: '0',
      high: '1',
      unit: 'per year',
      source: 'assumption of this project',
      confidence: 'K',
      asOf: '2026-11',
      shelfLifeDays: 180,
      stale: false,
    })
    expect(pick(found, 'assumptions')).toMatchObject({
      nodeGrowth: { low: 0, mode: 0.3, high: 1 },
      yearlyDiscount: 0.08,
      // The one slash of the world took 40 of 2,000.
      slashes: { severity: { low: 0.01, mode: 0.02, high: 0.2 } },
      severityBasis: expect.stringMatching(/^observed: .* 1 slashes of this node, widened/),
      slashPool: { nodes: 1, events: 0, nodeDays: '10.000' },
    })
    expect(shown.map((each) => each.id)).toContain('gpu/idle-fraction/1')
    const later = await ask(
      'query($node: Bytes!) { payback(network: "money", node: $node, to: "2028-01-01") { marginPerRequest { stale } } }',
      { node: GPU },
    )
    expect(pick(later, 'data.payback.0.marginPerRequest.stale')).toContain('payback/discount/1 as of 2026-11')
  })

  test('is a tool for agents: the same answer as the query', async () => {
    const [near, far] = InMemoryTransport.createLinkedPair()
    const server = createMcpServer(remoteApi(api.url, undefined))
    const client = new Client({ name: 'test', version: '1' })
    await server.connect(far)
    await client.connect(near)
    const args = { network: 'money', node: GPU, cost: machine, days: 40, paths: 500 }
    const result = await client.callTool({ name: 'payback', arguments: args })
    const [first] = result.content as { text: string }[]
    const told = pick(JSON.parse(first?.text ?? 'null'), 'data.payback.0')
    const [asked] = await payback(GPU, machine)
    expect(told).toMatchObject({
      answer: 'ESTIMATE',
      drivers: pick(asked, 'drivers') as object[],
      assumptions: pick(asked, 'assumptions') as object,
      cash: { months: { ...(pick(asked, 'cash.months') as object), class: 'synthetic', missing: [] } },
      seed: 1,
    })
    const wrong = await client.callTool({ name: 'payback', arguments: { ...args, cost: { watts: 'lots' } } })
    expect(wrong.isError).toBe(true)
    await client.close()
  })

  test('of an unknown node is an error with a code', async () => {
    const answer = await ask(ASK, { node: `0x${'00'.repeat(32)}`, cost: machine })
    expect(answer.errors?.[0]?.extensions.code).toBe('NODE_UNKNOWN')
  })
})

test('the price of a moment in SQL is the price of the ledger', async () => {
  const client = await api.pool.connect()
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
    const response = await fetch(`${api.url}/export/${entity}.csv?fields=${fields}`)
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
