import { MalformedEvidence, Rejected } from '../claim/errors.ts'
import { type Address, type Hash32, type Hex, hashOf, toBytes, toHex } from '../claim/hex.ts'
import { keccakBytes } from '../claim/keccak.ts'
import type { RawCall, RawLog } from '../claim/raw.ts'
import type { Commitments } from './ethereum/decode-header.ts'
import type { RpcObject } from './fields.ts'
import * as field from './fields.ts'
import { deriveRoot } from './trie.ts'

export type Encode = (object: RpcObject) => Uint8Array

/** A transaction whose hash was recomputed. */
export interface ProvenTransaction extends RawCall {
  readonly hash: Hash32
}

/**
 * All logs of a block, from its receipts in order. Indexes are counted here: those in the answer are covered by
 * no hash.
 * @throws Rejected `REJECTED_RECEIPTS_ROOT`; MalformedEvidence `MALFORMED_RPC`; NotCheckable `UNSUPPORTED_TRANSACTION_TYPE`
 */
export function verifyReceipts(
  header: Pick<Commitments, 'receiptsRoot'>,
  receipts: readonly RpcObject[],
  encode: Encode,
): RawLog[] {
  assertRoot('REJECTED_RECEIPTS_ROOT', header.receiptsRoot, receipts.map(encode))
  const logs: RawLog[] = []
  for (const [transactionIndex, receipt] of receipts.entries())
    for (const log of field.objects(receipt, 'logs'))
      logs.push({ ...readLog(log), transactionIndex, logIndex: logs.length })
  return logs
}

/**
 * All transactions of a block in order, each proved to have its hash and all to make up the block.
 * @throws Rejected `REJECTED_TRANSACTIONS_ROOT`, `REJECTED_TRANSACTION_HASH`; MalformedEvidence as for receipts
 */
export function verifyTransactions(
  header: Pick<Commitments, 'transactionsRoot'>,
  transactions: readonly RpcObject[],
  encode: Encode,
): ProvenTransaction[] {
  const encoded = transactions.map(encode)
  assertRoot('REJECTED_TRANSACTIONS_ROOT', header.transactionsRoot, encoded)
  return transactions.map((transaction, index) => {
    const hash = hashOf(keccakBytes(encoded[index] ?? new Uint8Array()))
    const named = field.hash(transaction, 'hash')
    if (named !== hash)
      throw new Rejected('REJECTED_TRANSACTION_HASH', `a transaction named ${named} hashes to ${hash}`)
    return { hash, ...readCall(transaction) }
  })
}

/**
 * One transaction, proved to have the hash it is named by. Says nothing of the block it is in.
 * @throws Rejected `REJECTED_TRANSACTION_HASH`
 */
export function verifyTransaction(transaction: RpcObject, encode: Encode): ProvenTransaction {
  const hash = hashOf(keccakBytes(encode(transaction)))
  const named = field.hash(transaction, 'hash')
  if (named !== hash)
    throw new Rejected('REJECTED_TRANSACTION_HASH', `a transaction named ${named} hashes to ${hash}`)
  return { hash, ...readCall(transaction) }
}

/** What was called with what, as the endpoint says. */
export function readCall(transaction: RpcObject): RawCall {
  const to: Address | null = field.has(transaction, 'to') ? field.address(transaction, 'to') : null
  return { to, input: field.bytes(transaction, 'input') }
}

/**
 * Address, topics and data of a log, as the endpoint says.
 * @throws MalformedEvidence `MALFORMED_RPC`
 */
export function readLog(log: RpcObject): { address: Address; topics: Hash32[]; data: Hex } {
  const topics = field.toList(log.topics, 'topics').map((topic) => field.toHash(topic, 'topic'))
  if (topics.length > 4)
    throw new MalformedEvidence('MALFORMED_RPC', `a log has at most 4 topics, found ${topics.length}`)
  return { address: field.address(log, 'address'), topics, data: field.bytes(log, 'data') }
}

function assertRoot(code: string, expected: Hash32, values: readonly Uint8Array[]): void {
  const root = deriveRoot(values)
  if (Buffer.compare(root, toBytes(expected)) !== 0)
    throw new Rejected(code, `the header commits to ${expected}, ${values.length} values make ${toHex(root)}`)
}
