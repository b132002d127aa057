import type { RpcCall } from './rpc.ts'
import { takeIds } from './transport.ts'

/**
 * A call that several endpoints are asked with one id, so that equal answers are equal bytes: those are read and checked
 * once. That an answer is equal is seen on the bytes themselves, so a liar gains nothing by it.
 */
export class Question implements RpcCall {
  readonly method: string
  readonly params: readonly unknown[]
  readonly id = takeIds(1)
  #answer: { readonly bytes: Buffer; readonly results: unknown[] } | undefined
  #read: { readonly result: unknown; readonly value: unknown } | undefined

  constructor(method: string, params: readonly unknown[]) {
    this.method = method
    this.params = params
  }

  /** The results of an answer of these very bytes, when there was one. */
  findResults(bytes: Buffer): unknown[] | undefined {
    return this.#answer?.bytes.equals(bytes) ? this.#answer.results : undefined
  }

  keepResults(bytes: Buffer, results: unknown[]): void {
    this.#answer ??= { bytes, results }
  }

  /** What `read` makes of a result; the same result is read once. */
  readOnce<T>(result: unknown, read: () => T): T {
    if (this.#read && this.#read.result === result) return this.#read.value as T
    const value = read()
    this.#read ??= { result, value }
    return value
  }
}
