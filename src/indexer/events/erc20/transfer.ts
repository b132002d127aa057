import type { Hash32 } from '../../../claim/hex.ts'
import type { EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { findPayment, findSettledBehind, settledForm, TRANSFER_DECLARATION, toFee } from '../x402/payment.ts'

/** A token whose transfers may be payments. */
export const decoders: readonly EventDecoder[] = [
  /**
   * A transfer is a fee only where a payment proxy settles right behind it; any other says nothing about work.
   * Where the network names payees that many nodes share, only transfers to them are read, and those beside a payment
   * that a proxy settled, for strangers make most.
   */
  event(
    TRANSFER_DECLARATION,
    (_, log, context) => {
      const settled = findSettledBehind(log, context)
      const payment = settled && findPayment(settled, context)
      return payment?.at === log ? [toFee(payment, context)] : []
    },
    {
      readsCall: true,
      narrow: (context) => {
        const payees = listSharedPayees(context)
        return payees.length ? [null, payees] : []
      },
      beside: settledForm,
    },
  ),
]

function listSharedPayees({ network, contract }: EventContext): Hash32[] {
  return network.labels
    .filter((each) => each.kind === 'shared-payee' && (each.chain ?? contract.chain) === contract.chain)
    .map((each) => `0x${each.address.slice(2).padStart(64, '0')}` as Hash32)
}
