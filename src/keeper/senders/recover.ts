import { recoverTransactionAddress } from 'viem'
import { verifyTransaction } from '../../chain/contents.ts'
import { encodeTransaction } from '../../chain/ethereum/transaction.ts'
import type { RpcObject } from '../../chain/fields.ts'
import { Rejected } from '../../claim/errors.ts'
import { Address, type Hash32, toHex } from '../../claim/hex.ts'

/** Who signed a transaction, and what they called; null: they created a contract. */
export interface Sender {
  readonly sender: Address
  readonly called: Address | null
}

/**
 * The signer of a transaction, proved: the endpoint's answer is encoded again, must hash to the name it was asked by, and
 * the signature in it is recovered. What the endpoint calls `from` is not looked at.
 * @throws Rejected `REJECTED_TRANSACTION_HASH`, `REJECTED_TRANSACTION_SIGNATURE`; MalformedEvidence `MALFORMED_RPC`;
 * NotCheckable `UNSUPPORTED_TRANSACTION_TYPE` (a deposit of an OP-stack chain has no signature)
 */
export async function recoverSender(answer: RpcObject, hash: Hash32): Promise<Sender> {
  const { hash: named, to } = verifyTransaction(answer, encodeTransaction)
  if (named !== hash)
    throw new Rejected('REJECTED_TRANSACTION_HASH', `asked for transaction ${hash}, given ${named}`)
  const serializedTransaction = toHex(encodeTransaction(answer)) as `0x02${string}`
  try {
    return { sender: Address(await recoverTransactionAddress({ serializedTransaction })), called: to }
  } catch (cause) {
    throw new Rejected('REJECTED_TRANSACTION_SIGNATURE', `nobody signed ${hash}`, 'unknown', { cause })
  }
}
