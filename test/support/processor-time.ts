import { expect } from 'vitest'

/** Seconds of a core. Work that grows with the square of what a stranger may send takes minutes. */
const MOST = 10

/** Processor time in seconds that this process has spent. */
function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/**
 * What `work` gives, which must not blow up with its input. The bound is far above what the work takes: how fast it is, the
 * benchmarks tell.
 */
export async function withoutBlowUp<T>(work: () => T | Promise<T>): Promise<T> {
  const start = spent()
  const given = await work()
  expect(spent() - start).toBeLessThan(MOST)
  return given
}
