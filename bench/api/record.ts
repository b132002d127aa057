import { join } from 'node:path'
import { Recorded } from '../recorded.ts'

/** One question of a page. Times in milliseconds of the clock, unless they are of the processor. */
export interface Asked {
  readonly name: string
  readonly firstMs: number
  /** Processor time of the API, and of Postgres, for the first answer. */
  readonly apiMs: number
  readonly postgresMs: number
  /** Null: it was refused. */
  readonly againMs: Percentiles | null
  /** Processor time of the API and of Postgres together for one more answer to the same question, on average. Absent or null: not measured. */
  readonly againCpuMs?: number | null
  /** The same question again while something is written each second. Absent or null: it was not asked then. */
  readonly movingMs?: Percentiles | null
  /** Of the same question about another node or claim each time; null: it is about none. */
  readonly otherMs: Percentiles | null
  /** Codes of refusals. */
  readonly refused: readonly string[]
}

export interface Percentiles {
  readonly p50: number
  readonly p99: number
}

/** Every question of the pages, asked of one world. */
export interface PagesRun {
  readonly conditions: {
    readonly at: string
    readonly machine: string
    readonly node: string
    readonly facts: number
    /** How often each was asked again. */
    readonly times: number
    /** Before and after. */
    readonly load: readonly [number, number]
  }
  readonly asked: readonly Asked[]
}

const GOAL_MS = 50
/** Begins with what is there before anything was recorded. */
export function renderRuns(runs: readonly PagesRun[]): string {
  return ['Every question of the pages, as the bench recorded it:', ...runs.map(renderPages)].join('\n\n')
}

export function renderPages({ conditions, asked }: PagesRun): string {
  const { at, machine, node, facts, times, load } = conditions
  const isMoving = asked.some(({ movingMs }) => movingMs)
  return [
    `**${facts.toLocaleString('en')} facts**; ${machine}, Node ${node}, ${at.slice(0, 10)}, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after; ` +
      `each asked once${isMoving ? `, ${times} times again, and in ${times} rounds while something was written each second. Goal: the last two` : ` and ${times} times again. Goal: again`} below ${GOAL_MS} ms.`,
    '',
    '| question | first ms | API CPU ms | Postgres CPU ms | again p50 ms | p99 ms | CPU ms | as blocks come p50 ms | p99 ms | another p50 ms | p99 ms |  |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...asked.map(lineOf),
  ].join('\n')
}

function lineOf(asked: Asked): string {
  const { name, firstMs, apiMs, postgresMs, againMs, againCpuMs, movingMs, otherMs, refused } = asked
  const whole = (ms: number) => ms.toFixed(0)
  const shown = (of: Percentiles | null | undefined) =>
    of ? [of.p50.toFixed(1), of.p99.toFixed(1)] : ['–', '–']
  const said = refused.length
    ? refused.map((code) => `\`${code}\``).join(', ')
    : [againMs, movingMs].every((of) => !of || of.p99 < GOAL_MS)
      ? 'met'
      : 'not met'
  const cells = [
    name,
    whole(firstMs),
    whole(apiMs),
    whole(postgresMs),
    ...shown(againMs),
    againCpuMs?.toFixed(1) ?? '–',
    ...shown(movingMs),
    ...shown(otherMs),
    said,
  ]
  return `| ${cells.join(' | ')} |`
}

/** What the bench wrote last about the pages, by the number of facts. */
export const PAGES = new Recorded<PagesRun>(
  join(import.meta.dirname, 'figures.json'),
  ({ conditions }) => conditions.facts,
  renderRuns,
)
