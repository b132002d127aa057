import { Unavailable } from '../../claim/errors.ts'
import type { Address } from '../../claim/hex.ts'
import { askMajority } from '../endpoints.ts'

// ERC-20 balanceOf(address).
const BALANCE_OF = '0x70a08231'
// ERC-20 totalSupply().
const TOTAL_SUPPLY = '0x18160ddd'
/** Stands for the chain's own coin. */
export const COIN = `0x${'0'.repeat(40)}`

/** An account's balance of a token, base units, and who says so. */
export interface ReadBalance {
  readonly amount: bigint
  readonly vouchedBy: string
}

/**
 * Reads a balance after a block; the zero address is the chain's own coin.
 * @throws those of {@link askMajority}; Unavailable `UNAVAILABLE_BALANCE` when the token answers what is no number
 */
export async function readBalance(
  endpoints: readonly string[],
  token: Address,
  account: Address,
  block: number,
  signal: AbortSignal,
): Promise<ReadBalance> {
  const at = `0x${block.toString(16)}`
  const { result, vouchedBy } =
    token === COIN
      ? await askMajority(endpoints, 'eth_getBalance', [account, at], signal)
      : await askMajority(
          endpoints,
          'eth_call',
          [{ to: token, data: `${BALANCE_OF}${account.slice(2).padStart(64, '0')}` }, at],
          signal,
        )
  const digits = result.slice(2)
  // A call returns one word; fewer bytes mean that there is no such contract at that block.
  if (digits === '' || digits.length > 64 || (token !== COIN && digits.length !== 64))
    throw new Unavailable(
      'UNAVAILABLE_BALANCE',
      `${token} gives no balance of ${account}: ${result.slice(0, 70)}`,
    )
  return { amount: BigInt(result), vouchedBy }
}

/**
 * Reads a token's `totalSupply()` after a block.
 * @throws those of {@link askMajority}; Unavailable `UNAVAILABLE_SUPPLY` when the token answers what is no number
 */
export async function readSupply(
  endpoints: readonly string[],
  token: Address,
  block: number,
  signal: AbortSignal,
): Promise<ReadBalance> {
  const call = { to: token, data: TOTAL_SUPPLY }
  const at = `0x${block.toString(16)}`
  const { result, vouchedBy } = await askMajority(endpoints, 'eth_call', [call, at], signal)
  if (result.length !== 66)
    throw new Unavailable('UNAVAILABLE_SUPPLY', `${token} gives no supply: ${result.slice(0, 70)}`)
  return { amount: BigInt(result), vouchedBy }
}
