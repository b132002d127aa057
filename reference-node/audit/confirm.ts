import { AuditFault } from '../../src/claim/errors.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { JudgeContext } from '../judge/context.ts'
import { judgeElement, readCommitted } from '../sample/outcome.ts'
import type { Finding, SampleReport } from './report.ts'

/** What the second stranger finds about a sample with an index, a chain and an archive of their own. */
export interface Confirmation {
  /** Verdicts that are found again. */
  readonly confirmed: number
  /** Verdicts that cannot be judged here and now, here or there. */
  readonly notCheckable: number
  readonly findings: readonly Finding[]
}

/** Repeats a sample: its population out of our own index, and every verdict by our own judges. */
export async function confirmSample(
  pool: Pool,
  context: JudgeContext,
  sample: SampleReport,
): Promise<Confirmation> {
  const { committed, drawn, entry } = sample
  const findings: Finding[] = []
  try {
    await readCommitted(pool, committed)
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    findings.push({ code: error.code, entry, detail: error.message })
  }
  let [confirmed, notCheckable] = [0, 0]
  for (const { element, verdict } of drawn) {
    const here = (await judgeElement(pool, context, committed, element)).verdict
    if (here.outcome === verdict.outcome && here.code === verdict.code && here.fault === verdict.fault)
      confirmed++
    else if (here.outcome === 'undecided' || verdict.outcome === 'undecided') notCheckable++
    else {
      const place = `${element.kind} ${element.chainId}-${element.block}-${element.position}`
      const detail = `${place}: the log says ${verdict.outcome} ${verdict.code}, here it is ${here.outcome} ${here.code}`
      findings.push({ code: 'SAMPLE_CONTRADICTED', entry, detail })
    }
  }
  return { confirmed, notCheckable, findings }
}
