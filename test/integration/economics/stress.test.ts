import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

// 200 claims in pairs, a minute between two pairs; every fourth says a time that cannot be: of the year before, or after its block.
const PAIRS = `insert into facts.settled_claim
  select (jsonb_populate_record(c, jsonb_build_object('chain_id', 10740, 'block_number', 5000 + n / 2, 'position', n % 2,
    'block_time', to_timestamp($1 + 60 * (n / 2)),
    'claimed_at', to_timestamp($1 + 60 * (n / 2) - case n % 4 when 2 then 31536000 when 3 then -1 else 5 end)))).*
  from generate_series(0, 199) n, (select c from facts.settled_claim c where c.network = 'money' limit 1) seen (c)`

// A batch of two whose contents are kept, and one of ten that nobody kept.
const BATCHES = [
  'create table facts.settlement_stress partition of facts.settlement default',
  `insert into facts.settlement (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, kind, merkle_root, batch_size, blob_id)
   select 'money', 31337, 9000, '\\x07', to_timestamp(${WORLD_START + 35 * 86_400}), '\\x01', size, '\\x09', 'batch', '\\x0a', size, 'blob' || size
   from unnest(array[2, 10]) size`,
  `insert into archive.blob (network, blob_id, status, merkle_root, leaf_count, first_seen_at) values ('money', 'blob2', 'kept', '\\x0a', 2, now())`,
  `insert into archive.leaf select 'money', 'blob2', i, '\\x01', '\\x01', '\\x02', '\\x03', now(), '\\x04' from generate_series(0, 1) i`,
]

/** 100 claims on each of 40 days, and 20 on a chain of the same class that no index follows. */
async function seedClaims(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client
    .query(
      `insert into derived.network_day (network, chain_id, day, claims)
       select 'money', chain, (to_timestamp($1) at time zone 'UTC')::date + day, claims
       from generate_series(0, 39) day, (values (31337, 100), (31338, 20)) as chains (chain, claims)
       on conflict (network, chain_id, day) do update set claims = excluded.claims`,
      [WORLD_START],
    )
    .then(() => client.query(PAIRS, [WORLD_START + 86_400]))
    .then(() => client.query(BATCHES.join('; ')))
    .finally(() => client.end())
}

const { ask } = useMoneyApi(seedClaims)

const stress = async (args: string, fields: string) => {
  const answer = await ask(`{ stressTest(network: "money"${args}) { class ${fields} } }`)
  expect(answer.errors).toBeUndefined()
  return pick(answer, 'data.stressTest') as Record<string, never>[]
}

test('one answer for each class of chain, with its blocks and the rows that filled it in', async () => {
  const found = await stress(
    ', moved: "0.5", provable: "0.2", multiple: "1000", load: "0.3"',
    'sentence multiple noFallback { value unit class asOf { chainId } methodVersion } unverified { sustainableLoad { value } utilisation { value } meanWait { value reason } inTime { value reason } } stopped { served { value } } references { rowId stale }',
  )
  expect(found.length).toBeGreaterThan(1)
  for (const { class: moneyClass, ...each } of found)
    expect(each).toMatchObject({
      multiple: '1000.00',
      // s·(1−e) = 0.4; 1 ÷ (1 + 0.1·999); (1 − 0.5 + 0.1) ÷ (1 − 0.5 + 0.1·1000); 0.3 · 100.9
      noFallback: { value: '0.40000000', unit: 'ratio', class: moneyClass, methodVersion: 'stress-1' },
      unverified: {
        sustainableLoad: { value: '0.00991080' },
        utilisation: { value: '30.27000000' },
        meanWait: { value: null, reason: 'NOT_REACHED' },
        inTime: { value: null, reason: 'NOT_REACHED' },
      },
      stopped: { served: { value: '0.00597015' } },
      sentence: expect.stringMatching(
        /^If the hardware behind 50 % .* 40 % of all work would have no fallback/,
      ),
    })
  const chains = found.map(({ noFallback }) => pick(noFallback, 'asOf') as { chainId: number }[])
  expect(new Set(chains.flat().map(({ chainId }) => chainId)).size).toBe(chains.flat().length)
})

test('what nobody gave is null with its reason, and the multiple is the catalogue’s with its source', async () => {
  const [found] = await stress(
    '',
    'provable load multiple sentence noFallback { value reason missing { input } } unverified { sustainableLoad { reason } utilisation { reason } } alternatives { name capacity { value } unproved { value } } proofUsd { reason } proofsPerDay { reason } gasShare { reason } references { rowId source asOf low high }',
  )
  expect(found).toMatchObject({
    provable: null,
    load: null,
    noFallback: {
      value: null,
      reason: 'NOT_OBSERVED',
      missing: [{ input: expect.stringContaining('give provable') }],
    },
    unverified: { sustainableLoad: { reason: 'NOT_OBSERVED' }, utilisation: { reason: 'NOT_OBSERVED' } },
    proofUsd: { reason: 'NOT_OBSERVED' },
    proofsPerDay: { reason: 'NOT_OBSERVED' },
    gasShare: { reason: 'NOT_OBSERVED' },
    sentence: expect.stringMatching(/is not known: give provable/),
    references: expect.arrayContaining([
      expect.objectContaining({ rowId: 'opengradient-zkml/multiple/1', low: '1000', high: '10000' }),
    ]),
  })
  expect(pick(found, 'alternatives')).toEqual([
    { name: 'SAMPLED_REEXECUTION', capacity: { value: '0.95238095' }, unproved: { value: '0.95000000' } },
    { name: 'SECOND_VENDOR', capacity: { value: '0.00000000' }, unproved: { value: '0.00000000' } },
    { name: 'REDUNDANCY', capacity: { value: '0.33333333' }, unproved: { value: '0.00000000' } },
    { name: 'SMALL_MODELS', capacity: { value: null }, unproved: { value: null } },
    { name: 'PAUSE', capacity: { value: '0.00000000' }, unproved: { value: '0.00000000' } },
  ])
})

