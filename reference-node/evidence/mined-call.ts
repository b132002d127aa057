import { readCall, verifyTransactions } from '../../src/chain/contents.ts'
import { decodeHeader } from '../../src/chain/ethereum/decode-header.ts'
import { readHeader, verifyHeader } from '../../src/chain/ethereum/header.ts'
import * as field from '../../src/chain/fields.ts'
import { toObject } from '../../src/chain/fields.ts'
import { families } from '../../src/chain/index.ts'
import { NotCheckable, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import type { RawHeader } from '../../src/claim/raw.ts'
import type { NetworkChain } from '../../src/platform/network.ts'
import type { RpcEndpoint } from './rpc.ts'

/** A transaction in its block, proved as far as the chain's family allows. */
export interface MinedCall {
  /** Of the block, Unix seconds. */
  readonly timestamp: number
  /** Null: the block has no such transaction. */
  readonly input: Hex | null
}

/**
 * Reads one transaction of a block from one endpoint; undefined when the endpoint has no such block. Receipts play no part: a
 * transaction that failed was there all the same.
 * @throws Unavailable `UNAVAILABLE_RPC`, and as the reading of a whole block does
 */
export async function findMinedCall(
  endpoint: RpcEndpoint,
  chain: NetworkChain,
  block: Hash32,
  transaction: Hash32,
): Promise<MinedCall | undefined> {
  const found = await endpoint.call('eth_getBlockByHash', [block, true])
  if (found === null) return undefined
  const answer = toObject(found, 'block')
  const family = families[chain.family]
  const header = family.kind === 'none' ? readHeader(answer) : verifyHeader(answer)
  if (header.hash !== block)
    throw new Unavailable('UNAVAILABLE_RPC', `asked for block ${block}, got ${header.hash}`)
  const listed = field.objects(answer, 'transactions')
  const calls =
    family.kind === 'none'
      ? listed.map((each) => ({ hash: field.hash(each, 'hash'), ...readCall(each) }))
      : verifyTransactions(decodeHeader(header.encoded ?? '0x'), listed, family.encodeTransaction)
  const call = calls.find(({ hash }) => hash === transaction)
  return { timestamp: header.timestamp, input: call?.input ?? null }
}

/**
 * The header of a block, hashed here; undefined when the endpoint has no such block.
 * @throws Unavailable `UNAVAILABLE_RPC`; NotCheckable `UNSUPPORTED_HEADER` for a chain whose headers cannot be hashed; and as the reading of a whole block does
 */
export async function findHeader(
  endpoint: RpcEndpoint,
  chain: NetworkChain,
  block: Hash32,
): Promise<RawHeader | undefined> {
  if (families[chain.family].kind === 'none')
    throw new NotCheckable('UNSUPPORTED_HEADER', `the headers of ${chain.name} cannot be hashed`)
  const found = await endpoint.call('eth_getBlockByHash', [block, false])
  if (found === null) return undefined
  const header = verifyHeader(toObject(found, 'block'))
  if (header.hash !== block)
    throw new Unavailable('UNAVAILABLE_RPC', `asked for block ${block}, got ${header.hash}`)
  return header
}
