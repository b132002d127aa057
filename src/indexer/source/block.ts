import type { Hash32 } from '../../claim/hex.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { ProvenBlock } from '../../gateway/client.ts'

/** What is kept of a block, whatever its chain's family. */
export interface RawContent extends Pick<ProvenBlock, 'header' | 'vouchedBy'> {
  readonly proof: string
}

/** One step of the source: a block with what it holds of ours, or only the place the chain was read up to. */
export interface IndexedBlock<R extends RawContent = ProvenBlock> {
  readonly header: {
    readonly height: number
    readonly hash: Hash32
    readonly parentHash: Hash32
    readonly timestamp: number
    /** What the absence of our logs, or their presence, rests on. */
    readonly proof: string
    readonly vouchedBy: string
  }
  /** Undefined: no log of ours in this block. */
  readonly raw: R | undefined
}

/** `proof` and `vouchedBy`: how far the header was checked, and who gave it. */
export function toHeader(header: RawHeader, proof: string, vouchedBy: string): IndexedBlock['header'] {
  const { number, hash, parentHash, timestamp } = header
  return { height: number, hash, parentHash, timestamp, proof, vouchedBy }
}
