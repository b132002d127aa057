import { Rejected, Unavailable } from '../../claim/errors.ts'
import type { BlockRange, LogFilter, ProvenRange } from '../client.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { fetchBlocks, LogsDisputed } from '../proof/contents.ts'
import { askForExisting } from '../proof/existing.ts'
import { firstOf } from '../proof/first-of.ts'
import { headerCall, toHeader } from '../proof/headers.ts'
import type { Integrity } from '../proof/integrity.ts'
import { askLogs } from '../proof/logs.ts'

/** An endpoint that does not give its logs by then has another asked as well. */
const SLOW_MS = 5_000

/**
 * Policy `trusted`: one endpoint of the operator's own is believed. Hashes are still recomputed where that is possible, and
 * who gave logs that are not those of their block is recorded.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`, `UNAVAILABLE_BLOCK`, `UNAVAILABLE_LOGS` where no proof can tell who is right
 */
export async function believeRange(
  integrity: Integrity,
  range: BlockRange,
  filters: readonly LogFilter[],
): Promise<ProvenRange> {
  const vouchedBy = `trusted: ${integrity.describe(1)}`
  const [blocks, first, last] = await Promise.all([
    believeBlocks(integrity, range, filters),
    getHeader(integrity, range.from),
    getHeader(integrity, range.to),
  ])
  return {
    range,
    blocks: blocks.map((block) => ({ ...block, proof: 'trusted' as const, vouchedBy })),
    last,
    parentHash: first.parentHash,
    proof: 'trusted',
    vouchedBy,
  }
}

async function believeBlocks(integrity: Integrity, range: BlockRange, filters: readonly LogFilter[]) {
  for (;;) {
    const ask = async (only: Endpoint) => ({
      endpoint: only,
      logs: await askLogs(integrity, range, filters, { only }),
    })
    const [one] = await firstOf(1, integrity.gateway.inService(), ask, SLOW_MS)
    if (!one) throw new Unavailable('UNAVAILABLE_ENDPOINTS', 'no endpoint gave logs')
    const said = await fetchBlocks(integrity, one.logs, filters)
    if (!(said instanceof LogsDisputed)) return said
    if (integrity.family.kind === 'none') throw said
    const { block, message } = said
    integrity.faults.record(
      one.endpoint,
      new Rejected('REJECTED_LOGS_DIFFER', message),
      block,
      'logs of another block',
    )
  }
}

async function getHeader(integrity: Integrity, number: number) {
  const found = await askForExisting(integrity, headerCall(number), (result) => toHeader(integrity, result))
  if (!found) throw new Unavailable('UNAVAILABLE_BLOCK', `no endpoint has block ${number}`)
  return found
}
