import { pino } from 'pino'
import { type Api, startApi } from '../../../src/api/api.ts'
import type { ApiConfig } from '../../../src/api/config.ts'
import { createDatabase, type TestDatabase } from '../postgres.ts'
import { type SeedSize, seed } from '../seed.ts'

export interface TestApi extends Api {
  readonly database: TestDatabase
  /** What the API wrote to its log. */
  readonly logged: string[]
  /** Sends a query; gives the parsed answer. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>
}

export interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[]
}

export function testConfig(databaseUrl: string, more: Partial<ApiConfig> = {}): ApiConfig {
  return {
    databaseUrl,
    networks: 'test/fixtures/api/networks',
    host: '127.0.0.1',
    port: 0,
    role: 'assay_api',
    poolSize: 4,
    statementTimeoutMs: 5000,
    readyLag: 10,
    maxCost: 50_000,
    ratePerSecond: 0,
    rateBurst: 0,
    keys: '',
    trustProxy: false,
    ...more,
  }
}

/** The API over a database of its own with the seeded world; closing it drops the database. */
export async function startTestApi(more: Partial<ApiConfig> = {}, size?: SeedSize): Promise<TestApi> {
  const database = await createDatabase()
  await seed(database.url, size)
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const api = await startApi(testConfig(database.readerUrl, more), log)
  return {
    ...api,
    database,
    logged,
    async ask(query, variables) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Answer
    },
    async close() {
      await api.close()
      await database.drop()
    },
  }
}
