import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GONE, GPU, WORLD_END, WORLD_START } from '../../support/money-world.ts'

const FAUCET = 0xfa

/** What the keeper read: supply of xCOIN on two days; the faucet funded 102 by way of 300, 103 too late, and sent dust to 101. */
async function addReadings(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const account = (number: number) => Buffer.from(number.toString(16).padStart(40, '0'), 'hex')
  for (const [at, amount] of [
    [WORLD_START - 3600, 1_000_000n],
    [WORLD_END - 3600, 1_010_000n],
  ] as const)
    await client.query(
      `insert into keeper.supply (network, chain_id, token, block_number, block_hash, block_time, amount, vouched_by)
       values ('money', 31337, $1, $2, '\\x01', to_timestamp($3), $4, '2 of 3 endpoints')`,
      [Buffer.alloc(20, 2), at - WORLD_START + 4000, at, (amount * 10n ** 18n).toString()],
    )
  for (const [from, to, at, amount] of [
    [FAUCET, 300, WORLD_START + 60, 400_000_000],
    [300, 102, WORLD_START + 120, 400_000_000],
    [FAUCET, 103, WORLD_END - 60, 400_000_000],
    // Less than a hundredth of the 400 that 101 pays.
    [FAUCET, 101, WORLD_START + 60, 3_999_999],
  ] as const)
    await client.query(
      `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender,
         receiver, amount, policy, endpoint) values ('money', 31337, $1, 1, '\\x01', to_timestamp($2), $3, 0, $4, $5, $6, 'unproved', 'test')`,
      [Buffer.alloc(20, 1), at, Buffer.alloc(32, to % 256), account(from), account(to), amount],
    )
  await client.query(
    `insert into keeper.traced (network, chain_id, token, account, depth, read_to)
     select 'money', 31337, $1, payer, 0, 55000 from derived.payer_day group by payer`,
    [Buffer.alloc(20, 1)],
  )
  // A stranger's claim for the first day's request, three minutes before the assigned node's own.
  await client.query(
    `insert into facts.settled_claim (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
       request, node, evidence, input_hash, output_hash)
     values ('money', 31337, 1711, '\\x07', to_timestamp($1), '\\x01', 9999, '\\x09', $2, $3, 'groth16', '\\x01', '\\x02')`,
    [WORLD_START + 43_200 - 500, Buffer.alloc(32, 1), Buffer.from(GONE.slice(2), 'hex')],
  )
  await addRefunds(client)
  await client.end()
}

/**
 * The node that left was paid by 105 and by 106, gave both 40 back on the third day, and was paid by both once more. In the transaction
 * of its refund 106 was also sent 20 that no event explains. What 110 got back was 150, of 100 that it had paid. Before it all the node's
 * operator gave 105 dust: one base unit as a payment to it, and one as a transfer.
 */
