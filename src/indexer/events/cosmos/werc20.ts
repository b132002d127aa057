import type { Hex } from '../../../claim/hex.ts'
import { OWN_COIN } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'

/**
 * The chain's own coin as an ERC-20 contract. Its transfers are read with `erc20/transfer`, where payments are made in it.
 * Everybody's transfers pass through this contract, so its other topics are not read. Source: og-evm precompiles/werc20.
 */
export const decoders: readonly EventDecoder[] = [
  event(
    'event Deposit(address indexed dst, uint256 wad)',
    ({ dst, wad }) => [coinMoved('coin-wrapped', dst, wad)],
    { narrow: () => [] },
  ),
  event(
    'event Withdrawal(address indexed src, uint256 wad)',
    ({ src, wad }) => [coinMoved('coin-unwrapped', src, wad)],
    { narrow: () => [] },
  ),
]

function coinMoved(kind: string, account: Hex, amount: bigint): Fact {
  const row = { kind, node: null, account, counterparty: null, token: OWN_COIN, amount, reference: null }
  return { kind: 'movement', row }
}
