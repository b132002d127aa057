import { pino } from 'pino'
import { type Api, startApi } from '../../src/api/api.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { type Answer, testConfig } from './api/server.ts'
import { type RunningIndexer, runIndexer } from './indexer.ts'
import { MockChain, type MockChainOptions } from './mockchain/chain.ts'
import { serveChain } from './mockchain/server.ts'
import { createDatabase } from './postgres.ts'

export interface ChainWorld {
  readonly chain: MockChain
  readonly pool: Pool
  /** The API over what is indexed. */
  readonly api: Api
  /** Starts the indexer; the caller stops it. */
  start(network: Network): Promise<RunningIndexer>
  /** Indexes the chain up to its newest block. */
  index(network: Network): Promise<void>
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>
  close(): Promise<void>
}

/** A mock chain, the indexer and the API over a database of their own. */
export async function startChainWorld(options: MockChainOptions = {}): Promise<ChainWorld> {
  const database = await createDatabase()
  const chain = new MockChain(options)
  const endpoint = await serveChain(chain)
  const pool = createPool(database.url, { application: 'test', max: 2 })
  const api = await startApi(testConfig(database.url), pino({ level: 'silent' }))
  const start = (network: Network) => runIndexer(database.url, network, [endpoint.url])
  return {
    chain,
    pool,
    api,
    start,
    async index(network) {
      const running = await start(network)
      await running.reached(chain)
      await running.stop()
    },
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
      await pool.end()
      await endpoint.close()
      await database.drop()
    },
  }
}
