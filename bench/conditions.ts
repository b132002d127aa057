import { cpus, loadavg } from 'node:os'

/** Under which something was measured. */
export interface Conditions {
  readonly at: string
  readonly machine: string
  readonly node: string
  /** Before and after. */
  readonly load: readonly [number, number]
}

/** Begins to measure; what is returned says the conditions, once it is over. */
export function watchConditions(): () => Conditions {
  const before = readLoad()
  return () => ({
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    node: process.version,
    load: [before, readLoad()],
  })
}

function readLoad(): number {
  return loadavg()[0] ?? 0
}
