import { Misconfigured } from '../claim/errors.ts'

/**
 * Reads settings and collects every fault, so that one run names them all.
 * Call `check()` last: it throws `CONFIG_MISSING` with the whole list.
 */
export class Environment {
  readonly #env: NodeJS.ProcessEnv
  readonly #faults: string[] = []

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  text(key: string, fallback?: string): string {
    const value = this.#env[key]
    if (value !== undefined && value !== '') return value
    if (fallback === undefined) this.#faults.push(`${key} is not set`)
    return fallback ?? ''
  }

  integer(key: string, fallback: number): number {
    const value = this.#env[key]
    if (value === undefined || value === '') return fallback
    if (!/^-?\d{1,15}$/.test(value)) this.#faults.push(`${key} must be a whole number, got "${value}"`)
    return Number(value)
  }

  /** Comma-separated; an empty list when absent. */
  list(key: string): string[] {
    return (this.#env[key] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  }

  check(): void {
    if (this.#faults.length)
      throw new Misconfigured('CONFIG_MISSING', `settings to mend: ${this.#faults.join('; ')}`)
  }
}
