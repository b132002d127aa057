import { encodeRlp } from '../../claim/rlp.ts'
import { encodeReceipt, envelope, receiptItems, receiptType } from '../ethereum/receipt.ts'
import { encodeTransaction, recipient } from '../ethereum/transaction.ts'
import type { RpcObject } from '../fields.ts'
import * as field from '../fields.ts'

/** The type of a transaction that L1 or the sequencer deposits: not signed, and with a receipt of its own. */
const DEPOSIT = 0x7e

/** Any transaction of an OP-stack chain. Source: OP-stack specification, deposits, "The Deposited Transaction Type". */
export function encodeOpTransaction(transaction: RpcObject): Uint8Array {
  if (receiptType(transaction) !== DEPOSIT) return encodeTransaction(transaction)
  return encodeRlp(
    [
      field.bytes(transaction, 'sourceHash', 32),
      field.bytes(transaction, 'from', 20),
      recipient(transaction),
      field.has(transaction, 'mint') ? field.quantity(transaction, 'mint') : '0x',
      field.quantity(transaction, 'value'),
      field.quantity(transaction, 'gas'),
      transaction.isSystemTx === true ? '0x01' : '0x',
      field.bytes(transaction, 'input'),
    ],
    envelope(DEPOSIT),
  )
}

/**
 * Any receipt of an OP-stack chain. Source: op-geth, core/types/receipt.go, `Receipts.EncodeIndex`.
 * Between Regolith and Canyon nodes served a deposit's nonce that the receipts root does not cover; since Canyon the
 * root covers the nonce and a version. So the version's presence decides about both.
 */
export function encodeOpReceipt(receipt: RpcObject): Uint8Array {
  if (receiptType(receipt) !== DEPOSIT) return encodeReceipt(receipt)
  const items = receiptItems(receipt)
  if (field.has(receipt, 'depositReceiptVersion'))
    items.push(field.quantity(receipt, 'depositNonce'), field.quantity(receipt, 'depositReceiptVersion'))
  return encodeRlp(items, envelope(DEPOSIT))
}
