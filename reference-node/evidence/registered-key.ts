import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem/utils'
import { Unavailable } from '../../src/claim/errors.ts'
import { teeIdOf } from '../../src/claim/hash.ts'
import { type Address, type Hash32, Hex, toBytes } from '../../src/claim/hex.ts'
import type { ChainView } from './chain.ts'
import type { RpcEndpoint } from './rpc.ts'
import { RpcRefusal } from './rpc-refusal.ts'

// Source: og-evm TEERegistry.sol.
const ABI = parseAbi(['function getTEEPublicKey(bytes32 teeId) view returns (bytes)'])
/** JSON-RPC of Ethereum clients: the contract itself said no. */
const REVERTED = 3

/** Where a node was registered. */
interface Registered {
  readonly registry: Address
  readonly block: number
}

/**
 * A node's key as the registries keep it, asked of the endpoints: for one that does not stand in the registering call. No
 * endpoint is believed: the key hashes to the node's name. Undefined where the registries give none.
 * @throws Unavailable `UNAVAILABLE_RPC`; `UNAVAILABLE_PROOF` where an endpoint gives another key, and none the right one
 */
export async function findRegisteredKey(
  view: ChainView,
  registrations: readonly Registered[],
  teeId: Hash32,
): Promise<Uint8Array | undefined> {
  for (const { registry, block } of registrations) {
    const key = await view.findProved(
      async (endpoint) =>
        (await findKeyAt(endpoint, registry, teeId, 'latest')) ??
        // A registry may have removed the node since; then only an endpoint that keeps old state knows.
        (await findKeyAt(endpoint, registry, teeId, block)),
    )
    if (key) return key
  }
  return undefined
}

async function findKeyAt(
  endpoint: RpcEndpoint,
  registry: Address,
  teeId: Hash32,
  block: number | 'latest',
): Promise<Uint8Array | undefined> {
  const data = encodeFunctionData({ abi: ABI, args: [teeId] })
  const at = block === 'latest' ? block : `0x${block.toString(16)}`
  const key = decode(await findAnswer(endpoint, { to: registry, data }, at))
  if (key && teeIdOf(key) !== teeId)
    throw new Unavailable(
      'UNAVAILABLE_PROOF',
      `${endpoint.shown} gives a key of ${teeIdOf(key)} for ${teeId}`,
    )
  return key
}

/** Undefined when the contract says no, or the endpoint no longer has the state of that block. */
async function findAnswer(endpoint: RpcEndpoint, call: object, block: string): Promise<unknown> {
  try {
    return await endpoint.call('eth_call', [call, block])
  } catch (error) {
    if (!(error instanceof RpcRefusal)) throw error
    if (block !== 'latest' || error.rpcCode === REVERTED || /revert/i.test(error.message)) return undefined
    throw error
  }
}

/** Undefined when it is no answer of this function: a contract without it answers with nothing, or with anything. */
function decode(answer: unknown): Uint8Array | undefined {
  try {
    return toBytes(decodeFunctionResult({ abi: ABI, data: Hex(String(answer)) }))
  } catch {
    return undefined
  }
}
