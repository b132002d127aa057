import type { ChainLook } from '../look.ts'
import type { Registration } from '../store/registrations.ts'
import { askTraces } from '../traces/ask.ts'
import type { TracedCall } from '../traces/trace.ts'
import type { Tracer } from '../traces/tracer.ts'
import { findRegistrationCall, type RegistrationCall } from './contract.ts'

/** What traces say of a registration. */
export interface TraceWord {
  /** The call that made it; undefined where traces do not show as many calls as there are registrations. */
  readonly seen: RegistrationCall | undefined
  /** Set when more than half of all endpoints show the same. */
  readonly vouchedBy: string | undefined
  /**
   * What differs from the facts: `calls`: another number of calls than of registrations; `document`: another document than the one that
   * was found in the input; `endpoints`: endpoints whose traces differ. Null: nothing.
   */
  readonly difference: 'calls' | 'document' | 'endpoints' | null
}

/** What the endpoints that offer traces show of the transaction; undefined where none does. */
export async function findTraceWord(
  look: ChainLook,
  tracer: Tracer,
  registration: Registration,
): Promise<TraceWord | undefined> {
  const shown = new Map<string, { readonly calls: readonly RegistrationCall[]; count: number }>()
  for (const traced of await askTraces(look, tracer, registration.txHash)) {
    const calls = listRegistrations(traced, registration)
    const key = JSON.stringify(calls)
    const same = shown.get(key) ?? { calls, count: 0 }
    same.count++
    shown.set(key, same)
  }
  const [most, ...others] = [...shown.values()].sort((a, b) => b.count - a.count)
  if (!most) return undefined
  if (others.length) return { seen: undefined, vouchedBy: undefined, difference: 'endpoints' }
  const { calls, count } = most
  if (calls.length !== registration.ofTransaction)
    return { seen: undefined, vouchedBy: undefined, difference: 'calls' }
  const seen = calls[registration.rank]
  const total = look.endpoints.length
  const vouchedBy = count * 2 > total ? `traces of ${count} of ${total} endpoints` : undefined
  const isOther = registration.attestation !== null && seen?.attestation !== registration.attestation
  return { seen, vouchedBy, difference: isOther ? 'document' : null }
}

/** The calls that register this node as this kind, in the order in which they were made. */
function listRegistrations(
  calls: readonly TracedCall[],
  { registry, node, teeType }: Registration,
): RegistrationCall[] {
  return calls.flatMap(({ to, input }) => {
    const call = to === registry ? findRegistrationCall(input) : undefined
    return call?.teeId === node && call.teeType === teeType ? [call] : []
  })
}
