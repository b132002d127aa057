import { consensusNumber } from '../../claim/consensus.ts'
import { CodedError } from '../../claim/errors.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { NetworkChain } from '../../platform/network.ts'
import { createTransport } from '../endpoints/endpoint.ts'
import { Asked, type Examination, MAX_BODY_BYTES, NOTHING } from './asked.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Asks a CometBFT endpoint for what `assay comet` needs: its chain, where it stands, its oldest block, and the results of its newest one
 * that are complete. Never throws for what the endpoint does. `now` in Unix seconds.
 */
export async function examineConsensus(
  url: string,
  chain: NetworkChain,
  now: number,
  signal: AbortSignal,
): Promise<Examination> {
  const endpoint = new Asked(createTransport({ url, maxBodyBytes: MAX_BODY_BYTES }), signal)
  const start = { ...NOTHING, endpoint: shownEndpoint(url), chain: chain.id }
  const faults: string[] = []
  try {
    const { node_info, sync_info } = (await endpoint.request('status', [])) as Record<
      string,
      Json | undefined
    >
    const name = String(node_info?.network)
    if (name !== chain.consensus?.chainId)
      faults.push(`it serves chain ${name}, not ${chain.consensus?.chainId}`)
    if (sync_info?.catching_up === true) faults.push('it is still catching up with the chain')
    const head = Number(sync_info?.latest_block_height)
    const earliest = Number(sync_info?.earliest_block_height)
    const first = chain.consensus?.fromBlock ?? 1
    if (earliest > first) faults.push(`it keeps blocks from ${earliest} on, and reading begins at ${first}`)
    const results = (await endpoint.request('block_results', [String(head - 1)])) as Json
    if (!('finalize_block_events' in results))
      faults.push('block_results: no finalize_block_events, so it is not of CometBFT 0.38 or 0.39')
    const time = Date.parse(String(sync_info?.latest_block_time)) / 1000
    return {
      ...start,
      chainId: consensusNumber(name),
      head,
      lagSeconds: Number.isNaN(time) ? null : Math.round(now - time),
      finalized: head - 1,
      oldestState: earliest,
      faults,
    }
  } catch (error) {
    signal.throwIfAborted()
    const why = error instanceof CodedError ? error.message : String(error)
    return { ...start, faults: [...faults, why.slice(0, 300)] }
  } finally {
    await endpoint.close()
  }
}
