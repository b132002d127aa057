import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { seedLike } from '../../support/like-node.ts'
import { FIGURE, pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GONE, GPU, WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const account = (number: number) => bytes(number.toString(16).padStart(40, '0'))
const PAIR = ['b1', 'b2'] as const
const GRANTS = 'e0'.repeat(20)

/**
 * Two provers whose owners pay each other's node: 300 once each, where each is paid 4,000 by others. And a contract that pays emissions
 * and gave 400 each to two payers of the GPU node, 104 and 105; 105 stakes, and earned them.
 */
async function seedPayers(url: string): Promise<void> {
  for (const byte of PAIR) await seedLike(url, byte, 'snark-prover')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const [index, [payer, node]] of [PAIR, [...PAIR].reverse()].entries())
      await client.query(
        `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer,
           payee, attribution, amount, refund)
         values ('money', 31337, 9100, '\\x07', to_timestamp($1), $2, $3, '\\x09', $4, $5, $6, $7, 'explicit', 300000000, false)`,
        [
          WORLD_START + (10 + index) * DAY,
          Buffer.alloc(32, 0xc0 + index),
          900_000 + index,
          bytes(node?.repeat(32) ?? ''),
          Buffer.alloc(20, 1),
          bytes(payer?.repeat(20) ?? ''),
          bytes(node?.repeat(20) ?? ''),
        ],
      )
    await client.query(
      `insert into facts.emission (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payee, token, amount)
       values ('money', 31337, 9200, '\\x07', to_timestamp($1), '\\x0d', 950000, $2, $3, $4, $5, 1)`,
      [WORLD_START + 60, bytes(GRANTS), bytes(GPU.slice(2)), account(1), Buffer.alloc(20, 2)],
    )
    await client.query(
      `insert into facts.stake_change (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, staker, delta)
       values ('money', 31337, 9201, '\\x07', to_timestamp($1), '\\x0e', 950001, '\\x09', $2, $3, $4, 1)`,
      [WORLD_START + 60, bytes('b1'.repeat(32)), Buffer.alloc(20, 2), account(105)],
    )
    for (const payer of [104, 105])
      await client.query(
        `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender,
           receiver, amount, policy, endpoint)
         values ('money', 31337, $1, 1, '\\x01', to_timestamp($2), $3, 0, $4, $5, 400000000, 'unproved', 'test')`,
        [Buffer.alloc(20, 1), WORLD_START + 60, Buffer.alloc(32, payer), bytes(GRANTS), account(payer)],
      )
    await client.query('delete from derived.payer_day')
    await client.query(`insert into derived.payer_day (network, chain_id, payer, day, token, payments, paid)
      select network, chain_id, payer, (block_time at time zone 'UTC')::date, token, count(*), sum(amount)
      from facts.fee where network = 'money' and not refund group by 1, 2, 3, 4, 5`)
  } finally {
    await client.end()
  }
}

const { ask, economics } = useMoneyApi(seedPayers)

describe('demand', () => {
  test('a circle of payments is linked by its rule, with the payment that came back', async () => {
    const [found] = await economics(
      `0x${'b2'.repeat(32)}`,
      'demand { related { value } links { rule class payer source transfers { from to blockNumber proved amount { value } } } }',
      'days: 40',
    )
    // The faucet's and the GPU node's operator's four payments each are copied with the others: 8 of 40, and 300 of 4,300.
    const links = pick(found, 'demand.links') as { rule: string }[]
    expect(links.map(({ rule }) => rule).sort()).toEqual([
      'circular_pair',
      'faucet',
      'funded_by_emission_contract_unproved',
      'other_operator',
    ])
    expect(links.find(({ rule }) => rule === 'circular_pair')).toEqual({
      rule: 'circular_pair',
      class: 'RELATED',
      payer: `0x${'b1'.repeat(20)}`,
      source: `0x${'b2'.repeat(20)}`,
      transfers: [
        {
          from: `0x${'b2'.repeat(20)}`,
          to: `0x${'b1'.repeat(20)}`,
          blockNumber: 9100,
          proved: true,
          amount: { value: '300000000' },
        },
      ],
    })
    // 300 of the pair and 400 of another node's operator, of 4,300.
    expect(valueAt(found, 'demand.related')).toBe('0.16279070')
  })

  test('what the protocol pays for is a class of its own, and a staker who spends rewards stays a customer', async () => {
    const [found] = await economics(
      GPU,
      `demand { notShownRelated { value } related { value } protocol { value methodVersion } excluded { rule class share { value } } }`,
      'days: 40',
    )
    expect(pick(found, 'demand')).toEqual({
      notShownRelated: { value: '0.70000000' },
      related: { value: '0.10000000' },
      protocol: { value: '0.20000000', methodVersion: 'demand-3' },
      excluded: [
        { rule: 'faucet', class: 'PROTOCOL', share: { value: '0.10000000' } },
        { rule: 'funded_by_emission_contract_unproved', class: 'PROTOCOL', share: { value: '0.10000000' } },
        { rule: 'operator', class: 'RELATED', share: { value: '0.10000000' } },
      ],
    })
  })
})

