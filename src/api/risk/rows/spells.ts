import type { Window } from '../../../economics/figure.ts'
import { disablings, type Outage, type Spell } from '../../../economics/risk/outage.ts'
import { bounded, MAX_ROWS, text } from '../../economics/rows/ledger.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const VERSIONS = `select chain_id, '0x' || encode(node_key, 'hex'), from_block, extract(epoch from from_time)::double precision,
    extract(epoch from to_time)::double precision, '0x' || encode(owner, 'hex'), '0x' || encode(measurement, 'hex'),
    measurement_reason, enabled, attested_block, '0x' || encode(registry, 'hex'), role
  from api.node_version where network = $1 and from_time < to_timestamp($2)
  order by from_time, from_block limit ${MAX_ROWS + 1}`
const LAPSES = `select '0x' || encode(node_key, 'hex'), extract(epoch from from_time)::double precision,
    extract(epoch from to_time)::double precision, ended_by
  from api.lapse where network = $1 and from_time < to_timestamp($2) order by from_time limit ${MAX_ROWS + 1}`

/** A node's state over a time, as the chain's registry says it. Unix seconds. */
export interface NodeSpell extends Spell {
  readonly fromBlock: number
  readonly owner: string | null
  readonly measurement: string | null
  /** Whether hardware is said to vouch for it; a node of a network without attestation has none. */
  readonly isAttested: boolean
  /** Block of the registration that its attestation came with. */
  readonly attestedBlock: number | null
  readonly registry: string | null
  readonly role: string | null
}

/** A silence that broke the rule. Unix seconds; `to`: null while it lasts. */
export interface Silence {
  readonly node: string
  readonly from: number
  readonly to: number | null
  readonly endedBy: string | null
}

/**
 * Every state of every node that began before a window's end, in the order of time.
 * @throws `TOO_MANY_ROWS`
 */
export async function listSpells(
  snapshot: Snapshot,
  network: string,
  window: Window,
): Promise<readonly NodeSpell[]> {
  const rows = await snapshot.rows(VERSIONS, [network, window.to])
  return bounded(rows, 0, window).map((row) => ({
    chain: Number(row[0]),
    node: String(row[1]),
    fromBlock: Number(row[2]),
    from: Number(row[3]),
    to: row[4] === null || Number(row[4]) >= window.to ? null : Number(row[4]),
    owner: text(row[5]),
    measurement: text(row[6]),
    isAttested: row[7] !== 'NOT_ATTESTED',
    isEnabled: row[8] !== false,
    attestedBlock: row[9] === null ? null : Number(row[9]),
    registry: text(row[10]),
    role: text(row[11]),
  }))
}

/**
 * Silences that began before a window's end; one that ended later lasts.
 * @throws `TOO_MANY_ROWS`
 */
export async function listSilences(
  snapshot: Snapshot,
  network: string,
  window: Window,
): Promise<readonly Silence[]> {
  const rows = await snapshot.rows(LAPSES, [network, window.to])
  return bounded(rows, 0, window).map((row) => {
    const hasEnded = row[2] !== null && Number(row[2]) < window.to
    return {
      node: String(row[0]),
      from: Number(row[1]),
      to: hasEnded ? Number(row[2]) : null,
      endedBy: hasEnded ? text(row[3]) : null,
    }
  })
}

/** Times out of service after which a node came back: a silence that a heartbeat ended, a disabling with the silence before it. */
export function outagesOf(spells: readonly Spell[], silences: readonly Silence[]): readonly Outage[] {
  const before = new Map(
    silences.flatMap((each) =>
      each.endedBy === 'disabled' ? [[`${each.node} ${each.to}`, each.from] as const] : [],
    ),
  )
  return [
    ...silences.flatMap(({ node, from, to, endedBy }) =>
      to !== null && endedBy === 'heartbeat' ? [{ node, from, to }] : [],
    ),
    ...disablings(spells).map((outage) => ({
      ...outage,
      from: before.get(`${outage.node} ${outage.from}`) ?? outage.from,
    })),
  ]
}
