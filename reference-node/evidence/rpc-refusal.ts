import { Unavailable } from '../../src/claim/errors.ts'

/** The endpoint understood the question and refused it. */
export class RpcRefusal extends Unavailable {
  readonly rpcCode: number

  constructor(endpoint: string, method: string, rpcCode: number, text: string) {
    super('UNAVAILABLE_RPC', `${endpoint} refuses ${method}: ${text.slice(0, 120)} (${rpcCode})`)
    this.rpcCode = rpcCode
  }

  /** The same refusal, by its words. */
  static again(message: string, rpcCode: number): RpcRefusal {
    const error = new RpcRefusal('', '', rpcCode, '')
    error.message = message
    return error
  }
}
