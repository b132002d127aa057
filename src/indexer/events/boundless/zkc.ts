import type { Hex } from '../../../claim/hex.ts'
import type { EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { proxyDecoders, roleDecoders } from '../openzeppelin.ts'

const minted = (recipient: Hex, amount: bigint, kind: string, { contract }: EventContext): Fact => ({
  kind: 'movement',
  row: {
    kind,
    node: recipient,
    account: recipient,
    counterparty: null,
    token: contract.address ?? null,
    amount,
    reference: null,
  },
})

/**
 * Rewards as they are minted: a withdrawal of what was earned in epochs before, several at once. Everybody else's transfers are not
 * read. Source: ZKC.
 */
export const decoders: readonly EventDecoder[] = [
  event(
    'event PoVWRewardsClaimed(address indexed recipient, uint256 amount)',
    ({ recipient, amount }, _, context) => [minted(recipient, amount, 'povw_minted', context)],
    // A narrowed decoder keeps a token from being read whole.
    { narrow: () => [] },
  ),
  event(
    'event StakingRewardsClaimed(address indexed recipient, uint256 amount)',
    ({ recipient, amount }, _, context) => [minted(recipient, amount, 'staking_minted', context)],
  ),
  ...proxyDecoders,
  ...roleDecoders,
]
