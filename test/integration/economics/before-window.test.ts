import pg from 'pg'
import { expect, test } from 'vitest'
import { seedLike } from '../../support/like-node.ts'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

const SOLD = 'c1'
const WINDOW = 'days: 25'

/**
 * A prover whose owner paid it 300 on the second day, sold it on the tenth, and got 100 back on the twentieth. Of the world: the
 * testnet's coin moved on the second day only.
 */
async function seedSold(url: string): Promise<void> {
  await seedLike(url, SOLD, 'snark-prover')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [node, owner, buyer] = [SOLD.repeat(32), SOLD.repeat(20), 'c2'.repeat(20)].map((hex) =>
    Buffer.from(hex, 'hex'),
  )
  const sale = WORLD_START + 10 * 86_400
  try {
    await client.query(
      `update derived.node_version set to_block = 9000, to_time = to_timestamp($2) where node = $1`,
      [node, sale],
    )
    await client.query(
      `insert into derived.node_version (network, chain_id, node, from_block, from_time, role, owner, payment_address, enabled)
       values ('money', 31337, $1, 9000, to_timestamp($2), 'snark-prover', $3, $3, true)`,
      [node, sale, buyer],
    )
    for (const [index, [day, amount, refund]] of (
      [
        [1, 300_000_000, false],
        [19, 100_000_000, true],
      ] as const
    ).entries())
      await client.query(
        `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, token, payer,
           payee, attribution, amount, refund)
         values ('money', 31337, $1, '\\x07', to_timestamp($2), '\\x0c', $3, '\\x09', $4, $5, $6, $6, 'explicit', $7, $8)`,
        [
          9500 + index,
          WORLD_START + day * 86_400,
          970_000 + index,
          node,
          Buffer.alloc(20, 1),
          owner,
          amount,
          refund,
        ],
      )
  } finally {
    await client.end()
  }
}

const { ask, economics } = useMoneyApi(seedSold)

test('what went back is of the demand that it was paid by, also where that was before the window', async () => {
  const answer = await ask(`{ networks(limit: 1) {
    usual: economics(${WINDOW}) { class refunds { value } }
    all: economics(${WINDOW}, payers: ALL) { class refunds { value } } } }`)
  expect(answer.errors).toBeUndefined()
  const refunds = (of: string) =>
    valueAt(
      (pick(answer, `data.networks.0.${of}`) as { class: string }[]).find(
        (each) => each.class === 'synthetic',
      ),
      'refunds',
    )
  // The 50 of the GPU node, and the 100 that the prover's owner of then had paid himself.
  expect(refunds('usual')).toBe('50.000000')
  expect(refunds('all')).toBe('150.000000')
  const [own] = await economics(`0x${SOLD.repeat(32)}`, 'statement { refunds { value } }', WINDOW)
  expect(valueAt(own, 'statement.refunds')).toBe('0.000000')
})

test('a class that nothing was paid in of late is still one of the network’s', async () => {
  const answer = await ask(`{ networks(limit: 1) { economics(${WINDOW}) { class fees { reason } } } }`)
  expect(answer.errors).toBeUndefined()
  expect(pick(answer, 'data.networks.0.economics')).toMatchObject([
    { class: 'synthetic', fees: { reason: null } },
    { class: 'testnet', fees: { reason: 'NETWORK_CLASS' } },
  ])
})

test('what nodes that left had earned is of their whole lives, however short the window', async () => {
  const leavers = async (days: number) => {
    const answer = await ask(
      `{ networks(limit: 1) { economics(days: ${days}) { class survival { leavers { nodes earned { value } } } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    const all = pick(answer, 'data.networks.0.economics') as { class: string }[]
    return pick(
      all.find((each) => each.class === 'synthetic'),
      'survival.leavers',
    )
  }
  const found = await leavers(5)
  // The node that left on the tenth day was paid 12 on the fifth.
  expect(found).toMatchObject({ nodes: 1, earned: { value: '12.000000' } })
  expect(await leavers(40)).toEqual(found)
})
