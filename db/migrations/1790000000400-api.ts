import type { MigrationInterface, QueryRunner } from 'typeorm'

// Where a fact stands on chain: the same columns, by the same names, in every view of a fact.
const WHERE = 'network, chain_id, block_number, block_hash, block_time, tx_hash, contract, phase, position'

// View: the fact's table and its own columns. `node` is called node_key: `node` is the entity it names.
const FACT_VIEWS: Record<string, readonly [table: string, columns: string]> = {
  registration: [
    'node_registered',
    `node as node_key, role, owner, payment_address, endpoint, tee_type, measurement, signing_key,
      octet_length(attestation) as attestation_size, 'registration'::text as subject_kind,
      chain_id || '-' || block_number || '-' || position as subject_id`,
  ],
  status_change: ['node_status', 'node as node_key, enabled, cause, actor'],
  measurement_change: ['measurement_status', 'measurement, tee_type, approved, version, grace_seconds'],
  heartbeat: [
    'heartbeat',
    `node as node_key, signed_at, 'heartbeat'::text as subject_kind,
      chain_id || '-' || block_number || '-' || position as subject_id`,
  ],
  settlement: [
    'settlement',
    `kind, coalesce(relayer, (select x.sender from keeper.sender x where x.network = settlement.network
      and x.chain_id = settlement.chain_id and x.tx_hash = settlement.tx_hash)) as relayer,
      merkle_root, batch_size, blob_id, 'settlement'::text as subject_kind,
      chain_id || '-' || block_number || '-' || position as subject_id`,
  ],
  model: ['model_published', 'model as model_key, system, verification_key_hash, uri'],
  request: [
    'request_assigned',
    'request as request_key, node as node_key, requester, model as model_key, input_hash, deadline',
  ],
  fee: [
    'fee',
    'node as node_key, payer, payee, token, amount, request as request_key, attribution, refund, cap',
  ],
  emission: ['emission', 'node as node_key, payee, token, amount, period, reason'],
  penalty: ['penalty', 'node as node_key, kind, staker, token, amount, reason, evidence'],
  stake_change: ['stake_change', 'node as node_key, staker, token, delta, total'],
  parameter_change: ['parameter_change', 'parameter, old_value, new_value'],
  role_change: ['role_change', 'role, account, sender, change'],
  movement: ['movement', 'kind, node as node_key, account, counterparty, token, amount, reference'],
  governance_action: ['governance_action', 'action, proposal, account, detail'],
  node_report: ['node_report', 'node as node_key, topic, value, detail'],
  unknown_log: ['unknown_log', 'topics, data, reason, detail'],
}

const STATE = `role, owner, payment_address, endpoint, tee_type, measurement, measurement_version,
  measurement_approved, attested_block, attested_at, enabled`

// Facts alone may not say who disabled a node: a sender that the keeper proved decides then. `block` is that of the state.
const disabling = (block: string) => `
  case when t.disabled_cause = 'undetermined' then coalesce((
    select d.cause from keeper.node_disabling d
    where d.network = t.network and d.chain_id = t.chain_id and d.node = t.node and d.block_number <= ${block}
    order by d.block_number desc, d.position desc limit 1), 'undetermined') else t.disabled_cause end as disabled_cause,
  case when t.disabled_by is null and t.disabled_cause = 'undetermined' then (
    select d.actor from keeper.node_disabling d
    where d.network = t.network and d.chain_id = t.chain_id and d.node = t.node and d.block_number <= ${block}
    order by d.block_number desc, d.position desc limit 1) else t.disabled_by end as disabled_by`

// A verdict stands until a later one of the same watchdog about the same subject and statement follows it.
const SUPERSEDED = `exists (select 1 from watch.verdict l
  where l.network = v.network and l.subject_kind = v.subject_kind and l.subject_id = v.subject_id
    and l.statement = v.statement and l.number > v.number and l.watchdog = v.watchdog and l.block_hash = v.block_hash)`

