import { hex } from '../economics/rows/ledger.ts'
import type { Snapshot } from '../execute/snapshot.ts'

const time = (column: string) => `extract(epoch from ${column})::double precision`
const bytes = (text: string) => Buffer.from(text.slice(2), 'hex')
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const whole = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value)

/** A moment of one chain: up to and with this position of this block. */
export interface Place {
  readonly network: string
  readonly chain: number
  readonly block: number
  readonly position: number
  /** Unix seconds; null: the block's header is not kept. */
  readonly time: number | null
}

export interface ClaimFacts {
  readonly place: Place
  readonly id: string
  readonly node: string | null
  readonly evidence: string
  readonly txHash: string
  readonly blockHash: string
  readonly verificationKey: string | null
  readonly model: string | null
}

export interface StandingVerdict {
  readonly number: string
  readonly watchdog: string
  readonly statement: string
  readonly outcome: 'verified' | 'rejected' | 'undecided'
  readonly code: string
}

export interface RegistrationFacts {
  readonly block: number
  readonly blockHash: string
  readonly position: number
  readonly time: number
  readonly txHash: string
  readonly contract: string
  readonly role: string
  readonly teeType: number | null
  readonly signingKey: string | null
  readonly measurement: string | null
  readonly measurementFrom: string | null
  readonly measurementReason: string | null
  readonly attestation: string | null
  readonly attestationSize: number | null
}

/** The registry's word on a measurement, and who gave it. `approver` null: it is not proved, or another contract made the call. */
export interface ChangeFacts {
  readonly block: number
  readonly time: number
  readonly txHash: string
  readonly contract: string
  readonly approved: boolean
  readonly version: string | null
  readonly graceSeconds: bigint | null
  readonly approver: string | null
}

export interface NodeStateFacts {
  readonly enabled: boolean | null
  readonly disabledCause: string | null
  readonly role: string | null
}

const CLAIM = (
  view: string,
) => `select c.network, c.chain_id, c.block_number, c.position, ${time('c.block_time')}, c.subject_id,
    ${hex('c.node_key')}, c.evidence, ${hex('c.tx_hash')}, ${hex('c.block_hash')}, ${hex('c.verification_key_hash')}, ${hex('c.model_key')}
  from api.${view} c`

/** The claim at a place, or undefined. `leaf` null: of its own log. */
export async function findClaim(
  snapshot: Snapshot,
  { network, chain, block, position }: Omit<Place, 'time'>,
  leaf: number | null,
): Promise<ClaimFacts | undefined> {
  const where = 'where c.network = $1 and c.chain_id = $2 and c.block_number = $3 and c.position = $4 limit 1'
  const values = [network, chain, block, position]
  const [row] =
    leaf === null
      ? await snapshot.rows(`${CLAIM('claim_log')} ${where}`, values)
      : await snapshot.rows(
          `${CLAIM('claim_leaf')} ${where.replace('limit', 'and c.leaf_index = $5 limit')}`,
          [...values, leaf],
        )
  return row && toClaim(row)
}

const NEWEST_JUDGED = `select subject_id from api.verdict v
  where v.network = $1 and v.node_key = $2 and v.subject_kind = 'claim' and v.chain_id = $3 and v.block_number <= $4
    and v.statement in ('hand_off_signed', 'proof_valid', 'output_reproduced') and v.outcome <> 'undecided' and not v.superseded
  order by v.number desc limit 1`

/** The newest claim of a node up to a block that a watchdog decided about. */
export async function findJudgedClaim(
  snapshot: Snapshot,
  { network, chain, block }: Place,
  node: string,
): Promise<ClaimFacts | undefined> {
  const [row] = await snapshot.rows(NEWEST_JUDGED, [network, bytes(node), chain, block])
  const [, at, position, leaf] = String(row?.[0] ?? '').split('-')
  if (at === undefined || position === undefined) return undefined
  const place = { network, chain, block: Number(at), position: Number(position) }
  return findClaim(snapshot, place, leaf === undefined ? null : Number(leaf))
}

function toClaim(row: readonly unknown[]): ClaimFacts {
  return {
    place: {
      network: String(row[0]),
      chain: Number(row[1]),
      block: Number(row[2]),
      position: Number(row[3]),
      time: Number(row[4]),
    },
    id: `${row[0]}:${row[5]}`,
    node: text(row[6]),
    evidence: String(row[7]),
    txHash: String(row[8]),
    blockHash: String(row[9]),
    verificationKey: text(row[10]),
    model: text(row[11]),
  }
}

const VERDICTS = `select distinct on (v.statement, v.watchdog) v.number::text, v.watchdog, v.statement, v.outcome, v.code
  from api.verdict v where v.network = $1 and v.subject_kind = $2 and v.subject_id = $3 and v.block_hash = $4
  order by v.statement, v.watchdog, v.number desc`

/** Standing verdicts about one subject. */
export async function listStanding(
  snapshot: Snapshot,
  network: string,
  kind: 'claim' | 'registration',
  { id, blockHash }: { readonly id: string; readonly blockHash: string },
): Promise<readonly StandingVerdict[]> {
  const rows = await snapshot.rows(VERDICTS, [network, kind, id, bytes(blockHash)])
  return rows.map(([number, watchdog, statement, outcome, code]) => ({
    number: String(number),
    watchdog: String(watchdog),
    statement: String(statement),
    outcome: outcome as StandingVerdict['outcome'],
    code: String(code),
  }))
}

const UP_TO = '(t.block_number, t.position) <= ($3, $4)'

