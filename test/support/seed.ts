import pg from 'pg'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import { createPool } from '../../src/platform/database.ts'

export interface SeedSize {
  readonly nodes: number
  readonly blocks: number
  /** Claims of their own log; fees, heartbeats and verdicts follow from it. */
  readonly claims: number
}

const SMALL: SeedSize = { nodes: 12, blocks: 200, claims: 400 }

/** A moment every seeded block follows: block n stands at this plus n × 300 s. */
const SEED_START = '2026-01-01T00:00:00Z'

const PARTITIONED = [
  'node_registered',
  'node_status',
  'heartbeat',
  'settlement',
  'settled_claim',
  'model_published',
  'fee',
  'emission',
  'penalty',
  'stake_change',
  'unknown_log',
]

// Everything is a function of its number, so the same size gives the same rows. h(x) is any 32 bytes, a(x) an account.
const FUNCTIONS = `
  create function pg_temp.h(t text) returns bytea language sql immutable as $$ select sha256(convert_to(t, 'UTF8')) $$;
  create function pg_temp.a(t text) returns bytea language sql immutable as $$ select substr(pg_temp.h(t), 1, 20) $$;
  create function pg_temp.at(n bigint) returns timestamptz language sql immutable as
    $$ select '${SEED_START}'::timestamptz at time zone 'UTC' at time zone 'UTC' + n * interval '300 seconds' $$;
  create function pg_temp.blk(n bigint) returns bytea language sql immutable as $$ select pg_temp.h('block' || n) $$;`

const DAY_COUNTS = [
  ['claims', 'settled_claim', 'true'],
  ['fees', 'fee', 'not refund'],
  ['refunds', 'fee', 'refund'],
  ['heartbeats', 'heartbeat', 'true'],
  ['emissions', 'emission', 'true'],
  ['penalties', 'penalty', 'true'],
  ['settlements', 'settlement', 'true'],
  ['registrations', 'node_registered', 'true'],
] as const

function dayCounts(): string {
  const found = DAY_COUNTS.map(
    ([name, table, where]) =>
      `select network, chain_id, (block_time at time zone 'UTC')::date as day, '${name}' as kind from facts.${table} where ${where}`,
  )
  const sums = DAY_COUNTS.map(([name]) => `count(*) filter (where kind = '${name}')`)
  return `select network, chain_id, day, ${sums.join(', ')} from (${found.join(' union all ')}) x group by 1, 2, 3`
}

