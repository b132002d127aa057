import pg from 'pg'
import { expect, test } from 'vitest'
import { pick, useMoneyApi, valueAt } from '../../support/money-api.ts'
import { GPU, SHARED, WORLD_START } from '../../support/money-world.ts'
import { makeSnpReport } from '../../support/quote-authority.ts'

const DAY = 86_400
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')

/** The GPU node is attested by hardware that the network's file alone names; the shared one by a report whose root nobody gave. */
async function seedAttestations(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`update derived.node_version set tee_type = 1 where network = 'money' and node = $1`, [
      bytes(GPU),
    ])
    await client.query(
      `update derived.node_version set tee_type = 2, attested_block = 1000 where network = 'money' and node = $1`,
      [bytes(SHARED)],
    )
    await client.query('create table facts.node_registered_money partition of facts.node_registered default')
    await client.query(
      `insert into facts.node_registered (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
         node, role, tee_type, signing_key, attestation)
       values ('money', 31337, 1000, $1, to_timestamp($2), $1, 0, $3, $4, 'tee-proxy', 2, 'key', $5)`,
      [Buffer.alloc(32, 7), WORLD_START, Buffer.alloc(20, 9), bytes(SHARED), makeSnpReport().report],
    )
    await client.query(
      `update facts.settled_claim set evidence = 'tee_signature' where network = 'money' and block_time >= to_timestamp($1)`,
      [WORLD_START + 30 * DAY],
    )
  } finally {
    await client.end()
  }
}

const { ask } = useMoneyApi(seedAttestations)
const given = async (query: string, path: string) => {
  const answer = await ask(query)
  expect(answer.errors?.[0]).toBeUndefined()
  return pick(answer, path) as Record<string, unknown>[]
}

test('the catalogue: every row with its source and day, and which machines it is about', async () => {
  const all = await given(
    '{ advisories { id source asOf published confidence author hardware { tee } } }',
    'data.advisories',
  )
  expect(all.length).toBe(20)
  for (const each of all)
    expect(each).toMatchObject({
      source: expect.stringMatching(/./),
      asOf: '2026-11-20',
      author: null,
      hardware: expect.arrayContaining([expect.anything()]),
    })
  const nitro = await given(
    '{ advisories(tee: "nitro") { id forgesAttestation hardware { forges } } }',
    'data.advisories',
  )
  expect(nitro).toEqual([
    { id: 'NITRO-CONFIG', forgesAttestation: 'no hardware break', hardware: [{ forges: 'NO' }] },
  ])
})

const MATCH =
  'advisory key class state patchedFrom asOf { number } intervals { from to state reason tee cpu custody isProved tcb }'
const matches = (advisory: string, node: string) =>
  given(
    `{ advisoryMatches(network: "money", advisory: "${advisory}", node: "${node}") { ${MATCH} } }`,
    'data.advisoryMatches',
  )

test('a node whose hardware is declared: unknown before, unknown in a cloud’s hands, affected at home', async () => {
  expect(await matches('TEE-FAIL', GPU)).toMatchObject([
    {
      key: GPU,
      class: 'synthetic',
      state: 'AFFECTED',
      patchedFrom: null,
      asOf: [{ number: 90000 }],
      intervals: [
        { state: 'UNKNOWN', reason: 'PLATFORM_UNKNOWN', tee: null, custody: 'UNKNOWN', isProved: false },
        {
          from: '2026-01-20T00:00:00.000000Z',
          state: 'UNKNOWN',
          reason: 'CUSTODY_DECLARED',
          tee: 'tdx',
          custody: 'CLOUD',
        },
        {
          from: '2026-02-01T00:00:00.000000Z',
          to: null,
          state: 'AFFECTED',
          reason: 'MATCHES',
          custody: 'HOME',
        },
      ],
    },
  ])
})

test('a report whose root nobody gave may be affected, and is out of nothing', async () => {
  const machine = {
    tee: 'sev-snp',
    cpu: 'milan',
    isProved: false,
    tcb: expect.arrayContaining(['firmware 1.55.22']),
  }
  const [forged] = await matches('ARXIV-2605.12990', `money:31337-${SHARED}`)
  expect(forged).toMatchObject({ state: 'AFFECTED', intervals: [{ reason: 'MATCHES', ...machine }] })
  // Its firmware would have the fix; nothing proves that it is its firmware.
  expect(await matches('CVE-2024-21944', SHARED)).toMatchObject([
    { state: 'UNKNOWN', intervals: [{ reason: 'NOT_PROVED' }] },
  ])
  expect(await matches('WIRETAP', SHARED)).toMatchObject([
    { state: 'UNKNOWN', intervals: [{ reason: 'NOT_PROVED' }] },
  ])
})

test('one advisory by its id, and none of a name that nobody gave', async () => {
  const { data } = await ask(
    '{ one: advisoryById(id: "tee-fail") { id } none: advisoryById(id: "x") { id } }',
  )
  expect(data).toEqual({ one: { id: 'TEE-FAIL' }, none: null })
})

