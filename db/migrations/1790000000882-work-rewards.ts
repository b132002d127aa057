import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An estimate stands until a newer one of the same epoch, and gives way to what the epoch's end entitled to. */
export const WORK_REWARD = `create view api.work_reward as select network, chain_id, block_number, block_hash, block_time, tx_hash,
        contract, phase, position, state, source, node as node_key, payee, token, period as epoch, uncapped, reward_cap, amount
      from facts.work_reward r
      where state = 'entitled' or not exists (select from facts.work_reward n
        where n.network = r.network and n.chain_id = r.chain_id and n.contract = r.contract and n.period = r.period
          and n.source = r.source and n.block_number >= r.block_number
          and (n.state = 'entitled' or n.block_number > r.block_number))`

/** What reported work and stake are rewarded with, by epoch; and the reports themselves, for the API. */
export class WorkRewards1790000000882 implements MigrationInterface {
  readonly name = 'WorkRewards1790000000882'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table facts.work_reward (
      network text not null, chain_id bigint not null,
      block_number integer not null, block_hash bytea not null, block_time timestamptz not null,
      tx_hash bytea not null, phase smallint not null default 0, position integer not null, contract bytea not null,
      state text not null, source text not null, node bytea not null, payee bytea not null, token bytea not null,
      period numeric(78,0) not null, uncapped numeric(78,0) not null, reward_cap numeric(78,0), amount numeric(78,0) not null,
      primary key (network, chain_id, block_number, phase, position)) partition by range (block_number)`)
    await runner.query(WORK_REWARD)
    await runner.query(`create view api.work_report as select network, chain_id, block_number, block_hash, block_time, tx_hash,
        contract, phase, position, node as node_key, payee, period as epoch, amount as work from facts.work_reported`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.work_reward, api.work_report')
    await runner.query('drop table facts.work_reward')
  }
}
