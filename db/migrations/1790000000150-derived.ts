import type { MigrationInterface, QueryRunner } from 'typeorm'

// What one node is, as the chain says it. The same columns stand in `node` (now) and `node_version` (by block range).
const STATE = `
  role text, owner bytea, payment_address bytea, endpoint text, tee_type smallint,
  measurement bytea, measurement_version text, measurement_approved boolean,
  attested_block integer, attested_at timestamptz,
  enabled boolean, disabled_cause text, disabled_by bytea`

// How often something happened, one column per kind of fact that names a node.
const NODE_COUNTS = [
  'registrations',
  'status_changes',
  'heartbeats',
  'claims',
  'requests',
  'fees',
  'refunds',
  'emissions',
  'penalties',
  'stake_changes',
]
const NETWORK_COUNTS = [...NODE_COUNTS, 'settlements', 'batches', 'models', 'unknown_logs']
const counts = (names: readonly string[]) =>
  names.map((name) => `${name} integer not null default 0`).join(', ')

/**
 * Everything here follows from facts (and `ingest.parameter`) alone, is written by the indexer of the chain in the
 * block's own transaction, and can be derived again from nothing. Days and hours are UTC, by block time.
 */
export class Derived1790000000150 implements MigrationInterface {
  readonly name = 'Derived1790000000150'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema derived cascade')
    await runner.query('drop table ingest.parameter')
  }
}

