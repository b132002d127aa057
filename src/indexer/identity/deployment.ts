import { CodedError } from '../../claim/errors.ts'
import { keccak256 } from '../../claim/hash.ts'
import { type Address, type Hash32, toBytes } from '../../claim/hex.ts'
import { findFirstWhere } from '../../claim/search.ts'
import type { ChainReader } from '../../gateway/client.ts'

export interface Deployment {
  /** The first block after which there is code; null: not looked for, or older than the state that is kept. */
  readonly block: number | null
  readonly codeHash: Hash32
}

/** The hash of a contract's code after a block; undefined when there is none, as for a precompile. */
export async function findCodeHash(
  reader: Pick<ChainReader, 'code'>,
  address: Address,
  block: number,
): Promise<Hash32 | undefined> {
  const code = await reader.code(address, block)
  return code === '0x' ? undefined : keccak256(toBytes(code))
}

/**
 * Finds when a contract that has code at block `head` came to its address, by halving over `eth_getCode`. The endpoints
 * must keep the state of every block: ask {@link keepsAllState} first.
 */
export async function findDeploymentBlock(
  reader: Pick<ChainReader, 'code'>,
  address: Address,
  head: number,
): Promise<number> {
  return findFirstWhere(0, head, async (at) => (await reader.code(address, at)) !== '0x')
}

/** Whether the first block's state can still be read. */
export async function keepsAllState(reader: Pick<ChainReader, 'code'>, address: Address): Promise<boolean> {
  try {
    await reader.code(address, 0)
    return true
  } catch (error) {
    if (error instanceof CodedError) return false
    throw error
  }
}
