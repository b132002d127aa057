import type { Statement } from '../../src/claim/verdict.ts'
import { listChecks } from '../checks/systems.ts'
import type { ChainRecord } from '../evidence/records.ts'

/** The word for the evidence of a claim: `tee_signature`, or its proof system's; undefined for what is no claim. */
export function findEvidenceWord(record: ChainRecord): string | undefined {
  if (record.kind === 'individual' || record.kind === 'batch') return 'tee_signature'
  if (record.kind === 'seal') return 'risc0'
  return record.kind === 'proof' ? record.system : undefined
}

/**
 * The statements that are judged about a claim with this evidence. The view `watch.subject` says the same in SQL, and a test
 * holds the two equal.
 */
export function listStatements(evidence: string): readonly Statement[] {
  if (evidence === 'tee_signature') return ['settlement_included', 'hand_off_signed', 'output_reproduced']
  if (evidence === 'onnx-replay') return listChecks(evidence).map(([statement]) => statement)
  if (evidence === 'risc0') return ['proof_valid', 'claim_shown', 'predicate_met', 'output_reproduced']
  return ['proof_valid', 'output_reproduced']
}
