import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // The outbox: what happened, once, in the order in which it was found. `key` names the thing itself, so that a round that is
  // repeated after a kill adds nothing.
  `create table keeper.alert (
    number bigint generated always as identity primary key,
    network text not null, rule text not null, key text not null, subject text not null, class text,
    chain_id bigint, block_number integer, block_hash bytea, tx_hash bytea,
    at timestamptz not null, says text not null, source text not null, found_at timestamptz not null default now(),
    unique (network, rule, key))`,
  'create index alert_network on keeper.alert (network, number)',
  // How far each receiver took delivery: all alerts of the network up to `number`. It moves after the receiver said yes.
  `create table keeper.alert_receiver (
    network text not null, receiver text not null, number bigint not null, asked_from bigint,
    tries integer not null default 0, next_try_at timestamptz not null default now(), failure text, delivered_at timestamptz,
    primary key (network, receiver))`,
  `create view api.alert as select network, number, rule, subject, class, chain_id, block_number, block_hash, tx_hash, at, says, source,
      found_at from keeper.alert`,
]

/** Alerts and how far they were delivered. The keeper is their only writer. */
export class Alerts1790000000962 implements MigrationInterface {
  readonly name = 'Alerts1790000000962'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.alert')
    await runner.query('drop table keeper.alert, keeper.alert_receiver')
  }
}
