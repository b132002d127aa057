/** What is checked, as a statement in words: docs/methodology/answers.md and proofs.md say each exactly. */
export const STATEMENTS: Readonly<Record<string, { readonly name: string; readonly long: string }>> = {
  attestation_valid: {
    name: 'The hardware’s attestation holds',
    long: 'The document that the node registered with is signed by the maker of its hardware, and names the code and the key.',
  },
  heartbeat_signed: {
    name: 'The heartbeat is the node’s own',
    long: 'The sign of life was signed by the key that the node registered.',
  },
  hand_off_signed: {
    name: 'The answer was signed by the node',
    long: 'Input, output and time were signed by the key that the node registered, before they were settled.',
  },
  settlement_included: {
    name: 'The answer is in what was settled',
    long: 'The leaf with the answer’s hashes leads to the Merkle root that stands on chain.',
  },
  proof_valid: {
    name: 'The proof holds for this input and output',
    long: 'The zero-knowledge proof verifies against the published key, and is about this very model, input and output.',
  },
  output_reproduced: {
    name: 'Running the model again gives the same',
    long: 'The model was run again on the same input, and its output agrees within the tolerance of its data type.',
  },
}

export const statementOf = (statement: string) =>
  STATEMENTS[statement] ?? { name: statement.replaceAll('_', ' '), long: '' }

/** Who is to blame, in words. */
const FAULTS: Readonly<Record<string, string>> = {
  node: 'the node’s fault',
  relayer: 'the relayer’s fault',
  registry: 'the registry’s fault',
  unknown: 'nobody is shown to be at fault',
}

/** An outcome in words: "rejected, relayer’s fault". */
export const outcomeOf = (outcome: string, fault: string | null): string =>
  fault === null ? outcome : `${outcome}, ${FAULTS[fault] ?? fault}`
