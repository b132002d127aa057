import { declareLog } from '../abi.ts'
import type { ChainLog, EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { findPayment, SETTLED_DECLARATIONS, toFee } from './payment.ts'

// An approval failed that may have been there already: whether a payment follows is told by its own log, so nothing of
// these is decoded.
const PERMIT_FAILED = [
  declareLog(
    'event EIP2612PermitFailedWithReason(address indexed token, address indexed owner, string reason)',
  ),
  declareLog(
    'event EIP2612PermitFailedWithPanic(address indexed token, address indexed owner, uint256 errorCode)',
  ),
  declareLog('event EIP2612PermitFailedWithData(address indexed token, address indexed owner, bytes data)'),
]

/** x402UptoPermit2Proxy: a payer signs a cap, the facilitator charges up to it. */
export const decoders: readonly EventDecoder[] = [
  ...SETTLED_DECLARATIONS.map((each) =>
    event(each, (_, log, context) => settledFacts(log, context), { readsCall: true }),
  ),
  ...PERMIT_FAILED.map(
    ({ name, topic }): EventDecoder => ({ name, topic, logOnly: true, toFacts: () => [] }),
  ),
]

/**
 * The fee behind a proxy's log, when no Transfer stands for it. None for a token that the network does not list: the
 * proxies are everybody's. Neither a Transfer nor a call to read: kept raw.
 */
function settledFacts(log: ChainLog, context: EventContext): Fact[] {
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
