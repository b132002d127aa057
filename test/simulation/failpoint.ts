import { writeSync } from 'node:fs'
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import pg from 'pg'

/** A statement of the indexer, seen on its way to Postgres, and when the process dies beside it. */
interface Statement {
  readonly text: RegExp
  /** The function of ours that sends it, where the text alone is not enough. */
  readonly sentBy?: string
  /** Before it is sent, once it is sent, or once it is answered. */
  readonly when: 'before' | 'sent' | 'answered'
}

const STATEMENTS = {
  'after fetch': { text: /^begin$/, sentBy: 'commitGroup', when: 'before' },
  'mid-transaction': { text: /into ingest\.status/, when: 'before' },
  'in commit': { text: /^commit$/, sentBy: 'commitGroup', when: 'sent' },
  'after commit': { text: /^commit$/, sentBy: 'commitGroup', when: 'answered' },
  'in rollback': { text: /^delete from facts\./, sentBy: 'rollBack', when: 'answered' },
  'in index build': { text: /^create index/, sentBy: 'buildIndexes', when: 'answered' },
} as const satisfies Record<string, Statement>

/** Points at which a process dies as by `kill -9`, exactly there. */
export type Failpoint = keyof typeof STATEMENTS | 'in segment write'

/** The environment of a process that dies when it comes to the point for the `nth` time. It logs `failpoint <point>` first. */
export function failAt(point: Failpoint, nth: number): Record<string, string> {
  return { NODE_OPTIONS: `--import ${import.meta.url}`, ASSAY_TEST_FAILPOINT: `${point}:${nth}` }
}

// Loaded before the indexer, by `--import`; anywhere else the variable is absent and nothing is touched.
const wanted = process.env.ASSAY_TEST_FAILPOINT
if (wanted !== undefined) arm(wanted)

function arm(text: string): void {
  const [point = '', nth] = text.split(':')
  let left = Number(nth)
  const arrive = () => {
    left--
    if (left > 0) return
    writeSync(2, `failpoint ${point}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
  if (point === 'in segment write') armRename(arrive)
  else armStatement(STATEMENTS[point as keyof typeof STATEMENTS], arrive)
}

function armStatement(statement: Statement, arrive: () => void): void {
  const { prototype } = pg.Client
  const query = prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
  const failing = function (this: pg.Client, ...given: unknown[]): unknown {
    if (!isMeant(statement, given[0])) return query.apply(this, given)
    if (statement.when === 'before') arrive()
    const answered = query.apply(this, given)
    if (statement.when === 'sent') arrive()
    if (statement.when === 'answered') Promise.resolve(answered).then(arrive, () => {})
    return answered
  }
  prototype.query = failing as typeof prototype.query
}

function isMeant({ text, sentBy }: Statement, given: unknown): boolean {
  const sql = typeof given === 'string' ? given : ((given as { text?: string } | undefined)?.text ?? '')
  if (!text.test(sql.trim())) return false
  return sentBy === undefined || new Error('who sends it').stack?.includes(sentBy) === true
}

// A segment is whole under another name by then; renamed, it would count.
function armRename(arrive: () => void): void {
  const { rename } = files
  files.rename = async (from, to) => {
    if (String(from).endsWith('.part')) arrive()
    return rename(from, to)
  }
  syncBuiltinESMExports()
}
