import type { Hex } from '../../../claim/hex.ts'
import { OWN_COIN } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'

/** The staking precompile 0x800 of a Cosmos chain with an EVM. A validator is named by its 20-byte operator address. */
export const decoders: readonly EventDecoder[] = [
  /** A validator and its own first stake. Source: og-evm precompiles/staking. */
  event(
    'event CreateValidator(address indexed validatorAddress, uint256 value)',
    ({ validatorAddress, value }) => {
      return [
        {
          kind: 'node_registered',
          row: {
            node: validatorAddress,
            role: 'validator',
            owner: validatorAddress,
            payment_address: validatorAddress,
            endpoint: null,
            tee_type: null,
            signing_key: null,
            tls_certificate: null,
            attestation: null,
            measurement: null,
          },
        },
        stakeChange(validatorAddress, validatorAddress, value),
      ]
    },
  ),
  /** Two signed words: the commission with 18 decimals, the least own stake; -1: left as it was. Source: og-evm precompiles/staking. */
  event(
    'event EditValidator(address indexed validatorAddress, int256 commissionRate, int256 minSelfDelegation)',
    ({ validatorAddress }, log) => {
      const parameter = `validator:${validatorAddress}`
      return [{ kind: 'parameter_change', row: { parameter, old_value: null, new_value: log.data } }]
    },
  ),
  /** Source: og-evm precompiles/staking. */
  event(
    'event Delegate(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount, uint256 newShares)',
    ({ delegatorAddress, validatorAddress, amount }) => [
      stakeChange(validatorAddress, delegatorAddress, amount),
    ],
  ),
  /** Stops counting as stake at once; the coins are free at `completionTime`. Source: og-evm precompiles/staking. */
  event(
    'event Unbond(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount, uint256 completionTime)',
    ({ delegatorAddress, validatorAddress, amount }) => [
      stakeChange(validatorAddress, delegatorAddress, -amount),
    ],
  ),
  /** Source: og-evm precompiles/staking. */
  event(
    'event CancelUnbondingDelegation(address indexed delegatorAddress, address indexed validatorAddress, uint256 amount, uint256 creationHeight)',
    ({ delegatorAddress, validatorAddress, amount }) => [
      stakeChange(validatorAddress, delegatorAddress, amount),
    ],
  ),
  /**
   * Two changes of stake in one log, while a log gives one fact of each kind: the gain is the change of stake, and the loss
   * a movement that names who lost it. Source: og-evm precompiles/staking. Its proof-of-authority rule refuses the
   * message today.
   */
  event(
    'event Redelegate(address indexed delegatorAddress, address indexed validatorSrcAddress, address indexed validatorDstAddress, uint256 amount, uint256 completionTime)',
    ({ delegatorAddress: staker, validatorSrcAddress, validatorDstAddress, amount }) => {
      const token = OWN_COIN
      return [
        stakeChange(validatorDstAddress, staker, amount),
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
  ),
]

/** No log says what a delegator's stake amounts to afterwards. */
function stakeChange(node: Hex, staker: Hex, delta: bigint): Fact {
  return { kind: 'stake_change', row: { node, staker, token: OWN_COIN, delta, total: null } }
}
