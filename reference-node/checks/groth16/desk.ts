import { CodedError } from '../../../src/claim/errors.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import type { Groth16Key } from './key.ts'
import { Groth16Pool } from './pool.ts'
import { verifyGroth16 } from './verify.ts'

/** So many proofs under one key are worth threads: to start them costs as much as some dozens of proofs. */
export const MANY = 32
/** So many are handed on without waiting for more: the threads work while the rest is gathered. */
const FULL = 128

interface Waiting {
  readonly key: Groth16Key
  readonly signals: readonly bigint[]
  readonly file: Uint8Array
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Where Groth16 proofs wait for others under the same key, to be verified by one product of pairings on worker threads.
 * Each gets the answer that verifyGroth16 alone gives it. Few are verified alone, and start no thread.
 */
export class Groth16Desk {
  readonly #threads: number
  readonly #waiting = new Map<Hash32, Waiting[]>()
  #pool: Groth16Pool | undefined
  #isClosed = false

  constructor(threads: number) {
    this.#threads = threads
  }

  get hasThreads(): boolean {
    return this.#pool !== undefined
  }

  /**
   * As verifyGroth16, but answers only after `settle`, or when the desk is full: whoever waits for an answer settles
   * first.
   * @throws also CodedError INTERNAL when a thread fails or the desk is closed
   */
  verify(key: Groth16Key, signals: readonly bigint[], file: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const group = this.#waiting.get(key.hash) ?? []
      this.#waiting.set(key.hash, group)
      if (group.push({ key, signals, file, resolve, reject }) >= FULL) this.#take(key.hash)
    })
  }

  /** Verifies whatever waits. */
  settle(): void {
    for (const hash of this.#waiting.keys()) this.#take(hash)
  }

  /** Ends the threads; what still waits fails. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.settle()
    await this.#dropPool()
  }

  #take(hash: Hash32): void {
    const group = this.#waiting.get(hash) ?? []
    this.#waiting.delete(hash)
    this.#judge(group).catch((error: unknown) => {
      for (const { reject } of group) reject(error)
    })
  }

  async #judge(group: readonly Waiting[]): Promise<void> {
    if (this.#isClosed) throw new CodedError('INTERNAL', 'the process is ending')
    if (group.length < MANY) {
      for (const { key, signals, file, resolve, reject } of group)
        await verifyGroth16(key, signals, file).then(resolve, reject)
      return
    }
    const refusals = await this.#judgeTogether(group)
    group.forEach(({ resolve, reject }, index) => {
      if (refusals[index]) reject(refusals[index])
      else resolve()
    })
  }

  async #judgeTogether(group: readonly Waiting[]): ReturnType<Groth16Pool['judge']> {
    const { file, hash } = (group[0] as Waiting).key
    const pool = this.#pool ?? new Groth16Pool(this.#threads)
    this.#pool = pool
    try {
      return await pool.judge({ key: file, keyHash: hash }, group)
    } catch (error) {
      // A thread that failed once is not asked again; the next group starts new ones.
      if (this.#pool === pool) await this.#dropPool()
      throw error
    }
  }

  async #dropPool(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    await pool?.close()
  }
}
