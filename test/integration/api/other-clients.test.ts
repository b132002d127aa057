import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Client, cacheExchange, fetchExchange } from '@urql/core'
import { EventSource } from 'eventsource'
import { ClientError, GraphQLClient } from 'graphql-request'
import { createClient } from 'graphql-ws'
import openapi, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const PAGE = `query Page($after: String) {
  claimsConnection(first: 7, after: $after, orderBy: [id_ASC]) { edges { node { id network } } pageInfo { hasNextPage endCursor } totalCount }
}`
interface Page {
  readonly claimsConnection: {
    readonly edges: readonly { readonly node: { readonly id: string } }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    readonly totalCount: number
  }
}

/** The ids of all claims, page by page. */
async function walk(ask: (after: string | null) => Promise<Page>): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo, totalCount }: Page['claimsConnection'] = (await ask(after)).claimsConnection
    ids.push(...edges.map(({ node }) => node.id))
    if (!pageInfo.hasNextPage) {
      expect(ids).toHaveLength(totalCount)
      return ids
    }
    after = pageInfo.endCursor
  }
}

describe('urql', () => {
  const connect = () =>
    new Client({
      url: `${api.url}/graphql`,
      exchanges: [cacheExchange, fetchExchange],
      preferGetMethod: false,
      fetchSubscriptions: true,
    })

  test('walks all pages with its cache, and asks for none twice', async () => {
    const client = connect()
    const ask = async (after: string | null): Promise<Page> => {
      const { data, error } = await client.query<Page>(PAGE, { after }).toPromise()
      expect(error).toBeUndefined()
      return data as Page
    }
    const ids = await walk(ask)
    expect(new Set(ids).size).toBe(ids.length)
    expect(await walk(ask)).toEqual(ids)
  })

  test('hands on the code of a refusal, of a query and of a stream', async () => {
    const client = connect()
    const asked = await client.query('{ claims(limit: 100000) { id } }', {}).toPromise()
    expect(asked.error?.graphQLErrors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    const refused = Promise.withResolvers<unknown>()
    const { unsubscribe } = client
      .subscription('subscription { head(after: "x") { cursor } }', {})
      .subscribe(({ error }) => refused.resolve(error?.graphQLErrors[0]?.extensions.code))
    expect(await refused.promise).toBe('BAD_CURSOR')
    unsubscribe()
  })
})

describe('graphql-request', () => {
  test('walks all pages, and reads codes and statuses of refusals', async () => {
    const client = new GraphQLClient(`${api.url}/graphql`)
    const ids = await walk((after) => client.request<Page>(PAGE, { after }))
    expect(new Set(ids).size).toBe(ids.length)
    const refusals = [
      [client, '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      [client, '{ claims(limit: 100000) { id } }', 'BAD_USER_INPUT'],
      [
        new GraphQLClient(`${api.url}/graphql`, { headers: { 'x-api-key': 'wrong' } }),
        '{ networks { id } }',
        'KEY_UNKNOWN',
      ],
    ] as const
    for (const [asker, query, code] of refusals) {
      const error = await asker.request(query).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ClientError)
      expect(JSON.stringify((error as ClientError).response)).toContain(code)
    }
  })
})

test('a browser’s EventSource reads a subscription by GET, and the refusal of one', async () => {
  const read = async (query: string) => {
    const source = new EventSource(`${api.url}/graphql?query=${encodeURIComponent(query)}`)
    const told = Promise.withResolvers<unknown>()
    source.addEventListener('next', ({ data }) => told.resolve(JSON.parse(data)))
    source.addEventListener('error', ({ code, message }) => told.reject(new Error(`${code} ${message}`)))
    return await told.promise.finally(() => source.close())
  }
  expect(await read('subscription { claims(after: "x") { cursor } }')).toMatchObject({
    errors: [{ extensions: { code: 'BAD_CURSOR' } }],
  })
  expect(await read('{ networks(limit: 1) { id } }')).toMatchObject({
    data: { networks: [{ id: expect.any(String) }] },
  })
})

test('a client of WebSockets is refused at once, in words that name the way that is there', async () => {
  const url = `${api.url.replace('http', 'ws')}/graphql`
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 })
  const ended = Promise.withResolvers<unknown>()
  client.subscribe(
    { query: 'subscription { head { cursor } }' },
    {
      next: () => ended.reject(new Error('an event')),
      error: ended.resolve,
      complete: () => ended.resolve(null),
    },
  )
  expect(String(((await ended.promise) as { message?: string }).message)).toContain('400')
  await client.dispose()
  const socket = new WebSocket(url, 'graphql-transport-ws')
  const words = Promise.withResolvers<string>()
  socket.on('unexpected-response', (_, response) => {
    response.setEncoding('utf8').on('data', words.resolve)
  })
  socket.on('error', () => {})
  expect(await words.promise).toContain('text/event-stream')
  socket.terminate()
})

// What the generated types must say: rows have their fields, lists are lists, a refusal has a code.
const PROGRAM = `import type { paths } from './rest'
type Answer<P extends keyof paths, S> = paths[P] extends { get: { responses: infer R } }
  ? S extends keyof R ? R[S] extends { content: { 'application/json': infer T } } ? T : never : never : never
export const ids = (list: Answer<'/rest/claims', 200>): string[] => list.map((claim) => claim.id)
export const code = (refused: Answer<'/rest/claims', 400>): string | undefined => refused.errors[0]?.extensions.code
export const query: NonNullable<paths['/rest/claims']['get']['parameters']['query']> = { limit: 3, orderBy: 'id_ASC' }
// @ts-expect-error there is no such parameter
export const wrong: typeof query = { nothing: 1 }
`

test('openapi-typescript makes types of the OpenAPI document that a strict compiler takes', async () => {
  const types = astToString(await openapi(new URL(`${api.url}/rest/openapi.json`)))
  const folder = await mkdtemp(join(tmpdir(), 'assay-openapi-'))
  await writeFile(join(folder, 'rest.ts'), types)
  await writeFile(join(folder, 'program.ts'), PROGRAM)
  const compilerOptions = {
    strict: true,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const compiled = await promisify(execFile)(resolve('node_modules/.bin/tsc'), ['-p', '.'], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error)
  await rm(folder, { recursive: true })
  expect(compiled.stdout).toBe('')
})
