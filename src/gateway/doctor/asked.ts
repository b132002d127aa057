import { CodedError } from '../../claim/errors.ts'
import type { Transport } from '../endpoints/transport.ts'

/** What one endpoint can do. Null: it did not say, and `faults` says why. */
export interface Examination {
  /** Scheme and host: what follows them may hold a key. */
  readonly endpoint: string
  readonly chain: number
  readonly chainId: number | null
  readonly head: number | null
  /** Seconds since its newest block. */
  readonly lagSeconds: number | null
  readonly finalized: number | null
  /** The oldest block whose state it keeps; 0: all of them. */
  readonly oldestState: number | null
  /** The widest range of blocks that one eth_getLogs was answered for, among those tried. */
  readonly logRange: number | null
  /** `block`: all of a block at once; `single`: one by one; `none`. */
  readonly receipts: 'block' | 'single' | 'none' | null
  readonly faults: readonly string[]
}

const TIMEOUT_MS = 10_000
export const MAX_BODY_BYTES = 64 * 1024 * 1024
/** What is known of an endpoint that said nothing. */
export const NOTHING = {
  chainId: null,
  head: null,
  lagSeconds: null,
  finalized: null,
  oldestState: null,
  logRange: null,
  receipts: null,
}

/** One endpoint, asked without retries and without rest: its first answer is what is examined. */
export class Asked {
  readonly #transport: Transport
  readonly #signal: AbortSignal

  constructor(transport: Transport, signal: AbortSignal) {
    this.#transport = transport
    this.#signal = signal
  }

  /** @throws CodedError `TIMEOUT`; what the transport throws */
  async request(method: string, params: readonly unknown[], nullable = false): Promise<unknown> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    try {
      const signal = AbortSignal.any([this.#signal, timeout])
      const [result] = await this.#transport.send([{ method, params, nullable }], signal)
      return result
    } catch (cause) {
      if (!timeout.aborted) throw cause
      throw new CodedError('TIMEOUT', `${method}: no answer within ${TIMEOUT_MS / 1000} s`, { cause })
    }
  }

  async close(): Promise<void> {
    await this.#transport.close()
  }
}
