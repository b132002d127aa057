import type { Sample, Scene } from './samples.ts'

/** A figure beside what it should be. */
export interface Judged {
  readonly what: string
  readonly measured: string
  /** Absent: none was set. */
  readonly goal?: string
  readonly met?: boolean
  /** Whose figure the comparison makes better than it would be in use; absent: it compares with nobody. */
  readonly favours?: string
}

interface Goal {
  readonly scene: string
  readonly program: string
  readonly beside: string
  readonly least: number
}

const GOALS: readonly Goal[] = [
  { scene: 'dense', program: 'assay', beside: 'squid', least: 3.5 },
  { scene: 'dense', program: 'assay', beside: 'ponder', least: 6 },
  { scene: 'dense', program: 'assay', beside: 'envio', least: 6 },
  { scene: 'dense', program: 'assay', beside: 'copy', least: 0.25 },
  { scene: 'dense', program: 'assay-full', beside: 'squid', least: 2.5 },
  { scene: 'dense, 20 ms', program: 'assay', beside: 'squid', least: 3 },
  { scene: 'sparse', program: 'assay', beside: 'squid', least: 30 },
]
const MOST_MB = 450
const MOST_MOCK_MB = 1024
/** Microseconds of an event's processor time, the program's and Postgres' together. */
const MOST_MICROSECONDS = 20
const LEAST_OF_DENSE = 0.7

/** Why a comparison is not quite fair, and to whom. */
const FAVOURS: Readonly<Record<string, string>> = {
  squid:
    'both: the squid checks nothing and derives nothing, and Assay asks the mock twice; the squid upserts row by row through an ORM and asks without batches of its own',
  ponder:
    'Assay: Ponder starts at 20 requests a second and raises that by itself, and keeps raw data in its cache in Postgres',
  envio: 'Assay: Envio asks for 100 blocks at a time here, with more it does not end on this chain',
  copy: 'COPY: nothing is fetched, decoded, checked or derived, and no index but the primary key is kept',
}

const find = ({ rows }: Scene, program: string) => rows.find((row) => row.program === program)

/** What a scene says about the goals; `dense`: the dense chain of the same run of the bench. */
export function judge(scene: Scene, dense: Scene | undefined): Judged[] {
  const ours = ['assay', 'assay-full'].flatMap((program) => find(scene, program) ?? [])
  return [
    ...ours.flatMap((row) =>
      ['squid', 'ponder', 'envio', 'copy'].flatMap((name) => compare(scene, row, name)),
    ),
    ...ours.flatMap((row) => [costOf(row), ...(scene.scene === 'dense' ? [memoryOf(row)] : [])]),
    ...(scene.scene === 'market' ? compareWithDense(scene, dense) : []),
    bounded('the mock chain’s peak, MB', Math.round(scene.conditions.mockPeakMb), MOST_MOCK_MB),
  ]
}

function compare(scene: Scene, row: Sample, name: string): Judged[] {
  const theirs = find(scene, name)
  if (theirs === undefined) return []
  const ratio = rateOf(row) / rateOf(theirs)
  const goal = GOALS.find(
    (each) => each.scene === scene.scene && each.program === row.program && each.beside === name,
  )
  const judged = goal ? { goal: `≥ ${goal.least}`, met: ratio >= goal.least } : {}
  const favours = FAVOURS[name]
  return [
    {
      what: `${row.program} ÷ ${name}`,
      measured: ratio.toFixed(2),
      ...judged,
      ...(favours ? { favours } : {}),
    },
  ]
}

function compareWithDense(scene: Scene, dense: Scene | undefined): Judged[] {
  const [market, other] = [find(scene, 'assay'), dense && find(dense, 'assay')]
  if (!market || !other) return []
  const ratio = rateOf(market) / rateOf(other)
  return [
    {
      what: 'assay ÷ assay on the dense chain',
      measured: ratio.toFixed(2),
      goal: `≥ ${LEAST_OF_DENSE}`,
      met: ratio >= LEAST_OF_DENSE,
      favours: 'the dense chain: its logs hold four to six words, a market’s up to 32, with a proof',
    },
    ...[market, other].flatMap((row) => perFact(row)),
  ]
}

/** What a row of facts cost: an event of a market is more of them than one of the dense chain. */
function perFact(row: Sample): Judged[] {
  if (!row.facts) return []
  const [many, each] = [row.facts / row.events, (microsecondsOf(row) * row.events) / row.facts]
  return [
    {
      what: `${row.scene}: facts per event, and µs of processor time per fact`,
      measured: `${many.toFixed(2)}, ${each.toFixed(1)}`,
    },
  ]
}

function costOf(row: Sample): Judged {
  const what = `${row.program}: µs of processor time per event, its own and Postgres’`
  const measured = microsecondsOf(row)
  if (row.scene !== 'dense' || row.program !== 'assay') return { what, measured: measured.toFixed(1) }
  return bounded(what, Number(measured.toFixed(1)), MOST_MICROSECONDS)
}

function memoryOf({ program, peakMb }: Sample): Judged {
  return bounded(`${program}: peak MB`, Math.round(peakMb), MOST_MB)
}

function bounded(what: string, measured: number, most: number): Judged {
  return { what, measured: String(measured), goal: `≤ ${most}`, met: measured <= most }
}

const rateOf = ({ events, seconds }: Sample) => events / seconds

/** Of an event: the program's and Postgres' processor time together. */
export function microsecondsOf({ events, cpuSeconds, postgresSeconds }: Sample): number {
  return ((cpuSeconds + postgresSeconds) * 1e6) / events
}
