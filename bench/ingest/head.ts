import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '../../db/source.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { makeNetwork } from '../../test/support/indexer.ts'
import { MockChain } from '../../test/support/mockchain/chain.ts'
import { serveChain } from '../../test/support/mockchain/server.ts'
import { spawnIndexer } from '../../test/support/processes.ts'
import { relay, transaction, work } from '../../test/support/traffic.ts'

const LAUNCHER = join(import.meta.dirname, '../../bin/assay.mjs')
const BLOCKS = 60
const BLOCK_MS = 500
const ASK_MS = 10
const QUERY = JSON.stringify({ query: '{ _meta(network: "head") { block { number } } }' })

/** Milliseconds from a block's being served by the endpoint to its number being readable over GraphQL, one per block. */
export async function measureHead(databaseUrl: string): Promise<number[]> {
  await migrate(databaseUrl)
  const folder = mkdtempSync(join(tmpdir(), 'assay-head-'))
  const chain = new MockChain()
  const mine = () =>
    chain.mine(Array.from({ length: 20 }, (_, i) => transaction(work.fee(BigInt(i)), relay.batch(3n))))
  for (let i = 0; i < 30; i++) mine()
  const endpoint = await serveChain(chain)
  const network = makeNetwork('head', 'full')
  const [settings] = network.chains
  const quick = { ...network, chains: settings ? [{ ...settings, blockSeconds: BLOCK_MS / 1000 }] : [] }
  const indexer = await spawnIndexer({ database: databaseUrl, folder, network: quick, urls: [endpoint.url] })
  const port = await findFreePort()
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    ASSAY_NETWORKS: join(folder, 'networks'),
    ASSAY_API_PORT: String(port),
    ASSAY_API_ROLE: '',
    ASSAY_API_RATE: '0',
  }
  const api = spawn(process.execPath, [LAUNCHER, 'api'], { env, stdio: 'ignore' })
  const read = () => readHeight(`http://127.0.0.1:${port}/graphql`)
  try {
    while ((await read()) < chain.head.number) await sleep(50)
    const delays: number[] = []
    for (let i = 0; i < BLOCKS; i++) {
      await sleep(BLOCK_MS)
      const { number } = mine()
      const mined = performance.now()
      while ((await read()) < number) await sleep(ASK_MS)
      delays.push(performance.now() - mined)
    }
    return delays
  } finally {
    await indexer.kill()
    api.kill('SIGKILL')
    await endpoint.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readHeight(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  // Refused while it starts.
  const response = await fetch(url, { method: 'POST', headers, body: QUERY }).catch(() => undefined)
  if (!response?.ok) return -1
  const { data } = (await response.json()) as { data?: { _meta: { block: { number: number } }[] } }
  return data?._meta[0]?.block.number ?? -1
}
