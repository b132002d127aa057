import { pino } from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Api, startApi } from '../../src/api/api.ts'
import { recordTokens } from '../../src/keeper/store/tokens.ts'
import { createPool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Answer, testConfig } from './api/server.ts'
import { seedMoney } from './money-world.ts'
import { createDatabase, type TestDatabase } from './postgres.ts'

const NETWORKS = 'test/fixtures/economics/networks'

interface Figured {
  readonly value: string | null
  readonly reason: string | null
  readonly [key: string]: unknown
}

export const FIGURE = 'value reason'

/** The API over the world of money-world.ts, and what `more` adds to it, started before the tests of a file and closed after them. */
export function useMoneyApi(more: (url: string) => Promise<void> = async () => {}) {
  let database: TestDatabase
  let api: Api
  beforeAll(async () => {
    database = await createDatabase()
    await seedMoney(database.url)
    await more(database.url)
    const keeper = createPool(database.url, { application: 'test', max: 1 })
    await recordTokens(keeper, await getNetwork(NETWORKS, 'money'))
    await keeper.end()
    api = await startApi(testConfig(database.url, { networks: NETWORKS }), pino({ level: 'silent' }))
  })
  afterAll(async () => {
    await api.close()
    await database.drop()
  })
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as Answer
  }
  const economics = async (node: string, selection: string, args: string) => {
    const answer = await ask(
      `query($node: Bytes!) { nodes(where: { key_eq: $node }, limit: 1) { economics(${args}) { ${selection} } } }`,
      { node },
    )
    expect(answer.errors).toBeUndefined()
    return pick(answer, 'data.nodes.0.economics') as Record<string, unknown>[]
  }
  return { api: () => api, ask, economics }
}

/** What stands at `a.b.c` in an answer; undefined where there is nothing. */
export function pick(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], from)
}

/** A figure's value, or the reason why it has none. */
export function valueAt(from: unknown, path: string): string | null | undefined {
  const figure = pick(from, path) as Figured | undefined
  return figure?.value ?? figure?.reason
}
