import { CodedError } from '../../claim/errors.ts'
import type { ErrorMeaning } from './error-meaning.ts'

export interface RpcCall {
  readonly method: string
  readonly params: readonly unknown[]
  /** Null is an answer: the caller asks whether something exists. Elsewhere null means "ask somebody else". */
  readonly nullable?: boolean
}

/** The chain's own answer is an error: a reverted call, parameters that no node takes. `RPC_REFUSED`. */
export class RpcRefused extends CodedError {
  readonly rpcCode: number
  readonly data: unknown

  constructor(rpcCode: number, message: string, data: unknown) {
    super('RPC_REFUSED', `the chain refuses the call: ${message}`)
    this.rpcCode = rpcCode
    this.data = data
  }
}

/** What came back from one endpoint is not an answer; somebody else may have one. Never leaves the gateway. */
export class NoAnswer extends CodedError {
  readonly meaning: Exclude<ErrorMeaning, 'refused'>
  /** Set when the endpoint said how long to wait. */
  readonly retryAfterMs: number | undefined

  constructor(meaning: NoAnswer['meaning'], message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(`NO_ANSWER_${meaning.toUpperCase()}`, message.slice(0, 300), options)
    this.meaning = meaning
    this.retryAfterMs = retryAfterMs
  }
}

/** The body of an answer has more bytes than it may. */
export class BodyTooLarge extends NoAnswer {
  constructor(maxBytes: number) {
    super('too_many', `the body is larger than ${maxBytes} bytes`)
  }
}
