import { type Hex, toHex } from '../../claim/hex.ts'
import { OWN_COIN } from '../../indexer/events/abi-words.ts'
import type { Fact } from '../../indexer/events/facts.ts'

export function stakeChange(node: Hex, staker: Hex, delta: bigint): Fact {
  return { kind: 'stake_change', row: { node, staker, token: OWN_COIN, delta, total: null } }
}

export function report(node: Hex, topic: string, value: bigint | null, detail: string | null = null): Fact {
  return { kind: 'node_report', row: { node, topic, value, detail } }
}

/** `value` as the chain wrote it, kept in UTF-8. What it was before, no event says. */
export function parameterChange(parameter: string, value: string): Fact {
  return {
    kind: 'parameter_change',
    row: { parameter, old_value: null, new_value: toHex(Buffer.from(value)) },
  }
}

interface Moved {
  readonly node?: Hex | null
  readonly account?: Hex | null
  readonly counterparty?: Hex | null
  readonly amount: bigint
  /** A text in UTF-8. */
  readonly reference?: Hex | null
}

export function movement(kind: string, { node, account, counterparty, amount, reference }: Moved): Fact {
  const row = { node: node ?? null, account: account ?? null, counterparty: counterparty ?? null }
  return { kind: 'movement', row: { kind, ...row, token: OWN_COIN, amount, reference: reference ?? null } }
}

interface Taken {
  /** Null: it takes no money by itself. */
  readonly token?: Hex | null
  /** Null: not stated. */
  readonly amount?: bigint | null
  readonly reason: string
  readonly evidence?: Hex | null
}

export function penalty(node: Hex, kind: string, { token, amount, reason, evidence }: Taken): Fact {
  const taken = { staker: null, token: token ?? null, amount: amount ?? null }
  return { kind: 'penalty', row: { node, kind, ...taken, reason, evidence: evidence ?? null } }
}

/** A validator is its operator's, who is paid at the same address. `key`: 32 bytes, that consensus knows it by. */
export function registered(node: Hex, key: Hex | null): Fact {
  const row = {
    node,
    role: 'validator',
    owner: node,
    payment_address: node,
    endpoint: null,
    tee_type: null,
    signing_key: key,
    tls_certificate: null,
    attestation: null,
    measurement: null,
  }
  return { kind: 'node_registered', row }
}
