import type pg from 'pg'
import { CHAIN_ID } from '../../../devnet/chain/anvil.ts'
import { callRpc } from '../../../devnet/chain/rpc.ts'
import type { Address, Hash32, Hex } from '../../../src/claim/hex.ts'
import { NETWORK } from './network.ts'
import type { OperatorWorld } from './world.ts'

/** What a registry and the index both say of a node as of a block. */
export interface NodeView {
  readonly owner: string
  readonly paymentAddress: string | null
  readonly endpoint: string | null
  readonly measurement: string | null
  readonly enabled: boolean
  readonly active: boolean
  readonly approved: boolean | null
}

/** The registry's own views: getTEE, isTEEActive and isPCRApproved at the block. Undefined where it knows no such node. */
export async function askRegistry(
  world: OperatorWorld,
  block: number,
  teeId: Hash32,
): Promise<NodeView | undefined> {
  const ask = async (functionName: string, ...args: readonly unknown[]): Promise<unknown> => {
    const call = world.step('TEERegistry', functionName, ...args)
    const data = await callRpc<Hex>(world.chain.url, 'eth_call', [call, `0x${block.toString(16)}`])
    return world.encoder.result('TEERegistry', functionName, data)
  }
  const tees = (await ask('tees', teeId)) as readonly unknown[]
  const [owner, paymentAddress, endpoint, , , measurement, teeType, enabled, registeredAt] = tees
  if (registeredAt === 0n) return undefined
  return {
    owner: String(owner).toLowerCase(),
    paymentAddress: String(paymentAddress).toLowerCase(),
    endpoint: String(endpoint),
    measurement: String(measurement),
    enabled: enabled === true,
    active: (await ask('isTEEActive', teeId)) === true,
    approved: (await ask('isPCRApproved', teeType, measurement)) === true,
  }
}

/** What the index says of the node as of the block. */
export async function askIndex(pool: pg.Pool, block: number, teeId: Hash32): Promise<NodeView | undefined> {
  const { rows } = await pool.query<NodeView>(
    `select '0x' || encode(owner, 'hex') as owner, '0x' || encode(payment_address, 'hex') as "paymentAddress", endpoint,
       '0x' || encode(measurement, 'hex') as measurement, enabled, enabled and not lapsed as active,
       measurement_approved as approved
     from api.node_as_of(array[$1], array[$2::bigint], array[$3::int]) where node_key = decode($4, 'hex')`,
    [NETWORK, CHAIN_ID, block, teeId.slice(2)],
  )
  return rows[0]
}

/** What the token says that the account has. */
export async function askBalance(world: OperatorWorld, account: Address): Promise<number> {
  const call = world.step('SyntheticDollar', 'balanceOf', account)
  const data = await callRpc<Hex>(world.chain.url, 'eth_call', [call, 'latest'])
  return Number(world.encoder.result('SyntheticDollar', 'balanceOf', data))
}
