import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  'create schema keeper',
  // A venue's price of one whole token in USD, written once: what a receipt was worth never changes. valid_until is
  // set for a price that is defined and not observed, such as that of a demo's currency.
  `create table keeper.price (
    series text not null, venue text not null, at timestamptz not null, price numeric not null check (price > 0),
    valid_until timestamptz, source text not null, recorded_at timestamptz not null default now(),
    primary key (series, venue, at))`,
  // What an account held after a finalized block, read from the chain. Base units; the zero token is the chain's coin.
  `create table keeper.balance (
    network text not null, chain_id bigint not null, account bytea not null, token bytea not null,
    block_number integer not null, block_hash bytea not null, block_time timestamptz not null,
    amount numeric(78,0) not null, vouched_by text not null, read_at timestamptz not null default now(),
    primary key (network, chain_id, account, token, block_number))`,
  // The ledger beside two such readings. A difference is a row, not a silence; without an opening balance nothing can
  // be compared and expected is null.
  `create table keeper.reconciliation (
    network text not null, chain_id bigint not null, account bytea not null, token bytea not null,
    from_block integer, to_block integer not null, day date not null,
    expected numeric, observed numeric(78,0) not null, difference numeric,
    status text not null check (status in ('matches', 'differs', 'not_observed')),
    recorded_at timestamptz not null default now(),
    check ((status = 'not_observed') = (difference is null)),
    primary key (network, chain_id, account, token, to_block))`,
  // What a network says of its own rules, as read each day; a change is a new row.
  `create table keeper.disclosure (
    network text not null, rule text not null, seen_at timestamptz not null,
    status text not null check (status in ('disclosed', 'inferred', 'undisclosed', 'contradicted')),
    value text, unit text, source text not null, chain_id bigint, block_number integer, detail text,
    primary key (network, rule, seen_at))`,
]

/** What changes without a block of ours: prices, balances, disclosed rules. The keeper is their only writer. */
export class Keeper1790000000300 implements MigrationInterface {
  readonly name = 'Keeper1790000000300'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema keeper cascade')
  }
}
