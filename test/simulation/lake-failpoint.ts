import { writeSync } from 'node:fs'
import files from 'node:fs/promises'
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import pg from 'pg'

/** What the lake's process does to the world: statements to Postgres, files that become whole, statements to ClickHouse. */
export type LakeStep = 'postgres' | 'files' | 'clickhouse'

/**
 * The environment of a process that dies as by `kill -9` at the `nth` of these steps, before it is taken or once it was. Where it takes fewer,
 * it ends by itself and says how many with its last line: `steps <n>`.
 */
export function dieAt(
  steps: readonly LakeStep[],
  nth: number,
  when: 'before' | 'after',
): Record<string, string> {
  return {
    NODE_OPTIONS: `--import ${import.meta.url}`,
    ASSAY_TEST_LAKE_STEP: `${steps.join(',')}:${nth}:${when}`,
  }
}

// Loaded before the process, by `--import`; anywhere else the variable is absent and nothing is touched.
const wanted = process.env.ASSAY_TEST_LAKE_STEP
if (wanted !== undefined) arm(wanted)

function arm(text: string): void {
  const [steps = '', nth, when] = text.split(':')
  let taken = 0
  const step = <T>(take: () => T, onTaken: (result: T, then: () => void) => void): T => {
    const isLast = ++taken === Number(nth)
    if (isLast && when === 'before') die()
    const result = take()
    if (isLast) onTaken(result, die)
    return result
  }
  process.once('exit', () => writeSync(2, `steps ${taken}\n`))
  if (steps.includes('postgres')) armPostgres(step)
  if (steps.includes('files')) armFiles(step)
  if (steps.includes('clickhouse')) armHttp(step)
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

type Step = <T>(take: () => T, onTaken: (result: T, then: () => void) => void) => T

const settled = (result: unknown, then: () => void) => {
  Promise.resolve(result).then(then, () => {})
}

function armPostgres(step: Step): void {
  const { prototype } = pg.Client
  const query = prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
  prototype.query = function (this: pg.Client, ...given: unknown[]): unknown {
    return step(() => query.apply(this, given), settled)
  } as typeof prototype.query
}

// A file is whole once it has its name.
function armFiles(step: Step): void {
  const { rename } = files
  files.rename = (from, to) => step(() => rename(from, to), settled)
  syncBuiltinESMExports()
}

function armHttp(step: Step): void {
  const { request } = http
  http.request = ((...given: Parameters<typeof request>) =>
    step(
      () => request(...given),
      (sent, then) => {
        sent.once('response', (answer) => answer.once('end', then))
      },
    )) as typeof request
  syncBuiltinESMExports()
}
