import { bytes, type RpcObject, toList, toObject } from '../../src/chain/fields.ts'
import { CodedError } from '../../src/claim/errors.ts'
import type { Address, Hex } from '../../src/claim/hex.ts'
import type { EvidenceLog } from './block.ts'
import type { ChainView } from './chain.ts'
import { type ChainRecord, findRecord } from './records.ts'
import type { RpcEndpoint } from './rpc.ts'
import { RpcRefusal } from './rpc-refusal.ts'

/** The machine's own limit of calls inside calls. */
const DEEPEST = 1_025
/** Forms of traces that an endpoint refused: it is not asked for them again. */
const refused = new WeakMap<RpcEndpoint, ReadonlySet<string>>()

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
  for (const { method, more, list } of FORMS) {
    // On a tape each question has its answer, whichever was put before.
    if (!endpoint.isTaped && refused.get(endpoint)?.has(method)) continue
    try {
      return list(await endpoint.call(method, [transaction.hash, ...more]), address)
    } catch (error) {
      if (!(error instanceof RpcRefusal)) throw error
      // Who is only busy may give one later.
      if (/limit|too many|busy|timeout/i.test(error.message)) continue
      refused.set(endpoint, new Set([...(refused.get(endpoint) ?? []), method]))
    }
  }
  return undefined
}

/** Geth's call tracer gives a tree of frames, Parity's trace a list with places; endpoints offer one of them, both or none. */
const FORMS = [
  {
    method: 'debug_traceTransaction',
    more: [{ tracer: 'callTracer', timeout: '10s' }],
    list: (answer: unknown, contract: Address) => listFrames(answer, contract, 0),
  },
  { method: 'trace_transaction', more: [], list: listFlat },
] as const

/** The calls of a frame and of those inside it, left out what was taken back. @throws MalformedEvidence `MALFORMED_RPC` */
function listFrames(answer: unknown, contract: Address, depth: number): Hex[] {
  const { type, from, to, input, error, calls } = toObject(answer, 'frame')
  if (error || depth > DEEPEST) return []
  const inside = calls === undefined || calls === null ? [] : toList(calls, 'calls')
  return [
    ...inputOf({ type, from, to, input }, contract),
    ...inside.flatMap((each) => listFrames(each, contract, depth + 1)),
  ]
}

/** The same of a list: what stands at a place below one that was taken back was taken back too. @throws as {@link listFrames} */
function listFlat(answer: unknown, contract: Address): Hex[] {
  const undone: string[] = []
  return toList(answer, 'trace').flatMap((each) => {
    const { error, traceAddress, action } = toObject(each, 'trace')
    const place = ['', ...toList(traceAddress, 'traceAddress').map(String), ''].join('/')
    if (error) undone.push(place)
    if (undone.some((above) => place.startsWith(above))) return []
    const { callType, from, to, input } = toObject(action, 'action')
    return inputOf({ type: callType, from, to, input }, contract)
  })
}

/** The input of a call to the contract. Its own multicall calls it as itself: by delegation, from its own address. */
function inputOf({ type, from, to, input }: RpcObject, contract: Address): Hex[] {
  const [kind, caller, called] = [type, from, to].map((each) => String(each).toLowerCase())
  const isCall = kind === 'call' || (kind === 'delegatecall' && caller === contract)
  return isCall && called === contract ? [bytes({ input }, 'input')] : []
}
