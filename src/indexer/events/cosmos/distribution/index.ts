import type { EventDecoder } from '../../../event.ts'
import { claimRewards } from './claimRewards.ts'
import { depositValidatorRewardsPool } from './depositValidatorRewardsPool.ts'
import { fundCommunityPool } from './fundCommunityPool.ts'
import { setWithdrawerAddress } from './setWithdrawerAddress.ts'
import { withdrawDelegatorReward } from './withdrawDelegatorReward.ts'
import { withdrawValidatorCommission } from './withdrawValidatorCommission.ts'

/** The distribution precompile 0x801. Block rewards and commission accrue without an EVM log. */
export const decoders: readonly EventDecoder[] = [
  claimRewards,
  withdrawDelegatorReward,
  withdrawValidatorCommission,
  setWithdrawerAddress,
  fundCommunityPool,
  depositValidatorRewardsPool,
]
