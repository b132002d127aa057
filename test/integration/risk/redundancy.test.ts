import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

const DAY = 86_400

/** Two validators, one of which was there for half of the window, proofs of 100 bytes, and a watchdog that judged three claims and ran two of them again. */
async function seedChecks(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const [node, from, to] of [
      [1, 0, null],
      [2, 0, 20],
    ] as const) {
      await client.query(
        `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, enabled)
         values ('money', 31338, $1, 1, to_timestamp($2), 1, to_timestamp($2), 'validator', $3)`,
        [Buffer.alloc(32, node), WORLD_START, to === null],
      )
      for (const [first, enabled] of [[from, true], ...(to === null ? [] : [[to, false] as const])] as const)
        await client.query(
          `insert into derived.node_version (network, chain_id, node, from_block, to_block, from_time, to_time, role, enabled)
           values ('money', 31338, $1, $2, $3, to_timestamp($4), to_timestamp($5), 'validator', $6)`,
          [
            Buffer.alloc(32, node),
            first + 1,
            enabled && to !== null ? to + 1 : null,
            WORLD_START + first * DAY,
            enabled && to !== null ? WORLD_START + to * DAY : null,
            enabled,
          ],
        )
    }
    await client.query(
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
         finalized_hash, head, digest, source_set_hash, fence)
       select network, 31338, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head, digest,
         source_set_hash, 2 from ingest.status where chain_id = 31337`,
    )
    await client.query(
      `update facts.settled_claim set proof = $1, public_signals = $2 where network = 'money'`,
      [Buffer.alloc(96), Buffer.alloc(4)],
    )
    const judged = (statement: string, outcome: string, count: number) =>
      client.query(
        `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node,
           statement, outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
         select network, chain_id, 'w', 'claim', subject_id, block_number, block_hash, node_key, $1, $2, 'X',
           case when $2 = 'rejected' then 'node' end, '', false, '{}', block_time, '2027-03-01T10:00:00Z'
         from (select * from api.claim where network = 'money' order by block_number limit $3) c`,
        [statement, outcome, count],
      )
    await judged('proof_valid', 'verified', 3)
    await judged('output_reproduced', 'verified', 1)
    await client.query(
      `insert into watch.spent (network, watchdog, day, checks, calls, cpu_ms)
       values ('money', 'w', '2027-03-01', 4, 9, 600), ('money', 'w', '2027-02-28', 50, 9, null)`,
    )
  } finally {
    await client.end()
  }
}

const { ask } = useMoneyApi(seedChecks)
const FIELDS =
  'class sentence claims { value } validators { value reason } reexecutions { value reason } rerun { value } avoided { value reason } bytesOnChain { value unit } bytesElsewhere { reason } gas { value reason missing { input } } cpu { value reason caveats methodVersion } gasUsd { reason } cpuUsd { value } fee { value reason } cpuShare { value reason } costShare { value reason } references { rowId }'
const redundancy = async (more = '') => {
  const answer = await ask(`{ redundancy(network: "money", days: 40${more}) { ${FIELDS} } }`)
  expect(answer.errors?.[0]).toBeUndefined()
  return pick(answer, 'data.redundancy') as Record<string, unknown>[]
}

test('executions by indexed validators, what watchdogs ran again, bytes and processor time of a claim', async () => {
  const [found] = await redundancy(', class: synthetic')
  expect(found).toMatchObject({
    claims: { value: '30' },
    validators: { value: '1.50' },
    reexecutions: { value: '45' },
    rerun: { value: '1' },
    avoided: { value: '44' },
    bytesOnChain: { value: '100.000000', unit: 'bytes/claim' },
    bytesElsewhere: { reason: 'NO_DENOMINATOR' },
    // 0.6 s for three claims; a day of which the time was not counted is in neither.
    cpu: { value: '0.200000', methodVersion: 'redundancy-1', caveats: [expect.stringMatching(/run models/)] },
    cpuUsd: { value: ((0.2 * 0.0425) / 3600).toFixed(9) },
    fee: { value: (3619 / 30).toFixed(6) },
    gas: {
      value: null,
      reason: 'NOT_OBSERVED',
      missing: [{ input: expect.stringMatching(/give gasPerTransaction/) }],
    },
    costShare: { value: null, reason: 'NOT_OBSERVED' },
    references: [{ rowId: 'aws-c5.xlarge/instance/1' }, { rowId: 'aws-c5.xlarge/vcpu/1' }],
    sentence:
      '30 claims were computed once each; if every validator had run them again, that would be 44 executions more. A watchdog’s processor time for one is less than 0.1 % of its fee, without gas.',
  })
})

test('with gas given there is a whole cost, and validators as asked', async () => {
  const [found] = await redundancy(
    ', class: synthetic, validators: 100, gasPerTransaction: "300000", usdPerGas: "0.00001", usdPerCpuHour: "0"',
  )
  expect(found).toMatchObject({
    validators: { value: '100.00' },
    avoided: { value: '2999' },
    gas: { value: '300000.000000' },
  })
  expect(valueAt(found, 'costShare')).toBe((3 / (3619 / 30)).toFixed(8))
})

test('a class without claims or validators has no share, and its fees are no money', async () => {
  const found = await redundancy(', class: testnet')
  // Its one node validates, and made no claim.
  expect(found).toMatchObject([
    {
      class: 'testnet',
      claims: { value: '0' },
      validators: { value: '1.00' },
      fee: { value: null, reason: 'NETWORK_CLASS' },
      sentence: 'No claim was settled in the window: nothing was saved.',
    },
  ])
})

test.each(['validators: 0', 'usdPerGas: "-1"', 'gasPerTransaction: "many"'])(
  '%s is refused',
  async (argument) => {
    const answer = await ask(`{ redundancy(network: "money", ${argument}) { class } }`)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  },
)
