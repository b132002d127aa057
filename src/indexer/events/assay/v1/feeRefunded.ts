import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { unlessZero } from '../../words.ts'

const log = declareLog(
  'event FeeRefunded(bytes32 indexed node, address indexed payer, bytes32 indexed request, address token, uint256 amount)',
)

/** Back to who had paid: payer and payee are one. Source: IAssayV1.sol. */
export const feeRefunded = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, payer, request, token, amount } = log.decode(raw)
    return [
      {
        kind: 'fee',
        row: {
          node,
          payer,
          payee: payer,
          token,
          amount,
          request: unlessZero(request),
          attribution: 'explicit',
          refund: true,
          cap: null,
        },
      },
    ]
  },
})
