import { encodeFunctionResult, parseAbi } from 'viem/utils'
import { afterEach, describe, expect, test } from 'vitest'
import { ChainView } from '../../../reference-node/evidence/chain.ts'
import { findRegisteredKey } from '../../../reference-node/evidence/registered-key.ts'
import { Address, type Hash32, type Hex, toHex } from '../../../src/claim/hex.ts'
import { makeNetwork } from '../../support/indexer.ts'
import { RpcFault } from '../../support/mockchain/answers.ts'
import { type Json, MockChain } from '../../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../../support/mockchain/server.ts'
import { TestNode } from '../../support/watch/actors.ts'

const REGISTRY = Address(`0x${'a1'.repeat(20)}`)
const ABI = parseAbi(['function getTEEPublicKey(bytes32 teeId) view returns (bytes)'])
const [node, other] = [new TestNode(), new TestNode()]
const give = (key: Uint8Array): Hex => encodeFunctionResult({ abi: ABI, result: toHex(key) })

type Answer = (call: { to: Hex; data: Hex }, block: string) => unknown
const rightKey: Answer = ({ to, data }) => {
  // keccak256("getTEEPublicKey(bytes32)"), then the node.
  expect([to, data]).toEqual([REGISTRY, `0x${SELECTOR}${node.teeId.slice(2)}`])
  return give(node.spki)
}
const SELECTOR = '2cbe7552'
const wrongKey: Answer = () => give(other.spki)
const reverts: Answer = () => {
  throw new RpcFault(3, 'execution reverted: TEENotFound')
}
const refuses: Answer = () => {
  throw new RpcFault(-32601, 'the method eth_call does not exist')
}
const onlyAtItsBlock: Answer = (call, block) =>
  block === '0x7' ? rightKey(call, block) : reverts(call, block)
const noSuchFunction: Answer = () => '0x'
const aNumber: Answer = () => `0x${'00'.repeat(31)}2a`

const served: MockEndpoint[] = []
afterEach(async () => {
  for (const endpoint of served.splice(0)) await endpoint.close()
})

async function ask(...answers: readonly Answer[]): Promise<Hash32 | string | undefined> {
  for (const each of answers) {
    const lie = (method: string, params: readonly unknown[], honest: () => unknown) =>
      method === 'eth_call' ? each(params[0] as Json as never, String(params[1])) : honest()
    served.push(await serveChain(new MockChain(), { lie }))
  }
  const [chain] = makeNetwork('first').chains
  if (!chain) throw new Error('a network has a chain')
  const view = new ChainView(
    chain,
    served.map(({ url }) => url),
  )
  try {
    const key = await findRegisteredKey(view, [{ registry: REGISTRY, block: 7 }], node.teeId)
    return key && toHex(key)
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a key that does not stand in the registering call, asked of the endpoints', () => {
  test.each<[string, string | undefined, Answer[]]>([
    ['one gives it', toHex(node.spki), [rightKey]],
    ['another gives a wrong one', toHex(node.spki), [wrongKey, rightKey]],
    ['another refuses', toHex(node.spki), [refuses, rightKey]],
    ['another has no such node', toHex(node.spki), [reverts, rightKey]],
    ['the registry has forgotten it since', toHex(node.spki), [onlyAtItsBlock]],
  ])('%s: it proves itself', async (_, expected, answers) => {
    expect(await ask(...answers)).toBe(expected)
  })

  test.each<[string, string | undefined, Answer[]]>([
    ['a key of another node is the endpoint’s fault, and asked again', 'UNAVAILABLE_PROOF', [wrongKey]],
    ['a refusal says nothing, and is asked again', 'UNAVAILABLE_RPC', [refuses]],
    ['a wrong key and a revert', 'UNAVAILABLE_PROOF', [wrongKey, reverts]],
    ['a registry that knows no such node has none', undefined, [reverts]],
    ['a registry without the function has none', undefined, [noSuchFunction]],
    ['an answer that is no key is none', undefined, [aNumber]],
  ])('%s', async (_, expected, answers) => {
    expect(await ask(...answers)).toBe(expected)
  })
})
