import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { unlessZero } from '../../words.ts'

const log = declareLog(
  'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
)

/** A fee whose log names the node it is for. Source: IAssayV1.sol. */
export const feePaid = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, payer, request, payee, token, amount } = log.decode(raw)
    return [
      {
        kind: 'fee',
        row: {
          node,
          payer,
          payee,
          token,
          amount,
          request: unlessZero(request),
          attribution: 'explicit',
          refund: false,
          cap: null,
        },
      },
    ]
  },
})
