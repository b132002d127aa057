import type { MigrationInterface, QueryRunner } from 'typeorm'

// The registration that counts is the one with the contract that disabled, for another registry may name another owner.
// A revocation is the cause when it is shown to be: the node's measurement was revoked behind it in the same transaction, or
// the registry itself was called, so that one call made both. Who signed is named only where the call went straight to
// the registry: through another contract it is that contract which the registry saw.
const NODE_DISABLING = `create or replace view keeper.node_disabling as
  select s.network, s.chain_id, s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position, s.contract, s.node,
    case when s.cause = 'measurement_revoked' and (x.direct or exists (
        select from facts.measurement_status m
        where m.network = s.network and m.chain_id = s.chain_id and m.block_number = s.block_number
          and m.tx_hash = s.tx_hash and m.contract = s.contract and m.position > s.position
          and not m.approved and m.measurement = r.measurement)) then s.cause
      when s.cause not in ('undetermined', 'measurement_revoked') then s.cause
      when x.direct is not true or r.owner is null then 'undetermined'
      when x.sender = r.owner then 'owner' else 'admin' end as cause,
    case when x.direct then x.sender end as actor, s.phase
  from facts.node_status s
  left join lateral (select k.sender, k.called = s.contract as direct from keeper.sender k
    where k.network = s.network and k.chain_id = s.chain_id and k.tx_hash = s.tx_hash) x on true
  left join lateral (
    select owner, measurement from facts.node_registered r
    where r.network = s.network and r.chain_id = s.chain_id and r.contract = s.contract and r.node = s.node
      and (r.block_number, r.position) <= (s.block_number, s.position)
    order by r.block_number desc, r.position desc limit 1) r on true
  where not s.enabled`

const WHERE = 'network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase, position'

/** What the keeper proved of the log that a row of a fact stands for. */
const provedOf = (fact: string, value: string) => `(select ${value} from keeper.node_disabling d
  where d.network = ${fact}.network and d.chain_id = ${fact}.chain_id and d.block_number = ${fact}.block_number
    and d.phase = ${fact}.phase and d.position = ${fact}.position and d.node = ${fact}.node)`

const STATE = `role, owner, payment_address, endpoint, tee_type, measurement, measurement_version,
  measurement_approved, attested_block, attested_at, enabled`

// Of the last disabling up to a block. Networks that name the cause themselves keep their word.
const disabling = (block: string) => {
  const last = (value: string) => `(select ${value} from keeper.node_disabling d
    where d.network = t.network and d.chain_id = t.chain_id and d.node = t.node and d.block_number <= ${block}
    order by d.block_number desc, d.position desc limit 1)`
  const open = `t.disabled_cause in ('undetermined', 'measurement_revoked')`
  return `
    case when ${open} then coalesce(${last('d.cause')}, t.disabled_cause) else t.disabled_cause end as disabled_cause,
    case when t.disabled_by is null and ${open} then ${last('d.actor')} else t.disabled_by end as disabled_by`
}

const STATEMENTS = [
  NODE_DISABLING,
  `create or replace view api.status_change as select ${WHERE}, node as node_key, enabled,
      case when enabled then cause else coalesce(${provedOf('s', 'd.cause')}, cause) end as cause,
      case when enabled then actor else coalesce(actor, ${provedOf('s', 'd.actor')}) end as actor
    from facts.node_status s`,
  // An owner who switches a node off maintains it: that is a status, and nobody was punished.
  `create or replace view api.penalty as select ${WHERE}, node as node_key,
      case when kind = 'measurement_revoked' and ${provedOf('p', 'd.cause')} <> kind then 'node_disabled'
        else kind end as kind,
      staker, token, amount, reason, evidence
    from facts.penalty p
    where kind not in ('node_disabled', 'measurement_revoked') or ${provedOf('p', 'd.cause')} is distinct from 'owner'`,
  // Through another contract it is that contract which settled, and who signed may be a stranger who carries for others.
  `create or replace view api.settlement as select ${WHERE},
      kind, coalesce(relayer, (select x.sender from keeper.sender x where x.network = settlement.network
        and x.chain_id = settlement.chain_id and x.tx_hash = settlement.tx_hash
        and x.called = settlement.contract)) as relayer,
      merkle_root, batch_size, blob_id, 'settlement'::text as subject_kind,
      chain_id || '-' || block_number || '-' || position as subject_id
    from facts.settlement`,
  `create or replace view api.node as select network, chain_id, node as node_key, first_block, first_time, changed_block,
      changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed
    from derived.node t`,
  `create or replace view api.node_version as select network, chain_id, node as node_key, from_block, to_block, from_time,
      to_time, ${STATE}, ${disabling('t.from_block')} from derived.node_version t`,
  `create or replace function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
    language sql stable security definer set search_path = pg_catalog as $$
      select a.network, a.chain_id, a.node, n.first_block, n.first_time, a.from_block, a.from_time,
        a.role, a.owner, a.payment_address, a.endpoint, a.tee_type, a.measurement, a.measurement_version,
        a.measurement_approved, a.attested_block, a.attested_at, a.enabled, d.disabled_cause, d.disabled_by,
        a.last_heartbeat_block, a.last_heartbeat_at, null::timestamptz,
        exists (select 1 from derived.lapse l where l.network = a.network and l.chain_id = a.chain_id
          and l.node = a.node and l.from_time <= j.block_time and (l.to_time is null or j.block_time < l.to_time))
      from unnest(networks, chains, blocks) as at(network, chain_id, block)
      cross join lateral derived.node_as_of(at.network, at.chain_id, at.block) a
      cross join lateral (select ${disabling('t.from_block')} from (select a.*) t) d
      join derived.node n on n.network = a.network and n.chain_id = a.chain_id and n.node = a.node
      left join lateral (select b.block_time from ingest.block b where b.network = at.network
        and b.chain_id = at.chain_id and b.number <= at.block order by b.number desc limit 1) j on true
    $$`,
]

/** Who disabled and who settled is said where it is shown, the same in every list; maintenance is no penalty. */
export class WhoDidIt1790000000580 implements MigrationInterface {
  readonly name = 'WhoDidIt1790000000580'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
