import type { ChainLog, EventContext } from '../../event.ts'
import type { Fact } from '../../facts.ts'
import { findPayment, toFee } from './payment.ts'

/**
 * The fee behind a proxy's log, when no Transfer stands for it. None for a token that the network does not list: the
 * proxies are everybody's. Neither a Transfer nor a call to read: kept raw.
 */
export function settledFacts(log: ChainLog, context: EventContext): Fact[] {
  const payment = findPayment(log, context)
  if (payment === undefined) {
    const detail = `neither a transfer of a listed token nor a call of the proxy itself (to ${log.transaction.to})`
    return [{ kind: 'unknown_log', row: { topics: log.topics, data: log.data, reason: 'calldata', detail } }]
  }
  const { tokens } = context.network
  const listed = tokens.some(
    (each) => each.chain === context.contract.chain && each.address === payment.token,
  )
  return listed && payment.at === log ? [toFee(payment, context)] : []
}
