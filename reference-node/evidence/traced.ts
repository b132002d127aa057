import { bytes, toList, toObject } from '../../src/chain/fields.ts'
import { CodedError } from '../../src/claim/errors.ts'
import type { Address, Hex } from '../../src/claim/hex.ts'
import type { EvidenceLog } from './block.ts'
import type { ChainView } from './chain.ts'
import { type ChainRecord, findRecord } from './records.ts'
import { type RpcEndpoint, RpcRefusal } from './rpc.ts'

/** The machine's own limit of calls inside calls. */
const DEEPEST = 1_025
/** Endpoints that refused to trace: they are not asked again. */
const withoutTraces = new WeakSet<RpcEndpoint>()

/**
 * What a log states by the calls that its transaction made to its contract, as an endpoint traces them; undefined where none
 * offers traces. That is the endpoint's word, as what stands in the input is the word of whoever wrote it: either counts only as
 * far as it proves itself, and what does not hold is nobody's fault.
 */
export async function findTracedRecord(view: ChainView, log: EvidenceLog): Promise<ChainRecord | undefined> {
  const calls = await findTraced(view, log)
  if (!calls) return undefined
  // As if the calls that were made stood one after the other in the input of another contract's call.
  const input = `0x${calls.map((each) => each.slice(2)).join('')}` as Hex
  return findRecord({ ...log, transaction: { ...log.transaction, to: null, input } })
}

/** Inputs of the calls to the log's contract that its transaction made; undefined where nobody tells. */
async function findTraced(view: ChainView, log: EvidenceLog): Promise<readonly Hex[] | undefined> {
  try {
    return await view.findProved((endpoint) => askTrace(endpoint, log))
  } catch (error) {
    // Traces are a help where they are to be had: without one, the log states what it did before.
    if (error instanceof CodedError) return undefined
    throw error
  }
}

async function askTrace(
  endpoint: RpcEndpoint,
  { address, transaction }: EvidenceLog,
): Promise<readonly Hex[] | undefined> {
  if (withoutTraces.has(endpoint)) return undefined
  try {
    const tracer = { tracer: 'callTracer', timeout: '10s' }
    return listInputs(await endpoint.call('debug_traceTransaction', [transaction.hash, tracer]), address, 0)
  } catch (error) {
    if (!(error instanceof RpcRefusal)) throw error
    // Who is only busy may give one later.
    if (!/limit|too many|busy|timeout/i.test(error.message)) withoutTraces.add(endpoint)
    return undefined
  }
}

/** The calls of a frame and of those inside it, left out what was taken back. @throws MalformedEvidence `MALFORMED_RPC` */
function listInputs(answer: unknown, contract: Address, depth: number): Hex[] {
  const { type, to, input, error, calls } = toObject(answer, 'frame')
  if (error || depth > DEEPEST) return []
  const own = type === 'CALL' && String(to).toLowerCase() === contract ? [bytes({ input }, 'input')] : []
  const inside = calls === undefined ? [] : toList(calls, 'calls')
  return [...own, ...inside.flatMap((each) => listInputs(each, contract, depth + 1))]
}
