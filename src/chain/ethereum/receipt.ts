import { NotCheckable } from '../../claim/errors.ts'
import { encodeRlp, type RlpItem } from '../../claim/rlp.ts'
import type { RpcObject } from '../fields.ts'
import * as field from '../fields.ts'

// Sources: yellow paper section 4.3.1, EIP-658 (status), EIP-2718 (typed envelopes).

/** Types that share the plain receipt: legacy, EIP-2930, EIP-1559, EIP-4844, EIP-7702. */
const PLAIN = [0, 1, 2, 3, 4]

/**
 * The receipt as the header's `receiptsRoot` commits to it.
 * @throws MalformedEvidence `MALFORMED_RPC`; NotCheckable `UNSUPPORTED_TRANSACTION_TYPE`
 */
export function encodeReceipt(receipt: RpcObject): Uint8Array {
  const type = receiptType(receipt)
  if (!PLAIN.includes(type)) throw unknownType('receipt', type)
  return encodeRlp(receiptItems(receipt), envelope(type))
}

export function receiptItems(receipt: RpcObject): RlpItem[] {
  return [
    // Before Byzantium a receipt held the state root in place of the status.
    field.has(receipt, 'status') ? field.quantity(receipt, 'status') : field.bytes(receipt, 'root', 32),
    field.quantity(receipt, 'cumulativeGasUsed'),
    field.bytes(receipt, 'logsBloom', 256),
    field
      .objects(receipt, 'logs')
      .map((log) => [
        field.bytes(log, 'address', 20),
        field.toList(log.topics, 'topics').map((topic) => field.toHash(topic, 'topic')),
        field.bytes(log, 'data'),
      ]),
  ]
}

/** Nodes leave the type out of legacy receipts and transactions. */
export function receiptType(object: RpcObject): number {
  return field.has(object, 'type') ? field.integer(object, 'type') : 0
}

/** What stands before the RLP: the type's byte, nothing for legacy. */
export function envelope(type: number): Uint8Array {
  return type === 0 ? new Uint8Array() : Uint8Array.of(type)
}

/** A later fork's type is nobody's fault: this version does not know it. */
export function unknownType(what: string, type: number): NotCheckable {
  return new NotCheckable(
    'UNSUPPORTED_TRANSACTION_TYPE',
    `this version knows no ${what} of type ${type} in this chain family: update Assay`,
  )
}
