import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
let writer: Pool
beforeAll(async () => {
  api = await startTestApi({ keptBytes: 1 << 20, keptLeastMs: 0 })
  writer = createPool(api.database.url, { application: 'test', max: 1 })
})
afterAll(async () => {
  await writer.end()
  await api.close()
})

const QUERY = `{ _meta(network: "alpha") { block { number hash } }
  networks(where: { network_eq: "alpha" }) { economics(days: 30, payers: ALL) { class fees { eventsCounted asOf { number hash } } } } }`

const FRESH = { 'cache-control': 'no-cache' }
const BEHIND = {
  behind: true,
  blocks: expect.arrayContaining([expect.objectContaining({ network: 'alpha', hash: expect.any(String) })]),
}
const OLDER = { 'cache-control': 'max-stale=15' }

async function ask(headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  })
  const { data, errors, extensions } = (await response.json()) as {
    data: {
      _meta: { block: { number: number; hash: string } }[]
      networks: {
        economics: { fees: { eventsCounted: number; asOf: { number: number; hash: string }[] } }[]
      }[]
    }
    errors?: unknown
    extensions?: unknown
  }
  expect(errors).toBeUndefined()
  const [first] = data.networks[0]?.economics ?? []
  const [block] = data._meta.map((each) => each.block)
  return { block, asOf: first?.fees.asOf[0], events: first?.fees.eventsCounted ?? 0, extensions }
}

const hash = (name: string) => `sha256('${name}')`
async function head(number: number, name: string): Promise<void> {
  await writer.query(
    `update ingest.status set height = ${number}, hash = ${hash(name)} where network = 'alpha'`,
  )
  await writer.query(`delete from ingest.block where network = 'alpha' and number >= ${number}`)
  await writer.query(`insert into ingest.block (network, chain_id, number, hash, parent_hash, block_time, digest, holds_data, proof)
    select network, chain_id, ${number}, ${hash(name)}, '\\x00', block_time, '\\x00', false, 'full' from ingest.status where network = 'alpha'`)
}

test('an answer is kept with its blocks, and given up when a reorg takes one of them back', async () => {
  const first = await ask()
  expect(first.extensions).toBeUndefined()
  expect(first.asOf).toMatchObject(first.block ?? {})
  // Nothing was written, and nothing is worked out again.
  expect(await ask()).toEqual(first)
  // What is written without a block counts as well, but for who takes an answer of a moment ago.
  await writer.query(`delete from facts.fee where network = 'alpha' and ctid = (select ctid from facts.fee_seed
    where network = 'alpha' and not refund limit 1)`)
  expect(await ask(OLDER)).toEqual({ ...first, extensions: BEHIND })
  const fresh = await ask()
  expect(fresh.extensions).toBeUndefined()
  expect(fresh.events).toBe(first.events - 1)
  expect(await ask(FRESH)).toEqual(fresh)

  // A block came: the answer of the one before says that it is behind.
  const number = first.block?.number ?? 0
  await head(number + 1, 'one')
  expect(await ask(OLDER)).toEqual({ ...fresh, extensions: BEHIND })
  const next = await ask()
  expect(next.block?.number).toBe(number + 1)
  expect(next.asOf).toMatchObject(next.block ?? {})

  // Another block in its place, of the same height.
  await head(number + 1, 'two')
  const other = await ask(OLDER)
  expect(other.extensions).toBeUndefined()
  expect(other.block?.number).toBe(number + 1)
  expect(other.block?.hash).not.toBe(next.block?.hash)

  // Taken back without another.
  await head(number, 'three')
  const back = await ask(OLDER)
  expect(back.extensions).toBeUndefined()
  expect(back.block?.number).toBe(number)
})

test('a chain that is indexed since then was not seen, and finality makes an answer another one', async () => {
  const before = await ask(FRESH)
  await writer.query(
    `update ingest.status set finalized_height = finalized_height + 1 where network = 'alpha'`,
  )
  expect(await ask(OLDER)).toEqual({ ...before, extensions: BEHIND })
  const after = await ask()
  expect(after.extensions).toBeUndefined()
  await writer.query(`insert into ingest.status select 'gamma', 99, genesis_hash, height, hash, block_time, finalized_height,
    finalized_hash, head, digest, source_set_hash, fence from ingest.status where network = 'alpha' limit 1`)
  expect(await ask(OLDER)).toEqual({ ...after, extensions: BEHIND })
})

test('a long answer that is kept is sent as it was compressed once, also where it says that it is behind', async () => {
  const query =
    '{ _meta(network: "alpha") { head } claims(limit: 1000) { id key: outputHash inputHash txHash blockHash } }'
  const send = async (encoding: string) => {
    const sent = request(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': encoding, ...OLDER },
    })
    sent.end(JSON.stringify({ query }))
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    const isPacked = response.headers['content-encoding'] === 'gzip'
    const body = isPacked ? response.pipe(createGunzip()) : response
    const { data, extensions } = (await json(body)) as { data: unknown; extensions?: unknown }
    return { data, extensions, length: Number(response.headers['content-length'] ?? Number.NaN) }
  }
  const plain = await send('identity')
  const packed = await send('gzip, deflate, br')
  expect(packed.data).toEqual(plain.data)
  // What is compressed as it is sent has no length.
  expect(packed.length).toBeLessThan(plain.length / 2)
  await writer.query('update ingest.status set updated_at = now()')
  const later = await send('gzip')
  expect(later).toEqual({ data: plain.data, extensions: BEHIND, length: expect.any(Number) })
  expect(later.length).toBeLessThan(plain.length / 2)
  expect(await send('gzip;q=0, identity')).toMatchObject({ data: plain.data })
})
