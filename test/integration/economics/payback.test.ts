import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { describe, expect, test } from 'vitest'
import { remoteApi } from '../../../src/api/mcp/remote.ts'
import { createMcpServer } from '../../../src/api/mcp/server.ts'
import { createPool } from '../../../src/platform/database.ts'
import { seedRole, standAside } from '../../support/like-node.ts'
import { FIGURE, pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { COIN_PAID, GONE, GPU, seedCoinNode, TESTNET_ONLY } from '../../support/money-world.ts'

let databaseUrl = ''
const { api, ask } = useMoneyApi(async (url) => {
  databaseUrl = url
  await seedCoinNode(url)
  await seedRole(url, 'validator', 0xb1, 5)
  await standAside(url, TESTNET_ONLY)
  await seedRole(url, 'snark-prover', 0xc1, 4, false)
})

describe('payback', () => {
  const ASK = `query($node: Bytes!, $cost: CostInput) { payback(network: "money", node: $node, cost: $cost, payers: ALL, days: 40, paths: 500) {
    answer class role missing { reason } feesPricedIn { currency followsToken ground source } marginPerRequest { ${FIGURE} } netCashPerMonth { ${FIGURE} } cash { months { value reason quantiles { p5 p95 } } within12 never }
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
    expect(Number(valueAt(found, 'cash.months'))).toBeLessThan(24)
    expect(pick(found, 'rentedOut')).toMatchObject({
      asOf: '2026-05',
      source: expect.stringContaining('mercatus'),
    })
    expect(await payback(GPU, machine)).toEqual([found])
  })

  test('starts from what the node has earned since its machine was bought', async () => {
    const of = async (boughtAt: string | null, days = 40) => {
      const answer = await ask(
        `query($node: Bytes!, $cost: CostInput, $days: Int) { payback(network: "money", node: $node, cost: $cost, payers: ALL, days: $days, paths: 500) {
          pastCash { value reason } machine { months { value } } breakEven { months { value } } assumptions } }`,
        { node: GPU, cost: { ...machine, boughtAt }, days },
      )
      expect(answer.errors).toBeUndefined()
      return pick(answer, 'data.payback.0')
    }
    const [fresh, old] = [await of(null), await of('2026-01-05T00:00:00Z')]
    expect(pick(fresh, 'pastCash')).toBeNull()
    const past = Number(valueAt(old, 'pastCash'))
    expect(past).toBeGreaterThan(3_000)
    expect(pick(old, 'assumptions')).toMatchObject({
      pastCashUsd: expect.closeTo(past, 4),
      ageMonths: expect.closeTo(40 / 30.4375, 9),
    })
    expect(Number(valueAt(old, 'machine.months'))).toBeLessThan(Number(valueAt(fresh, 'machine.months')) - 1)
    expect(Number(valueAt(old, 'breakEven.months'))).toBeLessThan(Number(valueAt(fresh, 'breakEven.months')))
    // The window begins after the purchase, and the node was there: what it earned before was not read.
    const cut = await of('2026-01-05T00:00:00Z', 35)
    expect(pick(cut, 'pastCash')).toEqual({ value: null, reason: 'NOT_OBSERVED' })
    expect(pick(cut, 'assumptions')).toMatchObject({ pastCashUsd: 0 })
  })

  test('has the rate of emissions over the days that they are for', async () => {
    const of = async () => {
      const answer = await ask(
        `query($node: Bytes!, $cost: CostInput) { payback(network: "money", node: $node, cost: $cost, payers: ALL, days: 40, paths: 100) { assumptions }
          networks(limit: 5) { economics(days: 40) { class role(role: "tee-gpu") { nodeDays series { nodes p95 } } } } }`,
        { node: GPU, cost: machine },
      )
      expect(answer.errors).toBeUndefined()
      const all = pick(answer, 'data.networks.0.economics') as Record<string, unknown>[]
      const role = pick(
        all.find((each) => pick(each, 'class') === 'synthetic'),
        'role',
      )
      return {
        rate: pick(answer, 'data.payback.0.assumptions.emissionTokensPerDay'),
        last: pick(role, 'series.39'),
      }
    }
    expect(await of()).toMatchObject({ rate: 25, last: { nodes: 1 } })
    const database = createPool(databaseUrl, { application: 'test', max: 1 })
    try {
      // Each is paid ten days after its own day: the first ten are of days before the window, the last ten days are not paid yet.
      await database.query(
        `update facts.emission set period = date_trunc('day', block_time, 'UTC') - interval '10 days' where network = 'money'`,
      )
      expect(await of()).toMatchObject({ rate: 25, last: { nodes: 0, p95: null } })
    } finally {
      await database.query(`update facts.emission set period = null where network = 'money'`)
      await database.end()
    }
  })

  test('has a month of emissions at the quote, and at what selling them would fetch where depth was read', async () => {
    const of = async () => {
      const answer = await ask(
        `query($node: Bytes!, $cost: CostInput) { payback(network: "money", node: $node, cost: $cost, days: 40, paths: 100) {
            emissionsPerMonth { atQuote { value } sold { value reason missing { input } } } simulatedTokens }
          nodes(where: { key_eq: $node }, limit: 1) { economics(days: 40) { emissionsIfSold { atQuote { value } sold { value reason } } } }
          networks(where: { network_eq: "money" }, limit: 1) { economics(days: 40) { class emissionsIfSold { atQuote { value reason } sold { value reason } } } } }`,
        { node: GPU, cost: machine },
      )
      expect(answer.errors).toBeUndefined()
      return answer
    }
    const without = await of()
    // 25 a day at 0.25, for 30.4375 days.
    expect(pick(without, 'data.payback.0')).toMatchObject({
      emissionsPerMonth: {
        atQuote: { value: '190.234375' },
        sold: {
          value: null,
          reason: 'NOT_OBSERVED',
          missing: [{ input: expect.stringContaining('xCOIN.depth.csv') }],
        },
      },
      simulatedTokens: ['xCOIN'],
    })
    const database = createPool(databaseUrl, { application: 'test', max: 1 })
    try {
      await database.query(
        `insert into keeper.depth (series, venue, at, amount, usd, source)
         select 'xCOIN', 'pool', block_time - interval '1 hour', amount, usd, 'test'
         from ingest.status, (values (500, 100), (1000, 150)) v (amount, usd) where network = 'money' and chain_id = 31337`,
      )
      const found = await of()
      // 760.9375 tokens: between 500 and 1,000.
      expect(valueAt(found, 'data.payback.0.emissionsPerMonth.sold')).toBe('126.093750')
      expect(pick(found, 'data.nodes.0.economics.0.emissionsIfSold')).toEqual({
        atQuote: { value: '250.000000' },
        sold: { value: '150.000000', reason: null },
      })
      const classes = pick(found, 'data.networks.0.economics') as { class: string; emissionsIfSold: object }[]
      expect(classes.find((each) => each.class === 'testnet')?.emissionsIfSold).toMatchObject({
        atQuote: { value: null, reason: 'NETWORK_CLASS' },
        sold: { value: null, reason: 'NETWORK_CLASS' },
      })
    } finally {
      await database.query('delete from keeper.depth')
      await database.end()
    }
  })

  test('pays no emissions after issuance ends', async () => {
    const of = async (ends: string | null) => {
      const answer = await ask(
        `query($node: Bytes!, $cost: CostInput, $ends: DateTime) {
          payback(network: "money", node: $node, cost: $cost, payers: ALL, days: 40, paths: 500, issuanceEnds: $ends) { machine { months { value } } assumptions } }`,
        { node: GPU, cost: machine, ends },
      )
      expect(answer.errors).toBeUndefined()
      return pick(answer, 'data.payback.0')
    }
    const [on, over] = [await of(null), await of('2026-02-14T00:00:00Z')]
    expect(pick(on, 'assumptions.emissionMonths')).toBeUndefined()
    expect(pick(over, 'assumptions.emissionMonths')).toBe(0)
    expect(Number(valueAt(over, 'machine.months'))).toBeGreaterThan(Number(valueAt(on, 'machine.months')))
  })

  test('shares with more nodes each year as the asker says, and refuses a rate that is none', async () => {
    const of = async (growth: string | null) => {
      const answer = await ask(
        `query($node: Bytes!, $cost: CostInput, $growth: String) {
          payback(network: "money", node: $node, cost: $cost, days: 40, paths: 500, nodeGrowth: $growth) {
            machine { months { value } } assumptions references { rowId } } }`,
        { node: GPU, cost: machine, growth },
      )
      return answer.errors ? answer.errors[0]?.extensions.code : pick(answer, 'data.payback.0')
    }
    const [usual, none, more] = [await of(null), await of('0'), await of('0.2')]
    expect(pick(more, 'assumptions.nodeGrowth')).toEqual({ low: 0.2, mode: 0.2, high: 0.2 })
    expect(Number(valueAt(more, 'machine.months'))).toBeGreaterThan(Number(valueAt(none, 'machine.months')))
    const rows = (found: unknown) => JSON.stringify(pick(found, 'references'))
    expect([rows(usual).includes('node-growth'), rows(none).includes('node-growth')]).toEqual([true, false])
    for (const wrong of ['-1', '11', '10%', ''])
      expect([wrong, await of(wrong)]).toEqual([wrong, 'BAD_USER_INPUT'])
  })

  test('takes the whole id of a node as well as its key, of its own network and chain', async () => {
    const of = (args: string) =>
      ask(`{ payback(network: "money", days: 40, paths: 500, ${args}) { answer missing { reason } } }`)
    const byKey = await of(`node: "${GPU}"`)
    expect(pick(byKey, 'data.payback')).toHaveLength(1)
    for (const id of [`money:31337-${GPU}`, `31337-${GPU.toUpperCase().replace('0X', '0x')}`])
      expect(await of(`nodeId: "${id}"`)).toEqual(byKey)
    const refusals = [
      [`nodeId: "money:10740-${GPU}"`, 'NODE_UNKNOWN'],
      [`nodeId: "other:31337-${GPU}"`, 'BAD_USER_INPUT'],
      [`nodeId: "money:31337-${GPU}@31337:42"`, 'BAD_USER_INPUT'],
      [`nodeId: "${GPU}"`, 'BAD_USER_INPUT'],
      [`nodeId: "money:31337-${GPU}", node: "${GPU}"`, 'BAD_USER_INPUT'],
      [`nodeId: "money:31337-${GPU}", role: "tee-gpu"`, 'BAD_USER_INPUT'],
    ] as const
    for (const [args, code] of refusals)
      expect((await of(args)).errors?.[0]?.extensions.code, args).toBe(code)
  })

  test('draws fees again in the currency that they are priced in, and says what decided it', async () => {
    const [dollars] = await payback(GPU, machine)
    expect(pick(dollars, 'feesPricedIn')).toEqual({
      currency: 'USD',
      followsToken: false,
      ground: 'fees settle in xUSD, which stands for the US dollar',
      source: 'test',
    })
    expect(pick(dollars, 'assumptions')).toMatchObject({ feesPricedIn: 'usd' })
    const [tokens] = await payback(COIN_PAID, machine)
    expect(tokens).toMatchObject({
      answer: 'ESTIMATE',
      feesPricedIn: {
        currency: 'xCOIN',
        followsToken: true,
        ground: expect.stringContaining('follow its price'),
      },
    })
    expect(pick(tokens, 'assumptions')).toMatchObject({ feesPricedIn: 'token', price: { startUsd: 0.25 } })
    expect(pick(tokens, 'assumptions.dailyFees')).toEqual(Array.from({ length: 40 }, () => 400))
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
    // 3,950 of fees and 250 of emissions, of which half is the delegators', less 2,400 and 184.32, as a month: −484.32 · 30.4375 ÷ 40.
    expect(valueAt(found, 'netCashPerMonth')).toBe('-368.537250')
  })

  test('refuses hardware without a confidential mode for a TEE role', async () => {
    const [found] = await payback(GPU, { ...machine, hardware: 'RTX_4090' })
    expect(found).toMatchObject({ answer: 'REFUSED', missing: [{ reason: 'NO_CONFIDENTIAL_MODE' }] })
  })

  test('of 30 days has 30 whole ones at whatever hour it ends: 3.14', async () => {
    const at = async (to: string) => {
      const answer = await ask(
        `query($cost: CostInput) { payback(network: "money", node: "${GPU}", days: 30, to: "${to}", payers: ALL, cost: $cost, paths: 100) { answer missing { input } } }`,
        { cost: machine },
      )
      return pick(answer, 'data.payback.0')
    }
    for (const to of ['2026-02-10T00:00:00Z', '2026-02-10T07:30:00Z', '2026-02-10T23:59:59Z'])
      expect(await at(to)).toEqual({ answer: 'ESTIMATE', missing: [] })
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
      basis: null,
      address: null,
      author: null,
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
    const database = createPool(databaseUrl, { application: 'test', max: 1 })
    const moved = await database.query(
      `update ingest.status s set block_time = '2028-01-01' from ingest.status old
       where s.network = 'money' and (old.network, old.chain_id) = (s.network, s.chain_id) returning s.chain_id, old.block_time`,
    )
    const later = await ask(
      'query($node: Bytes!) { payback(network: "money", node: $node, days: 731, to: "2028-01-01") { marginPerRequest { stale } } }',
      { node: GPU },
    )
    for (const { chain_id, block_time } of moved.rows)
      await database.query(
        `update ingest.status set block_time = $1 where network = 'money' and chain_id = $2`,
        [block_time, chain_id],
      )
    await database.end()
    expect(pick(later, 'data.payback.0.marginPerRequest.stale')).toContain('payback/discount/1 as of 2026-11')
  })

  describe('asked by role, without a node', () => {
    const BY_ROLE = `query($role: String, $node: Bytes, $stake: String, $cost: CostInput, $days: Int = 40) {
      payback(network: "money", role: $role, node: $node, stake: $stake, cost: $cost, payers: ALL, days: $days, paths: 500) {
        answer class role missing { reason input } sample { nodes operators nodeDays days stake stakeToken stakeBasis }
        marginPerRequest { ${FIGURE} caveats } machine { never } cash { months { value } never } exitAt { month covers p5 p50 p95 } unlock { seconds } nodes { nodes left machine cash } assumptions } }`
    const byRole = async (variables: Record<string, unknown>) => {
      const answer = await ask(BY_ROLE, variables)
      expect(answer.errors).toBeUndefined()
      return pick(answer, 'data.payback') as Record<string, unknown>[]
    }

    test('stands on the mean over the nodes of the role that were there each day', async () => {
      const [found, ...more] = await byRole({ role: 'tee-gpu', cost: machine })
      expect(more).toEqual([])
      expect(found).toMatchObject({
        answer: 'INSUFFICIENT_DATA',
        class: 'synthetic',
        role: 'tee-gpu',
        missing: [
          {
            reason: 'INSUFFICIENT_DATA',
            input: '5 nodes of the role for a spread between nodes; there are 2',
          },
        ],
        machine: null,
        cash: null,
        nodes: null,
        sample: {
          nodes: 2,
          // One owner has both.
          operators: 1,
          nodeDays: 50,
          days: 40,
          // 1,000 less half of the slash of 40.
          stake: '980.000000',
          stakeToken: 'xCOIN',
          stakeBasis: expect.stringContaining('median'),
        },
      })
      expect(pick(found, 'marginPerRequest.caveats')).toContainEqual(
        expect.stringContaining('2 nodes, 50 node-days, 40 days'),
      )
      // Two nodes for ten days, of which the second was paid 12 once; then one alone, which gave 50 back on day 37.
      const fees: number[] = Array.from({ length: 40 }, (_, day) => (day < 10 ? 50 : 100))
      fees[5] = 56
      fees[37] = 50
      expect(pick(found, 'assumptions')).toMatchObject({
        dailyFees: fees,
        paidEvents: 41,
        stakeTokens: 980,
        // (10 · 12.5 + 30 · 25) ÷ 40
        emissionTokensPerDay: 21.875,
        slashes: { shape: 1.5, exposureYears: expect.closeTo(5 + 50 / 365.25, 9) },
        slashPool: { nodes: 2, events: 1, nodeDays: '50.000' },
        severityBasis: expect.stringContaining('slashes of nodes of this role'),
      })
    })

    test('weighs what each node has shown by how long it was there', async () => {
      const [found] = await byRole({ role: 'tee-gpu', cost: machine })
      // Ten days with one fee of 12 against forty days with one of 100 each.
      expect(pick(found, 'assumptions.nodes')).toMatchObject([
        { node: GPU, days: 40, left: false },
        { node: GONE, days: 10, left: true },
      ])
      const [own, gone] = pick(found, 'assumptions.nodes') as { fees: { level: number; weight: number } }[]
      expect(own?.fees.level).toBeGreaterThan(gone?.fees.level ?? 1)
      expect(own?.fees.weight).toBeGreaterThan(gone?.fees.weight ?? 1)
    })

    test('draws a node for each path, and says how many of them would have paid back', async () => {
      const [found] = await byRole({ role: 'validator', cost: machine })
      expect(found).toMatchObject({ answer: 'ESTIMATE', missing: [], sample: { nodes: 5, operators: 5 } })
      expect(pick(found, 'nodes')).toMatchObject({ nodes: 5, left: 0 })
      const { machine: alone, cash } = pick(found, 'nodes') as { machine: number; cash: number }
      expect(alone).toBeGreaterThanOrEqual(cash)
      expect(Number(pick(found, 'machine.never'))).toBeLessThanOrEqual(Number(pick(found, 'cash.never')))
      expect(pick(found, 'exitAt')).toMatchObject([6, 12, 24, 36, 48, 60].map((month) => ({ month })))
      // Nothing says how long a stake stays locked.
      expect(pick(found, 'unlock')).toBeNull()
      const one = await ask(
        `{ payback(network: "money", node: "${GPU}", days: 40, paths: 100) { nodes { nodes } } }`,
      )
      expect(pick(one, 'data.payback.0.nodes')).toBeNull()
    })

    test('is of the node that enters: five share what six then share', async () => {
      const answer = await ask(
        `query($cost: CostInput) { payback(network: "money", role: "validator", cost: $cost, days: 40, paths: 500) {
          netCashPerMonth { value } entry { nodes share netCashPerMonth { value } } rentedOut { net { value } advantage { value } } sentence assumptions } 
          one: payback(network: "money", node: "${GPU}", days: 40, paths: 100) { entry { nodes } } }`,
        { cost: machine },
      )
      expect(answer.errors).toBeUndefined()
      const [found] = pick(answer, 'data.payback') as Record<string, unknown>[]
      expect(pick(found, 'entry')).toMatchObject({ nodes: 5, share: '0.833333' })
      expect(pick(found, 'assumptions.entryShare')).toBeCloseTo(5 / 6, 12)
      const value = (path: string) => Number(pick(found, `${path}.value`))
      // Power and hosting of a month are whole: only what is above them is shared.
      const fixed = value('netCashPerMonth') - (value('netCashPerMonth') - value('entry.netCashPerMonth')) * 6
      expect(fixed).toBeLessThan(0)
      expect(value('entry.netCashPerMonth')).toBeCloseTo(
        ((value('netCashPerMonth') - fixed) * 5) / 6 + fixed,
        4,
      )
      expect(value('rentedOut.advantage')).toBeCloseTo(
        value('entry.netCashPerMonth') - value('rentedOut.net'),
        4,
      )
      expect(pick(found, 'sentence')).toContain('83.3 % of what each of them earned')
      expect(pick(answer, 'data.one.0.entry')).toBeNull()
    })

    test('has the margin of the mean node', async () => {
      const cost = {
        instance: 'aws-m5.xlarge',
        upstreamUsdPerRequest: '60',
        gasUsdPerDay: '0',
        commission: '0',
      }
      const [found] = await byRole({ role: 'tee-gpu', cost })
      expect(found).toMatchObject({ answer: 'NOT_APPLICABLE' })
      // (3,456 − 35.5 · 60 − 960 h · 0.192) ÷ 35.5; 35.5 = 10 · ½ + ½ + 30 requests
      expect(valueAt(found, 'marginPerRequest')).toBe('32.160000')
    })

    test('takes the stake that the asker gives', async () => {
      const [found] = await byRole({ role: 'tee-gpu', cost: machine, stake: '12.5' })
      expect(found).toMatchObject({ sample: { stake: '12.500000', stakeBasis: 'given by the asker' } })
      expect(pick(found, 'assumptions.stakeTokens')).toBe(12.5)
    })

    test('has no estimate without a stake that anybody has seen or given', async () => {
      const [found] = await byRole({ role: 'snark-prover', cost: machine })
      expect(found).toMatchObject({ answer: 'UNKNOWN', sample: { nodes: 5, stake: null } })
      expect(found?.missing).toContainEqual({
        reason: 'NOT_OBSERVED',
        input: expect.stringContaining('stake'),
      })
      const [given] = await byRole({ role: 'snark-prover', cost: machine, stake: '0' })
      expect(given).toMatchObject({ answer: 'ESTIMATE', sample: { stake: '0.000000', stakeToken: null } })
    })

    test('needs 30 days and 30 paid requests', async () => {
      const [found] = await byRole({ role: 'tee-gpu', cost: machine, days: 20 })
      expect(found).toMatchObject({ answer: 'INSUFFICIENT_DATA', cash: null, sample: { nodes: 1, days: 20 } })
    })

    test('says when nobody has the role', async () => {
      const [found] = await byRole({ role: 'nobody', cost: machine })
      expect(found).toMatchObject({
        answer: 'UNKNOWN',
        missing: [
          { reason: 'NOT_OBSERVED', input: 'nodes of the role nobody on money' },
          { reason: 'ROLE_UNKNOWN' },
        ],
        sample: { nodes: 0, nodeDays: 0, days: 0 },
      })
      expect(valueAt(found, 'marginPerRequest')).toBe('NOT_OBSERVED')
    })

    test('is either of a node or of a role', async () => {
      for (const variables of [{}, { role: 'tee-gpu', node: GPU }, { role: 'tee-gpu', stake: '-1' }])
        expect((await ask(BY_ROLE, variables)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    })
  })

  test('agents get profit, demand and service of a node, and those of its network, with every token once', async () => {
    const [near, far] = InMemoryTransport.createLinkedPair()
    const client = new Client({ name: 'test', version: '1' })
    await createMcpServer(remoteApi(api().url, undefined)).connect(far)
    await client.connect(near)
    const call = async (name: string, args: Record<string, unknown>) => {
      const { isError, structuredContent } = await client.callTool({
        name,
        arguments: { ...args, maxTokens: 50_000 },
      })
      expect([name, isError]).toEqual([name, undefined])
      return structuredContent
    }
    const board = await call('leaderboard', { network: 'money', metric: 'SLASHED', days: 60 })
    const id = pick(board, 'data.leaderboard.0.rows.0.id')
    expect(id).toBe(`money:31337-${GPU}`)
    const report = await call('node_report', { id, days: 60 })
    const economics = 'data.nodeById.economics.0'
    for (const figure of ['statement.economicProfit', 'demand.uniquePayers', 'service.success'])
      expect(pick(report, `${economics}.${figure}`)).toMatchObject({ unit: expect.any(String) })
    // What an operator earned in a month, after costs and penalties: the tool's answer is the query's.
    const month = { days: 30, to: '2026-02-05T00:00:00Z', cost: machine }
    const LINES = 'fees netCash ownSlashes economicProfit'.split(' ')
    const asked = await ask(
      `query($cost: CostInput) { nodeById(id: "${id}") { economics(days: 30, to: "${month.to}", cost: $cost) {
        statement { ${LINES.map((line) => `${line} { value }`).join(' ')} } } } }`,
      { cost: machine },
    )
    const earned = await call('node_report', { id, ...month })
    for (const line of LINES) {
      const value = pick(asked, `data.nodeById.economics.0.statement.${line}.value`)
      expect(value).toMatch(/^-?\d+\.\d+$/)
      expect(pick(earned, `${economics}.statement.${line}.value`)).toBe(value)
    }
    const text = JSON.stringify(report)
    const tokens = Object.values(pick(report, 'data.tokens') as Record<string, { symbol: string }>)
    expect(text.match(/"symbol"/g)).toHaveLength(tokens.length)
    for (const args of [{ network: 'money' }, { node: id }])
      expect(JSON.stringify(await call('demand', { ...args, days: 60 }))).toContain('"costOfFaking"')
    expect(
      pick(await call('network', { network: 'money', days: 60 }), 'data.networks.0.economics.0'),
    ).toMatchObject({
      class: 'synthetic',
      fees: { unit: expect.any(String) },
    })
    await client.close()
  })

  test('is a tool for agents: the same answer as the query', async () => {
    const [near, far] = InMemoryTransport.createLinkedPair()
    const server = createMcpServer(remoteApi(api().url, undefined))
    const client = new Client({ name: 'test', version: '1' })
    await server.connect(far)
    await client.connect(near)
    const args = { network: 'money', node: GPU, cost: machine, days: 40, payers: 'ALL', paths: 500 }
    const result = await client.callTool({ name: 'payback', arguments: args })
    const [first] = result.content as { text: string }[]
    const told = pick(JSON.parse(first?.text ?? 'null'), 'data.payback.0')
    const [asked] = await payback(GPU, machine)
    expect(told).toMatchObject({
      answer: 'ESTIMATE',
      drivers: pick(asked, 'drivers') as object[],
      netCashPerMonth: { value: valueAt(asked, 'netCashPerMonth'), class: 'synthetic' },
      cash: { months: { value: valueAt(asked, 'cash.months') } },
      references: expect.arrayContaining([expect.objectContaining({ rowId: 'payback/discount/1' })]),
      seed: 1,
      feesPricedIn: pick(asked, 'feesPricedIn') as object,
    })
    const { node: _, ...rest } = args
    const pooled = await client.callTool({ name: 'payback', arguments: { ...rest, role: 'tee-gpu' } })
    const [text] = pooled.content as { text: string }[]
    expect(pick(JSON.parse(text?.text ?? 'null'), 'data.payback.0')).toMatchObject({
      answer: 'INSUFFICIENT_DATA',
      sample: { nodes: 2, nodeDays: 50 },
    })
    const wrong = await client.callTool({ name: 'payback', arguments: { ...args, cost: { watts: 'lots' } } })
    expect(wrong.isError).toBe(true)
    await client.close()
  })

  test('costs as many rows as it simulates months', async () => {
    const long = 'payback(network: "money", node: $node, paths: 20000, horizonMonths: 120) { answer }'
    const twice = await ask(`query($node: Bytes!) { a: ${long} b: ${long} }`, { node: GPU })
    expect(twice.errors?.[0]?.extensions).toMatchObject({ code: 'COST_LIMIT', cost: 82_002 })
  })

  test('of an unknown node is an error with a code', async () => {
    const answer = await ask(ASK, { node: `0x${'00'.repeat(32)}`, cost: machine })
    expect(answer.errors?.[0]?.extensions.code).toBe('NODE_UNKNOWN')
  })
})
