import { median } from '../ingest/samples.ts'
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal?: string
  readonly reached?: boolean
}

/** One way of doing the work: `items` of it per call. */
export interface Way {
  readonly items: number
  readonly work: () => Promise<unknown> | unknown
}

/**
 * Items per second of each way: the median over rounds in which the ways take turns, so that what else runs on the
 * machine meets all of them alike. The first round only warms up.
 */
export async function compareWays<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  rounds = 5,
): Promise<Record<Name, number>> {
  const rates = {} as Record<Name, number[]>
  for (let round = 0; round <= rounds; round++)
    for (const name of Object.keys(ways) as Name[]) {
      const { items, work } = ways[name]
      const start = performance.now()
      await work()
      const rate = (1000 * items) / (performance.now() - start)
      if (round > 0) rates[name] = [...(rates[name] ?? []), rate]
    }
  const medians = {} as Record<Name, number>
  for (const name of Object.keys(ways) as Name[]) medians[name] = median(rates[name])
  return medians
}

export function atLeast(name: string, value: number, unit: string, goal: number): Figure {
  return { name, value, unit, goal: `≥ ${goal}`, reached: value >= goal }
}
