import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog(
  'event WithdrawDelegatorReward(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount)',
)

/** Source: og-evm precompiles/distribution. */
export const withdrawDelegatorReward = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { delegatorAddress, validatorAddress, amount } = log.decode(raw)
    const row = {
      kind: 'reward-withdrawn',
      node: validatorAddress,
      account: delegatorAddress,
      counterparty: null,
      token: OWN_COIN,
      amount: amount,
      reference: null,
    }
    return [{ kind: 'movement', row }]
  },
})
