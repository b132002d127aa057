import type { Hash32 } from '../../claim/hex.ts'
import { askEach } from '../../gateway/endpoints/http-transport.ts'
import { listCalls, TRACE_QUESTIONS, type TracedCall, type TraceForm } from './trace.ts'

const MAX_BYTES = 48_000_000
const TIMEOUT_MS = 15_000
const FORMS = Object.keys(TRACE_QUESTIONS) as TraceForm[]

/**
 * Asks endpoints for the calls of a transaction, each in the form that it offers. Which one that is shows at the first question,
 * which asks for both at once; an endpoint that offers none is not asked again.
 */
export class Tracer {
  readonly #forms = new Map<string, TraceForm | null>()

  /** Whether an endpoint may offer traces: it was not asked yet, or gave some. */
  mayOffer(endpoint: string): boolean {
    return this.#forms.get(endpoint) !== null
  }

  /**
   * The calls that the transaction made, as this endpoint says; undefined where it offers no traces.
   * @throws CodedError when it gives none now
   */
  async find(endpoint: string, hash: Hash32, signal: AbortSignal): Promise<TracedCall[] | undefined> {
    const known = this.#forms.get(endpoint)
    if (known === null) return undefined
    const forms = known ? [known] : FORMS
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    const answers = await askEach(
      endpoint,
      forms.map((form) => TRACE_QUESTIONS[form](hash)),
      { signal: limit, maxBodyBytes: MAX_BYTES },
    )
    for (const [i, form] of forms.entries()) {
      const answer = answers[i]
      if (!answer || 'error' in answer) continue
      this.#forms.set(endpoint, form)
      return listCalls(form, answer.result)
    }
    const errors = answers.flatMap((each) => ('error' in each ? [each.error] : []))
    const other = errors.find(({ code }) => !OFFERS_NONE.includes(code))
    if (other) throw other
    this.#forms.set(endpoint, null)
    return undefined
  }
}

/** It does not know the method, or refuses whoever asks. */
const OFFERS_NONE: readonly string[] = ['NO_ANSWER_UNSUPPORTED', 'RPC_REFUSED']
