import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** The IBC transfer precompile 0x802. */
export const decoders: readonly EventDecoder[] = [
  /** Out to another chain. The receiver is there as a hash, kept as reference. Source: og-evm precompiles/ics20. */
  event(
    'event IBCTransfer(address indexed sender, string indexed receiver, string sourcePort, string sourceChannel, string denom, uint256 amount, string memo)',
    ({ sender, receiver, amount }) => {
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
  ),
]
