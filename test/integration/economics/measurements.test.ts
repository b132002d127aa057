import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { measurementOf, TrustWorld } from '../../support/trust-world.ts'

const made: Record<string, string> = {}

async function seedCode(url: string): Promise<void> {
  const world = await TrustWorld.open(url)
  try {
    made.approval = await world.decide(20, 1, true)
    const first = await world.register(21, 1)
    made.first = first.node
    for (const day of [22, 23, 24]) await world.claim(day, first.node)
    await world.query(
      `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payer, payee, token, amount, attribution, refund)
       select network, chain_id, 7000 + i, block_hash, block_time, tx_hash, 0, contract, $1, payer, payee, token, 2500000, 'explicit', i = 2
       from facts.fee cross join generate_series(1, 4) i where network = 'money' and block_time > '2026-01-30' order by block_time limit 4`,
      [Buffer.from(first.node.slice(2), 'hex')],
    )
    // Seen and never approved; approved and revoked.
    await world.register(25, 7)
    await world.decide(26, 9, true, null)
    await world.register(27, 9)
    made.revoked = await world.decide(30, 9, false)
    // The same code in the registry of the other chain, and a claim of its node.
    const elsewhere = await world.register(27, 1)
    for (const table of ['node', 'node_version'])
      await world.query(`update derived.${table} set chain_id = 10740 where node = $1`, [
        Buffer.from(elsewhere.node.slice(2), 'hex'),
      ])
    await world.claim(28, elsewhere.node)
    const key = Buffer.alloc(32, 5)
    await world.query('create table facts.model_published_code partition of facts.model_published default')
    await world.fact('model_published', 28, { model: key, system: 'groth16', verification_key_hash: key })
    await world.claim(29, first.node, { evidence: 'groth16', verification_key_hash: key, model: key })
  } finally {
    await world.close()
  }
}

const { ask } = useMoneyApi(seedCode)

async function catalogue(args = '') {
  const answer = await ask(`{ measurements(network: "money"${args}) { isListed
    code { measurement chainId status version sourceUrl registers recipe { steps } builds { by outcome } approved approver approvedTx since until revokedTx
      nodes { value class } nodesEver { value } claims { value eventsCounted } fees { token { symbol } amount { value unit eventsCounted } } }
    keys { verificationKeyHash system status circuit setup { ceremony } since claims { value } }
    stale { nodeId attestedAt changes firstChangeAt } } }`)
  expect(JSON.stringify(answer.errors)).toBeUndefined()
  return pick(answer, 'data.measurements') as {
    code: Record<string, unknown>[]
    keys: unknown[]
    stale: unknown[]
  }
}

test('each code hash with who approved it, since when, how well it is known, and what rests on it', async () => {
  const { code } = await catalogue()
  const of = (image: number, chain: number | null = 31337) =>
    code.find(({ measurement, chainId }) => measurement === measurementOf(image) && chainId === chain)
  expect(of(1)).toMatchObject({
    status: 'REPRODUCED',
    version: 'v1',
    sourceUrl: 'https://code.example/gateway/1',
    registers: [`0x${'01'.repeat(48)}`, `0x${'02'.repeat(48)}`, `0x${'03'.repeat(48)}`],
    recipe: { steps: ['make image'] },
    builds: [{ by: 'a stranger', outcome: 'SAME' }],
    approver: `0x${'fa'.repeat(20)}`,
    approvedTx: made.approval,
    since: '2026-01-25T00:00:00.000000Z',
    until: null,
    nodes: { value: '1', class: 'synthetic' },
    claims: { value: '4', eventsCounted: 4 },
    // Three payments and one that was given back.
    fees: [{ token: { symbol: 'xUSD' }, amount: { value: '5.000000', unit: 'xUSD', eventsCounted: 4 } }],
  })
  expect(of(1, 10740)).toMatchObject({
    approved: null,
    nodes: { value: '1' },
    claims: { value: '1' },
    fees: [],
  })
  expect(of(7)).toMatchObject({
    status: 'UNPUBLISHED',
    approved: null,
    approver: null,
    since: '2026-01-30T00:00:00.000000Z',
    nodes: { value: '1' },
    claims: { value: '0' },
    fees: [],
  })
  expect(of(9)).toMatchObject({
    status: 'REVOKED',
    version: 'v9',
    approver: null,
    until: '2026-02-04T00:00:00.000000Z',
    revokedTx: made.revoked,
  })
  // Listed, and never seen on chain: no figure, instead of a zero.
  expect(of(4, null)).toMatchObject({
    status: 'PUBLISHED',
    version: 'gateway 2',
    chainId: null,
    nodes: null,
    claims: null,
  })
})

test('verification keys likewise; nodes that were not attested again since an approval changed', async () => {
  const { keys, stale } = await catalogue()
  expect(keys).toEqual([
    {
      verificationKeyHash: `0x${'05'.repeat(32)}`,
      system: 'groth16',
      status: 'UNPUBLISHED',
      circuit: null,
      setup: null,
      since: '2026-02-02T00:00:00.000000Z',
      claims: { value: '1' },
    },
  ])
  expect(stale).toContainEqual({
    nodeId: `money:31337-${made.first}`,
    attestedAt: '2026-01-26T00:00:00.000000Z',
    changes: 2,
    firstChangeAt: '2026-01-31T00:00:00.000000Z',
  })
  expect(stale).toHaveLength(3)
})

test('as of a window’s end: what is revoked later still counts then', async () => {
  const { code } = await catalogue(', to: "2026-02-02T00:00:00Z"')
  expect(code.find(({ measurement }) => measurement === measurementOf(9))).toMatchObject({
    status: 'UNPUBLISHED',
    approved: true,
  })
})

test('another network is refused', async () => {
  const answer = await ask('{ measurements(network: "none") { isListed } }')
  expect(answer.errors?.[0]?.extensions.code).toBe('NETWORK_UNKNOWN')
})
