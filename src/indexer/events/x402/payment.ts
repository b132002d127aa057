import type { Hash32, Hex } from '../../../claim/hex.ts'
import type { LogForm } from '../../../claim/source-set.ts'
import { declareLog } from '../abi.ts'
import type { ChainLog, EventContext } from '../decoder.ts'
import type { Fact } from '../facts.ts'
import { findPaymentCall, listPaymentCalls, type PaymentCall } from './call.ts'

export const TRANSFER_DECLARATION = 'event Transfer(address indexed from, address indexed to, uint256 value)'
const TRANSFER = declareLog(TRANSFER_DECLARATION)

/** Both say that a payment went through, and nothing else. Source: x402 contracts/evm/src/x402BasePermit2Proxy.sol. */
export const SETTLED_DECLARATIONS = ['event Settled()', 'event SettledWithPermit()'] as const
const SETTLED: readonly Hash32[] = SETTLED_DECLARATIONS.map((each) => declareLog(each).topic)

/** Interfaces whose settlement says only that a payment went through. */
const PROXIES: readonly string[] = ['x402/upto-proxy', 'x402/exact-proxy']

/** A payment, and the log that stands for it: the token's Transfer where that was read, else the proxy's own. */
export interface Payment extends Omit<PaymentCall, 'cap'> {
  /** Null when another contract called the proxy, so that the call is not to be read. */
  readonly cap: bigint | null
  readonly at: ChainLog
}

/**
 * The payment behind a proxy's `settled` log. Its Transfer is the log right before that one, for the proxy emits right after
 * the transfer: one further up is another's, whoever it paid. When the proxy itself was called, payer, payee and token of
 * that call must be those of the Transfer. A token that keeps a part for itself, or moves more than once, may emit others between:
 * then it is all that the payee of that call received from its payer. A call that another contract made is looked for in the
 * transaction's input: what stands there proves nothing, but a payee whom none of the calls found there pays is not taken for one,
 * unless there are more than are looked at. Where none was read (a payee nobody listed), the call alone
 * tells: Permit2 asks for exactly the amount that the proxy asks for, or reverts. Undefined: neither tells.
 */
export function findPayment(settled: ChainLog, context: EventContext): Payment | undefined {
  const { to, input, logs } = settled.transaction
  const before = logs.find((each) => each.logIndex === settled.logIndex - 1 && isTransfer(each, context))
  const call = to === settled.address ? findPaymentCall(input) : undefined
  if (call === undefined) {
    return before && findPaymentInside(settled, before, context)
  }
  // One call of the proxy is one payment: a second log would be counted twice.
  if (logs.some((each) => each.logIndex < settled.logIndex && isSettled(each, context))) return undefined
  const received = listReceived(settled, call, context)
  const charged = received.length ? received.reduce((total, { value }) => total + value, 0n) : call.charged
  const only = received.length === 1 && received[0]?.log === before ? before : undefined
  return { ...call, charged, at: only ?? settled }
}

/** The payment of a proxy that another contract called; `before` is the Transfer right before the settlement. */
function findPaymentInside(settled: ChainLog, before: ChainLog, context: EventContext): Payment | undefined {
  const { from: payer, to: payee, value } = TRANSFER.decode(before)
  const token = before.address
  const { found, complete } = listPaymentCalls(settled.transaction)
  const inside = found.filter((each) => each.token === token)
  const transferred = { token, payer, payee, charged: value, cap: null, at: before }
  const isPaid = (each: PaymentCall) => each.payer === payer && each.payee === payee && each.charged === value
  if (inside.length === 0 || inside.some(isPaid)) return transferred
  const transfers = listUnbroken(settled, token, context)
  const paid = inside.flatMap((call): Payment[] => {
    const charged = sumReceived(transfers, call)
    return charged > 0n ? [{ ...call, charged, cap: null, at: settled }] : []
  })
  const [first, ...others] = paid
  // The call of this payment may stand behind those that were looked at, as in a batch of hundreds.
  if (!first && !complete) return transferred
  const isFirst = (each: Payment) =>
    each.payer === first?.payer && each.payee === first.payee && each.charged === first.charged
  return others.every(isFirst) ? first : undefined
}

