import { expect } from 'vitest'

/** Processor time in seconds that this process has spent. */
function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** What takes a tenth of a second of a core that has nothing else to do. */
function yardstick(): void {
  const text = `[${'{"a":[1,2,"three"]},'.repeat(30_000)}0]`
  for (let turn = 0; turn < 8; turn++) JSON.stringify(JSON.parse(text))
}

/** What a second of a quiet machine is at this moment: neighbours that share caches and memory make processor time longer. */
function aSecond(): number {
  const start = spent()
  yardstick()
  return Math.max(1, 10 * (spent() - start))
}

/** What `work` gives, which must take less than a second of processor time of a quiet machine. */
export async function withinASecond<T>(work: () => T | Promise<T>): Promise<T> {
  const start = spent()
  const given = await work()
  const took = spent() - start
  if (took >= 1) expect(took).toBeLessThan(aSecond())
  return given
}
