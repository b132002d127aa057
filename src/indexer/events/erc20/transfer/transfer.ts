import type { Hash32 } from '../../../../claim/hex.ts'
import { type EventContext, event } from '../../../event.ts'
import { findPayment, findSettledAfter, toFee } from '../../x402/payment.ts'
import { TRANSFER } from './declaration.ts'

/**
 * A transfer is a fee only where a payment proxy settles in the same transaction; any other says nothing about work.
 * Where the network names payees that many nodes share, only transfers to them are read, for strangers make most.
 */
export const transfer = event({
  name: TRANSFER.name,
  topic: TRANSFER.topic,
  narrow: (context) => {
    const payees = listSharedPayees(context)
    return payees.length ? [null, payees] : []
  },
  toFacts(raw, context) {
    TRANSFER.decode(raw)
    const settled = findSettledAfter(raw, context)
    const payment = settled && findPayment(settled, context)
    return payment?.at === raw ? [toFee(payment, context)] : []
  },
})

function listSharedPayees({ network, contract }: EventContext): Hash32[] {
  return network.labels
    .filter((each) => each.kind === 'shared-payee' && (each.chain ?? contract.chain) === contract.chain)
    .map((each) => `0x${each.address.slice(2).padStart(64, '0')}` as Hash32)
}
