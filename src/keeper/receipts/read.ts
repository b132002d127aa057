import * as field from '../../chain/fields.ts'
import { Unavailable } from '../../claim/errors.ts'
import { Address, type Hash32 } from '../../claim/hex.ts'
import type { GasReceipt } from '../../economics/gas.ts'
import { agree, askObject } from '../endpoints.ts'

/** Which receipt is asked for, and what kind of chain gives it. */
export interface AskedReceipt {
  readonly txHash: Hash32
  readonly blockHash: Hash32
  readonly family: 'ethereum' | 'opstack' | 'cometbft'
}

/** What a receipt says of who paid for a transaction, and how much; and who says so. */
export interface ReadReceipt extends Omit<GasReceipt, 'l1Fee'> {
  readonly sender: Address
  /** Base units of the chain's coin; null: a chain of this kind charges it, and the receipt does not say how much. */
  readonly l1Fee: bigint | null
  readonly vouchedBy: string
}

// Beside it an OP-stack chain may charge a fee of its own, by a formula that its forks change.
const OPERATOR_FEE = ['operatorFeeScalar', 'operatorFeeConstant']
// More base units than any coin has; a product of two of them still fits where amounts are kept.
const LIMIT = 2n ** 96n

/**
 * Who sent a transaction and what it cost, as more than half of the endpoints say: a header commits to no price and to no data fee.
 * Answers are compared by what they mean, not by how they are spelled.
 * @throws those of {@link agree}; each endpoint whose answer is malformed, of another transaction or of another block counts as silent
 */
export async function readReceipt(
  endpoints: readonly string[],
  asked: AskedReceipt,
  signal: AbortSignal,
): Promise<ReadReceipt> {
  const { result, vouchedBy } = await agree(endpoints, `receipt of ${asked.txHash}`, signal, async (url) =>
    toText(toReceipt(await askObject(url, 'eth_getTransactionReceipt', [asked.txHash], signal), asked)),
  )
  return { ...fromText(result), vouchedBy }
}

/**
 * The cost in one endpoint's receipt. Without a data fee in it, it is 0 on a chain whose kind has none, and null on an OP-stack chain.
 * @throws MalformedEvidence `MALFORMED_RPC`; Unavailable `UNAVAILABLE_RECEIPT` of another transaction or block, or with an operator's fee
 */
export function toReceipt(
  answer: field.RpcObject,
  { txHash, blockHash, family }: AskedReceipt,
): Omit<ReadReceipt, 'vouchedBy'> {
  const [tx, block] = [field.hash(answer, 'transactionHash'), field.hash(answer, 'blockHash')]
  if (tx !== txHash || block !== blockHash)
    throw new Unavailable(
      'UNAVAILABLE_RECEIPT',
      `asked for ${txHash} in ${blockHash}, given ${tx} in ${block}`,
    )
  const charged = OPERATOR_FEE.find((key) => field.has(answer, key) && toNumber(answer, key) > 0n)
  if (charged)
    throw new Unavailable('UNAVAILABLE_RECEIPT', `${txHash}: ${charged} is a fee that is not read here`)
  const none = family === 'opstack' ? null : 0n
  return {
    sender: field.address(answer, 'from'),
    gasUsed: toNumber(answer, 'gasUsed'),
    effectiveGasPrice: toNumber(answer, 'effectiveGasPrice'),
    l1Fee: field.has(answer, 'l1Fee') ? toNumber(answer, 'l1Fee') : none,
  }
}

function toNumber(object: field.RpcObject, key: string): bigint {
  const bytes = field.quantity(object, key)
  const number = bytes === '0x' ? 0n : BigInt(bytes)
  if (number >= LIMIT) throw field.malformed(key, 'less than 2^96', object[key])
  return number
}

function toText({ sender, gasUsed, effectiveGasPrice, l1Fee }: Omit<ReadReceipt, 'vouchedBy'>): string {
  return [sender, gasUsed, effectiveGasPrice, l1Fee ?? ''].join(' ')
}

function fromText(text: string): Omit<ReadReceipt, 'vouchedBy'> {
  const [sender = '', gasUsed = '', price = '', l1Fee = ''] = text.split(' ')
  return {
    sender: Address(sender),
    gasUsed: BigInt(gasUsed),
    effectiveGasPrice: BigInt(price),
    l1Fee: l1Fee === '' ? null : BigInt(l1Fee),
  }
}
