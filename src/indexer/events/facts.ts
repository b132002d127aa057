import type { Hex } from '../../claim/hex.ts'

/** How a column is stored, and what a decoder gives for it: see {@link ColumnValue}. */
export type ColumnType = 'bytea' | 'bytea[]' | 'text' | 'boolean' | 'integer' | 'numeric' | 'time'

interface ColumnValues {
  bytea: Hex
  'bytea[]': readonly Hex[]
  text: string
  boolean: boolean
  integer: number
  /** Base units or any uint256. */
  numeric: bigint
  /** Unix seconds. */
  time: bigint
}
type ColumnValue<T extends ColumnType = ColumnType> = ColumnValues[T]

/**
 * Every kind of fact with its own columns, in the order of the table. What all facts share (network, chain, block,
 * transaction, position, contract) is added by the store.
 */
export const FACT_COLUMNS = {
  node_registered: {
    node: 'bytea',
    role: 'text',
    owner: 'bytea',
    payment_address: 'bytea',
    endpoint: 'text',
    tee_type: 'integer',
    signing_key: 'bytea',
    tls_certificate: 'bytea',
    attestation: 'bytea',
    measurement: 'bytea',
  },
  node_status: { node: 'bytea', enabled: 'boolean', cause: 'text', actor: 'bytea' },
  measurement_status: {
    measurement: 'bytea',
    tee_type: 'integer',
    approved: 'boolean',
    version: 'text',
    grace_seconds: 'numeric',
  },
  heartbeat: { node: 'bytea', signed_at: 'time', signature: 'bytea', candidates: 'bytea[]' },
  settlement: {
    kind: 'text',
    relayer: 'bytea',
    merkle_root: 'bytea',
    batch_size: 'numeric',
    blob_id: 'text',
  },
  settled_claim: {
    node: 'bytea',
    evidence: 'text',
    request: 'bytea',
    requester: 'bytea',
    model: 'bytea',
    input_hash: 'bytea',
    output_hash: 'bytea',
    claimed_at: 'time',
    signature: 'bytea',
    blob_id: 'text',
    verification_key_hash: 'bytea',
    proof: 'bytea',
    public_signals: 'bytea',
  },
  model_published: { model: 'bytea', system: 'text', verification_key_hash: 'bytea', uri: 'text' },
  request_assigned: {
    request: 'bytea',
    node: 'bytea',
    requester: 'bytea',
    model: 'bytea',
    input_hash: 'bytea',
    deadline: 'time',
  },
  fee: {
    node: 'bytea',
    payer: 'bytea',
    payee: 'bytea',
    token: 'bytea',
    amount: 'numeric',
    request: 'bytea',
    attribution: 'text',
    refund: 'boolean',
    cap: 'numeric',
  },
  emission: {
    node: 'bytea',
    payee: 'bytea',
    token: 'bytea',
    amount: 'numeric',
    /** What is left of one base unit, in parts of 10^18: a Cosmos chain pays it out only once it is whole. */
    fraction: 'numeric',
    period: 'time',
    reason: 'text',
  },
  penalty: {
    node: 'bytea',
    kind: 'text',
    staker: 'bytea',
    token: 'bytea',
    amount: 'numeric',
    reason: 'text',
    evidence: 'bytea',
  },
  stake_change: { node: 'bytea', staker: 'bytea', token: 'bytea', delta: 'numeric', total: 'numeric' },
  parameter_change: { parameter: 'text', old_value: 'bytea', new_value: 'bytea' },
  role_change: { role: 'bytea', account: 'bytea', sender: 'bytea', change: 'text' },
  /** Own money moved, nobody earned: a channel filled, a reward drawn that was counted as it accrued. */
  movement: {
    kind: 'text',
    node: 'bytea',
    account: 'bytea',
    counterparty: 'bytea',
    token: 'bytea',
    amount: 'numeric',
    reference: 'bytea',
  },
  governance_action: { action: 'text', proposal: 'numeric', account: 'bytea', detail: 'text' },
  /** What the network itself says of a node: a score, a downtime it noted. */
  node_report: { node: 'bytea', topic: 'text', value: 'numeric', detail: 'text' },
  /** The terms of a request to a market of proofs, wherever they were seen. `request` is its digest. */
  market_offer: {
    request: 'bytea',
    request_id: 'numeric',
    requester: 'bytea',
    /** `locked`, `submitted`: a log; `call`: the input of the transaction that delivered. */
    seen_in: 'text',
    min_price: 'numeric',
    max_price: 'numeric',
    ramp_up_start: 'numeric',
    ramp_up_period: 'numeric',
    lock_timeout: 'numeric',
    timeout: 'numeric',
    lock_collateral: 'numeric',
    predicate_type: 'numeric',
    predicate: 'bytea',
    selector: 'bytea',
  },
  /** What a market's log says of money or of a request; what it means follows from all of them in order (src/market). */
  market_step: {
    step: 'text',
    request_id: 'numeric',
    request: 'bytea',
    account: 'bytea',
    token: 'bytea',
    amount: 'numeric',
    burned: 'numeric',
    refusal: 'text',
    detail: 'bytea',
    /** Of a delivery: whether the call carries its request; null where that cannot be told. */
    priced: 'boolean',
  },
  /** A request that a prover locked: `price` in `coin` and `collateral` in `token` left both sides' balances until it is settled. */
  market_lock: {
    request: 'bytea',
    request_id: 'numeric',
    node: 'bytea',
    requester: 'bytea',
    price: 'numeric',
    coin: 'bytea',
    collateral: 'numeric',
    token: 'bytea',
    lock_deadline: 'time',
    deadline: 'time',
  },
  /** What a delivery earned by the market's rules; written with the block, from the steps up to it. */
  market_payment: {
    request: 'bytea',
    request_id: 'numeric',
    node: 'bytea',
    requester: 'bytea',
    state: 'text',
    token: 'bytea',
    amount: 'numeric',
    paid_by: 'text',
    reason: 'text',
  },
  /** A root under which proofs are collected, with the proof of the root itself. */
  proof_root: { root: 'bytea', seal: 'bytea' },
  /** Work that somebody proved to have done, in a period that the protocol counts; what it is worth depends on all of the period's. */
  work_reported: {
    node: 'bytea',
    payee: 'bytea',
    period: 'numeric',
    amount: 'numeric',
    before: 'bytea',
    after: 'bytea',
  },
  /** A period is over, and so much work was in it. */
  work_period: { period: 'numeric', amount: 'numeric' },
  /** What work or stake of an epoch is rewarded with, `estimated` while it is open; written with the block, from all up to it. */
  work_reward: {
    state: 'text',
    source: 'text',
    node: 'bytea',
    payee: 'bytea',
    token: 'bytea',
    period: 'numeric',
    uncapped: 'numeric',
    reward_cap: 'numeric',
    amount: 'numeric',
  },
  unknown_log: { topics: 'bytea[]', data: 'bytea', reason: 'text', detail: 'text' },
} as const satisfies Record<string, Record<string, ColumnType>>

export type FactKind = keyof typeof FACT_COLUMNS

/** Only rewards of Cosmos chains have one: every other decoder leaves it out. */
type LeftOut = 'fraction'

type Row<K extends FactKind> = {
  readonly [C in Exclude<
    keyof (typeof FACT_COLUMNS)[K],
    LeftOut
  >]: (typeof FACT_COLUMNS)[K][C] extends ColumnType ? ColumnValue<(typeof FACT_COLUMNS)[K][C]> | null : never
} & (LeftOut extends keyof (typeof FACT_COLUMNS)[K] ? { readonly fraction?: bigint } : unknown)

/** One row to store: its kind and every column of that kind, null where the event does not say. */
export type Fact = { [K in FactKind]: { readonly kind: K; readonly row: Row<K> } }[FactKind]
