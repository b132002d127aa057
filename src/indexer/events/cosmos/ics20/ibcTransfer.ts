import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event IBCTransfer(address indexed sender, string indexed receiver, string sourcePort, string sourceChannel, string denom, uint256 amount, string memo)',
)

/** Out to another chain. The receiver is there as a hash, kept as reference. Source: og-evm precompiles/ics20. */
export const ibcTransfer = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { sender, receiver, amount } = log.decode(raw)
    const row = {
      kind: 'sent-to-another-chain',
      node: null,
      account: sender,
      counterparty: null,
      token: null,
      amount: amount,
      reference: receiver,
    }
    return [{ kind: 'movement', row }]
  },
})