/** The newest block of a chain, or the newest before a time; undefined where nothing is indexed. */
export async function findNow(
  snapshot: Snapshot,
  network: string,
  chain: number,
  to: string | null,
): Promise<Place | undefined> {
  const [row] =
    to === null
      ? await snapshot.rows(
          `select height, ${time('block_time')} from api.chain where network = $1 and chain_id = $2`,
          [network, chain],
        )
      : await snapshot.rows(
          `select number, ${time('block_time')} from api.journal where network = $1 and chain_id = $2 and block_time < $3
           order by number desc limit 1`,
          [network, chain, to],
        )
  // After every log of that block.
  return row && { network, chain, block: Number(row[0]), position: 2_147_483_647, time: whole(row[1]) }
}

const REGISTRATION = `select t.block_number, ${hex('t.block_hash')}, t.position, ${time('t.block_time')}, ${hex('t.tx_hash')},
    ${hex('t.contract')}, t.role, t.tee_type, ${hex('t.signing_key')}, ${hex('t.measurement')}, t.measurement_from, t.measurement_reason,
    ${hex('t.attestation')}, t.attestation_size
  from api.registration t where t.network = $1 and t.chain_id = $2 and ${UP_TO} and t.node_key = $5
  order by t.block_number desc, t.position desc limit 1`

/** The registry entry that counted at a place: the node's newest registration up to there. */
export async function findRegistration(
  snapshot: Snapshot,
  { network, chain, block, position }: Place,
  node: string,
): Promise<RegistrationFacts | undefined> {
  const [row] = await snapshot.rows(REGISTRATION, [network, chain, block, position, bytes(node)])
  return (
    row && {
      block: Number(row[0]),
      blockHash: String(row[1]),
      position: Number(row[2]),
      time: Number(row[3]),
      txHash: String(row[4]),
      contract: String(row[5]),
      role: String(row[6]),
      teeType: whole(row[7]),
      signingKey: text(row[8]),
      measurement: text(row[9]),
      measurementFrom: text(row[10]),
      measurementReason: text(row[11]),
      attestation: text(row[12]),
      attestationSize: whole(row[13]),
    }
  )
}

const CHANGE = `select t.block_number, ${time('t.block_time')}, ${hex('t.tx_hash')}, ${hex('t.contract')}, t.approved, t.version,
    t.grace_seconds::text, ${hex('t.approver')}
  from api.measurement_change t
  where t.network = $1 and t.chain_id = $2 and ${UP_TO} and t.measurement = $5 and t.contract = $6
    and (t.tee_type = $7 or t.tee_type is null or $7::integer is null)
  order by t.block_number desc, t.position desc limit 1`

/** What a registry last said of a measurement up to a place. */
export async function findChange(
  snapshot: Snapshot,
  { network, chain, block, position }: Place,
  { contract, teeType, measurement }: RegistrationFacts,
): Promise<ChangeFacts | undefined> {
  if (measurement === null) return undefined
  const values = [network, chain, block, position, bytes(measurement), bytes(contract), teeType]
  const [row] = await snapshot.rows(CHANGE, values)
  return (
    row && {
      block: Number(row[0]),
      time: Number(row[1]),
      txHash: String(row[2]),
      contract: String(row[3]),
      approved: row[4] === true,
      version: text(row[5]),
      graceSeconds: row[6] === null ? null : BigInt(String(row[6])),
      approver: text(row[7]),
    }
  )
}

const CHANGES_SINCE = `select count(*)::integer, min(${time('t.block_time')}) from api.measurement_change t
  where t.network = $1 and t.chain_id = $2 and ${UP_TO} and t.contract = $5 and (t.block_number, t.position) > ($6, $7)
    and (t.tee_type = $8 or t.tee_type is null or $8::integer is null)`

/** How often the registry approved or revoked a measurement after a registration, up to a place, and when first. */
export async function countChangesSince(
  snapshot: Snapshot,
  { network, chain, block, position }: Place,
  since: RegistrationFacts,
): Promise<{ readonly changes: number; readonly first: number | null }> {
  const values = [network, chain, block, position, bytes(since.contract)]
  const [row] = await snapshot.rows(CHANGES_SINCE, [...values, since.block, since.position, since.teeType])
  return { changes: Number(row?.[0] ?? 0), first: whole(row?.[1]) }
}

const STATE = `select enabled, disabled_cause, role from api.node_version
  where network = $1 and chain_id = $2 and node_key = $3 and from_block <= $4 and (to_block is null or to_block > $4)
  order by from_block desc limit 1`

/** A node's state at a block; undefined before its first registration. */
export async function findState(
  snapshot: Snapshot,
  { network, chain, block }: Place,
  node: string,
): Promise<NodeStateFacts | undefined> {
  const [row] = await snapshot.rows(STATE, [network, chain, bytes(node), block])
  return row && { enabled: row[0] as boolean | null, disabledCause: text(row[1]), role: text(row[2]) }
}

const MODEL = `select ${hex('m.verification_key_hash')}, ${hex('m.tx_hash')}, m.block_number, ${time('m.block_time')}
  from api.model m where m.network = $1 and m.chain_id = $2 and (m.block_number, m.position) <= ($3, $4) and m.model_key = $5
  order by m.block_number desc, m.position desc limit 1`

/** What the network published of a model up to a place. */
export async function findModel(
  snapshot: Snapshot,
  { network, chain, block, position }: Place,
  model: string,
) {
  const [row] = await snapshot.rows(MODEL, [network, chain, block, position, bytes(model)])
  return row && { key: text(row[0]), txHash: String(row[1]), block: Number(row[2]), time: Number(row[3]) }
}
