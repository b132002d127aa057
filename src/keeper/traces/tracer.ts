import { z } from 'zod'
import { CodedError } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { askOnce } from '../../gateway/endpoints/http-transport.ts'
import { listCalls, TRACE_QUESTIONS, type TracedCall, type TraceForm } from './trace.ts'

const MAX_BYTES = 48_000_000
const TIMEOUT_MS = 15_000
const FORMS = Object.keys(TRACE_QUESTIONS) as TraceForm[]

/**
 * Asks endpoints for the calls of a transaction, each in the form that it offers. Which one that is shows at the first questions, one
 * for each form, since not every endpoint takes several at once; one that offers none is not asked again.
 */
export class Tracer {
  readonly #forms = new Map<string, TraceForm | null>()

  /** Whether an endpoint may offer traces: it was not asked yet, or gave some. */
  mayOffer(endpoint: string): boolean {
    return this.#forms.get(endpoint) !== null
  }

  /**
   * The calls that the transaction made, as this endpoint says; undefined where it offers no traces.
   * @throws CodedError when it gives none now, ZodError or RangeError when what it gives is none
   */
  async find(endpoint: string, hash: Hash32, signal: AbortSignal): Promise<TracedCall[] | undefined> {
    const known = this.#forms.get(endpoint)
    if (known === null) return undefined
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    for (const form of known ? [known] : FORMS)
      try {
        const options = { signal: limit, maxBodyBytes: MAX_BYTES }
        const calls = listCalls(form, await askOnce(endpoint, TRACE_QUESTIONS[form](hash), options))
        this.#forms.set(endpoint, form)
        return calls
      } catch (error) {
        if (!offersNone(error, known)) throw error
      }
    this.#forms.set(endpoint, null)
    return undefined
  }
}

/** It does not know the method, refuses whoever asks, or answers with something else, steps of the machine for example. */
function offersNone(error: unknown, known: TraceForm | undefined): boolean {
  // One that gave traces before has a fault in this one.
  if (error instanceof z.ZodError) return known === undefined
  return error instanceof CodedError && OFFERS_NONE.includes(error.code)
}
const OFFERS_NONE: readonly string[] = ['NO_ANSWER_UNSUPPORTED', 'RPC_REFUSED']
