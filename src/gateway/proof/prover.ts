import type { RawBlock, RawHeader } from '../../claim/raw.ts'
import type { LogFilter } from '../client.ts'
import { proveBlocks } from './contents.ts'
import type { Integrity } from './integrity.ts'
import { proveByResults } from './results.ts'

/** Logs of ours and their transactions in the blocks of these headers, which a quorum vouches for; a header as it was proved. */
export type Prove = (headers: readonly RawHeader[], filters: readonly LogFilter[]) => Promise<RawBlock[]>

/** How the contents of a chain's blocks are proved; undefined where its headers cover nothing that its endpoints give. */
export function findProver(integrity: Integrity): Prove | undefined {
  const { family, consensus } = integrity
  if (family.kind === 'roots') return (headers, filters) => proveBlocks(integrity, family, headers, filters)
  return consensus && ((headers, filters) => proveByResults(integrity, consensus, headers, filters))
}
