import type { Fault, Outcome } from '../data/generated/graphql.ts'

interface Words {
  /** What many of them are about. */
  readonly short: string
  /** What one of them is about. */
  readonly one: string
  /** What it says when it holds. */
  readonly holds: string
}

const STATEMENTS: Readonly<Record<string, Words>> = {
  attestation_valid: {
    short: 'attestation',
    one: 'its attestation',
    holds: 'The attestation is genuine, and the code that it measures was approved and is published.',
  },
  heartbeat_signed: {
    short: 'heartbeats',
    one: 'its signature',
    holds: 'The node’s own key signed the heartbeat.',
  },
  hand_off_signed: {
    short: 'signatures',
    one: 'its signature',
    holds: 'The node’s own key signed this input and this output.',
  },
  settlement_included: {
    short: 'places in the batch',
    one: 'its place in the batch',
    holds: 'The claim stands in the batch whose root is on chain.',
  },
  proof_valid: {
    short: 'proofs',
    one: 'its proof',
    holds: 'The proof holds for this model, this input and this output.',
  },
  output_reproduced: {
    short: 'outputs',
    one: 'its output',
    holds: 'Running the same model on the same input gives the same output.',
  },
}

/** A statement in words; one that is not known here keeps its own name. */
export const statementOf = (statement: string) =>
  STATEMENTS[statement] ?? {
    short: statement.replaceAll('_', ' '),
    one: statement.replaceAll('_', ' '),
    holds: `${statement.replaceAll('_', ' ')}.`,
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
