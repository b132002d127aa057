import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog(
  'event Redelegate(address indexed delegatorAddress, address indexed validatorSrcAddress, address indexed validatorDstAddress, uint256 amount, uint256 completionTime)',
)

/**
 * Two changes of stake in one log, while a log gives one fact of each kind: the gain is the change of stake, and the loss
 * a movement that names who lost it. Source: og-evm precompiles/staking. Its proof-of-authority rule refuses the
 * message today.
 */
export const redelegate = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { delegatorAddress: staker, validatorSrcAddress, validatorDstAddress, amount } = log.decode(raw)
    const token = OWN_COIN
    return [
      { kind: 'stake_change', row: { node: validatorDstAddress, staker, token, delta: amount, total: null } },
      {
        kind: 'movement',
        row: {
          kind: 'redelegated-from',
          node: validatorSrcAddress,
          account: staker,
          counterparty: validatorDstAddress,
          token,
          amount,
          reference: null,
        },
      },
    ]
  },
})