describe('every figure with and without linked payers', () => {
  test('a statement, a network and a payback are asked for either, side by side', async () => {
    const node = `statement { fees { value caveats relatedPartyShare } refunds { value } emissions { value } }`
    const answer = await ask(
      `query($node: Bytes!) {
        nodes(where: { key_eq: $node }, limit: 1) {
          all: economics(payers: ALL, days: 40) { ${node} } usual: economics(days: 40) { ${node} } related: economics(days: 40, payers: NOT_RELATED) { ${node} }
          protocol: economics(days: 40, payers: NOT_PROTOCOL) { ${node} } independent: economics(days: 40, payers: INDEPENDENT) { ${node} } }
        networks(limit: 5) { all: economics(payers: ALL, days: 40) { class fees { value } }
          independent: economics(days: 40, payers: INDEPENDENT) { class fees { value } } }
        all: payback(network: "money", node: $node, days: 40, paths: 100) { marginPerRequest { value reason } assumptions }
      }`,
      { node: GPU },
    )
    expect(answer.errors).toBeUndefined()
    const fees = (name: string) => pick(answer, `data.nodes.0.${name}.0.statement.fees.value`)
    expect(['all', 'usual', 'related', 'protocol', 'independent'].map(fees)).toEqual([
      '4000.000000',
      // What the operator paid its own node is no income unless it is asked for: 3.8.
      '3600.000000',
      '3600.000000',
      '2800.000000',
      '2800.000000',
    ])
    expect(pick(answer, 'data.nodes.0.independent.0.statement')).toMatchObject({
      fees: {
        relatedPartyShare: '0.000000',
        caveats: [expect.stringContaining('without the fees and refunds of payers that a rule links')],
      },
      refunds: { value: '50.000000' },
      emissions: { value: '250.000000' },
    })
    const synthetic = (name: string) =>
      (pick(answer, `data.networks.0.${name}`) as object[]).find(
        (each) => pick(each, 'class') === 'synthetic',
      )
    expect(valueAt(synthetic('all'), 'fees')).toBe('12619.000000')
    // 2,800 of each of three nodes, the 12 and the 7 of a customer.
    expect(valueAt(synthetic('independent'), 'fees')).toBe('8419.000000')
  })

  test('a leaderboard is ranked by either, and shows the other beside it', async () => {
    const board = async (args: string) => {
      const answer = await ask(
        `{ leaderboard(network: "money", days: 40, ${args}) { class rows { rank key figure { ${FIGURE} relatedPartyShare } independent { ${FIGURE} caveats } } } }`,
      )
      expect(answer.errors).toBeUndefined()
      const list = (pick(answer, 'data.leaderboard') as object[]).find(
        (each) => pick(each, 'class') === 'synthetic',
      )
      return (pick(list, 'rows') as object[]).map((row) => [
        pick(row, 'key'),
        valueAt(row, 'figure'),
        valueAt(row, 'independent'),
        pick(row, 'figure.relatedPartyShare'),
      ])
    }
    const [b1, b2] = PAIR.map((byte) => `0x${byte.repeat(32)}`)
    expect((await board('metric: FEES')).slice(0, 3)).toEqual([
      [b1, '4300.000000', '2800.000000', '0.348837'],
      [b2, '4300.000000', '2800.000000', '0.348837'],
      [GPU, '3600.000000', '2800.000000', '0.222222'],
    ])
    expect((await board('metric: FEES, payers: ALL')).at(2)).toEqual([
      GPU,
      '4000.000000',
      '2800.000000',
      '0.300000',
    ])
    expect((await board('metric: FEES, payers: NOT_RELATED')).slice(0, 1)).toEqual([
      [GPU, '3600.000000', '2800.000000', '0.222222'],
    ])
    expect((await board('metric: SLASHED'))[0]?.[2]).toBeUndefined()
  })
})

