import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { fetchStream, subscribe } from '../../support/api/stream.ts'

let api: TestApi
let writer: pg.Client

beforeAll(async () => {
  api = await startTestApi({ streams: 2 })
  writer = new pg.Client({ connectionString: api.database.url })
  await writer.connect()
})
afterAll(async () => {
  await writer.end()
  await api.close()
})

test('new claims and verdicts are told as they are committed; a reorg names what it withdraws; a cursor resumes', async () => {
  const claims = await subscribe(
    api.url,
    'subscription { claims(where: { network_eq: "alpha" }) { cursor claim { id node { role } } withdrawn { fromBlock } } }',
  )
  const verdicts = await subscribe(api.url, 'subscription { verdicts { cursor verdict { code } } }')
  expect(await (await fetchStream(api.url, 'subscription { head { cursor } }')).text()).toContain('BUSY')
  await commitClaim(201)
  const first = await claims.next()
  expect(first.claims).toMatchObject({ claim: { id: 'alpha:31337-201-0' }, withdrawn: null })
  await commitVerdict('NEW_ONE')
  expect((await verdicts.next()).verdicts).toMatchObject({ verdict: { code: 'NEW_ONE' } })

  await writer.query(`delete from facts.settled_claim where block_number = 201`)
  await commitClaim(201, { reorgFrom: 201, hash: 'other' })
  expect((await claims.next()).claims).toMatchObject({ claim: null, withdrawn: { fromBlock: 201 } })
  expect((await claims.next()).claims).toMatchObject({ claim: { id: 'alpha:31337-201-0' } })
  await claims.stop()
  await verdicts.stop()

  // While nobody listened: two blocks, then somebody goes on from the first claim, whose block was taken back.
  await commitClaim(202)
  const { cursor } = first.claims as { cursor: string }
  const resumed = await subscribe(
    api.url,
    `subscription { claims(after: "${cursor}", where: { network_eq: "alpha" }) { claim { id } withdrawn { fromBlock } } }`,
  )
  const told = [await resumed.next(), await resumed.next()].map(
    (each) => each.claims as { claim: { id: string } | null },
  )
  expect(told.map((each) => each.claim?.id)).toEqual(['alpha:31337-201-0', 'alpha:31337-202-0'])
  await resumed.stop()
})

test('the head is told; a forged cursor is refused', async () => {
  const head = await subscribe(api.url, 'subscription { head { head { network number timestamp } } }')
  await commitClaim(203)
  expect((await head.next()).head).toEqual({
    head: { network: 'alpha', number: 203, timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
  })
  await head.stop()
  const forged = await fetchStream(api.url, 'subscription { head(after: "xx") { cursor } }')
  expect(await forged.text()).toContain('BAD_CURSOR')
})

async function commitClaim(
  block: number,
  { reorgFrom, hash = '' }: { reorgFrom?: number; hash?: string } = {},
): Promise<void> {
  const name = `block${block}${hash}`
  await writer.query('begin')
  await writer.query(
    `update ingest.status set height = $1, hash = sha256($2::bytea) where network = 'alpha'`,
    [block, name],
  )
  await writer.query(
    `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
    values ('alpha', 31337, $1, sha256($2::bytea), now(), '', true, 'full') on conflict (network, chain_id, number) do update set hash = excluded.hash`,
    [block, name],
  )
  await writer.query(
    `insert into facts.settled_claim (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, evidence, input_hash, output_hash)
    select 'alpha', 31337, $1, sha256($2::bytea), now(), '', 0, '', node, 'tee_signature', '', '' from derived.node where network = 'alpha' limit 1`,
    [block, name],
  )
  await writer.query(
    `select pg_notify('assay_block', json_build_object('network', 'alpha', 'chain', 31337, 'number', $1::int,
    'hash', '0x' || encode(sha256($2::bytea), 'hex'), 'kind', $3::text, 'from', $4::int)::text)`,
    [block, name, reorgFrom ? 'reorg' : 'block', reorgFrom ?? null],
  )
  await writer.query('commit')
}

async function commitVerdict(code: string): Promise<void> {
  await writer.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, statement,
    outcome, code, detail, transient, conditions, subject_time, checked_at)
    values ('alpha', 31337, 'w2', 'claim', '31337-201-0', 201, '', 'hand_off_signed', 'undecided', $1, '', true, '{}', now(), now())`,
    [code],
  )
  await writer.query(`select pg_notify('assay_verdict', '{"network":"alpha","number":1}')`)
}
