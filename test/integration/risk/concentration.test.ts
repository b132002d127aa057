import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GPU, WORLD_END, WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400
const OPERATOR = `0x${'1'.padStart(40, '0')}`
const RELAYER = `0x${'77'.repeat(20)}`

/** A batch of ten claims that nobody kept, the same beside it without a size, and an hour of silence that ended. */
async function seedBatches(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table facts.settlement_money partition of facts.settlement default')
    await client.query(
      `insert into facts.settlement (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
         kind, relayer, batch_size, blob_id)
       select 'money', 31337, 80000, $1, to_timestamp($2), $1, position, $3, 'batch', $3, size, 'blob' || position
       from (values (1, 10), (2, null)) b (position, size)`,
      [Buffer.alloc(32, 5), WORLD_END - DAY, Buffer.from(RELAYER.slice(2), 'hex')],
    )
    await client.query(
      `insert into derived.lapse (network, chain_id, node, after_block, after_time, limit_seconds, from_time, to_time, ended_by)
       values ('money', 31337, $1, 2000, to_timestamp($2), 60, to_timestamp($2), to_timestamp($2 + 3600), 'heartbeat')`,
      [Buffer.from(GPU.slice(2), 'hex'), WORLD_START + 20 * DAY],
    )
  } finally {
    await client.end()
  }
}

const { ask } = useMoneyApi(seedBatches)

const MEASURE =
  'total { value reason unit } unknown { value reason } free { value } hhiLow { value } hhiHigh { value } third { fewest { value } most { value reason } holders }'
async function concentration(by: string, more = '', fields = '') {
  const answer = await ask(
    `{ concentration(network: "money", by: ${by}, days: 40${more}) { class by sentence claims { ${MEASURE} } fees { ${MEASURE} } stake { ${MEASURE} } holderCount
      holders { holder from claims { value reason } fees { value reason } stake { value } fails { nodes { value reason eventsCounted } claimsPerDay { value reason } stake { value reason } recovery { value reason eventsCounted } } } ${fields} } }`,
  )
  expect(answer.errors?.[0]).toBeUndefined()
  return pick(answer, 'data.concentration') as Record<string, unknown>[]
}
const ofClass = (found: Record<string, unknown>[], name: string) => found.find((each) => each.class === name)

test('by operator: claims, fees and stake, the unknown apart, and what one failure takes', async () => {
  const found = ofClass(await concentration('OPERATOR'), 'synthetic')
  // 30 claims by the operator's node, and ten of a batch that nobody kept.
  expect(found).toMatchObject({
    claims: {
      total: { value: '40', unit: 'count' },
      unknown: { value: '0.25000000' },
      hhiLow: { value: '0.56250000' },
      hhiHigh: { value: '1.00000000' },
    },
    stake: {
      total: { value: '490.000000' },
      unknown: { value: '0.00000000' },
      third: { holders: [OPERATOR] },
    },
    holderCount: 1,
    sentence:
      'The largest operator answers for 75 % of claims, and a third of all claims is in the hands of 1; of 25 % nothing says which operator.',
  })
  // 36 fees of 100 without the operator's own four, 12 to its other node, 7 to an address that several nodes share.
  expect(valueAt(found, 'fees.total')).toBe('3619.000000')
  expect(valueAt(found, 'fees.unknown')).toBe((7 / 3619).toFixed(8))
  expect(pick(found, 'holders.0')).toMatchObject({
    holder: OPERATOR,
    from: 'CHAIN',
    claims: { value: '0.75000000' },
    stake: { value: '1.00000000' },
    fails: {
      // Two of its three nodes on the chain serve; the third was disabled.
      nodes: { value: '2' },
      claimsPerDay: { value: '0.75' },
      stake: { value: '490.000000' },
      recovery: { value: '3600', eventsCounted: 1 },
    },
  })
})