const VIEWS = [
  ...Object.entries(FACT_VIEWS).map(
    ([view, [table, columns]]) =>
      `create view api.${view} as select ${WHERE}, ${columns} from facts.${table}`,
  ),
  `create view api.claim as select network, chain_id, block_number, block_hash, block_time, tx_hash, position, leaf_index,
      node as node_key, evidence, request as request_key, requester, model as model_key, input_hash, output_hash,
      claimed_at, blob_id, verification_key_hash, 'claim'::text as subject_kind, id as subject_id
    from facts.claim`,
  `create view api.network as select network, count(*)::integer as chain_count from ingest.status group by network`,
  `create view api.chain as select network, chain_id, height, hash, block_time, finalized_height, finalized_hash,
      greatest(head, height) as head, greatest(head - height, 0) as lag, digest, genesis_hash, updated_at
    from ingest.status`,
  // The journal: what \`asOf\` resolves against.
  `create view api.journal as select network, chain_id, number, hash, block_time, digest from ingest.block`,
  `create view api.node as select network, chain_id, node as node_key, first_block, first_time, changed_block,
      changed_time, ${STATE}, ${disabling('t.changed_block')},
      last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed
    from derived.node t`,
  `create view api.node_version as select network, chain_id, node as node_key, from_block, to_block, from_time, to_time,
      ${STATE}, ${disabling('t.from_block')} from derived.node_version t`,
  `create view api.stake as select network, chain_id, node as node_key, staker, token, moved, slashed from derived.stake`,
  `create view api.lapse as select network, chain_id, node as node_key, after_block, after_time, limit_seconds,
      from_time, to_time, ended_by from derived.lapse`,
  `create view api.node_hour as select network, chain_id, node as node_key, hour, registrations, status_changes,
      heartbeats, claims, requests, fees, refunds, emissions, penalties, stake_changes from derived.node_hour`,
  `create view api.node_day as select network, chain_id, node as node_key, day, registrations, status_changes,
      heartbeats, claims, requests, fees, refunds, emissions, penalties, stake_changes from derived.node_day`,
  `create view api.node_day_amount as select network, chain_id, node as node_key, day, token, kind, attribution, events,
      amount from derived.node_day_amount`,
  `create view api.network_day as select network, chain_id, day, registrations, status_changes, heartbeats, claims,
      requests, fees, refunds, emissions, penalties, stake_changes, settlements, batches, models, unknown_logs,
      batch_leaves from derived.network_day`,
  `create view api.network_day_amount as select network, chain_id, day, token, kind, events, amount
    from derived.network_day_amount`,
  `create view api.payer_day as select network, chain_id, payer, day, token, payments, paid, refunds, refunded
    from derived.payer_day`,
  `create view api.blob as select network, blob_id, status, code, detail, sha256, size, merkle_root, leaf_count, tries,
      next_try_at, first_seen_at, kept_at from archive.blob`,
  `create view api.disclosure as select network, rule, seen_at, status, value, unit, source, chain_id, block_number, detail
    from keeper.disclosure`,
  `create view api.verdict as select v.network, v.number, v.chain_id, v.watchdog, v.subject_kind, v.subject_id,
      v.block_number, v.block_hash, v.node as node_key, v.statement, v.outcome, v.code, v.fault, v.detail, v.transient,
      v.conditions, v.subject_time, v.checked_at, ${SUPERSEDED} as superseded
    from watch.verdict v`,
  `create view api.verification_day as
    select v.network, v.chain_id, v.node as node_key, (v.subject_time at time zone 'UTC')::date as day, v.statement,
      v.outcome, count(*)::integer as verdicts
    from watch.verdict v where v.node is not null and not ${SUPERSEDED}
    group by v.network, v.chain_id, v.node, (v.subject_time at time zone 'UTC')::date, v.statement, v.outcome`,
  // Nodes as of one block per chain, in the columns of api.node. Runs as its owner: readers see only schema api.
  `create function api.node_as_of(networks text[], chains bigint[], blocks integer[]) returns setof api.node
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

/**
 * What the API reads: views that name things as the public schema does. The owner of the views reads the tables behind
 * them; who may read the views is in db/roles.sql.
 */
export class Api1790000000400 implements MigrationInterface {
  readonly name = 'Api1790000000400'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema api')
    for (const view of VIEWS) await runner.query(view)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema api cascade')
  }
}
