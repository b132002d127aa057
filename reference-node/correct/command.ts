import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { requireTables } from '../../src/platform/tables.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { readConfig } from '../config.ts'
import { openNode } from '../open.ts'
import { rollUpVerification } from '../work/rollup.ts'
import { type Rechecked, recheck } from './recheck.ts'
import { listStanding } from './standing.ts'

export interface RecheckOptions {
  readonly network?: string
  readonly statement?: string
  readonly reason?: string
  readonly json?: true
}

/**
 * `assay recheck`: prints what stands about a subject next to what is found now, and with a reason corrects what differs. Exit
 * code 0: everything stands or is corrected; 1: something differs and is not; 2: something could not be judged.
 * @throws Misconfigured `VERDICT_UNKNOWN`, and as openNode does
 */
export async function runRecheck(id: string, options: RecheckOptions): Promise<void> {
  const colon = id.indexOf(':')
  const network = colon < 0 ? options.network : id.slice(0, colon)
  const place = id.slice(colon + 1)
  const config = readConfig(readCommandEnv(process.env, { network }))
  const { pool, context, close } = await openNode(config, 'recheck')
  try {
    await requireTables(pool)
    const done: Rechecked[] = []
    for (const standing of await listStanding(pool, context, place, options.statement))
      done.push(await recheck({ ...context, verifyGroth16 }, standing, options.reason))
    if (done.some(({ result }) => result === 'corrected')) await rollUpVerification(pool, context.network)
    process.stdout.write(
      options.json ? `${JSON.stringify(toReport(`${context.network}:${place}`, done))}\n` : toText(done),
    )
    process.exitCode = toExit(done)
  } finally {
    await close()
  }
}

function toExit(done: readonly Rechecked[]): number {
  if (done.some(({ result }) => result === 'differs')) return 1
  return done.some(({ result }) => result === 'unanswered') ? 2 : 0
}

function toReport(subject: string, done: readonly Rechecked[]): object {
  const statements = done.map(({ standing: { statement, verdict }, here, result, correction }) => ({
    statement,
    result,
    standing: verdict,
    here,
    correction,
  }))
  return { version: 1, subject, statements }
}

const SAYS: Readonly<Record<Rechecked['result'], string>> = {
  stands: 'is found again',
  differs: 'DIFFERS from what is found now; --reason corrects it',
  corrected: 'is corrected',
  unanswered: 'cannot be judged here and now, and stands',
}

function toText(done: readonly Rechecked[]): string {
  const lines = done.map(({ standing: { statement, verdict }, here, result, correction }) => {
    const head = `${statement}: verdict ${verdict.number}, ${describe(verdict)}, ${SAYS[result]}`
    if (result === 'stands') return head
    return `${head}${correction === null ? '' : ` by ${correction}`}\n  found now: ${describe(here)}: ${here.detail}`
  })
  // Strangers' words cannot move the cursor of a terminal.
  return `${lines.join('\n').replace(/[^\P{Cc}\n]/gu, '?')}\n`
}

function describe({ outcome, code, fault }: { outcome: string; code: string; fault: string | null }): string {
  return `${outcome}${code === 'VERIFIED' ? '' : ` ${code}`}${fault === null ? '' : `, fault ${fault}`}`
}
