const DAY = `(block_time at time zone 'UTC')::date`
const KINDS = [
  ['settled_claim', 'claims'],
  ['heartbeat', 'heartbeats'],
  ['emission', 'emissions'],
  ['penalty', 'penalties'],
  ['stake_change', 'stake_changes'],
  ['node_status', 'status_changes'],
  ['node_registered', 'registrations'],
] as const

// What the indexer derives block by block, for a whole world at once: only what a list or a page of the API reads.
const counted = (time: string) => `
  select network, chain_id, node, ${time} as bucket, ${KINDS.map(([, name]) => `coalesce(sum(n) filter (where kind = '${name}'), 0) as ${name}`).join(', ')},
    coalesce(sum(n) filter (where kind = 'fees'), 0) as fees, coalesce(sum(n) filter (where kind = 'refunds'), 0) as refunds
  from (${[
    ...KINDS.map(
      ([table, name]) =>
        `select network, chain_id, node, ${time}, '${name}' as kind, count(*) as n from facts.${table} group by 1, 2, 3, 4`,
    ),
    `select network, chain_id, node, ${time}, case when refund then 'refunds' else 'fees' end, count(*) from facts.fee
      where node is not null group by 1, 2, 3, 4, 5`,
  ].join(
    ' union all ',
  )}) each(network, chain_id, node, bucket, kind, n) group by network, chain_id, node, bucket`
const NAMES = [...KINDS.map(([, name]) => name), 'fees', 'refunds'].join(', ')

const HOUR = `date_trunc('hour', block_time, 'UTC')`
/** What each node did by the hour: as many rows as nodes have busy hours, so that only who reads them makes them. */
export const NODE_HOURS = `insert into derived.node_hour (network, chain_id, node, hour, ${NAMES}) ${counted(HOUR).replaceAll(`${HOUR} as bucket`, 'bucket')}`

const DAYS = [
  ...KINDS.map(([table, name]) => [name, table, 'true'] as const),
  ['fees', 'fee', 'not refund'],
  ['refunds', 'fee', 'refund'],
  ['settlements', 'settlement', 'true'],
  ['unknown_logs', 'unknown_log', 'true'],
] as const

const MONEY = `count(*), sum(amount)`
const FEE_KIND = `case when refund then 'refund' else 'fee' end`

/** Statements that derive rollups and states from the seeded facts. */
export const ROLLUPS: readonly string[] = [
  `insert into derived.node_day (network, chain_id, node, day, ${NAMES}) ${counted(DAY).replaceAll(`${DAY} as bucket`, 'bucket')}`,
  // From the facts, not from the nodes' days: a fee may name no node.
  `insert into derived.network_day (network, chain_id, day, ${DAYS.map(([name]) => name).join(', ')})
    select network, chain_id, day, ${DAYS.map(([name]) => `coalesce(sum(n) filter (where kind = '${name}'), 0)`).join(', ')} from (
      ${DAYS.map(([name, table, where]) => `select network, chain_id, ${DAY} as day, '${name}' as kind, count(*) as n from facts.${table} where ${where} group by 1, 2, 3`).join(' union all ')}
    ) x group by 1, 2, 3`,
  `insert into derived.node_day_direct select network, chain_id, node, ${DAY}, token, ${FEE_KIND}, ${MONEY} from facts.fee
    where node is not null group by 1, 2, 3, 4, 5, 6`,
  `insert into derived.node_day_direct select network, chain_id, node, ${DAY}, token, 'emission', ${MONEY} from facts.emission
    group by 1, 2, 3, 4, 5, 6`,
  `insert into derived.payee_day select network, chain_id, payee, ${DAY}, token, ${FEE_KIND}, ${MONEY} from facts.fee
    where node is null group by 1, 2, 3, 4, 5, 6`,
  `insert into derived.network_day_amount select network, chain_id, ${DAY}, token, ${FEE_KIND}, ${MONEY} from facts.fee
    group by 1, 2, 3, 4, 5`,
  `insert into derived.network_day_amount select network, chain_id, ${DAY}, token, 'emission', ${MONEY} from facts.emission
    group by 1, 2, 3, 4, 5`,
  `insert into derived.node_day_direct select network, chain_id, node, ${DAY}, token, 'slash', ${MONEY} from facts.penalty
    where token is not null group by 1, 2, 3, 4, 5, 6`,
  `insert into derived.payer_day select network, chain_id, payer, ${DAY}, token,
    count(*) filter (where not refund), coalesce(sum(amount) filter (where not refund), 0),
    count(*) filter (where refund), coalesce(sum(amount) filter (where refund), 0) from facts.fee group by 1, 2, 3, 4, 5`,
  `insert into derived.node select network, chain_id, node, block_number, block_time, block_number, block_time, role, owner,
      payment_address, endpoint, tee_type, measurement, null, null, block_number, block_time, get_byte(node, 0) % 8 > 0, null, null,
      h.block, h.time, h.time, get_byte(node, 1) % 16 = 0
    from facts.node_registered r left join (select network, node, max(block_number) as block, max(block_time) as time
      from facts.heartbeat group by 1, 2) h using (network, node)`,
  `insert into derived.node_version select network, chain_id, node, first_block, null, first_time, null, role, owner, payment_address,
      endpoint, tee_type, measurement, null, null, first_block, first_time, enabled, null, null from derived.node`,
  // Batches of the newest tenth are archived; their leaves are claims too.
  `insert into archive.blob (network, blob_id, status, sha256, size, merkle_root, leaf_count, format, tries, first_seen_at, kept_at)
    select distinct on (network, blob_id) network, blob_id, 'kept', merkle_root, 100, merkle_root, 3, 'openzeppelin-standard-v1', 1,
      block_time, block_time from facts.settlement where kind = 'batch' and block_number > 2700000`,
  `insert into archive.leaf select b.network, b.blob_id, l, n.node, sha256(b.sha256 || int8send(l)), sha256(int8send(l) || b.sha256),
      '\\x00', b.kept_at, sha256(b.merkle_root || int8send(l))
    from (select *, row_number() over () as r from archive.blob) b cross join generate_series(0, 2) l
    join (select network, node, row_number() over (partition by network) as r from derived.node) n
      on n.network = b.network and n.r = 1 + (b.r * 3 + l) % 1900`,
  // A sample of a third is checked; one in eight is first not answerable and then answered.
  `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
      outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
    select network, chain_id, 'w1', 'claim', chain_id || '-' || block_number || '-' || position, block_number, block_hash, node,
      'hand_off_signed', o, case o when 'rejected' then 'SIGNATURE_INVALID' when 'undecided' then 'BLOB_MISSING' else 'VERIFIED' end,
      case when o = 'rejected' then case when position % 2 = 0 then 'node' else 'relayer' end end, 'checked', o = 'undecided', '{}',
      block_time, block_time + interval '1 hour'
    from facts.settled_claim cross join lateral (select case when position % 48 = 0 then 'rejected' when position % 24 = 3 then 'undecided'
      else 'verified' end as o) x where position % 3 = 0 order by block_time`,
  `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
      outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
    select network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement, 'verified', 'VERIFIED',
      null, 'later', false, conditions, subject_time, checked_at + interval '1 hour' from watch.verdict where transient order by number`,
]
