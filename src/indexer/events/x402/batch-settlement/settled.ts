import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event Settled(address indexed receiver, address indexed token, address indexed sender, uint128 amount)',
)

/** What was claimed before is paid out: the fee was counted when it was claimed. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const settled = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { receiver, token, sender, amount } = log.decode(raw)
    const row = {
      kind: 'channel-paid-out',
      node: null,
      account: receiver,
      counterparty: sender,
      token,
      amount,
      reference: null,
    }
    return [{ kind: 'movement', row }]
  },
})
