import { type Judged, judge, microsecondsOf } from './goals.ts'
import { median, type Sample, type Scene } from './samples.ts'
import type { Scale } from './scale.ts'

const HEAD_MS = 400
const LEAST_AT_SCALE = 0.9

const NOTES = [
  'Time is from the start of the process (modules loaded in it) to the last row readable; Assay and squid to the chain’s newest block.',
  'Assay: policy audited compares two endpoints, which are one mock under two names: it asks twice. Derived tables, journal, digests and segments on.',
  'Assay writes numeric amounts, block hash and position with every fact, and appends; typeorm-store upserts; Ponder keeps raw data in its cache.',
  'Versions of the peers are those that installed here, not their newest; they run with defaults plus what bench/peers/README.md lists.',
  'COPY is the same rows into tables with the same columns and primary keys, one connection, one transaction, nothing fetched or decoded.',
  'Programs, Postgres and the mock share the machine’s cores; the mock’s processor time is its own column and in no other. Default durability of Postgres for all.',
]

/** Tables of the scenes as Markdown: what each program took, and what that says about the goals. */
export function renderScenes(scenes: readonly Scene[]): string {
  const denseOf = (at: string) =>
    scenes.find(({ scene, conditions }) => scene === 'dense' && conditions.at === at)
  return scenes.map((scene) => renderScene(scene, denseOf(scene.conditions.at))).join('\n')
}

const SHORT = [
  ['assay', 'indexing, two endpoints compared (`audited`)'],
  ['assay-full', 'indexing, everything proved (`full`)'],
] as const

/** What the dense chain says of Assay, as rows of the table of what matters most. */
export function renderShort(scenes: readonly Scene[]): string {
  const dense = scenes.find(({ scene }) => scene === 'dense')
  if (!dense) return ''
  const judged = judge(dense, undefined)
  const comparedWith = (program: string, other: string) => {
    const found = judged.find((each) => each.what === `${program} ÷ ${other}`)
    return found ? [`${found.measured} × ${other}${found.goal ? ` (goal ${found.goal})` : ''}`] : []
  }
  return SHORT.flatMap(([program, what]) => {
    const row = dense.rows.find((each) => each.program === program)
    if (!row) return []
    const compared = ['squid', 'ponder', 'envio', 'copy'].flatMap((other) => comparedWith(program, other))
    return `| ${what} | ${Math.round(row.events / row.seconds).toLocaleString('en')} events/s | ${compared.join(', ')} |`
  }).join('\n')
}

function renderScene(scene: Scene, dense: Scene | undefined): string {
  const { at, machine, node, runs, load } = scene.conditions
  const [first] = scene.rows
  return [
    `**${scene.scene}**: ${first?.events.toLocaleString('en')} events; ${machine}, Node ${node}, ${at.slice(0, 10)}, ` +
      `${runs === 1 ? 'one run' : `medians of ${runs}`}, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after.`,
    '',
    ...table(
      [
        'program',
        'events/s',
        'seconds',
        'its CPU s',
        'Postgres CPU s',
        'µs CPU per event',
        'mock CPU s',
        'peak MB',
        'requests',
        'MB read',
      ],
      scene.rows.map(cellsOf),
    ),
    '',
    ...table(['figure', 'measured', 'goal', '', 'favours'], judge(scene, dense).map(judgedCells)),
    '',
  ].join('\n')
}

function cellsOf(row: Sample): string[] {
  const isCopy = row.program === 'copy'
  const dash = (text: string) => (isCopy ? '–' : text)
  return [
    row.program,
    Math.round(row.events / row.seconds).toLocaleString('en'),
    row.seconds.toFixed(2),
    dash(row.cpuSeconds.toFixed(1)),
    row.postgresSeconds.toFixed(1),
    microsecondsOf(row).toFixed(1),
    dash(row.mockSeconds.toFixed(1)),
    dash(Math.round(row.peakMb).toLocaleString('en')),
    dash(row.requests.toLocaleString('en')),
    dash((row.bytes / 1e6).toFixed(1)),
  ]
}

function judgedCells({ what, measured, goal, met, favours }: Judged): string[] {
  return [what, measured, goal ?? '–', met === undefined ? '' : met ? 'met' : 'not met', favours ?? '–']
}

const WORDS = new Set(['program', 'figure', 'goal', '', 'favours'])

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((name) => (WORDS.has(name) ? '---' : '---:'))), ...rows.map(line)]
}

/** What must be known to quote the figures. */
export function renderNotes(): string {
  return NOTES.map((note) => `- ${note}`).join('\n')
}

/** From a block's being served to its number being readable over GraphQL, milliseconds. */
export function headLine(heads: readonly number[]): string {
  const sorted = [...heads].sort((a, b) => a - b)
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
  const judged = p95 <= HEAD_MS ? 'met' : 'not met'
  return `block at head → readable over GraphQL: median ${median(heads).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${heads.length}   goal p95 ≤ ${HEAD_MS}: ${judged}`
}

/**
 * The rate at each number of facts, beside that at the first. Facts are loaded by sets, as a backfill under way has them; a rate is
 * between the first commit and that of the last final block.
 */
export function scaleLines([first, ...others]: readonly Scale[]): string[] {
  if (!first) return []
  const at = ({ facts }: Scale) => `rate at ${facts / 1e6} million facts`
  return [
    ...[first, ...others].map(
      (each) =>
        `${at(each)}: median ${Math.round(median(each.rates))} facts/s of ${each.rates.map(Math.round).join(', ')}`,
    ),
    ...others.map((each) => {
      const ratio = median(each.rates) / median(first.rates)
      const judged = ratio >= LEAST_AT_SCALE ? 'met' : 'not met'
      return `${at(each)} is ${ratio.toFixed(2)} of the ${at(first)}   goal ≥ ${LEAST_AT_SCALE}: ${judged}`
    }),
  ]
}