const STATEMENTS = [
  'create schema derived',

  // Rules that leave no log (a limit read by eth_call) or stand in network.json: in force from a block on.
  `create table ingest.parameter (
    network text not null, chain_id bigint not null, parameter text not null, from_block integer not null,
    value numeric(78,0), source text not null, primary key (network, chain_id, parameter, from_block))`,

  // State by block range: from_block ≤ block < to_block; to_block null: still so. disabled_cause: owner, admin,
  // measurement_revoked, undetermined or the reason word that the network gave. Null means that no log said it.
  // Its last heartbeat as of a block is in derived.node_as_of().
  `create table derived.node_version (
    network text not null, chain_id bigint not null, node bytea not null,
    from_block integer not null, to_block integer, from_time timestamptz not null, to_time timestamptz, ${STATE},
    primary key (network, chain_id, node, from_block))`,
  'create index node_version_open on derived.node_version (network, chain_id, node) where to_block is null',
  'create index node_version_measurement on derived.node_version (network, chain_id, measurement)',

  `create table derived.node (
    network text not null, chain_id bigint not null, node bytea not null,
    first_block integer not null, first_time timestamptz not null,
    changed_block integer not null, changed_time timestamptz not null, ${STATE},
    last_heartbeat_block integer, last_heartbeat_at timestamptz, last_heartbeat_signed_at timestamptz,
    lapsed boolean not null default false,
    primary key (network, chain_id, node))`,
  'create index node_payment on derived.node (network, payment_address)',
  'create index node_owner on derived.node (network, owner)',

  // Stake behind a node by staker and token: Σ delta − what slashes named; base units.
  `create table derived.stake (
    network text not null, chain_id bigint not null, node bytea not null, staker bytea not null, token bytea not null,
    events integer not null, moved numeric not null, slashed numeric not null,
    primary key (network, chain_id, node, token, staker))`,

  `create table derived.node_hour (
    network text not null, chain_id bigint not null, node bytea not null, hour timestamptz not null,
    ${counts(NODE_COUNTS)}, primary key (network, chain_id, node, hour))`,
  `create table derived.node_day (
    network text not null, chain_id bigint not null, node bytea not null, day date not null,
    ${counts(NODE_COUNTS)}, primary key (network, chain_id, node, day))`,
  `create table derived.network_day (
    network text not null, chain_id bigint not null, day date not null,
    ${counts(NETWORK_COUNTS)}, batch_leaves numeric not null default 0,
    primary key (network, chain_id, day))`,

  // Money, per token and kind: fee, refund, emission, slash, stake_in, stake_out. Base units, never netted.
  // Sums have no bound on their digits: any contract may emit the largest amount twice.
  // Only amounts whose log names the node; those paid to an address are in payee_day.
  `create table derived.node_day_direct (
    network text not null, chain_id bigint not null, node bytea not null, day date not null,
    token bytea not null, kind text not null, events integer not null, amount numeric not null,
    primary key (network, chain_id, node, day, token, kind))`,
  `create table derived.network_day_amount (
    network text not null, chain_id bigint not null, day date not null, token bytea not null, kind text not null,
    events integer not null, amount numeric not null,
    primary key (network, chain_id, day, token, kind))`,
  // Fees and refunds whose log names no node, by who received them.
  `create table derived.payee_day (
    network text not null, chain_id bigint not null, payee bytea not null, day date not null,
    token bytea not null, kind text not null, events integer not null, amount numeric not null,
    primary key (network, chain_id, payee, day, token, kind))`,
  // What a payer paid and got back.
  `create table derived.payer_day (
    network text not null, chain_id bigint not null, payer bytea not null, day date not null, token bytea not null,
    payments integer not null default 0, paid numeric not null default 0,
    refunds integer not null default 0, refunded numeric not null default 0,
    primary key (network, chain_id, payer, day, token))`,
  'create index payer_day_day on derived.payer_day (network, chain_id, day)',

  // A payment address that only one node of the network ever had: a fee to it is that node's, on whichever chain.
  `create view derived.payment_address as
    select network, payment_address as address, (array_agg(distinct node))[1] as node, min(from_time)::date as from_day
    from derived.node_version where payment_address is not null
    group by network, payment_address having count(distinct node) = 1`,
  // Money by node, with the ground for saying so: explicit (the log names the node) or payment_address.
  `create view derived.node_day_amount as
    select network, chain_id, node, day, token, kind, 'explicit'::text as attribution, events, amount
    from derived.node_day_direct
    union all
    select p.network, p.chain_id, a.node, p.day, p.token, p.kind, 'payment_address', p.events, p.amount
    from derived.payee_day p
    join derived.payment_address a on a.network = p.network and a.address = p.payee and p.day >= a.from_day`,

  // Silence that broke the rule: from the last sign of life (heartbeat or registration) plus the limit, to the next
  // sign of life or the node's being disabled; to_time null: still silent. No limit known: no row.
  `create table derived.lapse (
    network text not null, chain_id bigint not null, node bytea not null,
    after_block integer not null, after_time timestamptz not null, limit_seconds numeric(78,0) not null,
    from_time timestamptz not null, to_time timestamptz,
    ended_block integer, ended_by text check (ended_by in ('heartbeat', 'disabled')),
    primary key (network, chain_id, node, from_time))`,
  'create index lapse_time on derived.lapse (network, from_time)',
  'create index lapse_open on derived.lapse (network, chain_id, node) where to_time is null',

  // The state of every node of a chain as of a block, with its last heartbeat up to there.
  `create function derived.node_as_of(for_network text, for_chain bigint, at_block integer)
    returns table (network text, chain_id bigint, node bytea, from_block integer, from_time timestamptz, ${STATE},
      last_heartbeat_block integer, last_heartbeat_at timestamptz)
    language sql stable as $$
      select v.network, v.chain_id, v.node, v.from_block, v.from_time,
        v.role, v.owner, v.payment_address, v.endpoint, v.tee_type, v.measurement, v.measurement_version,
        v.measurement_approved, v.attested_block, v.attested_at, v.enabled, v.disabled_cause, v.disabled_by,
        h.block_number, h.block_time
      from derived.node_version v
      left join lateral (
        select b.block_number, b.block_time from facts.heartbeat b
        where b.network = for_network and b.chain_id = for_chain and b.node = v.node and b.block_number <= at_block
        order by b.block_number desc limit 1) h on true
      where v.network = for_network and v.chain_id = for_chain
        and v.from_block <= at_block and (v.to_block is null or at_block < v.to_block)
    $$`,
]
