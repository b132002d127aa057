import { sha256Bytes } from './sha256.ts'

/**
 * The number under which a chain is kept that has a name and no number: the first six bytes of the SHA-256 of the name. It is below
 * what a double holds exactly, and no EIP-155 id is likely to be the same.
 */
export function consensusNumber(chainId: string): number {
  return Buffer.from(sha256Bytes(Buffer.from(chainId))).readUIntBE(0, 6)
}
