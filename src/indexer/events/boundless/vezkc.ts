import type { Hex } from '../../../claim/hex.ts'
import { declareLog } from '../abi.ts'
import type { EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { roleDecoders } from '../openzeppelin.ts'

const report = (node: Hex, topic: string, value: bigint | null, detail: string | null): Fact => ({
  kind: 'node_report',
  row: { node, topic, value, detail },
})

/** @throws TypeError where network.json lists no ZKC on the chain */
function stakedToken({ network, contract }: EventContext): Hex {
  const zkc = network.contracts.find(
    (each) => each.chain === contract.chain && each.interface === 'boundless/zkc',
  )
  if (zkc?.address === undefined) throw new TypeError('network.json lists no boundless/zkc on this chain')
  return zkc.address
}

// A position comes and goes with its stake, which other events say; nothing else moves one.
const SILENT = [
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
].map((declaration): EventDecoder => {
  const { name, topic } = declareLog(declaration as 'event E()')
  return { name, topic, logOnly: true, toFacts: () => [] }
})

/**
 * Stake behind provers and delegates, one position an account. Source: veZKC.
 */
export const decoders: readonly EventDecoder[] = [
  event(
    'event StakeCreated(uint256 indexed tokenId, address indexed owner, uint256 amount)',
    ({ owner, amount }, _, context) => [
      {
        kind: 'stake_change',
        row: { node: owner, staker: owner, token: stakedToken(context), delta: amount, total: amount },
      },
    ],
  ),
  event(
    'event StakeAdded(uint256 indexed tokenId, address indexed owner, uint256 addedAmount, uint256 newTotal)',
    ({ owner, addedAmount, newTotal }, _, context) => [
      {
        kind: 'stake_change',
        row: {
          node: owner,
          staker: owner,
          token: stakedToken(context),
          delta: addedAmount,
          total: newTotal,
        },
      },
    ],
  ),
  /** From here on the position has no power, and neither earns nor lifts a cap. */
  event(
    'event UnstakeInitiated(uint256 indexed tokenId, address indexed owner, uint256 withdrawableAt)',
    ({ owner, withdrawableAt }) => [report(owner, 'unstake-initiated', withdrawableAt, null)],
  ),
  event(
    'event UnstakeCompleted(uint256 indexed tokenId, address indexed owner, uint256 amount)',
    ({ owner, amount }, _, context) => [
      {
        kind: 'stake_change',
        row: { node: owner, staker: owner, token: stakedToken(context), delta: -amount, total: 0n },
      },
    ],
  ),
  event('event StakeBurned(uint256 indexed tokenId)', ({ tokenId }) => [
    {
      kind: 'parameter_change',
      row: { parameter: `position-burned:${tokenId}`, old_value: null, new_value: null },
    },
  ]),
  event(
    'event RewardDelegateChanged(address indexed delegator, address indexed fromDelegate, address indexed toDelegate)',
    ({ delegator, toDelegate }) => [report(delegator, 'reward-delegate', null, toDelegate)],
  ),
  event(
    'event DelegateRewardsChanged(address indexed delegate, uint256 previousRewards, uint256 newRewards)',
    ({ delegate, previousRewards, newRewards }) => [
      report(delegate, 'reward-power', newRewards, `before ${previousRewards}`),
    ],
  ),
  event(
    'event DelegateChanged(address indexed delegator, address indexed fromDelegate, address indexed toDelegate)',
    ({ delegator, toDelegate }) => [report(delegator, 'vote-delegate', null, toDelegate)],
  ),
  event(
    'event DelegateVotesChanged(address indexed delegate, uint256 previousVotes, uint256 newVotes)',
    ({ delegate, previousVotes, newVotes }) => [
      report(delegate, 'vote-power', newVotes, `before ${previousVotes}`),
    ],
  ),
  ...SILENT,
  event('event EIP712DomainChanged()', () => [
    { kind: 'parameter_change', row: { parameter: 'eip712-domain', old_value: null, new_value: null } },
  ]),
  ...roleDecoders,
]
