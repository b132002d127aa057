import { CodedError } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { ChainLook } from '../look.ts'
import type { TracedCall } from './trace.ts'
import type { Tracer } from './tracer.ts'

/** The calls that a transaction made, as each endpoint says that offers traces and gives one of it now. */
export async function askTraces(
  { endpoints, signal, log }: Pick<ChainLook, 'endpoints' | 'signal' | 'log'>,
  tracer: Tracer,
  txHash: Hash32,
): Promise<readonly (readonly TracedCall[])[]> {
  const shown: (readonly TracedCall[])[] = []
  for (const endpoint of endpoints)
    try {
      const calls = await tracer.find(endpoint, txHash, signal)
      if (calls) shown.push(calls)
    } catch (error) {
      if (signal.aborted) throw error
      // A stranger's answer, whatever it is: then there is no trace.
      const code = error instanceof CodedError ? error.code : 'MALFORMED_RPC'
      log.debug({ endpoint: shownEndpoint(endpoint), txHash, code, err: error }, 'no trace')
    }
  return shown
}
