import { describe, expect, test } from 'vitest'
import { seedRole } from '../../support/like-node.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'

const { ask } = useMoneyApi((url) => seedRole(url, 'snark-prover', 0xb1, 5))

describe('NetworkEconomics.role', () => {
  const role = async (args: string) => {
    const figure = '{ value reason quantiles { p5 p50 p95 } }'
    const answer = await ask(`{ networks(limit: 5) { economics(payers: ALL, days: 40) { class role(${args}) {
      role nodes nodeDays days revenue ${figure} revenueWithoutTopPayer ${figure} topPayer daysBelowCost ${figure}
      worst { window { from to } perNodeDay ${figure} } daysAboveRent ${figure} nodesAboveRent ${figure} oneMore { perNodeDayAsItWas ${figure} perNodeDay ${figure} daysBelowCost ${figure} nodesAboveRent ${figure} } missing { reason }
      series { day nodes p5 p50 p95 income cost rent rentAsOf rentSource } } } } }`)
    expect(answer.errors).toBeUndefined()
    const all = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
    return (name: string) =>
      pick(
        all.find((each) => pick(each, 'class') === name),
        'role',
      )
  }
  const cost = (
    more = '',
  ) => `{ hardware: "H100_SXM5_80", count: 2, capexUsd: "36525", residualShare: "0.1", years: "3", watts: "1000",
    utilisation: "1", usdPerKwh: "0.10", pue: "1.5", hostingUsdPerMonth: "30.4375", commission: "1" ${more} }`

  test('shows the spread over nodes and days beside costs and rent of a card-hour', async () => {
    const found = (await role(`role: "tee-gpu", cost: ${cost('gasUsdPerDay: "0.01"')}`))('synthetic')
    expect(found).toMatchObject({
      role: 'tee-gpu',
      nodes: 2,
      nodeDays: 50,
      days: 40,
      missing: [],
      // Two nodes tell no spread between nodes.
      revenue: { value: null, reason: 'INSUFFICIENT_DATA', quantiles: null },
      revenueWithoutTopPayer: { value: null, reason: 'INSUFFICIENT_DATA', quantiles: null },
      nodesAboveRent: { value: null, reason: 'INSUFFICIENT_DATA' },
      // 3.60 of power and 30 of loss of value a day: nine days of the second node, and its day of 12.
      daysBelowCost: { value: '0.20000000' },
      worst: { window: { from: '2026-01-05T00:00:00.000000Z' } },
    })
    const [first] = pick(found, 'series') as Record<string, unknown>[]
    expect(first).toMatchObject({
      nodes: 2,
      p5: null,
      p50: null,
      p95: null,
      // (106.25 + 0) ÷ 2 ÷ 24 h ÷ 2 cards
      income: '1.106771',
      // 3.60, 1, 0.01 and 30.
      cost: '0.721042',
      rent: expect.stringMatching(/^\d/),
      rentAsOf: '2026-05',
    })
    expect(pick(found, 'topPayer')).toMatch(/^0x/)
    // 3,950 of fees less refund, 12, and 1,000 tokens at 0.25 over 50 node-days; a third node takes a third of ten days, then a second half.
    expect(valueAt(found, 'oneMore.perNodeDayAsItWas')).toBe('84.240000')
    expect(Number(valueAt(found, 'oneMore.perNodeDay'))).toBeCloseTo(
      ((10 * 106.25 + 12) * (2 / 3) + (30 * 106.25 - 50) / 2) / 50,
      6,
    )
    expect(pick(found, 'oneMore.nodesAboveRent')).toMatchObject({ reason: 'INSUFFICIENT_DATA' })
  })

  test('shows the spread between nodes of a role that has five', async () => {
    const found = (await role(`role: "snark-prover", cost: ${cost('gasUsdPerDay: "0.01"')}`))('synthetic')
    // 90, 100, 110, 120 and 130 a day.
    expect(found).toMatchObject({
      nodes: 5,
      nodeDays: 200,
      revenue: { value: '110.000000', quantiles: { p5: '92.000000', p95: '128.000000' } },
      nodesAboveRent: { value: expect.stringMatching(/^[01]\./) },
    })
    expect(pick(found, 'series.0')).toMatchObject({ nodes: 5, p5: '92.000000', p50: '110.000000' })
    // Ten payers, each on every tenth day: a tenth is gone.
    expect(valueAt(found, 'revenueWithoutTopPayer')).toBe('99.000000')
  })

  test('without a cost, gas or money the figures that need them are null', async () => {
    const free = (await role('role: "tee-gpu"'))('synthetic')
    expect(free).toMatchObject({
      revenue: { reason: 'INSUFFICIENT_DATA' },
      daysBelowCost: { value: null, reason: 'COST_UNKNOWN' },
      daysAboveRent: { value: null, reason: 'COST_UNKNOWN' },
    })
    const gasless = (await role(`role: "tee-gpu", cost: ${cost()}`))('synthetic')
    // Nobody said what gas costs: the figures are before it.
    const zero = (await role(`role: "tee-gpu", cost: ${cost('gasUsdPerDay: "0"')}`))('synthetic')
    expect(gasless).toEqual(zero)
    expect(gasless).toMatchObject({ daysBelowCost: { value: '0.20000000' } })
    const testnet = (await role(`role: "tee-gpu", cost: ${cost()}`))('testnet')
    expect(testnet).toMatchObject({ revenue: { value: null, reason: 'NETWORK_CLASS' }, series: [] })
    const nobody = (await role('role: "nobody"'))('synthetic')
    expect(nobody).toMatchObject({ nodes: 0, revenue: { reason: 'NOT_OBSERVED' }, worst: { window: null } })
  })

  test('has the worst 30 days at whatever hour the window ends: its whole days are enough', async () => {
    for (const [to, from] of [
      ['2026-02-14T00:00:00Z', '2026-01-15T00:00:00.000000Z'],
      ['2026-02-13T12:00:00Z', '2026-01-14T00:00:00.000000Z'],
      ['2026-02-13T23:59:59Z', '2026-01-14T00:00:00.000000Z'],
    ]) {
      const answer =
        await ask(`{ networks(where: { id_eq: "money" }, limit: 1) { economics(payers: ALL, days: 30, to: "${to}") { class
        role(role: "snark-prover") { days worst { window { from } perNodeDay { value window { from } } } } } } }`)
      expect(answer.errors).toBeUndefined()
      const all = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
      const found = pick(
        all.find((each) => pick(each, 'class') === 'synthetic'),
        'role',
      )
      // 90 to 130 a day of five nodes.
      const perNodeDay = { value: '110.000000', window: { from } }
      expect(found, to).toEqual({ days: 30, worst: { window: { from }, perNodeDay } })
    }
  })
})
