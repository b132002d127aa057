import type { MigrationInterface, QueryRunner } from 'typeorm'

const WHERE = `
  network text not null, chain_id bigint not null,
  block_number integer not null, block_hash bytea not null, block_time timestamptz not null,
  tx_hash bytea not null, phase smallint not null default 0, position integer not null, contract bytea not null`

// kind of fact: its own columns, as in the migration of the first facts. Any uint256 is 78 digits.
const FACTS: Record<string, string> = {
  market_offer: `request bytea not null, request_id numeric(78,0) not null, requester bytea not null, seen_in text not null,
    min_price numeric(78,0) not null, max_price numeric(78,0) not null, ramp_up_start numeric(78,0) not null,
    ramp_up_period numeric(78,0) not null, lock_timeout numeric(78,0) not null, timeout numeric(78,0) not null,
    lock_collateral numeric(78,0) not null, predicate_type numeric(78,0) not null, predicate bytea not null,
    selector bytea not null`,
  market_step: `step text not null, request_id numeric(78,0), request bytea, account bytea, token bytea,
    amount numeric(78,0), burned numeric(78,0), refusal text, detail bytea`,
  market_payment: `request bytea not null, request_id numeric(78,0) not null, node bytea not null, requester bytea not null,
    state text not null, token bytea not null, amount numeric(78,0), paid_by text, reason text`,
  proof_root: `root bytea not null, seal bytea not null`,
  work_reported: `node bytea not null, payee bytea not null, period numeric(78,0) not null, amount numeric(78,0) not null,
    before bytea not null, after bytea not null`,
  work_period: `period numeric(78,0) not null, amount numeric(78,0) not null`,
}

/** What a market of proofs says, what its deliveries earned by its rules, roots of proofs, and work that is rewarded by period. */
export class Market1790000000740 implements MigrationInterface {
  readonly name = 'Market1790000000740'

  async up(runner: QueryRunner): Promise<void> {
    for (const [kind, columns] of Object.entries(FACTS))
      await runner.query(`create table facts.${kind} (${WHERE}, ${columns},
        primary key (network, chain_id, block_number, phase, position)) partition by range (block_number)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const kind of Object.keys(FACTS)) await runner.query(`drop table facts.${kind}`)
  }
}
