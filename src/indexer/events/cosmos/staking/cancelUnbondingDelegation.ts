import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog(
  'event CancelUnbondingDelegation(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount, uint256 creationHeight)',
)

/** Source: og-evm precompiles/staking. */
export const cancelUnbondingDelegation = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { delegatorAddress, validatorAddress, amount } = log.decode(raw)
    const delta = amount
    const row = { node: validatorAddress, staker: delegatorAddress, token: OWN_COIN, delta, total: null }
    return [{ kind: 'stake_change', row }]
  },
})
