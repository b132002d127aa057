import { type EventDecoder, event } from '../../event.ts'
import { declareLog } from '../abi.ts'

const FORMS = [
  declareLog(
    'event EIP2612PermitFailedWithReason(address indexed token, address indexed owner, string reason)',
  ),
  declareLog(
    'event EIP2612PermitFailedWithPanic(address indexed token, address indexed owner, uint256 errorCode)',
  ),
  declareLog('event EIP2612PermitFailedWithData(address indexed token, address indexed owner, bytes data)'),
]

/** An approval failed that may have been there already: whether a payment follows is told by its own log. */
export const permitFailed: readonly EventDecoder[] = FORMS.map(({ name, topic }) =>
  event({ name, topic, logOnly: true, toFacts: () => [] }),
)
