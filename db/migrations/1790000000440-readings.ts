import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // totalSupply() of a token after a finalized block, once per UTC day of the chain. Base units.
  `create table keeper.supply (
    network text not null, chain_id bigint not null, token bytea not null, block_number integer not null,
    block_hash bytea not null, block_time timestamptz not null, amount numeric(78,0) not null, vouched_by text not null,
    read_at timestamptz not null default now(), primary key (network, chain_id, token, block_number))`,
  // Plain transfers of payment tokens to accounts that pay, or that funded one that pays: from eth_getLogs of final blocks,
  // at an endpoint's word. No header proves that none was left out, so they are no facts: policy says so in each row.
  `create table keeper.transfer (
    network text not null, chain_id bigint not null, token bytea not null, block_number integer not null,
    block_hash bytea not null, block_time timestamptz not null, tx_hash bytea not null, log_index integer not null,
    sender bytea not null, receiver bytea not null, amount numeric(78,0) not null,
    policy text not null check (policy in ('unproved')), endpoint text not null,
    read_at timestamptz not null default now(), primary key (network, chain_id, tx_hash, log_index))`,
  'create index transfer_receiver on keeper.transfer (network, receiver)',
  // Whose incoming transfers are read, up to which block. depth: 0 pays itself, 1 funded one that pays, and so on.
  `create table keeper.traced (
    network text not null, chain_id bigint not null, token bytea not null, account bytea not null,
    depth smallint not null check (depth >= 0), read_to integer not null,
    primary key (network, chain_id, token, account))`,
  `create view api.supply as select network, chain_id, token, block_number, block_hash, block_time, amount, vouched_by, read_at
    from keeper.supply`,
  `create view api.transfer as select network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index,
    sender, receiver, amount, policy, endpoint, read_at from keeper.transfer`,
  `create view api.traced as select network, chain_id, token, account, depth, read_to from keeper.traced`,
]

/** What the keeper reads at a chain's word: supplies of tokens, and the transfers that funded those who pay. */
export class Readings1790000000440 implements MigrationInterface {
  readonly name = 'Readings1790000000440'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.supply, api.transfer, api.traced')
    await runner.query('drop table keeper.supply, keeper.transfer, keeper.traced')
  }
}
