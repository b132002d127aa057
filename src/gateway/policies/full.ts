import type { BlockRange, LogFilter, ProvenRange } from '../client.ts'
import { proveBlocks } from '../proof/contents.ts'
import { getHeaderChain } from '../proof/headers.ts'
import type { Integrity } from '../proof/integrity.ts'
import { agreeOnBlock } from '../proof/quorum.ts'
import type { Roots } from '../proof/receipts.ts'

/**
 * Policy `full`: a quorum names the header of the range's end, every header is linked down from it, and each block
 * whose bloom may hold a log of ours has its receipts and transactions rebuilt. Only the header's source is believed.
 */
export async function proveRange(
  integrity: Integrity,
  roots: Roots,
  range: BlockRange,
  filters: readonly LogFilter[],
): Promise<ProvenRange> {
  const { header: last, vouchedBy } = await agreeOnBlock(integrity, range.to, true)
  const headers = await getHeaderChain(integrity, range, last)
  const blocks = await proveBlocks(integrity, roots, headers, filters)
  return {
    range,
    blocks: blocks
      .filter(({ logs }) => logs.length)
      .map((block) => ({ ...block, proof: 'full' as const, vouchedBy })),
    last,
    parentHash: (headers[0] ?? last).parentHash,
    proof: 'full',
    vouchedBy,
  }
}