interface Transferred {
  readonly from: Hex
  readonly to: Hex
  readonly value: bigint
}

/** The transfers of a token that stand unbroken before the settlement, the nearest first. */
function listUnbroken(settled: ChainLog, token: Hex, context: EventContext): readonly Transferred[] {
  const { logs } = settled.transaction
  const unbroken: Transferred[] = []
  for (let place = logs.indexOf(settled) - 1; place >= 0; place--) {
    const log = logs[place]
    const isNext = log?.logIndex === settled.logIndex - unbroken.length - 1
    if (!log || !isNext || log.address !== token || !isTransfer(log, context)) break
    unbroken.push(TRANSFER.decode(log))
  }
  return unbroken
}

/**
 * What the payee received of one payment in several transfers: of those that stand unbroken before the settlement, as many as
 * the payer's account gave for what the call asks for. Zero when they do not add up to exactly that.
 */
function sumReceived(transfers: readonly Transferred[], call: PaymentCall): bigint {
  let [given, received] = [0n, 0n]
  for (const { from, to, value } of transfers) {
    if (given >= call.charged) break
    if (from === call.payer) given += value
    if (from === call.payer && to === call.payee) received += value
    if (from === call.payee) received -= value
  }
  return given === call.charged ? received : 0n
}

/** What the payee of a call received from its payer before the settlement. */
function listReceived(
  settled: ChainLog,
  call: PaymentCall,
  context: EventContext,
): readonly { readonly log: ChainLog; readonly value: bigint }[] {
  return settled.transaction.logs.flatMap((log) => {
    if (log.logIndex > settled.logIndex || log.address !== call.token || !isTransfer(log, context)) return []
    const { from, to, value } = TRANSFER.decode(log)
    return from === call.payer && to === call.payee ? [{ log, value }] : []
  })
}

/** The settlement that a Transfer may stand for: the log right behind it. */
export function findSettledBehind(transfer: ChainLog, context: EventContext): ChainLog | undefined {
  return transfer.transaction.logs.find(
    (each) => each.logIndex === transfer.logIndex + 1 && isSettled(each, context),
  )
}

/**
 * A fee, attributed `shared` when the payee is an address that the network's data says serves many nodes, else
 * `undetermined`: whether it is one node's own payment address is for state to say, not for a log.
 */
export function toFee(
  { payer, payee, token, charged, cap }: Payment,
  { network, contract }: EventContext,
): Fact {
  const shared = network.labels.some(
    (each) =>
      each.kind === 'shared-payee' &&
      each.address === payee &&
      (each.chain === undefined || each.chain === contract.chain),
  )
  const attribution = shared ? 'shared' : 'undetermined'
  const row = {
    node: null,
    payer,
    payee,
    token,
    amount: charged,
    request: null,
    attribution,
    refund: false,
    cap,
  }
  return { kind: 'fee', row }
}

/** What a settlement of a proxy looks like that this network lists on this chain; null: it lists none. */
export function settledForm({ network, contract }: EventContext): LogForm | null {
  const proxies = network.contracts.filter(
    (each) => each.chain === contract.chain && PROXIES.includes(each.interface),
  )
  if (proxies.length === 0) return null
  const addresses = proxies.flatMap(({ address }) => (address === undefined ? [] : [address]))
  return { addresses: addresses.length === proxies.length ? addresses : [], topics: [SETTLED] }
}

function isSettled(log: ChainLog, { network, contract }: EventContext): boolean {
  if (!log.topics[0] || !SETTLED.includes(log.topics[0])) return false
  return network.contracts.some(
    (each) =>
      each.chain === contract.chain &&
      PROXIES.includes(each.interface) &&
      (each.address === undefined || each.address === log.address),
  )
}

function isTransfer(log: ChainLog, { network, contract }: EventContext): boolean {
  if (log.topics[0] !== TRANSFER.topic || log.topics.length !== 3) return false
  return network.contracts.some(
    (each) =>
      each.chain === contract.chain && each.interface === 'erc20/transfer' && each.address === log.address,
  )
}
