import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Chain } from '../../devnet/chain/chain.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import type { Address } from '../../src/claim/hex.ts'
import { findFreePort } from '../../src/platform/embedded.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-strangers-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const open = async () => Chain.open({ dataDir: folder, port: await findFreePort(), seed: 1, code: new Map() })
const hashOf = async (chain: Chain, block: number) => {
  const asked = [`0x${block.toString(16)}`, false]
  return (await callRpc<{ hash: string }>(chain.url, 'eth_getBlockByNumber', asked)).hash
}

test('what others send to the devnet’s chain is in its blocks again after a start, at its place', async () => {
  const chain = await open()
  const [owner, , stranger] = chain.accounts as [Address, Address, Address]
  const own = { from: owner, to: owner, data: '0x', what: 'a call' } as const
  const send = () =>
    callRpc<string>(chain.url, 'eth_sendTransaction', [{ from: stranger, to: owner, value: '0x1' }])
  await chain.mine([own])
  const first = await send()
  const second = await send()
  await chain.mine([own, own])
  await chain.mine([])
  const hashes = await Promise.all([1, 2, 3].map((block) => hashOf(chain, block)))
  await chain.stop()
  const again = await open()
  try {
    expect(again.head).toBe(3)
    expect(await Promise.all([1, 2, 3].map((block) => hashOf(again, block)))).toEqual(hashes)
    for (const sent of [first, second]) {
      const receipt = await callRpc<{ blockNumber: string }>(again.url, 'eth_getTransactionReceipt', [sent])
      expect(receipt.blockNumber).toBe('0x2')
    }
    await again.mine([own])
    expect(again.head).toBe(4)
  } finally {
    await again.stop()
  }
})
