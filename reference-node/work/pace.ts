import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Keeps this process, its threads included, at a share of the machine's processors on average: each `rest` waits until what
 * was used since the last one is no more than that share of the time that passed. Processes that run models are not counted.
 */
export class Pace {
  readonly #percent: number
  #cpu = process.cpuUsage()
  #since = performance.now()

  /** `percent`: 1 to 100; 100 never waits. */
  constructor(percent: number) {
    this.#percent = percent
  }

  /** Resolves when the process may go on, or the signal ends. */
  async rest(signal: AbortSignal): Promise<void> {
    const { user, system } = process.cpuUsage(this.#cpu)
    const passed = performance.now() - this.#since
    const owed = (user + system) / 1000 / ((this.#percent / 100) * availableParallelism()) - passed
    if (this.#percent < 100 && owed > 0) await sleep(owed, undefined, { signal }).catch(onlyAbort)
    this.#cpu = process.cpuUsage()
    this.#since = performance.now()
  }
}

function onlyAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}
