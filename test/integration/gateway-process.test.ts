import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/gateway/config.ts'
import { start } from '../../src/gateway/process.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { growChain } from '../support/mockchain/world.ts'

const chain = {
  id: 31_337,
  name: 'mock',
  class: 'devnet',
  family: 'ethereum',
  finality: { tag: 'finalized' },
  integrity: { policy: 'full' },
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function writeNetwork(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-gateway-'))
  await mkdir(join(folder, 'mock'))
  const file = { name: 'mock', title: 'Mock', chains: [chain], contracts: [] }
  await writeFile(join(folder, 'mock', 'network.json'), JSON.stringify(file))
  return folder
}

test('the process serves a network by its settings and ends in order on its signal', async () => {
  const networks = await writeNetwork()
  const endpoint = await serveChain(growChain(20))
  const port = await freePort()
  const stop = new AbortController()
  const config = readConfig({
    ASSAY_NETWORKS: networks,
    ASSAY_NETWORK: 'mock',
    ASSAY_CHAIN: '31337',
    ASSAY_GATEWAY_PORT: String(port),
    RPC_31337: endpoint.url,
  })
  const running = start(config, stop.signal)
  const ask = async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] })
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
    return (await response.json()) as unknown
  }
  await expect.poll(ask, { timeout: 20_000 }).toEqual({ jsonrpc: '2.0', id: 1, result: '0x14' })
  stop.abort()
  await running
  await endpoint.close()
  await rm(networks, { recursive: true })
})

test('settings that are missing or wrong are named', async () => {
  expect(() => readConfig({})).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING' }))
  const networks = await writeNetwork()
  const settings = { ASSAY_NETWORKS: networks, ASSAY_NETWORK: 'mock', ASSAY_CHAIN: '31337' }
  const begin = (more: NodeJS.ProcessEnv) =>
    start(readConfig({ ...settings, ...more }), new AbortController().signal)
  await expect(begin({})).rejects.toMatchObject({ code: 'GATEWAY_ENDPOINTS' })
  await expect(begin({ RPC_31337: 'ftp://host' })).rejects.toMatchObject({ code: 'GATEWAY_ENDPOINTS' })
  await rm(networks, { recursive: true })
})
