import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GPU, WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const STAYED_OUT = `0x${'b1'.repeat(32)}`
const RETURNED = `0x${'b2'.repeat(32)}`
const ROTATED = `0x${'b3'.repeat(32)}`
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')
const account = (number: number) => bytes(`0x${number.toString(16).padStart(40, '0')}`)
const [KEY, NEXT_KEY] = [account(0xb0), account(0xb9)]

const { ask, economics } = useMoneyApi(seedHistories)

/** Nodes whose state or key changed: each version from its day, with whether it was enabled and its owner. */
async function seedHistories(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const node = async (name: string, versions: readonly (readonly [number, boolean, Buffer])[]) => {
    for (const [index, [day, enabled, owner]] of versions.entries()) {
      const next = versions[index + 1]?.[0]
      await client.query(
        `insert into derived.node_version (network, chain_id, node, from_block, to_block, from_time, to_time, role, owner, payment_address, enabled)
         values ('money', 31337, $1, $2, $3, to_timestamp($4), to_timestamp($5), 'snark-prover', $6, $6, $7)`,
        [
          bytes(name),
          1000 + day,
          next === undefined ? null : 1000 + next,
          WORLD_START + day * DAY,
          next === undefined ? null : WORLD_START + next * DAY,
          owner,
          enabled,
        ],
      )
    }
    const last = versions.at(-1) ?? [0, true, KEY]
    await client.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, owner, payment_address, enabled)
       values ('money', 31337, $1, 1000, to_timestamp($2), $3, to_timestamp($4), 'snark-prover', $5, $5, $6)`,
      [bytes(name), WORLD_START, 1000 + last[0], WORLD_START + last[0] * DAY, last[2], last[1]],
    )
  }
  await node(STAYED_OUT, [
    [0, true, account(0xb7)],
    [10, false, account(0xb7)],
    [35, false, account(0xb7)],
  ])
  await node(RETURNED, [
    [0, true, account(0xb8)],
    [10, false, account(0xb8)],
    [20, true, account(0xb8)],
  ])
  await node(ROTATED, [
    [0, true, KEY],
    [39, true, NEXT_KEY],
  ])
  // Whenever the GPU node is paid, this one is paid by its own key of that time.
  await client.query(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
       node, token, payer, payee, attribution, amount, refund)
     select network, chain_id, block_number, block_hash, block_time, tx_hash, position + 200000, contract,
       $1, token, $3, $3, attribution, 100000000, refund
     from facts.fee where node = $2 and not refund and block_time < to_timestamp($4)`,
    [bytes(ROTATED), bytes(GPU), KEY, WORLD_START + 39 * DAY],
  )
  await client.query(
    `insert into facts.stake_change (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
       node, token, staker, delta)
     select network, chain_id, block_number, block_hash, block_time, tx_hash, position + 200000, contract, $1, token, $3, delta
     from facts.stake_change where node = $2 limit 1`,
    [bytes(ROTATED), bytes(GPU), KEY],
  )
  await client.end()
}

const leftOn = async (to: string) => {
  const answer = await ask(
    `{ leaderboard(network: "money", metric: CLAIMS, includeDead: true, top: 50, days: 5, to: "${to}") { class rows { key leftAt } } }`,
  )
  expect(answer.errors).toBeUndefined()
  const lists = pick(answer, 'data.leaderboard') as { rows: { key: string; leftAt: string | null }[] }[]
  const rows = new Map(lists.flatMap(({ rows }) => rows).map(({ key, leftAt }) => [key, leftAt]))
  return [STAYED_OUT, RETURNED].map((key) => rows.get(key)?.slice(0, 10) ?? null)
}

test('a node left on the day that it was disabled, whatever is said of it later', async () => {
  expect(await leftOn('2026-02-14T00:00:00Z')).toEqual(['2026-01-15', null])
})

test('a window that ended before a node returned has it gone, and one before it left has it there', async () => {
  expect(await leftOn('2026-01-20T00:00:00Z')).toEqual(['2026-01-15', '2026-01-15'])
  expect(await leftOn('2026-01-15T00:00:00Z')).toEqual([null, null])
})

test('survival with returns: a node that came back has not left and is watched on, one that stayed out has, on its first day', async () => {
  const survivalAt = async (to: string) => {
    const answer = await ask(
      `{ networks(where: { id_eq: "money" }) { economics(days: 5, to: "${to}") { class survival { nodes left steps { days atRisk left survival } } } } }`,
    )
    expect(answer.errors).toBeUndefined()
    const classes = pick(answer, 'data.networks.0.economics') as object[]
    return pick(
      classes.find((each) => pick(each, 'class') === 'synthetic'),
      'survival',
    )
  }
  // Six nodes of this class that joined on one day; of them two are disabled on day 10 and one of the world's own, and one comes back on day 20.
  const steps = (left: number, survival: string) => [{ days: '10.000', atRisk: 6, left, survival }]
  expect(await survivalAt('2026-01-15T00:00:00Z')).toEqual({ nodes: 6, left: 0, steps: [] })
  expect(await survivalAt('2026-01-20T00:00:00Z')).toEqual({ nodes: 6, left: 3, steps: steps(3, '0.500000') })
  expect(await survivalAt('2026-01-26T00:00:00Z')).toEqual({ nodes: 6, left: 2, steps: steps(2, '0.666667') })
  expect(await survivalAt('2026-02-14T00:00:00Z')).toEqual({ nodes: 6, left: 2, steps: steps(2, '0.666667') })
})

test('costs of a node that left end with it', async () => {
  const cost = 'cost: { instance: "mine", usdPerHour: "1", upstreamUsdPerRequest: "0", gasUsdPerDay: "0" }'
  const [found] = await economics(STAYED_OUT, 'statement { hosting { value } }', `days: 40, ${cost}`)
  expect(valueAt(found, 'statement.hosting')).toBe('240.000000')
})

test('a new key of the operator rewrites nothing: stake stays own, and fees of the old key stay related', async () => {
  const [found] = await economics(
    ROTATED,
    'statement { delegators { value reason } } demand { notShownRelated { value } costOfFaking { value } excluded { rule } }',
    'payers: ALL, days: 40, cost: { commission: "0" }',
  )
  expect(found).toEqual({
    statement: { delegators: { value: '0.000000', reason: null } },
    demand: {
      notShownRelated: { value: '0.00000000' },
      costOfFaking: { value: '0.00000000' },
      excluded: [{ rule: 'operator' }],
    },
  })
})
