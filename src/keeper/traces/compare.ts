import { decodeFunctionData, parseAbi } from 'viem/utils'
import { Address, type Hash32, type Hex } from '../../claim/hex.ts'
import type { TracedCall } from './trace.ts'

/** What the index read of a transaction that called another contract than the one which emitted. */
export interface ReadCalls {
  readonly heartbeats: readonly ReadHeartbeat[]
  readonly payments: readonly ReadPayment[]
  readonly settlements: readonly ReadSettlement[]
}

interface ReadHeartbeat {
  readonly contract: Address
  readonly node: Hash32
  /** Unix seconds, as the log has them. */
  readonly signedAt: bigint
  /** Null: none was found in the input, or several that differ. */
  readonly signature: Hex | null
}

/** A fee, in base units of its token. */
interface ReadPayment {
  readonly token: Address
  readonly payer: Address
  readonly payee: Address
  readonly amount: bigint
}

interface ReadSettlement {
  readonly contract: Address
  /** What the log names: a root, or the hashes of input and output. */
  readonly words: readonly Hash32[]
}

/**
 * How a trace differs from what was read. `calls`: it shows no such call. `signature`: the heartbeat's call has another signature than the
 * input. `amount`: more was counted than the payment's call asks for.
 */
export interface Difference {
  readonly kind: 'calls' | 'signature' | 'amount'
  /** Of what, in words. */
  readonly of: string
}

const PERMIT = '((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit'
const PERMIT_2612 = '(uint256 value, uint256 deadline, bytes32 r, bytes32 s, uint8 v) permit2612'
const TAIL = 'address owner, (address to, uint256 validAfter) witness, bytes signature'
const UPTO_TAIL =
  'uint256 amount, address owner, (address to, address facilitator, uint256 validAfter) witness, bytes signature'
const OLD_UPTO_TAIL =
  'uint256 amount, address owner, (address to, uint256 validAfter, bytes extra) witness, bytes signature'
// Source: x402 contracts/evm/src/x402BasePermit2Proxy.sol; inference-facilitator x402permit.sol.
const FORMS: readonly string[] = [
  `function settle(${PERMIT}, ${UPTO_TAIL})`,
  `function settleWithPermit(${PERMIT_2612}, ${PERMIT}, ${UPTO_TAIL})`,
  `function settle(${PERMIT}, ${OLD_UPTO_TAIL})`,
  `function settle(${PERMIT}, ${TAIL})`,
  `function settleWithPermit(${PERMIT_2612}, ${PERMIT}, ${TAIL})`,
]
const PAYMENTS = parseAbi(FORMS)

/**
 * The first difference between what was read and the calls that were made; undefined when there is none. Each call stands for one
 * heartbeat or payment. Heartbeats and settlements have several forms, all of which hold the words that the log names.
 */
export function findDifference(
  { heartbeats, payments, settlements }: ReadCalls,
  calls: readonly TracedCall[],
  proxies: readonly Address[],
): Difference | undefined {
  return (
    findBeatDifference(heartbeats, calls) ??
    findPaymentDifference(payments, listPayments(calls, proxies)) ??
    findSettlementDifference(settlements, calls)
  )
}

function findBeatDifference(
  heartbeats: readonly ReadHeartbeat[],
  calls: readonly TracedCall[],
): Difference | undefined {
  const open = [...calls]
  for (const { contract, node, signedAt, signature } of heartbeats) {
    const words = [node.slice(2), signedAt.toString(16).padStart(64, '0')]
    const fits = (call: TracedCall) => call.to === contract && holds(call.input, words)
    const isSame = (call: TracedCall) => fits(call) && (!signature || holds(call.input, [signature.slice(2)]))
    const of = `the heartbeat of ${node} for second ${signedAt}`
    if (takeFirst(open, isSame)) continue
    return { kind: open.some(fits) ? 'signature' : 'calls', of }
  }
  return undefined
}

function findPaymentDifference(
  payments: readonly ReadPayment[],
  made: readonly ReadPayment[],
): Difference | undefined {
  const open = [...made]
  const isOf = (read: ReadPayment) => (call: ReadPayment) =>
    call.token === read.token && call.payer === read.payer && call.payee === read.payee
  // Where the token keeps a part, less was received than was asked for: such a call is left to what fits none exactly.
  const rest = payments.filter(
    (read) => !takeFirst(open, (call) => isOf(read)(call) && call.amount === read.amount),
  )
  for (const read of rest) {
    const of = `the payment of ${read.amount} to ${read.payee}`
    if (takeFirst(open, (call) => isOf(read)(call) && call.amount > read.amount)) continue
    return { kind: open.some(isOf(read)) ? 'amount' : 'calls', of }
  }
  return undefined
}

function findSettlementDifference(
  settlements: readonly ReadSettlement[],
  calls: readonly TracedCall[],
): Difference | undefined {
  for (const { contract, words } of settlements) {
    const named = words.map((each) => each.slice(2))
    if (!calls.some(({ to, input }) => to === contract && holds(input, named)))
      return { kind: 'calls', of: `the settlement of ${words.join(' and ')}` }
  }
  return undefined
}

/** What the calls of payment proxies ask for. */
function listPayments(calls: readonly TracedCall[], proxies: readonly Address[]): ReadPayment[] {
  return calls.flatMap(({ to, input }) => {
    const payment = proxies.includes(to) ? findPayment(input) : undefined
    return payment ? [payment] : []
  })
}

function findPayment(input: Hex): ReadPayment | undefined {
  try {
    const args = decodeFunctionData({ abi: PAYMENTS, data: input }).args as readonly Argument[]
    const [permit, ...tail] = args.slice(args.findIndex(isPermit)) as [Permit, ...Argument[]]
    const amount = tail.find((each) => typeof each === 'bigint') ?? permit.permitted.amount
    const payer = tail.find((each) => typeof each === 'string')
    const witness = tail.find((each) => typeof each === 'object' && 'to' in each)
    if (!payer || !witness) return undefined
    return {
      token: Address(permit.permitted.token),
      payer: Address(payer),
      payee: Address(witness.to),
      amount,
    }
  } catch {
    // A stranger may have written anything behind the selector.
    return undefined
  }
}

interface Permit {
  readonly permitted: { readonly token: Hex; readonly amount: bigint }
}
type Argument = bigint | Hex | Permit | { readonly to: Hex } | { readonly value: bigint }

function isPermit(argument: Argument): argument is Permit {
  return typeof argument === 'object' && 'permitted' in argument
}

/** Digits of a call that are searched: the words that logs name stand first, and a relay's blob names may be long. */
const MOST_DIGITS = 2 * 4096

/** Whether all of these stand at the head of the input, at whole bytes. */
function holds(input: Hex, digits: readonly string[]): boolean {
  const head = input.slice(0, MOST_DIGITS)
  return digits.every((each) => {
    for (let at = head.indexOf(each, 2); at >= 0; at = head.indexOf(each, at + 1))
      if (at % 2 === 0) return true
    return false
  })
}

/** Takes the first that fits out of the list; whether there was one. */
function takeFirst<T>(list: T[], fits: (each: T) => boolean): boolean {
  const at = list.findIndex(fits)
  if (at >= 0) list.splice(at, 1)
  return at >= 0
}