describe('what a node’s own operator pays it: M8', () => {
  const SHOWN = `statement { fees { value eventsCounted caveats relatedPartyShare } gross { value } netCash { caveats } }
    demand { uniquePayers { value } notShownRelated { value } excluded { rule } costOfFaking { value } }
    ledger(kind: FEE, limit: 1000) { related value { value } } revenue { perDay { value } }`

  test('is no income, and demand and ledger show it all the same', async () => {
    const [usual] = await economics(GPU, SHOWN, 'days: 40')
    const [all] = await economics(GPU, SHOWN, 'days: 40, payers: ALL')
    const said = 'without what a node’s own operator paid it: that is no income (payers: ALL counts it)'
    expect(pick(usual, 'statement')).toEqual({
      // 36 of 40 payments; four each of the faucet and of 104, whom the contract of emissions funded, are linked.
      fees: {
        value: '3600.000000',
        eventsCounted: 36,
        caveats: [said],
        relatedPartyShare: '0.222222',
      },
      gross: { value: '3800.000000' },
      netCash: { caveats: [said] },
    })
    expect(pick(all, 'statement')).toMatchObject({
      fees: { value: '4000.000000', eventsCounted: 40, caveats: [], relatedPartyShare: '0.300000' },
      gross: { value: '4200.000000' },
    })
    for (const shown of ['demand', 'ledger']) expect(pick(usual, shown)).toEqual(pick(all, shown))
    expect(pick(usual, 'ledger')).toHaveLength(40)
    expect(pick(usual, 'demand.excluded')).toContainEqual({ rule: 'operator' })
  })

  test('says nothing where no operator paid its own node', async () => {
    const [gone] = await economics(GONE, 'statement { fees { value caveats } }', 'days: 40')
    expect(pick(gone, 'statement.fees')).toEqual({ value: '12.000000', caveats: [] })
  })

  test('is not in the estimate, nor in the money of the network or of who left', async () => {
    const answer = await ask(
      `query($node: Bytes!, $cost: CostInput) {
        usual: payback(network: "money", node: $node, days: 40, paths: 100, cost: $cost) { marginPerRequest { value } }
        all: payback(network: "money", node: $node, days: 40, paths: 100, cost: $cost, payers: ALL) { marginPerRequest { value } }
        networks(limit: 5) { usual: economics(days: 40) { class fees { value } demand { related { value } } }
          all: economics(days: 40, payers: ALL) { class fees { value } demand { related { value } } } } }`,
      {
        node: GPU,
        cost: {
          role: 'tee-proxy',
          instance: 'mine',
          usdPerHour: '0',
          upstreamUsdPerRequest: '0',
          gasUsdPerDay: '0',
        },
      },
    )
    expect(answer.errors).toBeUndefined()
    // 100 for each of 40 and of 36 paid requests, less 50 refunded.
    const margin = (name: string) => Number(pick(answer, `data.${name}.0.marginPerRequest.value`))
    expect([margin('all'), margin('usual')]).toEqual([
      expect.closeTo(3950 / 40, 6),
      expect.closeTo(3550 / 36, 6),
    ])
    const synthetic = (name: string) =>
      (pick(answer, `data.networks.0.${name}`) as object[]).find(
        (each) => pick(each, 'class') === 'synthetic',
      )
    expect(Number(valueAt(synthetic('all'), 'fees')) - Number(valueAt(synthetic('usual'), 'fees'))).toBe(400)
    expect(pick(synthetic('usual'), 'demand')).toEqual(pick(synthetic('all'), 'demand'))
  })
})
