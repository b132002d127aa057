import { join } from 'node:path'
import type { Conditions } from '../conditions.ts'
import { median } from '../ingest/samples.ts'
import { Recorded } from '../recorded.ts'
import type { Answered } from './ask.ts'
import { extrapolate, fitLine } from './fit.ts'
import type { Ingested } from './ingest.ts'
import type { Sizes } from './sizes.ts'
import type { Moved } from './world.ts'

/** One world, and what was asked of it. */
export interface ScaleRun {
  readonly conditions: Conditions
  readonly facts: number
  readonly sizes: Sizes
  readonly exported: Moved
  readonly loaded: Moved
  readonly answered: readonly Answered[]
}

/** Ingest with and without a lake, apart from any world. */
export interface IngestRun {
  readonly conditions: Conditions
  readonly ingested: Ingested
}

type Figures = ScaleRun | IngestRun

const GOALS = {
  investorMs: 1000,
  investorFacts: 1e8,
  slowMs: 5000,
  times: 20,
  lakeBytes: 25,
  rowsPerSecond: 150_000,
  lakeMb: 300,
  slower: 0.05,
}
const FAR = 1e9
const LEAST_RUNS = 3
export const PAGE = join(import.meta.dirname, '../../docs/scale.md')

/** What the bench wrote last, by the number of facts. */
export const SCALES = new Recorded<Figures>(
  join(import.meta.dirname, 'figures.json'),
  (figures) => ('ingested' in figures ? 'ingest' : String(figures.facts).padStart(12, '0')),
  renderScales,
  PAGE,
)

/** All runs as Markdown: each size, what grows how, and ingest. */
export function renderScales(figures: readonly Figures[]): string {
  const runs = figures.filter((each) => 'answered' in each)
  const ingests = figures.filter((each) => 'ingested' in each)
  return [
    'What `npm run bench -- scale` wrote last:',
    ...runs.map(renderRun),
    ...(runs.length > 1 ? [renderFit(runs)] : []),
    ...ingests.map(renderIngest),
  ].join('\n\n')
}

function renderRun({ conditions, facts, sizes, exported, loaded, answered }: ScaleRun): string {
  const held = exported.facts
  const bytes = (all: number, of = held) => (all / of).toFixed(1)
  return [
    `**${whole(facts)} facts** and registrations of nodes; ${whole(held)} of all are final and in cells of the lake; ${saidOf(conditions)}.`,
    '',
    table(
      [
        'question',
        'asked',
        'Postgres p50 ms',
        'p99 ms',
        'rows read',
        'MB',
        'with ClickHouse p50 ms',
        'p99 ms',
        'rows read',
        'MB',
        'p50 ÷',
      ],
      answered.map(({ name, who, postgres, clickhouse }) => [
        `${who}: ${name}`,
        `${postgres.times} / ${clickhouse.times}`,
        ...[postgres, clickhouse].flatMap(({ p50Ms, p99Ms, rowsRead, peakMb }) => [
          p50Ms.toFixed(1),
          p99Ms.toFixed(1),
          whole(rowsRead),
          whole(peakMb),
        ]),
        (postgres.p50Ms / clickhouse.p50Ms).toFixed(1),
      ]),
    ),
    '',
    table(
      ['bytes a fact', 'measured', ''],
      [
        ['Postgres: facts with indexes', bytes(sizes.postgresFacts, facts), ''],
        ['Postgres: derived', bytes(sizes.postgresDerived, facts), ''],
        ['lake: hashes and signatures', bytes(sizes.lakeRandom), ''],
        [
          'lake: everything else',
          bytes(sizes.lakeOther),
          judged(sizes.lakeOther / held <= GOALS.lakeBytes, `≤ ${GOALS.lakeBytes}`),
        ],
        ['ClickHouse: facts', bytes(sizes.clickhouseFacts), ''],
        ['ClickHouse: rollups', bytes(sizes.clickhouseRollups), ''],
      ],
    ),
    '',
    table(
      ['moved', 'facts', 'seconds', 'facts/s', 'CPU s of this process', 'peak MB', ''],
      [
        [
          'Postgres → lake',
          ...movedCells(exported),
          judged(
            held / exported.seconds >= GOALS.rowsPerSecond && exported.peakMb <= GOALS.lakeMb,
            `≥ ${whole(GOALS.rowsPerSecond)} facts/s, ≤ ${GOALS.lakeMb} MB`,
          ),
        ],
        ['lake → ClickHouse', ...movedCells(loaded), ''],
      ],
    ),
    '',
    ...listJudged(facts, answered).map((line) => `- ${line}`),
  ].join('\n')
}

function movedCells({ facts, seconds, cpuSeconds, peakMb }: Moved): string[] {
  return [whole(facts), seconds.toFixed(0), whole(facts / seconds), cpuSeconds.toFixed(0), whole(peakMb)]
}

