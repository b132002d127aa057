import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import { encodePosition } from '../../src/api/live/position.ts'
import { serveMcpHttp } from '../../src/api/mcp/http.ts'
import { remoteApi } from '../../src/api/mcp/remote.ts'
import { type Hex, toHex } from '../../src/claim/hex.ts'
import type { Listening } from '../../src/platform/serve.ts'
import { runAssay } from '../support/assay-cli.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { call, emit } from '../support/watch/calls.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
const REASON = 'the length was right'
const FIELDS = 'number code outcome superseded correctsNumber correctedByNumber correctionReason'
let world: WatchWorld
let api: Api
let mcp: Listening
const client = new Client({ name: 'test', version: '1' })
let claim: string
let node: string
let number: string
/** What the live subscription told, of what was committed since it was opened. */
const told: unknown[] = []

const WRONG = {
  number: '1',
  code: 'REJECTED_SIGNATURE_LENGTH',
  outcome: 'rejected',
  superseded: true,
  correctsNumber: null,
  correctionReason: null,
}
const RIGHT = {
  code: 'VERIFIED',
  outcome: 'verified',
  superseded: false,
  correctsNumber: '1',
  correctedByNumber: null,
  correctionReason: REASON,
}
/** Both, as every door must give them. */
const both = () => [
  { ...WRONG, correctedByNumber: number },
  { ...RIGHT, number },
]

async function ask(query: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  return ((await answer.json()) as { data: Record<string, unknown> }).data
}

/** Opens a subscription to verdicts from the first on, and gives the verdicts of its events one by one. */
async function subscribe(after: string): Promise<() => Promise<unknown>> {
  const query = `subscription { verdicts(after: "${after}") { cursor verdict { ${FIELDS} } } }`
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new TypeError('no stream')
  let text = ''
  return async () => {
    for (;;) {
      const event = /event: next\ndata: (.*)\n\n/.exec(text)
      if (event?.[1]) {
        text = text.slice(event.index + event[0].length)
        return (JSON.parse(event[1]) as { data: { verdicts: { verdict: unknown } } }).data.verdicts.verdict
      }
      const { value, done } = await reader.read()
      if (done) throw new Error(`the stream ended: ${text}`)
      text += value
    }
  }
}

const DAYS = () =>
  `{ verificationDays(where: { nodeKey_eq: "${node}" }) { nodeKey statement outcome verdicts } }`

const days = (outcome: string) => ({
  verificationDays: [{ nodeKey: node, statement: 'hand_off_signed', outcome, verdicts: 1 }],
})

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
  const { teeId, inputHash, outputHash, timestamp, signature } = alice.respond('one', now())
  const stated = {
    teeId,
    ethAddress: OWNER,
    inputHash,
    outputHash,
    timestamp,
    walrusBlobId: '0x',
    signature,
  }
  const { number: block } = world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', stated)] }])
  claim = `${CHAIN}-${block}-0`
  node = teeId
  await world.index()
  // The journal, by which the counts by day know what holds.
  await world.pool.query(
    `insert into ingest.block select distinct on (block_number) network, chain_id, block_number, block_hash, null::bytea, block_time,
       '\\x'::bytea, true, 'test', null from watch.subject order by block_number`,
  )
  // What an older version said.
  await world.pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'test', kind, id, block_number, block_hash, node, statement, 'rejected',
       'REJECTED_SIGNATURE_LENGTH', 'node', 'as it was', false, '{}', block_time, now() from watch.subject
     where id = $1 and statement = 'hand_off_signed'`,
    [claim],
  )
  await rollUpVerification(world.pool, 'world')
  api = await startApiOf(world)
  mcp = await serveMcpHttp(remoteApi(api.url, undefined), '127.0.0.1', 0)
  const address = new URL(`http://127.0.0.1:${mcp.port}/mcp`)
  await client.connect(new StreamableHTTPClientTransport(address) as unknown as Transport)
  expect(await ask(DAYS())).toEqual(days('rejected'))
  const next = await subscribe(encodePosition({ chains: [], verdict: 0 }))
  told.push(await next())
  const { exit, stdout } = await runAssay(
    ['recheck', `world:${claim}`, '--reason', REASON, '--json'],
    world.env() as Record<string, string>,
  )
  expect(exit, stdout).toBe(0)
  number = String(JSON.parse(stdout).statements[0].correction)
  told.push(await next())
}, 120_000)
afterAll(async () => {
  await client.close()
  await mcp?.close()
  await api?.close()
  await world?.close()
})

test('over GraphQL both are there, under the claim and in the list of all', async () => {
  const under = await ask(
    `{ claimById(id: "world:${claim}") { verdicts(orderBy: [number_ASC]) { ${FIELDS} } } }`,
  )
  expect(under).toEqual({ claimById: { verdicts: both() } })
  expect(await ask(`{ verdicts(orderBy: [number_ASC]) { ${FIELDS} } }`)).toEqual({ verdicts: both() })
  expect(await ask(`{ verdicts(where: { superseded_eq: false }) { ${FIELDS} } }`)).toEqual({
    verdicts: both().slice(1),
  })
})

test('over REST likewise', async () => {
  const fields = FIELDS.replaceAll(' ', ',')
  const answer = await fetch(`${api.url}/rest/verdicts?orderBy=number_ASC&fields=${fields}`)
  expect(await answer.json()).toEqual(both())
})

test('an agent is given both, and of the node’s days what stands', async () => {
  const use = async (name: string, args: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: args })) as { structuredContent?: Record<string, unknown> }
  const query = `{ verdicts(orderBy: [number_ASC]) { ${FIELDS} } }`
  expect((await use('query', { query })).structuredContent).toMatchObject({ data: { verdicts: both() } })
  expect((await use('query', { query: DAYS() })).structuredContent).toMatchObject({ data: days('verified') })
})

test('whoever listens is told the correction when it is written, with what it corrects and why', () => {
  expect(told).toEqual([
    { ...WRONG, superseded: false, correctedByNumber: null },
    { ...RIGHT, number },
  ])
})

test('whoever listens from the beginning later is told that the first is corrected', async () => {
  const next = await subscribe(encodePosition({ chains: [], verdict: 0 }))
  expect([await next(), await next()]).toEqual(both())
})

test('the counts of the node’s days are those of what stands', async () => {
  expect(await ask(DAYS())).toEqual(days('verified'))
  const answer = await fetch(`${api.url}/rest/verificationDays?fields=outcome,verdicts`)
  expect(await answer.json()).toEqual([{ outcome: 'verified', verdicts: 1 }])
})
