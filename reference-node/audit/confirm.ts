import { AuditFault } from '../../src/claim/errors.ts'
import type { Network } from '../../src/platform/network.ts'
import type { JudgeContext } from '../judge/context.ts'
import { judgeElement, readCommitted } from '../sample/outcome.ts'
import type { SampledIndex } from '../sample/sampled-index.ts'
import type { Finding, SampleReport } from './report.ts'

/** What the second stranger finds about a sample with an index, a chain and an archive of their own. */
export interface Confirmation {
  /** Verdicts that are found again. */
  readonly confirmed: number
  /** Verdicts that cannot be judged here and now, here or there. */
  readonly notCheckable: number
  readonly findings: readonly Finding[]
}

/** Repeats a sample: its population out of our own index, with what was left outside of it, and every verdict by our own judges. */
export async function confirmSample(
  index: SampledIndex,
  network: Network,
  context: JudgeContext,
  sample: SampleReport,
): Promise<Confirmation> {
  const { committed, drawn, entry } = sample
  const findings: Finding[] = []
  const note = (code: string, detail: string) => findings.push({ code, entry, detail })
  await confirmPopulation(index, network, sample, note)
  let [confirmed, notCheckable] = [0, 0]
  for (const { element, verdict } of drawn) {
    const here = (await judgeElement(index, context, committed, element)).verdict
    if (here.outcome === verdict.outcome && here.code === verdict.code && here.fault === verdict.fault)
      confirmed++
    else if (here.outcome === 'undecided' || verdict.outcome === 'undecided') notCheckable++
    else {
      const place = `${element.kind} ${element.chainId}-${element.block}-${element.position}`
      note(
        'SAMPLE_CONTRADICTED',
        `${place}: the log says ${verdict.outcome} ${verdict.code}, here it is ${here.outcome} ${here.code}`,
      )
    }
  }
  return { confirmed, notCheckable, findings }
}

type Say = (code: string, detail: string) => unknown

async function confirmPopulation(
  index: SampledIndex,
  network: Network,
  { committed, committedAt }: SampleReport,
  note: Say,
): Promise<void> {
  const classes = new Map(network.chains.map(({ id, class: known }) => [id, known]))
  for (const { chainId, class: said } of committed.chains)
    if (said !== classes.get(chainId))
      note('SAMPLE_CLASSES', `chain ${chainId} is ${classes.get(chainId) ?? 'none of it'} here, not ${said}`)
  try {
    const { notRecomputable } = await readCommitted(index, committed)
    if (notRecomputable !== committed.notRecomputable)
      note(
        'SAMPLE_POPULATION',
        `${committed.notRecomputable} are said to be outside, which nobody can check again; here they are ${notRecomputable}`,
      )
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    note(error.code, error.message)
  }
  const { statement, scope, chains } = committed
  const named = new Set(chains.map(({ chainId }) => chainId))
  for (const chain of await index.readCutOff()) {
    if (named.has(chain.chainId)) continue
    const { firstAt } = await index.readPopulation(statement, scope, [chain])
    if (firstAt !== null && firstAt < committedAt)
      note(
        'SAMPLE_POPULATION',
        `chain ${chain.chainId} is left out, which held elements before the commitment`,
      )
  }
}
