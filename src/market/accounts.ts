import { listDoubts } from './doubts.ts'
import type { Offer } from './offer.ts'
import { heldBy, Market, type Posting } from './rules.ts'
import { type Asset, clientOf, type MarketStep } from './step.ts'

/**
 * One account's money in a market, base units. accrued + received + deposited − spent − slashed − withdrawn − locked − slashable −
 * refundable is the change of its balance there, where nothing is `unknown`.
 */
export interface AccountSum {
  readonly account: string
  readonly asset: Asset
  accrued: bigint
  spent: bigint
  deposited: bigint
  withdrawn: bigint
  slashed: bigint
  received: bigint
  /** The part of `slashed` that nobody got. */
  burned: bigint
  locked: bigint
  slashable: bigint
  refundable: bigint
  /** Movements of which nothing tells the amount, one reason each. */
  readonly unknown: string[]
}

/** The sums of every account that a step names, in both assets, as of a moment in Unix seconds; sorted by account. */
export function sumAccounts(
  steps: Iterable<MarketStep>,
  offerOf: (request: string) => Offer | undefined,
  now: bigint,
): AccountSum[] {
  const market = new Market(offerOf)
  const sums = new Map<string, Record<Asset, AccountSum>>()
  const of = (account: string) => {
    const found = sums.get(account) ?? {
      coin: empty(account, 'coin'),
      collateral: empty(account, 'collateral'),
    }
    sums.set(account, found)
    return found
  }
  const post = ({ account, asset, as, amount }: Posting) => {
    of(account)[asset][as] += amount
  }
  for (const step of steps) {
    for (const account of accountsOf(step)) of(account)
    const { postings, payment, slashed } = market.apply(step)
    for (const posting of postings) post(posting)
    if (step.step === 'delivered' && payment)
      for (const [account, asset, reason] of listDoubts(step, payment))
        of(account)[asset].unknown.push(reason)
    // Who lost is not known; that its client may have got a price back, is.
    if (step.step === 'slashed' && slashed === null)
      of(clientOf(step.requestId)).coin.unknown.push('LOCK_UNSEEN')
  }
  for (const lock of market.locks.values()) {
    for (const { account, asset, as, amount } of heldBy(lock, now)) of(account)[asset][as] += amount
    if (lock.doubt !== null) of(lock.prover).collateral.unknown.push(lock.doubt)
  }
  return [...sums.keys()].sort().flatMap((account) => {
    const { coin, collateral } = of(account)
    return [coin, collateral]
  })
}

function accountsOf(step: MarketStep): string[] {
  if (step.step === 'slashed') return [step.recipient, clientOf(step.requestId)]
  return 'account' in step ? [step.account] : [step.prover, clientOf(step.requestId)]
}

function empty(account: string, asset: Asset): AccountSum {
  const none = { accrued: 0n, spent: 0n, deposited: 0n, withdrawn: 0n, slashed: 0n, received: 0n, burned: 0n }
  return { account, asset, ...none, locked: 0n, slashable: 0n, refundable: 0n, unknown: [] }
}
