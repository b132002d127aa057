import type pg from 'pg'
import { decodeEventLog, encodeEventTopics, parseAbiItem } from 'viem/utils'
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

/** A batch as the relay's log and the transaction around it say it, asked of the chain. */
export interface BatchView {
  readonly block: number
  readonly root: string
  readonly size: number
  readonly blob: string
  /** Whether the relay itself was called, and by whom. */
  readonly relayer: string | null
}

/** The batches of a chain in their order: `eth_getLogs` of the relay, and the transactions that it names. */
export async function askBatches(world: OperatorWorld): Promise<BatchView[]> {
  const relay = world.at('InferenceSettlementRelay')
  const event = parseAbiItem('event BatchSettlement(bytes32 indexed root, uint256 size, bytes blob)')
  const filter = {
    address: relay,
    fromBlock: '0x0',
    toBlock: 'latest',
    topics: encodeEventTopics({ abi: [event] }),
  }
  const logs = await callRpc<readonly Log[]>(world.chain.url, 'eth_getLogs', [filter])
  return Promise.all(
    logs.map(async ({ topics, data, blockNumber, transactionHash }) => {
      const { args } = decodeEventLog({ abi: [event], topics, data })
      const sent = await callRpc<Sent>(world.chain.url, 'eth_getTransactionByHash', [transactionHash])
      const blob = Buffer.from(args.blob.slice(2), 'hex').toString()
      return {
        block: Number(blockNumber),
        root: args.root,
        size: Number(args.size),
        blob,
        relayer: sent.to === relay ? sent.from : null,
      }
    }),
  )
}

interface Log {
  readonly topics: [Hex, ...Hex[]]
  readonly data: Hex
  readonly blockNumber: string
  readonly transactionHash: string
}

interface Sent {
  readonly from: string
  readonly to: string | null
}

/** The batches that the index serves, in the order of the chain. */
export async function readBatches(pool: pg.Pool): Promise<BatchView[]> {
  const { rows } = await pool.query<BatchView>(
    `select block_number as block, '0x' || encode(merkle_root, 'hex') as root, batch_size::int as size, blob_id as blob,
       '0x' || encode(relayer, 'hex') as relayer
     from api.settlement where network = $1 and kind = 'batch' order by block_number, position`,
    [NETWORK],
  )
  return rows
}
