import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodePosition, encodePosition, type Position } from '../../../src/api/live/position.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi
const asked: string[] = []

beforeAll(async () => {
  api = await startTestApi({ streamsOfCaller: 3 }, { nodes: 12, blocks: 200, claims: 1500 })
  const query = api.pool.query.bind(api.pool)
  Object.assign(api.pool, {
    query: (...args: Parameters<typeof query>) => {
      const [first] = args as unknown as [string | { text: string }]
      asked.push(typeof first === 'string' ? first : first.text)
      return query(...args)
    },
  })
})
afterAll(() => api.close())

const BEGINNING: Position = {
  chains: ['alpha', 'beta'].map((network) => ({ network, chain: 31337, number: 0, hash: '' })),
  verdict: 0,
}

interface Event {
  readonly cursor: string
  readonly row: { readonly id: string }
}

/** The first events of a stream, as many as are wanted; then it is closed. */
async function events(query: string, wanted: number): Promise<Event[]> {
  const abort = new AbortController()
  const found: Event[] = []
  let text = ''
  for await (const piece of await subscribe(query, abort.signal)) {
    text += piece
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const body = /^event: next\ndata: (.*)$/s.exec(part)?.[1]
      if (body) found.push(...eventOf(body))
    }
    if (found.length >= wanted) {
      abort.abort()
      return found.slice(0, wanted)
    }
  }
  throw new Error(`the stream ended after ${found.length} events: ${text.slice(-500)}`)
}

async function subscribe(query: string, signal: AbortSignal): Promise<ReadableStream<string>> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    signal,
  })
  if (!response.body) throw new TypeError('no stream')
  return response.body.pipeThrough(new TextDecoderStream())
}

function eventOf(body: string): Event[] {
  const { data, errors } = JSON.parse(body) as { data?: { events: Event }; errors?: unknown }
  if (!data) throw new Error(JSON.stringify(errors))
  return [data.events]
}

const claimsFrom = (position: Position, where = '') =>
  `subscription { events: claims(after: "${encodePosition(position)}"${where}) { cursor row: claim { id outputHash } } }`

async function listAll(entity: string, order: string): Promise<string[]> {
  const ids: string[] = []
  for (let offset = 0; ; offset += 1000) {
    const { data } = await api.ask(
      `{ rows: ${entity}(limit: 1000, offset: ${offset}, orderBy: [${order}]) { id } }`,
    )
    const rows = data?.rows as { id: string }[]
    ids.push(...rows.map(({ id }) => id))
    if (rows.length < 1000) return ids
  }
}

test('a replay gives every row once and in order, by places and not by offsets', async () => {
  const all = await listAll('claims', 'id_ASC')
  expect(all.length).toBeGreaterThan(1500)
  asked.length = 0
  const told = (await events(claimsFrom(BEGINNING), all.length)).map(({ row }) => row.id)
  expect(told).toEqual(all)
  const pages = asked.filter((text) => text.includes('api.claim') || text.includes('settled'))
  expect(pages.length).toBeGreaterThan(5)
  expect(pages.filter((text) => /\boffset\b/.test(text))).toEqual([])
})

test('a filter narrows a replay', async () => {
  const { data } = await api.ask('{ rows: claims(limit: 1000, where: { evidence_eq: "groth16" }) { id } }')
  const ids = (data?.rows as { id: string }[]).map(({ id }) => id)
  const told = await events(claimsFrom(BEGINNING, ', where: { evidence_eq: "groth16" }'), ids.length)
  expect(told.map(({ row }) => row.id)).toEqual(ids)
})

test('who is cut off in the middle goes on from there, with nothing left out', async () => {
  const all = await listAll('claims', 'id_ASC')
  const told: string[] = []
  let position = BEGINNING
  for (let again = 0; again < 4; again++) {
    const part = await events(claimsFrom(position), 450)
    told.push(...part.map(({ row }) => row.id))
    position = decodePosition(part.at(-1)?.cursor ?? '')
  }
  expect([...new Set(told)]).toEqual(all.slice(0, new Set(told).size))
})

test('verdicts are replayed by their number', async () => {
  const all = await listAll('verdicts', 'number_ASC')
  const query = `subscription { events: verdicts(after: "${encodePosition(BEGINNING)}") { cursor row: verdict { id } } }`
  const told = await events(query, all.length)
  expect(told.map(({ row }) => row.id)).toEqual(all)
  const place = decodePosition(told[Math.floor(all.length / 2)]?.cursor ?? '').verdict
  expect(place).toBeLessThan(all.length)
})

test('whatever chains a cursor names, one statement looks them up; those that are not here are forgotten', async () => {
  const strange = Array.from({ length: 900 }, (_, chain) => ({
    network: 'none',
    chain,
    number: 5,
    hash: '0x00',
  }))
  asked.length = 0
  const [first] = await events(claimsFrom({ ...BEGINNING, chains: [...BEGINNING.chains, ...strange] }), 1)
  expect(asked.filter((text) => text.includes('api.journal')).length).toBeLessThan(5)
  expect(decodePosition(first?.cursor ?? '').chains.map(({ network }) => network)).toEqual(['alpha', 'beta'])
})

test('a caller has a share of the streams', async () => {
  const abort = new AbortController()
  for (let n = 0; n < 3; n++) {
    const stream = await subscribe(claimsFrom(BEGINNING), abort.signal)
    expect((await stream.getReader().read()).done).toBe(false)
  }
  const refused = await subscribe('subscription { events: head { cursor } }', abort.signal)
  expect((await refused.getReader().read()).value).toContain('3 live streams of yours are open')
  abort.abort()
})