function statements({ nodes, blocks, claims }: SeedSize): string[] {
  const place = (block: string, position: string, tag: string) =>
    `network, 31337, ${block}, pg_temp.blk(${block}), pg_temp.at(${block}), pg_temp.h('${tag}' || i), 0, ${position}, pg_temp.a('contract')`
  // Two networks on one chain: ids and filters must keep them apart.
  const each = (count: number) =>
    `from generate_series(1, ${count}) i, lateral (select case when i % 7 = 0 then 'beta' else 'alpha' end as network) n`
  const block = (rate: number) => `(1 + i::bigint * ${blocks - 1} / ${rate})::integer`
  const node = `pg_temp.h('node' || (i % ${nodes}))`
  return [
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head,
      digest, source_set_hash, fence) select network, 31337, pg_temp.h('genesis'), ${blocks}, pg_temp.blk(${blocks}), pg_temp.at(${blocks}),
      ${blocks} - 2, pg_temp.blk(${blocks} - 2), ${blocks} + 1, pg_temp.h('digest'), pg_temp.h('sources'), 1
      from unnest(array['alpha', 'beta']) network`,
    `insert into ingest.block (network, chain_id, number, hash, parent_hash, block_time, digest, holds_data, proof)
      select network, 31337, i, pg_temp.blk(i), pg_temp.blk(i - 1), pg_temp.at(i), pg_temp.h('digest' || i), true, 'full'
      from unnest(array['alpha', 'beta']) network, generate_series(1, ${blocks}) i`,
    `insert into facts.node_registered select ${place('i', '0', 'registration')}, pg_temp.h('node' || i),
      case i % 3 when 0 then 'tee-proxy' when 1 then 'snark-prover' else 'validator' end, pg_temp.a('owner' || i % 4),
      pg_temp.a('pay' || i), 'https://node-' || i || '.example/%_"''\\', case when i % 3 = 0 then 1 end, null, null,
      case when i % 3 = 0 then '\\x01020304'::bytea end, case when i % 3 = 0 then pg_temp.h('measure' || i % 2) end
      from generate_series(0, ${nodes - 1}) i, lateral (select case when i % 7 = 0 then 'beta' else 'alpha' end as network) n`,
    `insert into facts.settled_claim select ${place(block(claims), 'i', 'claim')}, ${node},
      case when i % 5 = 0 then 'groth16' else 'tee_signature' end, case when i % 4 = 0 then pg_temp.h('request' || i) end,
      case when i % 4 = 0 then pg_temp.a('payer' || i % 10) end, case when i % 5 = 0 then pg_temp.h('model') end,
      pg_temp.h('in' || i), pg_temp.h('out' || i), case when i % 11 > 0 then pg_temp.at(${block(claims)}) end, null, null, null, null, null
      ${each(claims)}`,
    `insert into facts.settlement select ${place(block(40), `1000000 + i`, 'batch')}, case when i % 4 = 0 then 'individual' else 'batch' end,
      pg_temp.a('relayer' || i % 3), case when i % 4 > 0 then pg_temp.h('root' || i) end, 3,
      case when i % 4 > 0 then 'blob-' || i end ${each(40)}`,
    `insert into archive.blob select 'alpha', 'blob-' || i, case when i % 8 = 1 then 'lost' else 'kept' end, null, null,
      pg_temp.h('bytes' || i), 100, pg_temp.h('root' || i), 3, 'openzeppelin-standard-v1', 1, null, pg_temp.at(i), pg_temp.at(i)
      from generate_series(1, 40) i where i % 4 > 0 and i % 7 > 0`,
    `insert into archive.leaf select 'alpha', 'blob-' || i, l, ${node}, pg_temp.h('leafin' || i || l),
      pg_temp.h('leafout' || i || l), '\\x00', pg_temp.at(i), pg_temp.h('leaf' || i || l)
      from generate_series(1, 40) i, generate_series(0, 2) l where i % 4 > 0 and i % 7 > 0`,
    `insert into facts.fee select ${place(block(claims), '2000000 + i', 'fee')}, case when i % 3 > 0 then ${node} end,
      pg_temp.a('payer' || i % 10), pg_temp.a('pay' || i % ${nodes}), pg_temp.a('token'), (i * 1000000007::numeric * 10^12)::numeric(78,0),
      null, 'explicit', i % 13 = 0, case when i % 2 = 0 then i * 10::numeric^18 end ${each(claims)}`,
    `insert into facts.emission select ${place(block(60), '3000000 + i', 'emission')}, ${node}, pg_temp.a('pay' || i), pg_temp.a('token'),
      i * 10::numeric^20, pg_temp.at(${block(60)}), case when i % 2 = 0 then 'proofs' end ${each(60)}`,
    `insert into facts.penalty select ${place(block(20), '4000000 + i', 'penalty')}, ${node},
      case when i % 2 = 0 then 'slash' else 'jail' end, null, case when i % 2 = 0 then pg_temp.a('token') end,
      case when i % 2 = 0 then (i / 4)::numeric end, 'invalid-proof', null ${each(20)}`,
    `insert into facts.heartbeat select ${place(block(claims), '5000000 + i', 'heartbeat')}, ${node}, pg_temp.at(${block(claims)}), '\\x00' ${each(claims)}`,
    `insert into derived.node select network, chain_id, node, block_number, block_time, block_number, block_time, role, owner,
        payment_address, endpoint, tee_type, measurement, null::text, null::boolean, block_number, block_time,
        get_byte(node, 0) % 2 = 0, null::text, null::bytea, h.block, h.time, h.time, get_byte(node, 1) % 3 = 0
      from facts.node_registered r left join (select network, node, max(block_number) as block, max(block_time) as time
        from facts.heartbeat group by 1, 2) h using (network, node)`,
    `insert into derived.node_version select network, chain_id, node, first_block, ${Math.floor(blocks / 2)}, first_time, pg_temp.at(${Math.floor(blocks / 2)}),
        role, owner, payment_address, 'https://old.example', tee_type, measurement, null::text, null::boolean, first_block, first_time, true, null::text, null::bytea from derived.node
      union all select network, chain_id, node, ${Math.floor(blocks / 2)}, null, pg_temp.at(${Math.floor(blocks / 2)}), null::timestamptz,
        role, owner, payment_address, endpoint, tee_type, measurement, null::text, null::boolean, first_block, first_time, enabled, null::text, null::bytea from derived.node`,
    `insert into derived.node_day (network, chain_id, node, day, claims, fees) select network, chain_id, node, (block_time at time zone 'UTC')::date,
        count(*) filter (where k = 'claim'), count(*) filter (where k = 'fee') from (
        select network, chain_id, node, block_time, 'claim' as k from facts.settled_claim union all
        select network, chain_id, node, block_time, 'fee' from facts.fee where node is not null) x group by 1, 2, 3, 4`,
    `insert into derived.network_day (network, chain_id, day, ${DAY_COUNTS.map(([name]) => name).join(', ')}) ${dayCounts()}`,
    `insert into derived.node_day_direct select network, chain_id, node, (block_time at time zone 'UTC')::date, token,
        case when refund then 'refund' else 'fee' end, count(*), sum(amount) from facts.fee where node is not null group by 1, 2, 3, 4, 5, 6`,
    `insert into derived.payee_day select network, chain_id, payee, (block_time at time zone 'UTC')::date, token,
        case when refund then 'refund' else 'fee' end, count(*), sum(amount) from facts.fee where node is null group by 1, 2, 3, 4, 5, 6`,
    `insert into derived.network_day_amount select network, chain_id, (block_time at time zone 'UTC')::date, token,
        case when refund then 'refund' else 'fee' end, count(*), sum(amount) from facts.fee group by 1, 2, 3, 4, 5`,
    `insert into derived.payer_day select network, chain_id, payer, (block_time at time zone 'UTC')::date, token,
        count(*) filter (where not refund), coalesce(sum(amount) filter (where not refund), 0),
        count(*) filter (where refund), coalesce(sum(amount) filter (where refund), 0) from facts.fee group by 1, 2, 3, 4, 5`,
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
        outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
      select network, chain_id, 'w1', 'claim', chain_id || '-' || block_number || '-' || position, block_number, block_hash, node, 'hand_off_signed',
        case position % 4 when 0 then 'rejected' when 1 then 'undecided' else 'verified' end,
        case position % 4 when 0 then 'SIGNATURE_INVALID' when 1 then 'BLOB_MISSING' else 'VERIFIED' end,
        case when position % 4 = 0 then case when position % 8 = 0 then 'node' else 'relayer' end end, 'said of ' || position,
        position % 4 = 1, jsonb_build_object('v', position % 3), block_time, block_time + interval '1 hour'
      from facts.settled_claim order by block_number, position`,
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
        outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
      select network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement, 'verified', 'VERIFIED', null,
        'later', false, conditions, subject_time, checked_at + interval '1 hour' from watch.verdict where transient and number % 3 = 0 order by number`,
  ]
}

/** Fills a migrated database with a small world whose every row follows from its number. */
export async function seed(url: string, size: SeedSize = SMALL): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const kind of PARTITIONED)
      await client.query(`create table facts.${kind}_seed partition of facts.${kind} default`)
    await client.query(FUNCTIONS)
    for (const statement of statements(size)) await client.query(statement)
    // Sums over many rows take the way that their number asks for.
    await client.query('analyze')
    const pool = createPool(url, { application: 'seed', max: 1 })
    for (const network of ['alpha', 'beta']) await rollUpVerification(pool, network)
    await pool.end()
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
