interface StateParts {
  readonly enabled: boolean | null
  readonly disabledCause: string | null
  /** Null: as of a block whose time the index does not hold. Left out: it is not asked. */
  readonly lapsed?: boolean | null
}

export type StateWord = 'serving' | 'silent' | 'disabled' | 'not known'

const CAUSES: Readonly<Record<string, string>> = {
  owner: 'by its owner',
  admin: 'by the network’s administrator',
  measurement_revoked: 'because its code was revoked',
  registry_replaced: 'because the network took another registry',
  undetermined: '(who did it is not shown)',
}

/** Why a node may not serve; the network's own word where it has one. */
export const causeOf = (cause: string | null): string =>
  cause === null ? 'why is not known' : (CAUSES[cause] ?? `because of ${cause.replaceAll('_', ' ')}`)

/** What a node does now, in one word. */
export function stateOf({ enabled, lapsed }: StateParts): StateWord {
  if (enabled === null) return 'not known'
  if (!enabled) return 'disabled'
  if (lapsed === null) return 'not known'
  return lapsed ? 'silent' : 'serving'
}

/** The same with its reason. */
export function stateSentence(node: StateParts): string {
  const state = stateOf(node)
  if (state === 'disabled') return `disabled ${causeOf(node.disabledCause)}`
  if (state === 'silent') return 'silent for longer than the rule allows'
  return state === 'serving' ? 'serving' : 'in a state that no log shows'
}

const PENALTIES: Readonly<Record<string, string>> = {
  slash: 'slashed',
  jail: 'jailed',
  tombstone: 'barred for good',
  node_disabled: 'disabled by the network',
  measurement_revoked: 'disabled: its code was revoked',
}

export const penaltyOf = (kind: string): string => PENALTIES[kind] ?? kind.replaceAll('_', ' ')

const EVIDENCE: Readonly<Record<string, string>> = {
  tee_signature: 'signature of an enclave',
  'onnx-replay': 'model that can be run again',
  groth16: 'Groth16 proof',
  risc0: 'RISC Zero proof',
}

/** What backs a claim, in words. */
export const evidenceOf = (evidence: string): string => EVIDENCE[evidence] ?? `proof of the kind ${evidence}`

const NOT_MEASURED: Readonly<Record<string, string>> = {
  NOT_ATTESTED: 'it has no attestation',
  DOCUMENT_UNREADABLE: 'the registered document names no code',
  UNASKED: 'no document proves its code, and nobody was asked yet',
  NOT_SAID: 'the registry names no code',
}

/** Why nobody knows its code, in words. */
export const notMeasured = (reason: string | null | undefined): string =>
  NOT_MEASURED[reason ?? 'NOT_ATTESTED'] ?? 'no document proves its code, and endpoints do not say it'

/** Whose word something is that no call proves; empty where the chain or its document tells. */
export const saidBy = (from: string | null | undefined): string =>
  from === 'endpoints' ? 'as most endpoints say' : ''

/** When it was attested; null for a node without a measurement, of which the chain names only the block of its registration. */
export const attestedOf = (node: {
  readonly measurement: string | null
  readonly attestedAt: string | null
}): string | null => (node.measurement === null ? null : node.attestedAt)
