import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { Address } from '../../src/claim/hex.ts'
import type { ProviderFault } from '../../src/gateway/client.ts'
import { createReader } from '../support/mockchain/world.ts'

// Copies its calldata and logs it with no, one and four topics.
const RUNTIME = '366000600037366000a06011366000a16004600360026001366000a400'
const CREATION = `0x60${(RUNTIME.length / 2).toString(16)}600c60003960${(RUNTIME.length / 2).toString(16)}6000f3${RUNTIME}`
const FROM = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

let anvil: Anvil
let cache: string
let contract: Address

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'assay-anvil-'))
  anvil = await startAnvil(await freePort(), cache)
  const hash = await callRpc(anvil.url, 'eth_sendTransaction', [
    { from: FROM, data: CREATION, gas: '0xfffff' },
  ])
  await callRpc(anvil.url, 'evm_mine', [])
  const receipt = await callRpc<{ contractAddress: string }>(anvil.url, 'eth_getTransactionReceipt', [hash])
  contract = Address(receipt.contractAddress)
  for (let block = 0; block < 12; block++) {
    for (let i = 0; i < block % 4; i++) {
      const data = `0x0${block % 10}`
      await callRpc(anvil.url, 'eth_sendTransaction', [{ from: FROM, to: contract, data, gas: '0xfffff' }])
    }
    await callRpc(anvil.url, 'evm_mine', [])
  }
})
afterAll(async () => {
  await anvil.stop()
  await rm(cache, { recursive: true, force: true })
})

test.each(['full', 'audited', 'trusted'] as const)(
  'a real node is read under %s, and accused of nothing',
  async (policy) => {
    const reader = createReader([anvil.url], { policy })
    const faults: ProviderFault[] = []
    reader.onFault((fault) => faults.push(fault))
    const filters = [{ addresses: [contract], topics: [], callsOf: 'all' as const }]
    const [head, finalized] = [await reader.head(), await reader.finalized()]
    const { blocks } = await reader.logs({ from: 0, to: finalized.number }, filters)
    const above = await reader.headers({ from: finalized.number + 1, to: head.number })
    const unfinalized = await Promise.all(above.map(({ hash }) => reader.block(hash, filters)))
    const all = [...blocks, ...unfinalized]
    expect(all.flatMap((block) => block.logs)).toHaveLength(3 * 18)
    expect(all.flatMap((block) => block.transactions.map((each) => each.call?.input))).toHaveLength(18)
    expect(faults).toEqual([])
    await reader.close()
  },
)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('the server listens on a port')
  return address.port
}
