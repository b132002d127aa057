/** One run of one program. */
export interface Sample {
  readonly scene: string
  readonly program: string
  readonly events: number
  /** Rows that Assay wrote of them: one event may be several facts, with what follows from it. */
  readonly facts?: number
  readonly seconds: number
  /** Processor time of the program and all its children. */
  readonly cpuSeconds: number
  /** Of the Postgres server meanwhile, all its processes. */
  readonly postgresSeconds: number
  /** Of the mock chain meanwhile, which is no part of the program. */
  readonly mockSeconds: number
  readonly peakMb: number
  readonly requests: number
  readonly bytes: number
}

/** Programs on one chain, measured in turn in one run of the bench: medians. */
export interface Scene {
  readonly scene: string
  readonly rows: readonly Sample[]
  readonly conditions: Conditions
}

/** Under which a scene was measured. */
interface Conditions {
  /** When the run of the bench began. */
  readonly at: string
  readonly machine: string
  readonly node: string
  readonly runs: number
  /** Of the machine in the minute before and after. */
  readonly load: readonly [before: number, after: number]
  readonly mockPeakMb: number
}

/** The medians of every program's samples. */
export function summarise(samples: readonly Sample[]): Sample[] {
  const groups = Map.groupBy(samples, (each) => each.program)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const of = (pick: (sample: Sample) => number) => median(group.map(pick))
    return [
      {
        ...first,
        seconds: of((each) => each.seconds),
        cpuSeconds: of((each) => each.cpuSeconds),
        postgresSeconds: of((each) => each.postgresSeconds),
        mockSeconds: of((each) => each.mockSeconds),
        peakMb: of((each) => each.peakMb),
        requests: of((each) => each.requests),
        bytes: of((each) => each.bytes),
      },
    ]
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
