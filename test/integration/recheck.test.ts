import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAnswers } from '../../reference-node/work/record.ts'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import { toHex } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { type Run, runAssay } from '../support/assay-cli.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { call, emit } from '../support/watch/calls.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
const SPEAKER = { network: 'world', watchdog: 'test' }
let world: WatchWorld
let api: Api
const at: Record<'honest' | 'forged' | 'first' | 'again', string> = {} as never

beforeAll(async () => {
  world = await WatchWorld.create()
  const alice = new TestNode()
  const now = () => world.timeOf(world.next)
  const attested = alice.attest(now(), 1)
  await world.describe({ roots: [attested.root] })
  const approved = { pcrHash: measurementOfImage(1), teeType: 0, version: 'v1' }
  const registered = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner: OWNER, teeType: 0 })
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), OWNER, 'https://node', 0]
  world.chain.mine([
    { logs: [emit(REGISTRY, 'PCRApproved', approved)] },
    call(REGISTRY, 'registerTEEWithAttestation', args, [registered]),
  ])
  const settle = ({ teeId, inputHash, outputHash, timestamp, signature }: BatchLeaf): string => {
    const stated = {
      teeId,
      ethAddress: OWNER,
      inputHash,
      outputHash,
      timestamp,
      walrusBlobId: '0x',
      signature,
    }
    return `${CHAIN}-${world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', stated)] }]).number}-0`
  }
  at.honest = settle(alice.respond('one', now()))
  at.forged = settle({ ...alice.respond('two', now()), signature: `0x${'5a'.repeat(256)}` })
  const twice = alice.respond('three', now())
  at.first = settle(twice)
  at.again = settle(twice)
  await world.index()
  // The journal, by which the counts by day know what holds.
  await world.pool.query(
    `insert into ingest.block select distinct on (block_number) network, chain_id, block_number, block_hash, null::bytea, block_time,
       '\\x'::bytea, true, 'test', null from watch.subject order by block_number`,
  )
  // What an older version said; of these only that about the forged one is right.
  await say(at.honest, 'rejected', 'REJECTED_SIGNATURE_LENGTH', 'node')
  await say(at.forged, 'rejected', 'REJECTED_SIGNATURE_FORGED', 'relayer')
  await say(at.first, 'undecided', 'DUPLICATE_CREDITED_LATER', null)
  await say(at.again, 'verified', 'VERIFIED', null)
  await rollUpVerification(world.pool, 'world')
  api = await startApiOf(world)
}, 60_000)
afterAll(async () => {
  await api?.close()
  await world?.close()
})

