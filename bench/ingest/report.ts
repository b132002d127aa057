import type { Scale } from './scale.ts'

/** One run of one program. */
export interface Sample {
  readonly scene: string
  readonly program: string
  readonly events: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
  readonly requests: number
  readonly bytes: number
}

interface Goal {
  readonly scene: string
  readonly program: string
  readonly beside: string
  readonly least: number
  readonly best: number
}

const GOALS: readonly Goal[] = [
  { scene: 'dense', program: 'assay', beside: 'squid', least: 2.5, best: 3.5 },
  { scene: 'dense', program: 'assay', beside: 'ponder', least: 6, best: 9 },
  { scene: 'dense', program: 'assay', beside: 'envio', least: 6, best: 9 },
  { scene: 'dense', program: 'assay', beside: 'copy', least: 0.25, best: 0.35 },
  { scene: 'dense', program: 'assay-full', beside: 'squid', least: 1.5, best: 2 },
  { scene: 'sparse', program: 'assay', beside: 'squid', least: 30, best: 30 },
]
const MOST_MB = 450
const HEAD_MS = 400
const LEAST_AT_SCALE = 0.9

const FAIRNESS = [
  'Time is from the start of the process (modules loaded in it) to the last row readable; Assay and squid to the chain’s newest block.',
  'Assay: policy audited compares two endpoints, which are one mock under two names: it asks twice. Derived tables, journal, digests and segments on.',
  'Assay writes numeric amounts, block hash and position with every fact, and appends; typeorm-store upserts; Ponder keeps raw data in its cache.',
  'Ponder starts at 20 requests a second and raises that itself: its figure measures that limiter too. Envio: block interval 100, no Hasura.',
  'Versions of the peers are those that installed here, not their newest; they run with defaults plus what bench/peers/README.md lists.',
  'COPY is the same rows into tables with the same columns and primary keys, one connection, one transaction, nothing fetched or decoded.',
  'At scale: facts are loaded by sets, as a backfill under way has them; the rate is between its first commit and that of the last final block.',
  'The mock serves strings made beforehand; what it costs is not counted. Default durability of Postgres for all.',
]

interface Conditions {
  readonly machine: string
  readonly startLoad: number
  readonly quick: boolean
}

/** Prints medians, ratios beside their goals, and what must be known to quote them. */
export function printReport(
  samples: readonly Sample[],
  { heads, scales }: { readonly heads: readonly number[]; readonly scales: readonly Scale[] },
  conditions: Conditions,
): void {
  say(
    `# ingest: ${conditions.machine}, node ${process.version}, load before the run ${conditions.startLoad.toFixed(2)}`,
  )
  if (conditions.quick) say('--quick: one run each, no latency')
  say('')
  say('| chain | program | events/s | seconds | CPU s | peak MB | requests | MB read |')
  say('|---|---|---|---|---|---|---|---|')
  for (const row of summarise(samples))
    say(
      `| ${row.scene} | ${row.program} | ${Math.round(row.events / row.seconds)} | ${row.seconds.toFixed(2)} | ${row.cpuSeconds.toFixed(1)} | ` +
        `${Math.round(row.peakMb)} | ${row.requests} | ${(row.bytes / 1e6).toFixed(1)} |`,
    )
  say('')
  for (const line of ratios(summarise(samples))) say(line)
  if (heads.length) say(headLine(heads))
  for (const line of scaleLines(scales)) say(line)
  say('')
  for (const note of FAIRNESS) say(`- ${note}`)
}

function summarise(samples: readonly Sample[]): Sample[] {
  const groups = Map.groupBy(samples, (each) => `${each.scene} ${each.program}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const of = (pick: (sample: Sample) => number) => median(group.map(pick))
    return [
      {
        ...first,
        seconds: of((each) => each.seconds),
        cpuSeconds: of((each) => each.cpuSeconds),
        peakMb: of((each) => each.peakMb),
        requests: of((each) => each.requests),
        bytes: of((each) => each.bytes),
      },
    ]
  })
}

function ratios(rows: readonly Sample[]): string[] {
  const lines: string[] = []
  const find = (scene: string, program: string) =>
    rows.find((row) => row.scene === scene && row.program === program)
  for (const scene of new Set(rows.map((row) => row.scene)))
    for (const program of ['assay', 'assay-full'])
      for (const beside of ['squid', 'ponder', 'envio', 'copy']) {
        const [ours, theirs] = [find(scene, program), find(scene, beside)]
        if (ours && theirs) lines.push(ratioLine(ours, theirs))
      }
  for (const row of rows)
    if (row.program.startsWith('assay') && row.scene === 'dense')
      lines.push(
        `${row.scene}: ${row.program} peaks at ${Math.round(row.peakMb)} MB   goal ≤ ${MOST_MB}: ${row.peakMb <= MOST_MB ? 'met' : 'NOT MET'}`,
      )
  return lines
}

function ratioLine(ours: Sample, theirs: Sample): string {
  const { scene, program } = ours
  const ratio = theirs.seconds / ours.seconds
  const goal = GOALS.find(
    (each) => each.scene === scene && each.program === program && each.beside === theirs.program,
  )
  const judged = goal
    ? `   goal ≥ ${goal.least} (go for ${goal.best}): ${ratio >= goal.least ? 'met' : 'NOT MET'}`
    : ''
  return `${scene}: ${program} is ${ratio.toFixed(2)} × ${theirs.program}${judged}`
}

function headLine(heads: readonly number[]): string {
  const sorted = [...heads].sort((a, b) => a - b)
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
  const judged = p95 <= HEAD_MS ? 'met' : 'NOT MET'
  return `block at head → readable over GraphQL: median ${median(heads).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${heads.length}   goal p95 ≤ ${HEAD_MS}: ${judged}`
}

function scaleLines([first, ...others]: readonly Scale[]): string[] {
  if (!first) return []
  const at = ({ facts }: Scale) => `rate at ${facts / 1e6} million facts`
  return [
    ...[first, ...others].map(
      (each) =>
        `${at(each)}: median ${Math.round(median(each.rates))} facts/s of ${each.rates.map(Math.round).join(', ')}`,
    ),
    ...others.map((each) => {
      const ratio = median(each.rates) / median(first.rates)
      const judged = ratio >= LEAST_AT_SCALE ? 'met' : 'NOT MET'
      return `${at(each)} is ${ratio.toFixed(2)} of the ${at(first)}   goal ≥ ${LEAST_AT_SCALE}: ${judged}`
    }),
  ]
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
