import type { MigrationInterface, QueryRunner } from 'typeorm'

// Every fact carries where it stands on chain. `position` counts logs in the block for phase 0; phases 1 to 3
// (begin, transaction, end) are for chains that emit events outside of transactions.
const WHERE = `
  network text not null, chain_id bigint not null,
  block_number integer not null, block_hash bytea not null, block_time timestamptz not null,
  tx_hash bytea not null, phase smallint not null default 0, position integer not null, contract bytea not null`

// kind of fact: its own columns. Amounts are base units, the token beside them; bytea for hashes and accounts.
const FACTS: Record<string, string> = {
  node_registered: `node bytea not null, role text not null, owner bytea, payment_address bytea, endpoint text,
    tee_type smallint, signing_key bytea, tls_certificate bytea, attestation bytea, measurement bytea`,
  node_status: `node bytea not null, enabled boolean not null, cause text not null, actor bytea`,
  measurement_status: `measurement bytea not null, tee_type smallint, approved boolean not null, version text,
    grace_seconds numeric(78,0)`,
  heartbeat: `node bytea not null, signed_at timestamptz, signature bytea`,
  settlement: `kind text not null, relayer bytea, merkle_root bytea, batch_size numeric(78,0), blob_id text`,
  settled_claim: `node bytea, evidence text not null, request bytea, requester bytea, model bytea,
    input_hash bytea not null, output_hash bytea not null, claimed_at timestamptz, signature bytea, blob_id text,
    verification_key_hash bytea, proof bytea, public_signals bytea`,
  model_published: `model bytea not null, system text not null, verification_key_hash bytea, uri text`,
  request_assigned: `request bytea not null, node bytea not null, requester bytea not null, model bytea,
    input_hash bytea, deadline timestamptz`,
  fee: `node bytea, payer bytea not null, payee bytea not null, token bytea not null, amount numeric(78,0) not null,
    request bytea, attribution text not null, refund boolean not null default false, cap numeric(78,0)`,
  emission: `node bytea, payee bytea, token bytea not null, amount numeric(78,0) not null, period timestamptz, reason text`,
  penalty: `node bytea not null, kind text not null, staker bytea, token bytea, amount numeric(78,0), reason text, evidence bytea`,
  stake_change: `node bytea not null, staker bytea not null, token bytea not null, delta numeric(78,0) not null,
    total numeric(78,0)`,
  parameter_change: `parameter text not null, old_value bytea, new_value bytea`,
  role_change: `role bytea not null, account bytea, sender bytea, change text not null`,
  movement: `kind text not null, node bytea, account bytea, counterparty bytea, token bytea,
    amount numeric(78,0) not null, reference bytea`,
  governance_action: `action text not null, proposal numeric(78,0) not null, account bytea not null, detail text`,
  node_report: `node bytea not null, topic text not null, value numeric(78,0), detail text`,
  unknown_log: `topics bytea[] not null, data bytea not null, reason text not null, detail text`,
}

/** Facts: append-only rows that carry their block. The indexer of the row's chain is their only writer. */
export class Facts1790000000000 implements MigrationInterface {
  readonly name = 'Facts1790000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema facts')
    for (const [kind, columns] of Object.entries(FACTS)) {
      await runner.query(`create table facts.${kind} (${WHERE}, ${columns},
        primary key (network, chain_id, block_number, phase, position)) partition by range (block_number)`)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema facts cascade')
  }
}
