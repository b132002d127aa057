import { type Hex, toHex } from '../../../claim/hex.ts'
import { OWN_COIN } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'

/** The distribution precompile 0x801. Block rewards and commission accrue without an EVM log. */
export const decoders: readonly EventDecoder[] = [
  /** Of all validators at once. Rewards count as they accrue; drawing them is a movement. Source: og-evm precompiles/distribution. */
  event(
    'event ClaimRewards(address indexed delegatorAddress, uint256 amount)',
    ({ delegatorAddress, amount }) => [
      movement('reward-withdrawn', { account: delegatorAddress, token: OWN_COIN, amount }),
    ],
  ),
  /** Source: og-evm precompiles/distribution. */
  event(
    'event WithdrawDelegatorReward(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount)',
    ({ delegatorAddress, validatorAddress, amount }) => [
      movement('reward-withdrawn', {
        node: validatorAddress,
        account: delegatorAddress,
        token: OWN_COIN,
        amount,
      }),
    ],
  ),
  /** The log holds the keccak-256 of the validator's bech32 name, kept as reference. Source: og-evm precompiles/distribution. */
  event(
    'event WithdrawValidatorCommission(string indexed validatorAddress, uint256 commission)',
    ({ validatorAddress, commission }) => [
      movement('commission-withdrawn', { token: OWN_COIN, amount: commission, reference: validatorAddress }),
    ],
  ),
  /** Source: og-evm precompiles/distribution. */
  event(
    'event SetWithdrawerAddress(address indexed caller, string withdrawerAddress)',
    ({ caller, withdrawerAddress }) => {
      const new_value = toHex(Buffer.from(withdrawerAddress))
      return [
        { kind: 'parameter_change', row: { parameter: `withdrawer:${caller}`, old_value: null, new_value } },
      ]
    },
  ),
  /** The coin is named by its denomination, kept as reference in UTF-8. Source: og-evm precompiles/distribution. */
  event(
    'event FundCommunityPool(address indexed depositor, string denom, uint256 amount)',
    ({ depositor, denom, amount }) => [
      movement('community-pool-funded', { account: depositor, amount, reference: toHex(Buffer.from(denom)) }),
    ],
  ),
  /** Somebody adds to what a validator hands out. Source: og-evm precompiles/distribution. */
  event(
    'event DepositValidatorRewardsPool(address indexed depositor, address indexed validatorAddress, string denom, uint256 amount)',
    ({ depositor, validatorAddress, denom, amount }) => [
      movement('rewards-pool-funded', {
        node: validatorAddress,
        account: depositor,
        amount,
        reference: toHex(Buffer.from(denom)),
      }),
    ],
  ),
]

interface Moved {
  readonly node?: Hex
  readonly account?: Hex
  readonly token?: Hex
  readonly amount: bigint
  readonly reference?: Hex
}

function movement(kind: string, { node, account, token, amount, reference }: Moved): Fact {
  const row = {
    kind,
    node: node ?? null,
    account: account ?? null,
    counterparty: null,
    token: token ?? null,
    amount,
    reference: reference ?? null,
  }
  return { kind: 'movement', row }
}
