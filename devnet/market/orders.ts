import type { Hex } from '../../src/claim/hex.ts'
import type { Call } from '../chain/journal.ts'
import { clientFor, LOCKED_FOR, OPEN_FOR, type Order } from './fates.ts'
import type { Receipt } from './receipt.ts'
import { type SignedRequest, signRequest } from './request.ts'
import { type AccountName, call, type MarketWorld, type ProverName, paying } from './world.ts'

/** What happens to an order, by block. */
export async function playOrder(world: MarketWorld, order: Order, block: number): Promise<Call[]> {
  const signed = await sign(world, order)
  const play = { world, order, signed, since: block - order.block }
  return [...begin(play), ...(await deliver(play)), ...end(play)]
}

interface Play {
  readonly world: MarketWorld
  readonly order: Order
  readonly signed: SignedRequest
  /** Blocks since the order's own. */
  readonly since: number
}

function sign(
  { contracts, receipts }: MarketWorld,
  order: Order,
  offer = order.offer,
): Promise<SignedRequest> {
  const { predicateType, predicate } = receipts[order.receipt]
  const isOther = order.cheat === 'other-program'
  return signRequest(contracts.ProofMarket, clientFor(order), {
    index: order.number,
    offer,
    predicateType: isOther ? 0 : predicateType,
    // Of a program that none of the receipts is of.
    predicate: isOther ? `0x${'0b'.repeat(64)}` : predicate,
  })
}

const UNLOCKED: readonly string[] = ['unlocked', 'nested', 'poor']

function begin({ world, order, signed: { request, signature }, since }: Play): Call[] {
  const { fate, isSubmitted, locker, offer } = order
  if (since === 0) {
    const submit = paying(777n, call(world, 'funder', 'ProofMarket', 'submitRequest', [request, signature]))
    // What a lock takes, whenever it comes, and 777 more.
    const purse = [clientFor(order).address]
    return [
      ...(isSubmitted ? [submit] : []),
      ...(fate === 'partial'
        ? [paying(offer.maxPrice + 777n, call(world, 'funder', 'ProofMarket', 'depositTo', purse))]
        : []),
    ]
  }
  if (since !== 1 || UNLOCKED.includes(fate)) return []
  return [call(world, locker, 'ProofMarket', 'lockRequest', [request, signature])]
}

async function deliver(play: Play): Promise<Call[]> {
  const { world, order, signed, since } = play
  const { locker, other, after, fate } = order
  const late = LOCKED_FOR + 1
  const by = (prover: ProverName, what: 'fulfill' | 'fulfillAndWithdraw' = 'fulfill') => [
    fulfil(play, prover, what),
  ]
  switch (fate) {
    case 'in-time':
      return since === after ? by(locker) : []
    case 'withdrawn':
      return since === after ? by(locker, 'fulfillAndWithdraw') : []
    case 'stranger-first':
      return since === 2 ? by(other) : since === LOCKED_FOR ? by(locker) : []
    case 'late-other':
      return since === late ? by(other) : []
    case 'late-self':
      return since === OPEN_FOR ? by(locker) : []
    case 'expired':
      return since === OPEN_FOR + 1 ? by(locker) : []
    case 'unlocked':
    case 'poor':
      return since === after ? [priced(world, order, signed, other)] : []
    case 'nested':
      return since === after ? [nested(world, priced(world, order, signed, other), other)] : []
    case 'twin':
    case 'partial':
      return since === late ? [priced(world, order, await twinOf(world, order), other)] : []
    default:
      return []
  }
}

/** Another request of the same id, at three times the price, whose time runs longer. */
function twinOf(world: MarketWorld, order: Order): Promise<SignedRequest> {
  const price = 3n * order.offer.maxPrice
  return sign(world, order, {
    ...order.offer,
    minPrice: price,
    maxPrice: price,
    lockTimeout: order.offer.timeout,
  })
}

const SLASHED: readonly string[] = ['undelivered', 'late-other', 'late-self', 'twin', 'partial', 'expired']

function end({ world, order: { fate }, signed, since }: Play): Call[] {
  if (since !== OPEN_FOR + 2 || !SLASHED.includes(fate)) return []
  return [call(world, 'slasher', 'ProofMarket', 'slash', [signed.request.id])]
}

function toFill({ receipts }: MarketWorld, order: Order, { request, digest }: SignedRequest) {
  const receipt = receipts[order.receipt]
  return {
    id: request.id,
    requestDigest: digest,
    claimDigest: order.cheat === 'other-claim' ? digest : receipt.claimDigest,
    fulfillmentDataType: receipt.shown ? 1 : 0,
    fulfillmentData: receipt.shown ?? '0x',
    seal: sealOf(order, receipt),
  }
}

function sealOf({ cheat, number, receipt: name }: Order, { seal }: Receipt): Hex {
  if (cheat === 'fake-seal') return `0xffffffff${seal.slice(10)}`
  // Every other set inclusion leaves its root to the set verifier, as markets do.
  return name === 'set-inclusion-0.9.0' && number % 2 === 0 ? (seal.slice(0, 10) as Hex) : seal
}

const receiptOf = (prover: Hex) => ({ seal: '0x', callbacks: [], selectors: [], prover })

function fulfil({ world, order, signed }: Play, prover: ProverName, what: string): Call {
  const fills = [toFill(world, order, signed)]
  return call(world, prover, 'ProofMarket', what, [fills, receiptOf(world.accounts[prover])])
}

function priced(world: MarketWorld, order: Order, signed: SignedRequest, prover: ProverName): Call {
  const { request, signature } = signed
  return call(world, prover, 'ProofMarket', 'priceAndFulfill', [
    [request],
    [signature],
    [toFill(world, order, signed)],
    receiptOf(world.accounts[prover]),
  ])
}

function nested(world: MarketWorld, inner: Call, from: AccountName): Call {
  const calls = [{ target: inner.to, allowFailure: false, callData: inner.data }]
  return call(world, from, 'Multicall', 'aggregate3', [calls])
}
