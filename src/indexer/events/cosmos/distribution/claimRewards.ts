import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog('event ClaimRewards(address indexed delegatorAddress, uint256 amount)')

/** Of all validators at once. Rewards count as they accrue; drawing them is a movement. Source: og-evm precompiles/distribution. */
export const claimRewards = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { delegatorAddress, amount } = log.decode(raw)
    const row = {
      kind: 'reward-withdrawn',
      node: null,
      account: delegatorAddress,
      counterparty: null,
      token: OWN_COIN,
      amount: amount,
      reference: null,
    }
    return [{ kind: 'movement', row }]
  },
})