test('a class of its own for each kind of money, and one of them where it is asked for', async () => {
  const found = await concentration('OPERATOR')
  expect(found.map((each) => each.class).sort()).toEqual(['synthetic', 'testnet'])
  const [only, ...others] = await concentration('OPERATOR', ', class: testnet')
  expect(others).toEqual([])
  // No claim on that chain, and its tokens are no money.
  expect(only).toMatchObject({
    class: 'testnet',
    claims: { total: { value: '0' }, unknown: { value: null, reason: 'NO_DENOMINATOR' } },
    fees: { total: { value: null, reason: 'NETWORK_CLASS' } },
    holders: [{ fails: { recovery: { value: null, reason: 'NOT_OBSERVED' } } }],
  })
})

test('by relayer: who settled is known where the node is not, and a payment tells nobody', async () => {
  const found = ofClass(await concentration('RELAYER'), 'synthetic')
  expect(found).toMatchObject({
    claims: {
      unknown: { value: '0.75000000' },
      third: { fewest: { value: '1' }, most: { value: null, reason: 'NOT_REACHED' } },
    },
    fees: { total: { value: null, reason: 'NOT_ATTRIBUTABLE' } },
    stake: { total: { value: null, reason: 'NOT_APPLICABLE' } },
    holders: [
      {
        holder: RELAYER,
        claims: { value: '0.25000000' },
        fails: { nodes: { value: null, reason: 'NOT_APPLICABLE' }, claimsPerDay: { value: '0.25' } },
      },
    ],
  })
})

test('a proof rests on no vendor and no approver; what the file declares of a machine counts from its day on', async () => {
  for (const by of ['TEE_VENDOR', 'MEASUREMENT', 'APPROVER'])
    expect(ofClass(await concentration(by), 'synthetic')).toMatchObject({
      claims: {
        free: { value: '0.75000000' },
        unknown: { value: '0.25000000' },
        hhiHigh: { value: '0.06250000' },
      },
      holderCount: 0,
    })
  const cloud = ofClass(await concentration('CLOUD'), 'synthetic')
  const since = Array.from({ length: 40 }, (_, day) => day).filter(
    (day) => day >= 15 && day < 27 && day % 4 !== 3,
  ).length
  expect(cloud).toMatchObject({
    holders: [{ holder: 'Example Cloud', from: 'DECLARED', claims: { value: (since / 40).toFixed(8) } }],
  })
  const fees = Array.from({ length: 40 }, (_, day) => day).filter(
    (day) => day >= 15 && day < 27 && day % 10 !== 9,
  ).length
  expect(valueAt(cloud, 'holders.0.fees')).toBe(((fees * 100) / 3619).toFixed(8))
})

test('every figure says its blocks, and a batch without a size is said and not counted', async () => {
  const [found] = await concentration(
    'REGION',
    ', class: synthetic',
    'all: claims { total { caveats asOf { chainId } methodVersion class window { from } } }',
  )
  expect(pick(found, 'all.total')).toMatchObject({
    methodVersion: 'concentration-1',
    class: 'synthetic',
    caveats: [
      expect.stringMatching(/^of 2 batches no contents/),
      expect.stringMatching(/^1 of them do not say how many/),
    ],
    asOf: expect.arrayContaining([{ chainId: 31337 }]),
  })
})

test('one question for several says what each says alone', async () => {
  const roots = ['OPERATOR', 'TEE_VENDOR', 'RELAYER'].map(
    (by) =>
      `concentration(network: "money", by: ${by}, days: 40) { class sentence claims { ${MEASURE} } fees { ${MEASURE} } stake { ${MEASURE} } }`,
  )
  roots.push(
    'redundancy(network: "money", days: 40) { class claims { value } fee { value } bytesOnChain { value } }',
  )
  const alone = await Promise.all(roots.map((root) => ask(`{ root0: ${root} }`)))
  const together = await ask(`{ ${roots.map((root, place) => `root${place}: ${root}`).join(' ')} }`)
  expect(together.errors).toBeUndefined()
  expect(roots.map((_, place) => pick(together, `data.root${place}`))).toEqual(
    alone.map((answer) => pick(answer, 'data.root0')),
  )
})

test.each([
  ['top: 0', 'BAD_USER_INPUT'],
  ['days: 0', 'BAD_USER_INPUT'],
])('%s is refused', async (argument, code) => {
  const answer = await ask(`{ concentration(network: "money", by: CLOUD, ${argument}) { class } }`)
  expect(answer.errors?.[0]?.extensions.code).toBe(code)
})
