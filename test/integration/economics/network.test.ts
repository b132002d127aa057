import { describe, expect, test } from 'vitest'
import { writeFacts } from '../../support/facts-writer.ts'
import { FIGURE, pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GONE, GPU, SHARED } from '../../support/money-world.ts'

/** Registered, and never paid. */
const IDLE = `0x${'a5'.repeat(32)}`
const { ask } = useMoneyApi((url) =>
  writeFacts(url, (world) => world.node(IDLE, 'snark-prover', [{ day: 0, owner: 0x1d }])),
)

const COST = `{ hardware: "H100_SXM5_80", capexUsd: "36525", residualShare: "0.1", years: "3", watts: "1000", utilisation: "1",
  usdPerKwh: "0.10", pue: "1.5", hostingUsdPerMonth: "30.4375", commission: "0.8", stakeRate: "0.07305", gasUsdPerDay: "0.01" }`

describe('Network.economics', () => {
  test('sums one class only, shows what is nobody’s, and who stayed', async () => {
    const answer = await ask(
      `{ networks(limit: 5) { economics(payers: ALL, days: 40) { class fees { ${FIGURE} } unattributedFees { value } coverage { value } demand { uniquePayers { value } }
         runway(issuanceEnds: "2028-02-14") { growthNeeded { value eventsCounted } yearlyGrowthNeeded { value } }
         blind: runway { yearlyGrowthNeeded { reason } }
         survival { nodes left steps { days atRisk left survival } leavers { basis earned { value caveats } atALoss { value reason } missing { reason } }
           costed: leavers(role: "tee-gpu", cost: ${COST}) { basis nodes earned { value methodVersion quantiles { p25 p75 } } atALoss { value } missing { reason } }
           gap: leavers(cost: { hardware: "Z80" }) { basis earned { value } missing { reason } }
           filled: leavers(cost: { hardware: "H100_SXM5_80" }) { basis earned { value caveats } assumed { input } missing { reason } }
           others: leavers(role: "validator") { basis nodes earned { reason } } } } } }`,
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
      runway: { growthNeeded: { value: '1.06298816', eventsCounted: 83 } },
      blind: { yearlyGrowthNeeded: { reason: 'UNDISCLOSED' } },
      survival: {
        nodes: 4,
        left: 1,
        steps: [{ days: '10.000', atRisk: 4, left: 1, survival: '0.750000' }],
        leavers: {
          basis: 'gross',
          earned: {
            value: '12.000000',
            caveats: ['gross income and not profit: what these nodes had cost is not known'],
          },
          atALoss: { value: null, reason: 'COST_UNKNOWN' },
          missing: [{ reason: 'COST_UNKNOWN' }],
        },
        // Ten days: 12 of fees, less 240 h · 1.5 · 0.10 · 1 kW, 10 of hosting, 0.10 of gas, 300 of 32,872.50 over three years.
        costed: {
          basis: 'profit',
          nodes: 1,
          earned: {
            value: '-334.100000',
            methodVersion: 'leavers-profit-1',
            quantiles: { p25: '-334.100000', p75: '-334.100000' },
          },
          atALoss: { value: '1' },
          missing: [],
        },
        gap: {
          basis: 'gross',
          earned: { value: '12.000000' },
          missing: expect.arrayContaining([{ reason: 'COST_UNKNOWN' }]),
        },
        filled: {
          basis: 'profit',
          earned: {
            value: expect.stringMatching(/^-/),
            caveats: expect.arrayContaining([expect.stringContaining('before gas')]),
          },
          assumed: expect.arrayContaining([{ input: 'utilisation' }, { input: 'gasUsdPerDay' }]),
          missing: [],
        },
        others: { basis: 'gross', nodes: 0, earned: { reason: 'NOT_OBSERVED' } },
      },
    })
  })
})