/** The goals of the questions, as this size meets them. */
function listJudged(facts: number, answered: readonly Answered[]): string[] {
  const investor = answered.filter(({ who }) => who === 'investor')
  const slowest = Math.max(...investor.map(({ clickhouse }) => clickhouse.p99Ms))
  const slow = investor.filter(({ postgres }) => postgres.p50Ms > GOALS.slowMs)
  const least = Math.min(...slow.map(({ postgres, clickhouse }) => postgres.p50Ms / clickhouse.p50Ms))
  const at = facts < GOALS.investorFacts ? `the goal is for ${whole(GOALS.investorFacts)} facts; ` : ''
  return [
    `slowest p99 of an investor’s question with ClickHouse: ${slowest.toFixed(0)} ms; ${at}${judged(slowest <= GOALS.investorMs, `≤ ${whole(GOALS.investorMs)} ms`)}`,
    slow.length
      ? `questions that Postgres needs more than ${GOALS.slowMs / 1000} s for: ${slow.length}, with ClickHouse at least ${least.toFixed(1)} times faster; ${judged(least >= GOALS.times, `≥ ${GOALS.times}`)}`
      : `no question takes Postgres more than ${GOALS.slowMs / 1000} s: nothing to judge`,
  ]
}

/** The line through all sizes of each question and each kind of byte, and what it says far beyond them. */
function renderFit(runs: readonly ScaleRun[]): string {
  const lines = (runs[0]?.answered ?? []).flatMap(({ name, who }) =>
    (['postgres', 'clickhouse'] as const).map((engine) => {
      const points = runs.flatMap(({ facts, answered }) =>
        answered.filter((each) => each.name === name).map((each) => ({ facts, value: each[engine].p50Ms })),
      )
      return [
        `${who}: ${name}`,
        engine === 'postgres' ? 'Postgres' : 'with ClickHouse',
        ...fitCells(points, 'ms'),
      ]
    }),
  )
  const sizes = (['postgresFacts', 'lakeRandom', 'lakeOther', 'clickhouseFacts'] as const).map((what) => [
    SIZE_NAMES[what],
    '',
    ...fitCells(
      runs.map(({ facts, sizes: of }) => ({ facts, value: of[what] / 2 ** 30 })),
      'GiB',
    ),
  ])
  return [
    `**What grows.** The line with the least squares of relative distances through ${runs.length} sizes (${runs.map(({ facts }) => whole(facts)).join(', ')} facts), and what it says of ${whole(FAR)}: an extrapolation, not a measurement.`,
    '',
    table(
      ['what', 'engine', 'at none', 'for 10^6 facts more', 'greatest distance', `at ${whole(FAR)}`],
      [...lines, ...sizes],
    ),
  ].join('\n')
}

const SIZE_NAMES = {
  postgresFacts: 'disk of Postgres, facts with indexes',
  lakeRandom: 'disk of the lake, hashes and signatures',
  lakeOther: 'disk of the lake, everything else',
  clickhouseFacts: 'disk of ClickHouse, facts',
}

function fitCells(
  points: readonly { readonly facts: number; readonly value: number }[],
  unit: string,
): string[] {
  const fit = fitLine(points)
  if (!fit) return ['–', '–', '–', '–']
  const say = (value: number) => `${Number(value.toPrecision(3)).toLocaleString('en')} ${unit}`
  return [
    say(fit.base),
    say(fit.each * 1e6),
    fit.off === null ? '–' : `${(100 * fit.off).toFixed(0)} %`,
    say(extrapolate(fit, FAR)),
  ]
}

function renderIngest({ conditions, ingested }: IngestRun): string {
  const { events, alone, withLake, lakeFacts, lakeCpuSeconds } = ingested
  const slower = 1 - median(withLake) / median(alone)
  const goal = `≤ ${100 * GOALS.slower} %`
  // One run differs from the next by more than the goal.
  const verdict =
    alone.length < LEAST_RUNS
      ? `goal ${goal}: not judged, ${LEAST_RUNS} runs of each are wanted`
      : judged(slower <= GOALS.slower, goal)
  return [
    `**Ingest while a lake is written**: ${whole(events)} events of a dense chain, ${saidOf(conditions)}. ` +
      `Alone ${alone.map(whole).join(', ')} events/s, with the lake ${withLake.map(whole).join(', ')}: ${(100 * slower).toFixed(1)} % slower; ${verdict}.`,
    `When the indexer was done the lake held ${lakeFacts.map(whole).join(', ')} facts, for ${lakeCpuSeconds.map((each) => each.toFixed(1)).join(', ')} s of the processor; indexer, Postgres, endpoint and lake share the machine.`,
  ].join('\n')
}

function saidOf({ machine, node, at, load }: Conditions): string {
  return `${machine}, Node ${node}, ${at.slice(0, 10)}, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after`
}

function judged(isMet: boolean, goal: string): string {
  return `goal ${goal}: ${isMet ? 'met' : 'not met'}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((name, at) => (at && name ? '---:' : '---'))), ...rows.map(line)].join(
    '\n',
  )
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
