import { toHex } from '../../../../claim/hex.ts'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event DepositValidatorRewardsPool(address indexed depositor, address indexed validatorAddress, string denom, uint256 amount)',
)

/** Somebody adds to what a validator hands out. Source: og-evm precompiles/distribution. */
export const depositValidatorRewardsPool = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { depositor, validatorAddress, denom, amount } = log.decode(raw)
    const row = {
      kind: 'rewards-pool-funded',
      node: validatorAddress,
      account: depositor,
      counterparty: null,
      token: null,
      amount: amount,
      reference: toHex(Buffer.from(denom)),
    }
    return [{ kind: 'movement', row }]
  },
})