test('what a node that left had earned is one number, of its own statement and of those who left: W12', async () => {
  const answer = await ask(
    `{ nodes(where: { key_eq: "${GONE}" }) { economics(days: 40, cost: ${COST}) { class statement { economicProfit { value } } } }
       networks(limit: 5) { economics(days: 40) { class survival { leavers(role: "tee-gpu", cost: ${COST}) { earned { value } } } } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const synthetic = (path: string) =>
    (pick(answer, path) as object[]).find((each) => pick(each, 'class') === 'synthetic')
  const own = valueAt(synthetic('data.nodes.0.economics'), 'statement.economicProfit')
  expect(own).toBe('-334.100000')
  expect(valueAt(synthetic('data.networks.0.economics'), 'survival.leavers.earned')).toBe(own)
})

describe('Survival.realised', () => {
  const realised = async (args: string) => {
    const answer =
      await ask(`{ networks(limit: 5) { economics(payers: ALL, days: 40) { class survival { realised(${args}) {
      role missing { reason } operators nodes paid paidWithoutRelated { value } left open unknown within12 { value reason } steps { months paid left }
      netCash { value methodVersion caveats quantiles { p50 } } cohorts { cohort operators paid left steps { months } }
      byOperator { nodes joinedAt end endedAt netCash cost } } } } } }`)
    expect(answer.errors).toBeUndefined()
    const all = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
    return (name: string) =>
      pick(
        all.find((each) => pick(each, 'class') === name),
        'survival.realised',
      )
  }
  const costs = (capex: number) =>
    `{ hardware: "H100_SXM5_80", capexUsd: "${capex}", watts: "1000", utilisation: "1", usdPerKwh: "0.10", pue: "1.5",
      hostingUsdPerMonth: "30.4375", commission: "1", gasUsdPerDay: "0.01" }`

  test('says who earned back what a node costs, and who left before', async () => {
    const of = await realised(`role: "tee-gpu", cost: ${costs(1_000)}`)
    // One owner has two nodes, of 1,000 each: 100 of fees and 6.25 of emissions at noon of each day and 12 once, less 4.61 a day of
    // each node, of which one was there for ten days. 101.64 n − 31.8 reaches 2,000 with the 20th day.
    expect(of('synthetic')).toMatchObject({
      role: 'tee-gpu',
      missing: [],
      operators: 1,
      nodes: 2,
      paid: 1,
      left: 0,
      open: 0,
      unknown: 0,
      paidWithoutRelated: { value: '1' },
      within12: { value: '1.00000000' },
      netCash: {
        methodVersion: 'realised-1',
        caveats: expect.arrayContaining([expect.stringContaining('nothing is simulated')]),
      },
      cohorts: [{ cohort: '2026-01', operators: 1, paid: 1, left: 0 }],
      byOperator: [
        {
          nodes: [GPU, GONE],
          end: 'PAID',
          joinedAt: '2026-01-05T00:00:00.000000Z',
          endedAt: '2026-01-24T12:00:00.000000Z',
          cost: '2000.000000',
        },
      ],
    })
  })

  test('has no value without a cost, and none without money', async () => {
    const gap = (await realised('role: "tee-gpu", cost: { hardware: "B300" }'))('synthetic')
    expect(gap).toMatchObject({
      operators: null,
      missing: expect.arrayContaining([{ reason: 'COST_UNKNOWN' }]),
    })
    const of = await realised(`role: "tee-gpu", cost: ${costs(1_000)}`)
    expect(of('testnet')).toMatchObject({ operators: null, missing: [{ reason: 'NETWORK_CLASS' }] })
    // Its fees may be among those that went to a shared address: nothing is told of it, and it is no failure.
    const hidden = (await realised(`role: "snark-prover", cost: ${costs(1_000)}`))('synthetic')
    expect(hidden).toMatchObject({
      operators: 1,
      unknown: 1,
      within12: { value: null, reason: 'NOT_OBSERVED' },
      byOperator: [{ end: 'UNKNOWN' }],
    })
  })
})

describe('leaderboard', () => {
  const board = async (args: string) => {
    const answer = await ask(
      `{ leaderboard(network: "money", payers: ALL, days: 40, ${args}) { class nodes dead includesDead
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
      [null, IDLE, 'NOT_ATTRIBUTABLE'],
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
    expect(places(testnet).map(([rank, , value]) => [rank, value])).toEqual([[null, 'NETWORK_CLASS']])
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

  test('counts the events of its own metric', async () => {
    const counted = async (metric: string) => {
      const lists = await board(`metric: ${metric}`)
      return pick(
        lists.find((each) => each.class === 'synthetic'),
        'rows.0.figure.eventsCounted',
      )
    }
    expect([await counted('FEES'), await counted('GROSS'), await counted('SLASHED')]).toEqual([40, 81, 1])
  })

  test('refuses more rows than it gives', async () => {
    const answer = await ask('{ leaderboard(network: "money", metric: FEES, top: 5000) { class } }')
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

test('the ledger beside the chain is a row, also when they differ', async () => {
  const answer = await ask(
    '{ reconciliations(orderBy: [toBlock_ASC]) { id status expected { value reason } observed { value token { symbol } } difference { value } } }',
  )
  expect(answer.errors).toBeUndefined()
  expect(pick(answer, 'data.reconciliations')).toEqual([
    {
      id: 'money:31337-0x0000000000000000000000000000000000000001-0x0101010101010101010101010101010101010101-2000',
      status: 'not_observed',
      expected: { value: null, reason: 'NOT_STATED' },
      observed: { value: '1000', token: { symbol: 'xUSD' } },
      difference: { value: null },
    },
    expect.objectContaining({
      status: 'differs',
      expected: { value: '1130', reason: null },
      difference: { value: '-5' },
    }),
  ])
})
