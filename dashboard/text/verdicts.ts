import type { Fault, Outcome } from '../data/generated/graphql.ts'

interface Words {
  /** As a heading. */
  readonly name: string
  /** What exactly is checked: docs/methodology/answers.md and proofs.md say more. */
  readonly long: string
  /** What many of them are about. */
  readonly short: string
  /** What one of them is about. */
  readonly one: string
  /** What it says when it holds. */
  readonly holds: string
}

export const STATEMENTS: Readonly<Record<string, Words>> = {
  attestation_valid: {
    name: 'The hardware’s attestation holds',
    long: 'The document that the node registered with is signed by the maker of its hardware, and names the code and the key.',
    short: 'attestation',
    one: 'its attestation',
    holds: 'The attestation is genuine, and the code that it measures was approved and is published.',
  },
  heartbeat_signed: {
    name: 'The heartbeat is the node’s own',
    long: 'The sign of life was signed by the key that the node registered.',
    short: 'heartbeats',
    one: 'its signature',
    holds: 'The node’s own key signed the heartbeat.',
  },
  hand_off_signed: {
    name: 'The answer was signed by the node',
    long: 'Input, output and time were signed by the key that the node registered, before they were settled.',
    short: 'signatures',
    one: 'its signature',
    holds: 'The node’s own key signed this input and this output.',
  },
  settlement_included: {
    name: 'The answer is in what was settled',
    long: 'The leaf with the answer’s hashes leads to the Merkle root that stands on chain.',
    short: 'places in the batch',
    one: 'its place in the batch',
    holds: 'The claim stands in the batch whose root is on chain.',
  },
  proof_valid: {
    name: 'The proof holds for this input and output',
    long: 'The zero-knowledge proof verifies against the published key, and is about this very model, input and output.',
    short: 'proofs',
    one: 'its proof',
    holds: 'The proof holds for this model, this input and this output.',
  },
  claim_shown: {
    name: 'Program and journal are those of the claim',
    long: 'The program and the journal that were shown with the delivery make the very claim that was delivered.',
    short: 'claims shown',
    one: 'its program and journal',
    holds: 'This program and this journal make the claim that was delivered.',
  },
  predicate_met: {
    name: 'It is what the client asked for',
    long: 'The claim that was delivered meets the predicate of the client’s request. The input is no part of a claim.',
    short: 'predicates',
    one: 'its predicate',
    holds: 'What was delivered is what the client asked for.',
  },
  output_reproduced: {
    name: 'Running the model again gives the same',
    long: 'The model was run again on the same input, and its output agrees within the tolerance of its data type.',
    short: 'outputs',
    one: 'its output',
    holds: 'Running the same model on the same input gives the same output.',
  },
}

/** A statement in words; one that is not known here keeps its own name. */
export function statementOf(statement: string): Words {
  const plain = statement.replaceAll('_', ' ')
  return STATEMENTS[statement] ?? { name: plain, long: '', short: plain, one: plain, holds: `${plain}.` }
}

const FAULTS: Readonly<Record<Fault, string>> = {
  node: 'the node’s fault',
  relayer: 'the relayer’s fault',
  registry: 'the registry’s fault',
  unknown: 'whose fault is not shown',
}

export const faultOf = (fault: Fault | null): string | null => (fault === null ? null : FAULTS[fault])

/** "rejected, the relayer's fault". */
export const outcomeOf = (outcome: Outcome, fault: Fault | null): string =>
  fault === null ? outcome : `${outcome}, ${FAULTS[fault]}`
