import type { MigrationInterface, QueryRunner } from 'typeorm'

/** On what a payment address and an endpoint rest: `t` has those of facts, `c` what endpoints told. */
export const CONTACT_FROM = `case when t.payment_address is not null or t.endpoint is not null then 'chain'
    when c.payment_address is not null then 'endpoints' end as contact_from`

const STATEMENTS = [
  // What endpoints say of a registration that no call proves. Only the keeper writes it, and only of final blocks.
  `create table keeper.registration_word (
    network text not null, chain_id bigint not null, block_number integer not null, position integer not null,
    block_hash bytea not null, payment_address bytea, endpoint text, said_by text, vouched_by text, reason text,
    difference text, tries integer not null, asked_at timestamptz not null,
    check ((payment_address is null) = (endpoint is null) and (payment_address is null) = (reason is not null)
      and (payment_address is null) = (said_by is null) and (payment_address is null) = (vouched_by is null)),
    primary key (network, chain_id, block_number, position, block_hash))`,
  `create view keeper.registration_said as
    select r.network, r.chain_id, r.contract, r.node, r.block_number, r.position, w.payment_address, w.endpoint,
      w.said_by, w.vouched_by
    from keeper.registration_word w
    join facts.node_registered r on r.network = w.network and r.chain_id = w.chain_id
      and r.block_number = w.block_number and r.position = w.position and r.block_hash = w.block_hash
    where w.payment_address is not null`,
  // A payment address that only one node of the network ever had, also by what endpoints say; said: by that alone.
  `create view keeper.payment_address as
    select network, address, (array_agg(distinct node))[1] as node, min(from_time)::date as from_day, bool_and(said) as said
    from (
      select network, payment_address as address, node, from_time, false as said
      from derived.node_version where payment_address is not null
      union all
      select v.network, s.payment_address, v.node, v.from_time, true
      from keeper.registration_said s
      join derived.node_version v on v.network = s.network and v.chain_id = s.chain_id and v.node = s.node
        and v.registry = s.contract and v.attested_block = s.block_number and v.payment_address is null
      where not exists (select from facts.node_registered o
        where o.network = s.network and o.chain_id = s.chain_id and o.block_number = s.block_number
          and o.contract = s.contract and o.node = s.node and o.position > s.position)) a
    group by network, address having count(distinct node) = 1`,
  `create or replace view api.payment_address as select network, address, node as node_key, from_day, said
    from keeper.payment_address`,
  `create or replace view api.node_day_amount as
    select network, chain_id, node as node_key, day, token, kind, 'explicit'::text as attribution, events, amount
    from derived.node_day_direct
    union all
    select p.network, p.chain_id, a.node, p.day, p.token, p.kind,
      case when a.said then 'payment_address_said' else 'payment_address' end, p.events, p.amount
    from derived.payee_day p
    join keeper.payment_address a on a.network = p.network and a.address = p.payee and p.day >= a.from_day`,
  `create or replace view api.registration as select t.network, t.chain_id, t.block_number, t.block_hash, t.block_time,
      t.tx_hash, t.contract, t.phase, t.position, t.node as node_key, t.role, t.owner,
      coalesce(t.payment_address, c.payment_address) as payment_address, coalesce(t.endpoint, c.endpoint) as endpoint,
      t.tee_type, t.measurement, t.signing_key,
      octet_length(t.attestation) as attestation_size, 'registration'::text as subject_kind,
      t.chain_id || '-' || t.block_number || '-' || t.position as subject_id,
      case when octet_length(t.attestation) <= 65536 then t.attestation end as attestation,
      ${CONTACT_FROM}, c.said_by as contact_said_by, c.vouched_by as contact_vouched_by,
      case when t.payment_address is null and t.endpoint is null then
        case when c.asked then c.reason else 'UNASKED' end end as contact_reason,
      c.difference as contact_difference
    from facts.node_registered t
    left join lateral (select true as asked, w.* from keeper.registration_word w
      where w.network = t.network and w.chain_id = t.chain_id and w.block_number = t.block_number
        and w.position = t.position and w.block_hash = t.block_hash
        and t.payment_address is null and t.endpoint is null) c on true`,
]

/** Where a node is reached and paid is said to be the endpoints' word where no call proves it. */
export class Contacts1790000000640 implements MigrationInterface {
  readonly name = 'Contacts1790000000640'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('views do not lose columns: restore the database from before this migration')
  }
}
