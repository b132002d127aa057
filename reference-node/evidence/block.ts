import { readCall, readLog, verifyReceipts, verifyTransactions } from '../../src/chain/contents.ts'
import { decodeHeader } from '../../src/chain/ethereum/decode-header.ts'
import { readHeader, verifyHeader } from '../../src/chain/ethereum/header.ts'
import * as field from '../../src/chain/fields.ts'
import { type RpcObject, toList, toObject } from '../../src/chain/fields.ts'
import { families } from '../../src/chain/index.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import type { Address, Hash32, Hex } from '../../src/claim/hex.ts'
import type { RawLog } from '../../src/claim/raw.ts'
import type { NetworkChain } from '../../src/platform/network.ts'
import type { RpcEndpoint } from './rpc.ts'
import { RpcRefusal } from './rpc-refusal.ts'

/** A block read from the chain again. */
export interface EvidenceBlock {
  readonly number: number
  readonly hash: Hash32
  /** Unix seconds. */
  readonly timestamp: number
  readonly logs: readonly EvidenceLog[]
  /** `full`: header, receipts and transactions were hashed up to the block's hash. `unproved`: the endpoint's word. */
  readonly proof: 'full' | 'unproved'
}

export interface EvidenceLog extends RawLog {
  readonly transaction: EvidenceTransaction
}

interface EvidenceTransaction {
  readonly hash: Hash32
  /** As the endpoint says: the sender is not part of what the block commits to, but of a signature. */
  readonly from: Address
  readonly to: Address | null
  readonly input: Hex
}

/**
 * Reads a block by its hash from one endpoint and proves it as far as the chain's family allows.
 * Returns undefined when the endpoint has no such block.
 * @throws Unavailable `UNAVAILABLE_RPC` and, for an answer that does not hash to what was asked for,
 *   MalformedEvidence and Rejected as src/chain does: the endpoint's fault, not the claim's
 */
export async function findBlock(
  endpoint: RpcEndpoint,
  chain: NetworkChain,
  hash: Hash32,
): Promise<EvidenceBlock | undefined> {
  const found = await endpoint.call('eth_getBlockByHash', [hash, true])
  if (found === null) return undefined
  const block = toObject(found, 'block')
  const transactions = field.objects(block, 'transactions')
  const receipts = await readReceipts(endpoint, hash, transactions)
  const family = families[chain.family]
  if (family.kind === 'none') return unproved(block, hash, transactions, receipts)
  const header = verifyHeader(block)
  assertAsked(header.hash, hash)
  const commitments = decodeHeader(header.encoded ?? '0x')
  const logs = verifyReceipts(commitments, receipts, family.encodeReceipt)
  const proven = verifyTransactions(commitments, transactions, family.encodeTransaction)
  const calls = proven.map((each, index) => ({
    ...each,
    from: field.address(at(transactions, index), 'from'),
  }))
  return {
    ...header,
    proof: 'full',
    logs: logs.map((log) => ({ ...log, transaction: at(calls, log.transactionIndex) })),
  }
}

function unproved(
  block: RpcObject,
  hash: Hash32,
  transactions: readonly RpcObject[],
  receipts: readonly RpcObject[],
): EvidenceBlock {
  const header = readHeader(block)
  assertAsked(header.hash, hash)
  const logs = receipts.flatMap((receipt, transactionIndex) => {
    const called = at(transactions, transactionIndex)
    const transaction = {
      hash: field.hash(called, 'hash'),
      from: field.address(called, 'from'),
      ...readCall(called),
    }
    return field.objects(receipt, 'logs').map((log) => ({
      ...readLog(log),
      transactionIndex,
      logIndex: field.integer(log, 'logIndex'),
      transaction,
    }))
  })
  return { ...header, proof: 'unproved', logs }
}

async function readReceipts(
  endpoint: RpcEndpoint,
  hash: Hash32,
  transactions: readonly RpcObject[],
): Promise<readonly RpcObject[]> {
  try {
    const receipts = toList(await endpoint.call('eth_getBlockReceipts', [hash]), 'receipts')
    return receipts.map((each) => toObject(each, 'receipt'))
  } catch (error) {
    // JSON-RPC: method not found. Older nodes hand receipts out one by one only.
    if (!(error instanceof RpcRefusal) || error.rpcCode !== -32601) throw error
  }
  const receipts: RpcObject[] = []
  for (const transaction of transactions) {
    const receipt = await endpoint.call('eth_getTransactionReceipt', [field.hash(transaction, 'hash')])
    receipts.push(toObject(receipt, 'receipt'))
  }
  return receipts
}

function assertAsked(found: Hash32, asked: Hash32): void {
  if (found !== asked) throw new Unavailable('UNAVAILABLE_RPC', `asked for block ${asked}, got ${found}`)
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new Unavailable('UNAVAILABLE_RPC', 'fewer transactions than receipts')
  return value
}
