/** What an endpoint is worth asking, from how its answers went. */
export class Health {
  #score = 1
  #latencyMs = 100
  #deviationMs = 50
  #failures = 0
  #pausedUntil = 0

  /** 0 to 1: the share of late requests that were answered, newer ones weigh more. */
  get score(): number {
    return this.#score
  }

  get latencyMs(): number {
    return this.#latencyMs
  }

  /** Longer than almost every answer takes: time to ask somebody else as well. */
  get slowMs(): number {
    return Math.min(1500, Math.max(50, this.#latencyMs + 4 * this.#deviationMs))
  }

  answered(tookMs: number): void {
    this.#failures = 0
    this.#score += (1 - this.#score) * 0.1
    this.#deviationMs += (Math.abs(tookMs - this.#latencyMs) - this.#deviationMs) * 0.2
    this.#latencyMs += (tookMs - this.#latencyMs) * 0.2
  }

  /** Somebody else answered first: no fault, but a sign of how long it takes. */
  outrun(afterMs: number): void {
    this.#score *= 0.97
    this.#latencyMs = Math.max(this.#latencyMs, this.#latencyMs + (afterMs - this.#latencyMs) * 0.2)
  }

  failed(now: number): void {
    this.#score *= 0.8
    this.#failures++
    // One bad answer of many is weather; a row of them is an outage.
    if (this.#failures > 1) this.#pausedUntil = now + Math.min(5_000, 50 * 2 ** this.#failures)
  }

  pausedMs(now: number): number {
    return Math.max(0, this.#pausedUntil - now)
  }
}
