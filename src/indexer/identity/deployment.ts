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
 * Finds when a contract that has code at block `head` came to its address, by halving over `eth_getCode`; null when the
 * endpoints do not keep the state of every block.
 */
export async function findDeploymentBlock(
  reader: Pick<ChainReader, 'code'>,
  address: Address,
  head: number,
): Promise<number | null> {
  const hasCode = async (at: number) => (await reader.code(address, at)) !== '0x'
  let isOfGenesis: boolean
  try {
    isOfGenesis = await hasCode(0)
  } catch (error) {
    if (error instanceof CodedError) return null
    throw error
  }
  return isOfGenesis ? 0 : findFirstWhere(1, head, hasCode)
}
