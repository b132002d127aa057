import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GONE, SHARED, WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')

/** Evidence of each kind beside the world's 30 proofs, and what watchdogs say of some of them. */
async function seedEvidence(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = (sql: string, values: unknown[] = []) => client.query(sql, values)
  try {
    await run('create table facts.settlement_mix partition of facts.settlement default')
    const place = (day: number, position: number) => [
      ...['money', 31337, 2000 + day, Buffer.alloc(32, 7)],
      ...[
        new Date((WORLD_START + day * DAY + 60) * 1000),
        Buffer.alloc(32, 1),
        position,
        Buffer.alloc(20, 10),
      ],
    ]
    const where = 'network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract'
    for (const [day, evidence] of [
      [10, 'none'],
      [11, 'strange'],
    ] as const)
      await run(
        `insert into facts.settled_claim (${where}, evidence, input_hash, output_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '\\x01', '\\x02')`,
        [...place(day, 9000), evidence],
      )
    const batch = `insert into facts.settlement (${where}, kind, merkle_root, batch_size, blob_id) values ($1, $2, $3, $4, $5, $6, $7, $8, 'batch', '\\x0a', $9, $10)`
    await run(batch, [...place(2, 9001), 10, 'lost'])
    await run(batch, [...place(3, 9002), 2, 'kept'])
    await run(
      `insert into archive.blob (network, blob_id, status, merkle_root, leaf_count, first_seen_at) values ('money', 'kept', 'kept', '\\x0a', 2, now())`,
    )
    await run(
      `insert into archive.leaf select 'money', 'kept', i, $1, '\\x01', '\\x02', '\\x03', now(), '\\x04' from generate_series(0, 1) i`,
      [bytes(SHARED)],
    )
    for (const position of [9003, 9004])
      await run(
        `insert into facts.stake_change (${where}, node, staker, token, delta) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '\\x01', $10, 250000000000000000000)`,
        [...place(1, position), bytes(GONE), Buffer.alloc(20, 2)],
      )
    const judge = (watchdog: string, outcome: string, [statement, where]: readonly [string, string]) =>
      run(
        `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
           outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
         select network, chain_id, $1, 'claim', subject_id, block_number, block_hash, node_key, $2, $3, 'X',
           case when $3 = 'rejected' then 'node' end, '', $3 = 'undecided', '{}', block_time, block_time
         from api.claim where network = 'money' and ${where}`,
        [watchdog, statement, outcome],
      )
    const proofOf = (...days: number[]) =>
      [
        'proof_valid',
        `evidence = 'groth16' and (block_time at time zone 'UTC')::date - date '2026-01-05' in (${days.join(', ')})`,
      ] as const
    await judge('one', 'verified', proofOf(0, 1, 2, 5))
    await judge('two', 'verified', proofOf(0))
    await judge('one', 'rejected', proofOf(4))
    await judge('two', 'rejected', proofOf(5))
    await judge('one', 'undecided', proofOf(6, 8))
    await judge('one', 'verified', proofOf(8))
    // Of another statement: it says nothing of the proof.
    await judge('one', 'verified', ['settlement_included', `evidence = 'groth16'`])
    await judge('one', 'verified', ['hand_off_signed', 'leaf_index = 0'])
  } finally {
    await client.end()
  }
}

const { ask } = useMoneyApi(seedEvidence)

const PARTS = 'views { view kinds { kind amount { value unit eventsCounted } share { value reason } } }'

interface Shares {
  readonly total: { readonly value: string }
  readonly views: {
    view: string
    kinds: { kind: string; amount: { value: string }; share: { value: string } }[]
  }[]
}

const amounts = ({ views }: Shares) =>
  Object.fromEntries(
    views.map(({ view, kinds }) => [
      view,
      kinds.map(({ kind, amount }) => `${kind} ${Number(amount.value)}`).join(', '),
    ]),
  )

async function mix(args = 'days: 40'): Promise<Record<string, unknown>> {
  const answer = await ask(
    `{ verificationMix(network: "money", ${args}) { class sentence claims { total { value } ${PARTS} }
        fees { token { symbol } total { value unit } ${PARTS} } stake { token { symbol } total { value eventsCounted } withoutClaims { value } ${PARTS} }
        days { day claims { total { value } ${PARTS} } fees { total { value } } stake { total { value } } }
        checks { contract address evidence source } } }`,
  )
  expect(JSON.stringify(answer.errors)).toBeUndefined()
  const all = pick(answer, 'data.verificationMix') as Record<string, unknown>[]
  return all.find((each) => each.class === 'synthetic') ?? {}
}

