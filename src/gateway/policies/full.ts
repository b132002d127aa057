import type { BlockRange, LogFilter, ProvenRange } from '../client.ts'
import { getHeaderChain } from '../proof/headers.ts'
import type { Integrity } from '../proof/integrity.ts'
import type { Prove } from '../proof/prover.ts'
import { agreeOnBlock } from '../proof/quorum.ts'

/**
 * Policy `full`: a quorum names the header of the range's end, every header is linked down from it, and what each block holds of
 * ours is proved by its header. Only the header's source is believed.
 */
export async function proveRange(
  integrity: Integrity,
  prove: Prove,
  range: BlockRange,
  filters: readonly LogFilter[],
): Promise<ProvenRange> {
  const agreed = agreeOnBlock(integrity, range.to, true)
  // Asked for while the end is agreed on; linked to it when both are there.
  const headers = await getHeaderChain(
    integrity,
    range,
    agreed.then(({ header }) => header),
  )
  const { header: end, vouchedBy } = await agreed
  const blocks = await prove(headers, filters)
  return {
    range,
    blocks: blocks
      .filter(({ logs }) => logs.length)
      .map((block) => ({ ...block, proof: 'full' as const, vouchedBy })),
    last: blocks.at(-1)?.header ?? end,
    parentHash: (blocks[0]?.header ?? end).parentHash,
    proof: 'full',
    vouchedBy,
  }
}