async function say(id: string, outcome: string, code: string, fault: string | null): Promise<void> {
  await world.pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'test', kind, id, block_number, block_hash, case when $4 is distinct from 'relayer' then node end,
       statement, $2, $3, $4, 'as it was', false, '{}', block_time, now() from watch.subject
     where id = $1 and statement = 'hand_off_signed'`,
    [id, outcome, code, fault],
  )
}

const recheck = (id: string, ...more: string[]): Promise<Run> =>
  runAssay(['recheck', id, ...more], world.env() as Record<string, string>)

const ask = async (query: string) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  return ((await answer.json()) as { data: unknown }).data
}

const said = async (id: string) => {
  const { rows } = await world.pool.query<{ code: string }>(
    'select code from watch.verdict where subject_id = $1 order by number',
    [id],
  )
  return rows.map(({ code }) => code)
}

const days = async () => {
  const { rows } = await world.pool.query(
    'select outcome, sum(verdicts)::int as verdicts from watch.verification_day group by 1 order by 1',
  )
  const standing = await world.pool.query(
    'select outcome, count(*)::int as verdicts from watch.latest_verdict where node is not null group by 1 order by 1',
  )
  expect(rows).toEqual(standing.rows)
  return Object.fromEntries(rows.map(({ outcome, verdicts }) => [outcome, verdicts]))
}

test('a verdict that differs is shown, and without a reason nothing is written', async () => {
  const { exit, stdout } = await recheck(at.honest)
  expect(exit).toBe(1)
  expect(stdout).toMatch(
    /^hand_off_signed: verdict \d+, rejected REJECTED_SIGNATURE_LENGTH, fault node, DIFFERS from what is found now/,
  )
  expect(stdout).toContain('found now: verified: ')
  expect(await said(at.honest)).toEqual(['REJECTED_SIGNATURE_LENGTH'])
})

test('what cannot be judged now takes nothing back', async () => {
  const env = world.env({ [`RPC_${CHAIN}`]: 'http://127.0.0.1:1' }) as Record<string, string>
  const { exit, stdout } = await runAssay(['recheck', at.honest, '--reason', 'wrong', '--json'], env)
  expect([exit, JSON.parse(stdout).statements]).toMatchObject([
    2,
    [{ result: 'unanswered', correction: null, here: { code: 'UNAVAILABLE_RPC' } }],
  ])
  expect(await said(at.honest)).toEqual(['REJECTED_SIGNATURE_LENGTH'])
})

test('a rejection that proves wrong is corrected, and both stay to be seen wherever it was shown', async () => {
  expect(await days()).toEqual({ rejected: 1, undecided: 1, verified: 1 })
  const { exit, stdout } = await recheck(`world:${at.honest}`, '--reason', 'the length was right', '--json')
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    {
      version: 1,
      subject: `world:${at.honest}`,
      statements: [
        {
          statement: 'hand_off_signed',
          result: 'corrected',
          standing: { number: 1, code: 'REJECTED_SIGNATURE_LENGTH' },
          here: { outcome: 'verified' },
          correction: expect.any(Number),
        },
      ],
    },
  ])
  const number = String(JSON.parse(stdout).statements[0].correction)
  const fields = 'number outcome detail superseded correctsNumber correctedByNumber correctionReason'
  expect(
    await ask(
      `{ claimById(id: "${at.honest}") { verdicts(orderBy: [number_ASC]) { ${fields} corrects { code } correctedBy { code } } } }`,
    ),
  ).toEqual({
    claimById: {
      verdicts: [
        {
          number: '1',
          outcome: 'rejected',
          detail: 'as it was',
          superseded: true,
          correctsNumber: null,
          corrects: null,
          correctedByNumber: number,
          correctedBy: { code: 'VERIFIED' },
          correctionReason: null,
        },
        {
          number,
          outcome: 'verified',
          detail: expect.any(String),
          superseded: false,
          correctsNumber: '1',
          corrects: { code: 'REJECTED_SIGNATURE_LENGTH' },
          correctedByNumber: null,
          correctedBy: null,
          correctionReason: 'the length was right',
        },
      ],
    },
  })
  expect(await days()).toEqual({ undecided: 1, verified: 2 })
})

test('whoever repeats the claim agrees with the verdict that stands', async () => {
  const { ASSAY_NETWORKS = '', ASSAY_PRIVATE_HOSTS = '' } = world.env()
  const words = ['verify', 'claim', at.honest, '--api', api.url, '--rpc', world.endpoint.url, '--json']
  const { stdout } = await runAssay(words, { ASSAY_NETWORKS, ASSAY_PRIVATE_HOSTS })
  const handOff = JSON.parse(stdout).statements.find(
    (each: { statement: string }) => each.statement === 'hand_off_signed',
  )
  expect(handOff).toMatchObject({ agrees: true, said: [{ code: 'VERIFIED' }] })
})

test('a verdict that is found again is not corrected', async () => {
  for (const id of [at.forged, at.honest]) {
    const before = await said(id)
    const { exit, stdout } = await recheck(id, '--reason', 'wrong')
    expect([exit, stdout]).toEqual([0, expect.stringContaining('is found again')])
    expect(await said(id)).toEqual(before)
  }
})

const correctionOf = async (id: string, change: { blockHash?: Hash32; code?: string } = {}) => {
  const { rows } = await world.pool.query(
    `select v.number, s.position, s.block_number, '0x' || encode(s.block_hash, 'hex') as hash, s.block_time
     from watch.verdict v join watch.subject s on s.id = v.subject_id and s.statement = v.statement
     where v.subject_id = $1 order by v.number limit 1`,
    [id],
  )
  const [row] = rows
  const { blockHash = row.hash, code = 'REJECTED_OTHER' } = change
  const subject = {
    kind: 'claim' as const,
    id,
    chainId: CHAIN,
    block: row.block_number,
    blockHash,
    blockTime: row.block_time,
    position: row.position,
    leafIndex: null,
    node: null,
    stated: {} as never,
    due: [],
  }
  const verdict = { outcome: 'rejected', code, fault: 'relayer', detail: '', transient: false } as const
  const correction = { corrects: row.number, reason: 'because' }
  const answer = { subject, statement: 'hand_off_signed' as const, verdict, conditions: {} }
  return recordAnswers(world.pool, SPEAKER, [{ ...answer, correction, nextTryAt: null }])
}

test('the statement that writes refuses the same answer, a block that is gone, and a second correction', async () => {
  expect(await correctionOf(at.forged, { code: 'REJECTED_SIGNATURE_FORGED' })).toEqual([])
  expect(await correctionOf(at.forged, { blockHash: `0x${'11'.repeat(32)}` as Hash32 })).toEqual([])
  expect(await correctionOf(at.honest)).toEqual([])
  expect(await said(at.forged)).toEqual(['REJECTED_SIGNATURE_FORGED'])
})

test('a correction that proves wrong is corrected in its turn', async () => {
  expect(await correctionOf(at.forged)).toHaveLength(1)
  expect((await recheck(at.forged, '--reason', 'the first was right')).exit).toBe(0)
  expect(await said(at.forged)).toEqual([
    'REJECTED_SIGNATURE_FORGED',
    'REJECTED_OTHER',
    'REJECTED_SIGNATURE_FORGED',
  ])
})

test('a copy whose verdict was corrected is no longer the good one', async () => {
  expect((await recheck(at.first, '--reason', 'too early')).exit).toBe(0)
  expect(await said(at.first)).toEqual(['DUPLICATE_CREDITED_LATER'])
  expect((await recheck(at.again, '--reason', 'settled before')).exit).toBe(0)
  expect(await said(at.again)).toEqual(['VERIFIED', 'REJECTED_DUPLICATE'])
  expect((await recheck(at.first, '--reason', 'it was the first')).exit).toBe(0)
  expect(await said(at.first)).toEqual(['DUPLICATE_CREDITED_LATER', 'VERIFIED'])
  expect(await days()).toEqual({ verified: 2 })
})

test('the node at work adds nothing to what was corrected', async () => {
  world.startWatchdog()
  await world.until('select not exists (select from watch.pending) and exists (select from watch.verdict)')
  expect(await said(at.first)).toHaveLength(2 + 2)
  const { rows } = await world.pool.query(
    `select subject_id, count(*)::int as count from watch.verdict where statement = 'hand_off_signed' group by 1 order by 1`,
  )
  expect(rows.map(({ count }) => count)).toEqual([2, 3, 2, 2])
})

test('what nobody judged cannot be judged again', async () => {
  const { exit, stderr } = await recheck(`${CHAIN}-9999-0`)
  expect([exit, stderr]).toEqual([78, expect.stringContaining('(VERDICT_UNKNOWN)')])
  expect((await recheck('honest')).exit).toBe(64)
})