test('claims by kind: as named, as the contract checked them, as watchdogs found them', async () => {
  const { claims, sentence, checks } = await mix()
  expect((claims as Shares).total.value).toBe('44')
  expect(amounts(claims as Shares)).toEqual({
    CLAIMED: 'TEE 2, SNARK 30, REPLAY 0, NONE 1, UNKNOWN 11',
    ON_CHAIN: 'TEE 0, SNARK 30, REPLAY 0, NONE 13, UNKNOWN 1',
    // Days 0, 1, 2 and 8; the leaf; day 4 was rejected. Of day 5 the watchdogs do not agree, of day 6 nobody decided.
    RECHECKED: 'TEE 1, SNARK 4, REPLAY 0, NONE 2, UNKNOWN 37',
  })
  expect(sentence).toBe(
    'Of 44 claims, 4.5 % name trusted hardware, 68.2 % a proof, 0 % an input to run again and 2.3 % nothing; contracts checked 68.2 % before they were settled, and watchdogs found 11.4 % good.',
  )
  expect(checks).toEqual([
    { contract: 'work', address: `0x${'09'.repeat(20)}`, evidence: ['groth16'], source: 'test' },
  ])
})

test('fees go with the claim of their request; what no log ties to a claim is unknown', async () => {
  const { fees } = await mix()
  const [xusd] = fees as (Shares & { total: { unit: string } })[]
  expect(xusd?.total).toEqual({ value: '3969.000000', unit: 'xUSD' })
  expect(amounts(xusd as Shares)).toEqual({
    CLAIMED: 'TEE 0, SNARK 3000, REPLAY 0, NONE 0, UNKNOWN 969',
    ON_CHAIN: 'TEE 0, SNARK 3000, REPLAY 0, NONE 0, UNKNOWN 969',
    RECHECKED: 'TEE 0, SNARK 400, REPLAY 0, NONE 100, UNKNOWN 3469',
  })
})

test('stake is divided as its node’s claims are; what stands behind nodes without claims is apart', async () => {
  const { stake } = await mix()
  const [coin] = stake as (Shares & { total: { eventsCounted: number }; withoutClaims: { value: string } })[]
  expect([Number(coin?.total.value), Number(coin?.withoutClaims.value)]).toEqual([1960, 500])
  // Each move, also where a node has two on one day.
  expect(coin?.total.eventsCounted).toBe(5)
  expect(amounts(coin as Shares).CLAIMED).toBe('TEE 0, SNARK 1960, REPLAY 0, NONE 0, UNKNOWN 0')
  const rechecked = (coin as Shares).views[2]?.kinds.map(({ share }) => share.value)
  expect(rechecked).toEqual(['0.00000000', '0.13333333', '0.00000000', '0.03333333', '0.83333333'])
})

test('the same by day; days add up to the window', async () => {
  const { days, claims } = await mix()
  const all = days as { day: string; claims: Shares }[]
  expect(all.map(({ day }) => day).slice(0, 2)).toEqual(['2026-01-05', '2026-01-06'])
  expect(all).toHaveLength(40)
  expect(all.reduce((sum, each) => sum + Number(each.claims.total.value), 0)).toBe(
    Number((claims as Shares).total.value),
  )
  expect(amounts(all[4]?.claims as Shares).RECHECKED).toBe('TEE 0, SNARK 0, REPLAY 0, NONE 1, UNKNOWN 0')
})

test('a window without claims has no shares, with the reason', async () => {
  const { claims, sentence } = await mix(`days: 1, to: "2026-02-14T00:00:00Z"`)
  expect(sentence).toBe('No claim was settled in this window.')
  expect(pick(claims, 'views.0.kinds.0.share')).toEqual({ value: null, reason: 'NO_DENOMINATOR' })
})

test('another network is refused', async () => {
  const answer = await ask('{ verificationMix(network: "none") { class } }')
  expect(answer.errors?.[0]?.extensions.code).toBe('NETWORK_UNKNOWN')
})
