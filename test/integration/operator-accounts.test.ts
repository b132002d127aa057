import { afterAll, beforeAll, expect, test } from 'vitest'
import { callRpc } from '../../devnet/chain/rpc.ts'
import type { Address, Hex } from '../../src/claim/hex.ts'
import { OperatorNode } from '../support/operators/nodes.ts'
import { OperatorWorld } from '../support/operators/world.ts'

let world: OperatorWorld

beforeAll(async () => {
  world = await OperatorWorld.create()
})
afterAll(() => world.close())

// One account each, and an account that another one's transaction reaches.
const ALONE = [
  'direct',
  'safe',
  'safeBatch',
  'ordered',
  'delegated',
  'multicall',
  'constructing',
  'upgrading',
]
const PAIRS = [
  'ordered safe',
  'delegated safeBatch',
  'constructing ordered',
  'multicall safe',
  'safe multicall',
  'upgrading safeBatch',
  'multicall delegatedOrdered',
]

test('the registry takes each account for the owner of what it registers', async () => {
  const sent: { path: string; node: OperatorNode; owner: Address }[] = []
  for (const paths of [ALONE, PAIRS]) {
    for (const path of paths) {
      const node = await OperatorNode.create(world, path)
      sent.push({ path, node, owner: await world.send(path, node.register()) })
    }
    await world.mine()
  }
  for (const { path, node, owner } of sent) {
    const call = world.step('TEERegistry', 'getTEE', node.teeId)
    const data = await callRpc<Hex>(world.chain.url, 'eth_call', [call, 'latest'])
    const found = world.encoder.result('TEERegistry', 'getTEE', data) as { owner: Hex }
    expect([path, found.owner.toLowerCase()]).toEqual([path, owner])
  }
})
