import type { Hex } from '../../claim/hex.ts'
import { encodeRlp, type RlpItem } from '../../claim/rlp.ts'
import type { RpcObject } from '../fields.ts'
import * as field from '../fields.ts'
import { envelope, receiptType, unknownType } from './receipt.ts'

/** The transaction as signed: what its hash and the header's `transactionsRoot` commit to. Errors as for receipts. */
export function encodeTransaction(transaction: RpcObject): Uint8Array {
  const type = receiptType(transaction)
  const items = LAYOUTS[type]
  if (!items) throw unknownType('transaction', type)
  return encodeRlp(items(transaction), envelope(type))
}

/** By EIP-2718 type. */
const LAYOUTS: Readonly<Record<number, (transaction: RpcObject) => RlpItem[]>> = {
  0: (t) => [q(t, 'nonce'), q(t, 'gasPrice'), ...body(t), q(t, 'v'), q(t, 'r'), q(t, 's')],
  // EIP-2930
  1: (t) => [q(t, 'chainId'), q(t, 'nonce'), q(t, 'gasPrice'), ...body(t), accessList(t), ...signature(t)],
  // EIP-1559
  2: (t) => [q(t, 'chainId'), q(t, 'nonce'), ...fees(t), ...body(t), accessList(t), ...signature(t)],
  // EIP-4844
  3: (t) => [
    q(t, 'chainId'),
    q(t, 'nonce'),
    ...fees(t),
    ...body(t),
    accessList(t),
    q(t, 'maxFeePerBlobGas'),
    field.toList(t.blobVersionedHashes, 'blobVersionedHashes').map((each) => field.toHash(each, 'blob hash')),
    ...signature(t),
  ],
  // EIP-7702
  4: (t) => [
    q(t, 'chainId'),
    q(t, 'nonce'),
    ...fees(t),
    ...body(t),
    accessList(t),
    field
      .objects(t, 'authorizationList')
      .map((each) => [
        q(each, 'chainId'),
        field.bytes(each, 'address', 20),
        q(each, 'nonce'),
        ...signature(each),
      ]),
    ...signature(t),
  ],
}

const q = field.quantity

function body(transaction: RpcObject): RlpItem[] {
  return [
    q(transaction, 'gas'),
    recipient(transaction),
    q(transaction, 'value'),
    field.bytes(transaction, 'input'),
  ]
}

/** No bytes for the creation of a contract. */
export function recipient(transaction: RpcObject): Hex {
  return field.has(transaction, 'to') ? field.bytes(transaction, 'to', 20) : '0x'
}

function fees(transaction: RpcObject): RlpItem[] {
  return [q(transaction, 'maxPriorityFeePerGas'), q(transaction, 'maxFeePerGas')]
}

function accessList(transaction: RpcObject): RlpItem[] {
  return field
    .objects(transaction, 'accessList')
    .map((entry) => [
      field.bytes(entry, 'address', 20),
      field.toList(entry.storageKeys, 'storageKeys').map((key) => field.toHash(key, 'storage key')),
    ])
}

// Older nodes call the parity `v` in typed transactions too.
function signature(object: RpcObject): RlpItem[] {
  return [q(object, field.has(object, 'yParity') ? 'yParity' : 'v'), q(object, 'r'), q(object, 's')]
}
