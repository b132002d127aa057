import type { Payment } from './rules.ts'
import { type Asset, clientOf, type DeliveryStep } from './step.ts'

/** What of a delivery is not known: whose money, and why. */
export function listDoubts(
  step: DeliveryStep,
  { amount, reason, state }: Payment,
): [string, Asset, string][] {
  const client = clientOf(step.requestId)
  // What its client paid at the lock, and perhaps got back, was before the first step.
  const isPartial = state === 'lock_unseen' && step.refusal?.name === 'PartialPayment'
  if (amount !== null) return isPartial ? [[client, 'coin', 'LOCK_UNSEEN']] : []
  const why = reason ?? 'OFFER_UNSEEN'
  const coin: [string, Asset, string][] = [
    [step.prover, 'coin', why],
    [client, 'coin', why],
  ]
  return state === 'lock_unseen' ? [...coin, [step.prover, 'collateral', why]] : coin
}