test('every pair of advisory and node, by pages', async () => {
  const page = (limit: number, offset: number) =>
    given(
      `{ advisoryMatches(network: "money", top: ${limit}, skip: ${offset}) { advisory key state } }`,
      'data.advisoryMatches',
    )
  const all = await page(1000, 0)
  expect(all.length % 20).toBe(0)
  expect(await page(7, 5)).toEqual(all.slice(5, 12))
})

const EXPOSURE =
  'nodes { value } claims { value reason } fees { value reason } emissions { value reason } stake { value reason }'
const PARTS = `affected { ${EXPOSURE} } unknown { ${EXPOSURE} }`
const blast = (advisory: string, more = '') =>
  given(
    `{ blastRadius(network: "money", advisory: "${advisory}", days: 40${more}) { class forges sentence known { ${PARTS} } possible { ${PARTS} } } }`,
    'data.blastRadius',
  )

test('nodes are counted by state and class, as every pair says them', async () => {
  const answer = await ask(`{ advisoryNodes(network: "money") { advisory class
      affected { value unit class asOf { chainId } methodVersion eventsCounted } unknown { value } patched { value } notAffected { value } }
    advisoryMatches(network: "money", top: 1000) { advisory class state } advisories { id } }`)
  expect(answer.errors).toBeUndefined()
  const counted = pick(answer, 'data.advisoryNodes') as Record<string, unknown>[]
  const pairs = pick(answer, 'data.advisoryMatches') as { advisory: string; class: string; state: string }[]
  const ids = (pick(answer, 'data.advisories') as { id: string }[]).map(({ id }) => id)
  expect([...new Set(counted.map(({ advisory }) => advisory))]).toEqual(ids)
  for (const row of counted) {
    const own = pairs.filter((pair) => pair.advisory === row.advisory && pair.class === row.class)
    const of = (state: string) => ({ value: String(own.filter((pair) => pair.state === state).length) })
    expect(row).toMatchObject({
      affected: {
        ...of('AFFECTED'),
        unit: 'count',
        class: row.class,
        methodVersion: 'advisories-1',
        eventsCounted: own.length,
      },
      unknown: of('UNKNOWN'),
      patched: of('PATCHED'),
      notAffected: of('NOT_AFFECTED'),
    })
  }
  const fail = counted.find((row) => row.advisory === 'TEE-FAIL' && row.class === 'synthetic')
  expect([valueAt(fail, 'affected'), valueAt(fail, 'unknown')].map(Number).every((count) => count > 0)).toBe(
    true,
  )
  expect(pick(fail, 'affected.asOf')).toEqual([{ chainId: 31337 }])
})

test('what rests on affected machines, and on those of which nothing shows it; one answer per class', async () => {
  const found = await blast('TEE-FAIL')
  const [synthetic, testnet] = ['synthetic', 'testnet'].map((name) =>
    found.find((each) => each.class === name),
  )
  const days = Array.from({ length: 40 }, (_, day) => day)
  const fees = (from: number, to: number) =>
    (100 * days.filter((day) => day >= from && day < to && day % 10 !== 9).length).toFixed(6)
  const claims = days.filter((day) => day >= 30 && day % 4 !== 3).length
  const affected = {
    nodes: { value: '1' },
    claims: { value: String(claims) },
    fees: { value: fees(27, 40) },
    emissions: { value: (13 * 25 * 0.25).toFixed(6) },
    stake: { value: '490.000000' },
  }
  // It was published before the window: what is known and what is possible begin alike.
  expect(synthetic).toMatchObject({
    forges: true,
    known: {
      affected,
      unknown: {
        nodes: { value: '2' },
        claims: { value: '0' },
        fees: { value: fees(0, 27) },
        stake: { value: '0.000000' },
      },
    },
    possible: { affected },
    sentence:
      'Since TEE.fail was published (2025-10-28), 1 node ran on hardware that it is about, and of 2 nodes nothing shows that they did not.',
  })
  expect(testnet).toMatchObject({
    known: { affected: { nodes: { value: '0' }, fees: { value: null, reason: 'NETWORK_CLASS' } } },
  })
})

test('known exposure begins with publication, possible exposure with the first machine', async () => {
  const [found] = await blast('ARXIV-2605.12990', ', class: synthetic')
  // Published after the window's end.
  expect(valueAt(found, 'known.affected.nodes')).toBe('0')
  expect(valueAt(found, 'possible.affected.nodes')).toBe('1')
})

test('an advisory that forges nothing puts no attestation in doubt', async () => {
  const [found] = await blast('CVE-2025-30513', ', class: synthetic')
  expect(found).toMatchObject({
    forges: false,
    known: {
      affected: {
        nodes: { value: '1' },
        claims: { value: null, reason: 'NOT_APPLICABLE' },
        stake: { reason: 'NOT_APPLICABLE' },
      },
    },
    sentence: expect.stringMatching(/It forges no attestation\.$/),
  })
})

test.each([
  '{ blastRadius(network: "money", advisory: "NONE") { class } }',
  '{ advisoryMatches(network: "money", node: "0x00") { key } }',
  '{ advisoryMatches(network: "money", top: 0) { key } }',
  '{ advisoryMatches(network: "money", skip: -1) { key } }',
])('%s is refused', async (query) => {
  expect((await ask(query)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
})
