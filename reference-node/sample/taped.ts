import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AuditFault, CodedError } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { Network } from '../../src/platform/network.ts'
import { encodeEvidenceList } from '../evidence/evidence-list.ts'
import { RecordingTape } from '../evidence/tape.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { Judged } from '../judge/judge.ts'
import type { DueSubject } from '../judge/subject.ts'
import { tapeContext } from '../judge/taped.ts'
import type { Commitment, VerdictBody } from '../log/bodies.ts'
import { EvidenceStore } from '../log/evidence-store.ts'
import { type DrawnElement, judgeElement } from './outcome.ts'
import type { CutOff } from './population.ts'
import type { LoggingWatchdog } from './watchdog.ts'

/** An answer as its bundle says it; `claim` null: nothing was read for it. */
export interface TapedAnswer extends Judged {
  readonly claim: VerdictBody['claim']
}

/**
 * Judges elements anew, with everything that is read for it on one tape, and keeps the tape. `evidence` is the hash of its list.
 * @throws what nobody foresaw
 */
export async function judgeTaped(
  { pool, index, network, keys, endpoints }: LoggingWatchdog,
  context: JudgeContext,
  commitment: Pick<Commitment, 'statement'> & { readonly chains: readonly CutOff[] },
  elements: readonly Pick<DrawnElement, 'element'>[],
): Promise<{ readonly answers: readonly TapedAnswer[]; readonly evidence: Hash32 }> {
  const tape = new RecordingTape()
  const asked = { ...context, hint: index.hint }
  const taped = tapeContext(network, endpoints, asked, context, tape)
  await readHistories(taped, commitment)
  const answers: TapedAnswer[] = []
  for (const { element } of elements) {
    const { subject, ...judged } = await judgeElement(index, taped, commitment, element)
    answers.push({ ...judged, claim: subject && toClaim(subject) })
  }
  const list = encodeEvidenceList({
    format: 'assay-evidence/1',
    network: network.name,
    files: await keepFiles(network, tape),
    chains: network.chains.map((chain) => ({
      chainId: chain.id,
      toBlock: commitment.chains.find(({ chainId }) => chainId === chain.id)?.toBlock ?? -1,
      endpoints: (endpoints.get(chain.id) ?? chain.endpoints).length,
    })),
    maxAge: context.maxAge,
    items: Object.fromEntries(tape.items),
  })
  const evidence = tape.keep(list)
  await new EvidenceStore(pool, keys.origin).keep(tape.kept)
  return { answers, evidence }
}

/**
 * Reads the registries as far as the population goes, so that whoever repeats one verdict asks the same questions. A registry
 * that cannot be read is met again by each judge that needs it.
 * @throws AuditFault `EVIDENCE_FORM` of a tape that is read
 */
export async function readHistories(
  { evidence }: JudgeContext,
  { chains }: { readonly chains: readonly { readonly chainId: number; readonly toBlock: number }[] },
): Promise<void> {
  for (const { chainId, toBlock } of chains)
    try {
      if (toBlock >= 0) await evidence.getHistory(chainId, toBlock)
    } catch (error) {
      // Evidence of no form is nothing that could be met again.
      if (!(error instanceof CodedError) || error instanceof AuditFault) throw error
    }
}

function toClaim({ node, blockTime, stated }: DueSubject): TapedAnswer['claim'] {
  return { node, blockTime: Math.floor(blockTime.getTime() / 1000), stated }
}

async function keepFiles(network: Network, tape: RecordingTape): Promise<Record<string, Hash32>> {
  const { attestationRoots, measurements, verificationKeys } = network.trust
  const named = ['network.json', ...attestationRoots, measurements, verificationKeys]
  const files: Record<string, Hash32> = {}
  for (const name of named)
    if (name !== undefined) files[name] = tape.keep(await readFile(join(network.folder, name)))
  return files
}
