import { NETWORK } from './world.ts'

/** Rows of the processes beside the indexer, about the kept world: each schema has some. */
export const OTHER_ROWS: readonly string[] = [
  `insert into archive.blob (network, blob_id, status, sha256, size, merkle_root, leaf_count, format, tries, first_seen_at, kept_at)
     select network, 'kept-' || position, 'kept', sha256(merkle_root), 100, merkle_root, 2, 'openzeppelin-standard-v1', 1, block_time, block_time
     from facts.settlement where merkle_root is not null`,
  `insert into archive.leaf (network, blob_id, leaf_index, node, input_hash, output_hash, signature, claimed_at, leaf_hash)
     select b.network, b.blob_id, i, sha256('node'), sha256('in'), sha256('out'), '\\x00', b.first_seen_at, sha256(b.blob_id::bytea)
     from archive.blob b cross join generate_series(0, 1) i`,
  `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'local', 'claim', chain_id || '-' || block_number || '-' || position, block_number, block_hash, node,
       o.statement, o.outcome, o.code, o.fault, 'kept from an older version', o.outcome = 'undecided', '{"curve": "bn128"}', block_time, block_time + interval '1 hour'
     from facts.settled_claim cross join (values ('output_reproduced', 'undecided', 'UNAVAILABLE_CONTENT', null),
       ('proof_valid', 'rejected', 'REJECTED_PROOF_EQUATION', 'node'), ('hand_off_signed', 'verified', 'VERIFIED', null)) o(statement, outcome, code, fault)
     order by block_number, position, o.statement`,
  `insert into keeper.price (series, venue, at, price, source)
     select 'xUSD', 'one', '2026-09-22'::timestamptz + i * interval '1 day', 1.000000000000000001, 'made up' from generate_series(1, 5) i`,
  `insert into keeper.balance (network, chain_id, account, token, block_number, block_hash, block_time, amount, vouched_by)
     select network, chain_id, payee, token, block_number, block_hash, block_time, 2::numeric ^ 256 - 1, 'a test' from facts.fee where amount = 50 and not refund`,
  `insert into keeper.disclosure (network, rule, seen_at, status, value, unit, source)
     values ('${NETWORK}', 'slashing.fraction', '2026-09-22', 'disclosed', '0.05', 'share', 'made up')`,
  `insert into served.export_manifest (id, manifest) values ('00000000-0000-4000-8000-000000000001', '{"rows": 1}')`,
]
