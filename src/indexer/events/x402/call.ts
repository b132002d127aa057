import type { Hex } from '../../../claim/hex.ts'
import { declareCall } from '../abi.ts'
import type { ChainTransaction } from '../decoder.ts'

/** What a payer signed and what was taken of it, in base units of `token`. */
export interface PaymentCall {
  readonly token: Hex
  readonly payer: Hex
  readonly payee: Hex
  /** The most that the payer's signature allows. */
  readonly cap: bigint
  readonly charged: bigint
}

const PERMIT = '((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit'
const PERMIT_2612 = '(uint256 value, uint256 deadline, bytes32 r, bytes32 s, uint8 v) permit2612'
const TAIL = 'address owner, (address to, uint256 validAfter) witness, bytes signature'
const UPTO_TAIL =
  'uint256 amount, address owner, (address to, address facilitator, uint256 validAfter) witness, bytes signature'
// Before the facilitator was part of what is signed. Source: inference-facilitator x402permit.sol.
const OLD_UPTO_TAIL =
  'uint256 amount, address owner, (address to, uint256 validAfter, bytes extra) witness, bytes signature'

const CALLS = [
  declareCall(`function settle(${PERMIT}, ${UPTO_TAIL})`),
  declareCall(`function settleWithPermit(${PERMIT_2612}, ${PERMIT}, ${UPTO_TAIL})`),
  declareCall(`function settle(${PERMIT}, ${OLD_UPTO_TAIL})`),
  declareCall(`function settle(${PERMIT}, ${TAIL})`),
  declareCall(`function settleWithPermit(${PERMIT_2612}, ${PERMIT}, ${TAIL})`),
]

/**
 * The payment that a call of x402UptoPermit2Proxy or x402ExactPermit2Proxy asks for; undefined when `input` is
 * something else. The exact scheme charges its cap. Source: x402 contracts/evm/src/x402BasePermit2Proxy.sol.
 */
export function findPaymentCall(input: Hex): PaymentCall | undefined {
  for (const call of CALLS) {
    const found = call.find(input) as Settle | undefined
    if (found) return toPayment(found)
  }
  return undefined
}

interface PaymentsInside {
  readonly found: readonly PaymentCall[]
  /** Whether the whole input was looked at. */
  readonly complete: boolean
}

// Each settlement and each transfer of a transaction asks for the same, and a batch holds hundreds.
const known = new WeakMap<ChainTransaction, PaymentsInside>()

/** The payments that calls anywhere in the input ask for, in the call of another contract. Whoever wrote it may have added some. */
export function listPaymentCalls(transaction: ChainTransaction): PaymentsInside {
  const before = known.get(transaction)
  if (before) return before
  const inside = CALLS.map((call) => call.findAll(transaction.input))
  const payments = {
    found: inside.flatMap(({ found }) => found.map((each) => toPayment(each as Settle))),
    complete: inside.every((each) => each.complete),
  }
  known.set(transaction, payments)
  return payments
}

function toPayment({ permit, owner, witness, amount }: Settle): PaymentCall {
  const { token, amount: cap } = permit.permitted
  const lower = (text: Hex) => text.toLowerCase() as Hex
  return { token: lower(token), payer: lower(owner), payee: lower(witness.to), cap, charged: amount ?? cap }
}

interface Settle {
  readonly permit: { readonly permitted: { readonly token: Hex; readonly amount: bigint } }
  readonly amount?: bigint
  readonly owner: Hex
  readonly witness: { readonly to: Hex }
}