async function addRefunds(client: pg.Client): Promise<void> {
  const account = (number: number) => Buffer.from(number.toString(16).padStart(40, '0'), 'hex')
  await client.query(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer,
       payee, attribution, amount, refund)
     values ('money', 31337, 9000, '\\x07', to_timestamp($1), '\\x0d', 9000, '\\x09', '\\x77', $2, $3, $4, 'explicit', 1, false)`,
    [WORLD_START + 90, Buffer.alloc(20, 1), account(3), account(105)],
  )
  await client.query(
    `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender,
       receiver, amount, policy, endpoint) values ('money', 31337, $1, 1, '\\x01', to_timestamp($2), '\\x0e', 0, $3, $4, 1, 'unproved', 'test')`,
    [Buffer.alloc(20, 1), WORLD_START + 90, account(3), account(105)],
  )
  for (const payer of [105, 106, 110]) {
    const back = payer === 110 ? 150_000_000 : 40_000_000
    for (const [day, amount, refund] of [
      [2, 100_000_000, false],
      [3, back, true],
      [4, 100_000_000, false],
    ] as const)
      await client.query(
        `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer,
           payee, attribution, amount, refund)
         values ('money', 31337, $1::integer, '\\x07', to_timestamp($2), $3, $1::integer, '\\x09', $4, $5, $6, $7, 'explicit', $8, $9)`,
        [
          10_000 * day + payer,
          WORLD_START + day * 86_400,
          Buffer.alloc(32, payer + day),
          Buffer.from(GONE.slice(2), 'hex'),
          Buffer.alloc(20, 1),
          account(payer),
          account(refund ? payer : 3),
          amount,
          refund,
        ],
      )
    for (const amount of payer === 106 ? [back, 20_000_000] : [back])
      await client.query(
        `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender,
           receiver, amount, policy, endpoint)
         values ('money', 31337, $1, 1, '\\x01', to_timestamp($2), $3, $4::integer, $5, $6, $4::integer, 'unproved', 'test')`,
        [
          Buffer.alloc(20, 1),
          WORLD_START + 3 * 86_400,
          Buffer.alloc(32, payer + 3),
          amount,
          account(3),
          account(payer),
        ],
      )
  }
}

const { economics } = useMoneyApi(addReadings)

test('a stranger who claims a node’s work before it does takes nothing from its success', async () => {
  const [found] = await economics(GPU, 'service { success { value } inTime rescued }', 'days: 40')
  expect(pick(found, 'service')).toEqual({ success: { value: '0.75000000' }, inTime: 30, rescued: 0 })
})

test('the yield by share of supply is what is left when the supply grew', async () => {
  const [found] = await economics(
    GPU,
    'yields { supplyShareYield { value reason methodVersion priceQuality caveats } }',
    'payers: ALL, days: 40',
  )
  // By hand: each day 25 xCOIN and a fee of 100 USD at 0.25 on 2,000, then on 1,960 after a slash of 40; a refund of 50 USD.
  const stakes = Array.from({ length: 40 }, (_, day) =>
    day === 0 ? (2000 * 86_340) / 86_400 : day < 25 ? 2000 : 1960,
  )
  const incomes = stakes.map((_, day) => 425 - (day === 25 ? 40 : 0) - (day === 37 ? 200 : 0))
  const growth = incomes.reduce((total, income, day) => total * (1 + income / (stakes[day] ?? 1)), 1)
  const expected = (growth / 1.01) ** (365.25 / 40) - 1
  expect(Number(pick(found, 'yields.supplyShareYield.value')) / expected).toBeCloseTo(1, 9)
  expect(pick(found, 'yields.supplyShareYield')).toMatchObject({
    reason: null,
    methodVersion: 'supply-share-2',
    priceQuality: 'good',
    caveats: [
      'by total supply of xCOIN, read on 2026-01-04 (2 of 3 endpoints) and 2026-02-13 (2 of 3 endpoints)',
    ],
  })
  const [early] = await economics(
    GPU,
    'yields { supplyShareYield { reason missing { input } } }',
    `days: 10, to: "${new Date((WORLD_START + 20 * 86_400) * 1000).toISOString()}"`,
  )
  expect(pick(early, 'yields.supplyShareYield')).toMatchObject({
    reason: 'NOT_OBSERVED',
    missing: [{ input: expect.stringContaining('supply of xCOIN: no reading of totalSupply()') }],
  })
})

describe('payers’ money', () => {
  test('is traced through transfers at an endpoint’s word, and every share says so', async () => {
    const [found] = await economics(
      GPU,
      `demand { notShownRelated { value caveats } excluded { rule share { value caveats } } uniquePayers { caveats }
         tracing { transfersSeen unprovedTransfers visible } } statement { fees { relatedPartyShare } }`,
      'days: 40',
    )
    // Four of 40 fees each by the faucet, the operator, 102, and 106, whom the same owner's other node's address gave more than a refund;
    // 103 was funded after it had paid.
    expect(pick(found, 'demand.notShownRelated.value')).toBe('0.60000000')
    expect(pick(found, 'demand.excluded')).toMatchObject([
      { rule: 'faucet' },
      { rule: 'funded_by_faucet_unproved', share: { value: '0.10000000' } },
      { rule: 'funded_by_operator_unproved', share: { value: '0.10000000' } },
      { rule: 'operator' },
    ])
    // Of what is income: the operator's four are none.
    expect(pick(found, 'statement.fees.relatedPartyShare')).toBe('0.333333')
    const said = expect.stringMatching(
      /at an endpoint’s word \(unproved\): on chain 31337 into 10 accounts \(10 payers.*up to block 55000; .*own coin leave no event/,
    )
    expect(pick(found, 'demand.notShownRelated.caveats')).toEqual([said])
    expect(pick(found, 'demand.uniquePayers.caveats')).toEqual([])
    expect(pick(found, 'demand.tracing')).toEqual({ transfersSeen: 45, unprovedTransfers: 5, visible: said })
  })

  test('each link names its rule, who gave what to whom, when and in which transaction; none where nobody gave anything', async () => {
    const [found] = await economics(
      GPU,
      `demand { links { rule payer node source reason payments since share { value }
           transfers { from to at chainId blockNumber txHash proved amount { value token { symbol } } } }
         next: links(limit: 1, offset: 1) { rule } }
       ledger(kind: FEE, limit: 1000) { from related link { rule payer source reason transfers { txHash } } }`,
      'days: 40',
    )
    const account = (number: number) => `0x${number.toString(16).padStart(40, '0')}`
    const links = pick(found, 'demand.links') as { rule: string; transfers: unknown }[]
    expect(links.map(({ rule }) => rule).sort()).toEqual([
      'faucet',
      'funded_by_faucet_unproved',
      'funded_by_operator_unproved',
      'operator',
    ])
    const given = (from: number, to: number, seconds: number) => ({
      from: account(from),
      to: account(to),
      at: new Date((WORLD_START + seconds) * 1000).toISOString().replace('Z', '000Z'),
      chainId: 31337,
      blockNumber: 1,
      txHash: `0x${(to % 256).toString(16).padStart(2, '0').repeat(32)}`,
      proved: false,
      amount: { value: '400000000', token: { symbol: 'xUSD' } },
    })
    expect(links.find(({ rule }) => rule === 'funded_by_faucet_unproved')).toEqual({
      rule: 'funded_by_faucet_unproved',
      payer: account(102),
      node: GPU,
      source: account(FAUCET),
      transfers: [given(FAUCET, 300, 60), given(300, 102, 120)],
      reason: null,
      payments: 4,
      since: expect.stringMatching(/^2026-/),
      share: { value: '0.10000000' },
    })
    expect(links.find(({ rule }) => rule === 'operator')).toMatchObject({
      transfers: null,
      reason: 'NOT_APPLICABLE',
      payments: 4,
    })
    expect(pick(found, 'demand.next')).toEqual([{ rule: links[1]?.rule }])
    // The same beside each entry.
    const fees = pick(found, 'ledger') as { from: string; related: string | null; link: object | null }[]
    expect(fees.every(({ related, link }) => (related === null) === (link === null))).toBe(true)
    expect(fees.find(({ from }) => from === account(102))?.link).toEqual({
      rule: 'funded_by_faucet_unproved',
      payer: account(102),
      source: account(FAUCET),
      reason: null,
      transfers: [{ txHash: given(FAUCET, 300, 60).txHash }, { txHash: given(300, 102, 120).txHash }],
    })
  })

  test('a customer who was refunded once, and was given dust by a payment and by a transfer, stays a customer; one who was sent more than that, or more than was ever paid, does not', async () => {
    const [found] = await economics(
      GONE,
      'demand { notShownRelated { value } excluded { rule share { value } } costOfFaking { value } } ledger(kind: REFUND) { from to }',
      'days: 40',
    )
    // 600 and the world's 12 paid; of these 612 the 100 that 106 paid after it had been sent 20, and 110 after its 150, are shown to be related.
    expect(pick(found, 'demand')).toEqual({
      notShownRelated: { value: '0.67320261' },
      excluded: [{ rule: 'funded_by_operator_unproved', share: { value: '0.32679739' } }],
      costOfFaking: { value: '0.00000000' },
    })
    // The log names the customer alone: the refund comes from the account that the fee had gone to.
    const account = (number: number) => `0x${number.toString(16).padStart(40, '0')}`
    expect(pick(found, 'ledger')).toEqual(
      [105, 106, 110].map((payer) => ({ from: account(3), to: account(payer) })),
    )
  })
})
