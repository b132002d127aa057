import type { MigrationInterface, QueryRunner } from 'typeorm'

// The registration that counts is the one with the contract that disabled, for another registry may name another owner.
// A revocation is the cause when it is shown to be: the node's measurement was revoked behind it in the same transaction, or
// the registry itself was called, so that one call made both. Who signed is named only where the call went straight to
// the registry. Where it went to the contract that is the node's owner (a Safe, or an account that delegates to code and called
// itself), that owner disabled it, whoever signed.
const NODE_DISABLING = `create or replace view keeper.node_disabling as
  select s.network, s.chain_id, s.block_number, s.block_hash, s.block_time, s.tx_hash, s.position, s.contract, s.node,
    case when s.cause = 'measurement_revoked' and (x.called = s.contract or exists (
        select from facts.measurement_status m
        where m.network = s.network and m.chain_id = s.chain_id and m.block_number = s.block_number
          and m.tx_hash = s.tx_hash and m.contract = s.contract and m.position > s.position
          and not m.approved and m.measurement = r.measurement)) then s.cause
      when s.cause not in ('undetermined', 'measurement_revoked') then s.cause
      when x.called = r.owner then 'owner'
      when x.called is distinct from s.contract or r.owner is null then 'undetermined'
      when x.sender = r.owner then 'owner' else 'admin' end as cause,
    case when x.called = s.contract then x.sender when x.called = r.owner then r.owner end as actor, s.phase
  from facts.node_status s
  left join lateral (select k.sender, k.called from keeper.sender k
    where k.network = s.network and k.chain_id = s.chain_id and k.tx_hash = s.tx_hash) x on true
  left join lateral (
    select owner, measurement from facts.node_registered r
    where r.network = s.network and r.chain_id = s.chain_id and r.contract = s.contract and r.node = s.node
      and (r.block_number, r.position) <= (s.block_number, s.position)
    order by r.block_number desc, r.position desc limit 1) r on true
  where not s.enabled`

/** How many of a row's penalties are an owner's own doing, as the keeper proved. */
const maintenance = (from: string, to: string, more = '') => `case when t.penalties = 0 then 0 else (
    select count(*)::integer from facts.penalty p
    where p.network = t.network and p.chain_id = t.chain_id ${more}
      and p.block_time >= ${from} and p.block_time < ${to} and p.kind in ('node_disabled', 'measurement_revoked')
      and (select d.cause from keeper.node_disabling d
        where d.network = p.network and d.chain_id = p.chain_id and d.block_number = p.block_number
          and d.phase = p.phase and d.position = p.position and d.node = p.node) = 'owner') end`
const [DAY, NEXT_DAY] = ['t.day', '(t.day + 1)'].map((day) => `${day}::timestamp at time zone 'UTC'`) as [
  string,
  string,
]

const NODE_COUNTS = `registrations, status_changes, heartbeats, claims, requests, fees, refunds, emissions,
  t.penalties - m.maintenance as penalties, stake_changes`

const STATEMENTS = [
  NODE_DISABLING,
  `create or replace view api.node_hour as select network, chain_id, node as node_key, hour, ${NODE_COUNTS}, m.maintenance
    from derived.node_hour t cross join lateral (select ${maintenance('t.hour', `t.hour + interval '1 hour'`, 'and p.node = t.node')} as maintenance) m`,
  `create or replace view api.node_day as select network, chain_id, node as node_key, day, ${NODE_COUNTS}, m.maintenance
    from derived.node_day t cross join lateral (select ${maintenance(DAY, NEXT_DAY, 'and p.node = t.node')} as maintenance) m`,
  `create or replace view api.network_day as select network, chain_id, day, ${NODE_COUNTS}, settlements, batches, models,
      unknown_logs, batch_leaves, m.maintenance
    from derived.network_day t cross join lateral (select ${maintenance(DAY, NEXT_DAY)} as maintenance) m`,
]

/** An owner's own disablings stand apart from penalties in counts too, also where the owner is a contract. */
export class Maintenance1790000000610 implements MigrationInterface {
  readonly name = 'Maintenance1790000000610'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
