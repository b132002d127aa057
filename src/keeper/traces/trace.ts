import { z } from 'zod'
import type { Address, Hash32, Hex } from '../../claim/hex.ts'
import { Hex as toHexText } from '../../claim/hex.ts'

/** A call that a transaction made and that was not taken back. */
export interface TracedCall {
  readonly to: Address
  readonly input: Hex
}

/** Calls inside calls are followed this deep: deeper than the machine itself allows. */
const DEEPEST = 1_025

const Frame = z.object({
  type: z.string(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  input: z.string().nullish(),
  error: z.string().nullish(),
  calls: z.array(z.unknown()).nullish(),
})
const Flat = z.object({
  type: z.string(),
  error: z.string().nullish(),
  traceAddress: z.array(z.number()),
  action: z.object({
    callType: z.string().nullish(),
    from: z.string().nullish(),
    to: z.string().nullish(),
    input: z.string().nullish(),
  }),
})

/** How a transaction's calls are asked for. */
export const TRACE_QUESTIONS = {
  /** Geth's call tracer: a tree. */
  debug: (hash: Hash32) => ({
    method: 'debug_traceTransaction',
    params: [hash, { tracer: 'callTracer', timeout: '10s' }],
  }),
  /** Parity's form: a list. */
  trace: (hash: Hash32) => ({ method: 'trace_transaction', params: [hash] }),
} as const

export type TraceForm = keyof typeof TRACE_QUESTIONS

/**
 * The calls of a trace in the order in which they were made, those left out that failed, or that stand in one which did.
 * @throws ZodError or RangeError when it is no trace
 */
export function listCalls(form: TraceForm, answer: unknown): TracedCall[] {
  return form === 'debug' ? listFrames(answer, 0) : listFlat(answer)
}

function listFrames(answer: unknown, depth: number): TracedCall[] {
  if (depth > DEEPEST) throw new RangeError(`a trace deeper than ${DEEPEST} calls`)
  const { error, calls, ...frame } = Frame.parse(answer)
  if (error) return []
  return [...toCall(frame), ...(calls ?? []).flatMap((each) => listFrames(each, depth + 1))]
}

function listFlat(answer: unknown): TracedCall[] {
  const failed: string[] = []
  const found: TracedCall[] = []
  for (const { type, error, traceAddress, action } of z.array(Flat).parse(answer)) {
    // Places as texts: one stands inside another when it begins with it.
    const place = `/${traceAddress.map((each) => `${each}/`).join('')}`
    if (error) failed.push(place)
    if (failed.some((each) => place.startsWith(each))) continue
    if (type === 'call') found.push(...toCall({ ...action, type: action.callType ?? 'call' }))
  }
  return found
}

interface Made {
  readonly type: string
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
  readonly input?: string | null | undefined
}

// A delegated call runs other code on the caller's state: the contract that it names was not called, unless it is the caller
// itself, which takes the parts of its own multicall so.
function toCall({ type, from, to, input }: Made): TracedCall[] {
  const kind = type.toLowerCase()
  if (!to || (kind !== 'call' && !(kind === 'delegatecall' && from?.toLowerCase() === to.toLowerCase())))
    return []
  return [{ to: to.toLowerCase() as Address, input: toHexText(input ?? '0x') }]
}