test('proofs of a day are counted from the claims of whole days, and what one costs from rent', async () => {
  const found = await stress(
    ', provable: "0.5", serviceSeconds: "2", multiple: "100", verificationGas: "250000", chainGasPerDay: "1000000000", days: 10, hardware: "RTX_4090"',
    'proofUsd { value unit } proofsPerDay { value eventsCounted unit caveats } gasShare { value } references { rowId value unit }',
  )
  const synthetic = found.find((each) => each.class === 'synthetic')
  const rent = (pick(synthetic, 'references') as { rowId: string; value: string }[]).find(({ rowId }) =>
    rowId.startsWith('rtx_4090/rent'),
  )
  expect(synthetic).toMatchObject({
    // A thousand of their own logs, two of a batch and ten of one that nobody kept.
    proofsPerDay: {
      value: '50.60',
      eventsCounted: 1002,
      unit: 'proofs/day',
      caveats: [expect.stringMatching(/^of 1 batches no contents/)],
    },
    // 50.6 · 250,000 ÷ 10⁹
    gasShare: { value: '0.01265000' },
    proofUsd: { value: ((100 * 2 * Number(rent?.value)) / 3600).toFixed(6), unit: 'USD' },
  })
})

test('where nothing can be proved the sentence speaks of no proofs; where all of it stops, nothing is served', async () => {
  const [none] = await stress(
    ', moved: "1", provable: "0", multiple: "40", load: "0"',
    'sentence noFallback { value } unverified { sustainableLoad { value } meanWait { value } inTime { value } } stopped { sustainableLoad { value reason } served { value reason } utilisation { value } inTime { value reason } }',
  )
  expect(none).toMatchObject({
    sentence:
      'If the hardware behind 100 % of the work were no longer believed, nothing would stand in for it: none of it can be proved, and 100 % of all work would have no fallback.',
    noFallback: { value: '1.00000000' },
    unverified: {
      sustainableLoad: { value: '1.00000000' },
      meanWait: { value: '0.00' },
      inTime: { value: '1.00000000' },
    },
    stopped: {
      sustainableLoad: { value: null, reason: 'NO_DENOMINATOR' },
      served: { value: null, reason: 'NO_DENOMINATOR' },
      utilisation: { value: '0.00000000' },
      inTime: { value: null, reason: 'NO_DENOMINATOR' },
    },
  })
})

test('the queue is played over claims as they came, and says which ones', async () => {
  const found = await stress(
    ', moved: "0.01", provable: "1", multiple: "2", load: "0.2", deadline: "2.5", quantile: "0.9", days: 60',
    'arrivals { claims byNode from to blocks { chainId first last } } unverified { inTime { value } playedInTime { value eventsCounted methodVersion } largestSafeShare { value } playedLargestSafeShare { value reason missing { input } } }',
  )
  const of = (name: string) => found.find((each) => each.class === name)
  const at = (seconds: number) =>
    new Date((WORLD_START + 86_400 + seconds) * 1000).toISOString().replace('Z', '000Z')
  expect(of('testnet')).toMatchObject({
    // Pairs whose time is the node's, five seconds before their block, and pairs at their block's.
    arrivals: {
      claims: 200,
      byNode: 100,
      from: at(-5),
      to: at(99 * 60),
      blocks: [{ chainId: 10740, first: 5000, last: 5099 }],
    },
    unverified: { playedInTime: { eventsCounted: 200, methodVersion: 'stress-replay-1' } },
  })
  // The second of a pair waits for the first, and by the formula some wait longer still.
  expect(Number(pick(of('testnet'), 'unverified.playedInTime.value'))).toBeGreaterThan(0.97)
  expect(pick(of('testnet'), 'unverified.playedLargestSafeShare.reason')).toBeNull()
  expect(of('synthetic')).toMatchObject({
    arrivals: { claims: 32, byNode: 30 },
    unverified: {
      playedInTime: { value: null, eventsCounted: 32 },
      playedLargestSafeShare: {
        reason: 'INSUFFICIENT_DATA',
        missing: [{ input: expect.stringMatching(/100 or more/) }],
      },
    },
  })
})

test.each([
  ['moved: "1.1"', /moved must be decimal text from 0 to 1/],
  ['moved: "half"', /moved must be/],
  ['load: "1"', /load must be decimal text from 0 to below 1/],
  ['multiple: "0.5"', /multiple must be/],
  ['quantile: "0"', /quantile must be above 0/],
  ['deadline: "0.5"', /deadline must be/],
  ['copies: 1', /copies must be 2 to 100/],
])('%s is refused in words', async (argument, words) => {
  const answer = await ask(`{ stressTest(network: "money", ${argument}) { class } }`)
  expect(answer.errors?.[0]).toMatchObject({
    message: expect.stringMatching(words),
    extensions: { code: 'BAD_USER_INPUT' },
  })
})

test('another network is refused', async () => {
  const answer = await ask('{ stressTest(network: "none") { class } }')
  expect(answer.errors?.[0]?.extensions.code).toBe('NETWORK_UNKNOWN')
})
