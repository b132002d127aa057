import { type Hash32, hashOf, toBytes } from '../hex.ts'
import { sha256Bytes } from '../sha256.ts'

const NAME = 'assay-weak-beacon/1'

/** The name of a chain whose block hashes draw, as a commitment has it. Specified in docs/formats/sample.md. */
export function weakBeaconOf(chainId: number): Hash32 {
  return hashOf(sha256Bytes(Buffer.from(NAME), chainBytes(chainId)))
}

/** What a block draws with. Who proposes it can choose among several. */
export function weakRandomness(chainId: number, blockHash: Hash32): Hash32 {
  return hashOf(sha256Bytes(Buffer.from(NAME), chainBytes(chainId), toBytes(blockHash)))
}

function chainBytes(chainId: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(chainId))
  return bytes
}
