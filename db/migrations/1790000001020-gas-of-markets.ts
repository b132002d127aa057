import type { MigrationInterface, QueryRunner } from 'typeorm'
import { DAY, viewOfDays } from './1790000000990-market-days.ts'

/** Transactions that locked or delivered for a prover; a log that only shows the offer of an earlier delivery delivers nothing. */
const NAMING = ['facts.market_lock', `facts.market_payment`]
  .map(
    (
      table,
    ) => `select network, chain_id, block_number, block_hash, block_time, tx_hash, contract, position, node from ${table}
      ${table === 'facts.market_payment' ? `where paid_by is distinct from 'later_offer'` : ''}`,
  )
  .join(' union all ')

const PAID = `create view api.gas_paid as
  select r.network, r.chain_id, r.block_number, r.block_hash, r.block_time, r.tx_hash, r.contract, r.position, r.sender as node_key,
    decode(repeat('00', 20), 'hex') as token, r.gas_used * r.gas_price as execution_fee, r.l1_fee as l1_data_fee,
    case when r.l1_fee is null then 'L1_FEE_NOT_STATED' end as why_unknown
  from keeper.receipt r where r.reason is null
  union all
  select t.network, t.chain_id, t.block_number, t.block_hash, t.block_time, t.tx_hash, t.contract, min(t.position), t.node,
    decode(repeat('00', 20), 'hex'), null, null, 'RECEIPT_UNREAD'
  from (${NAMING}) t
  where not exists (select from keeper.receipt r where r.network = t.network and r.chain_id = t.chain_id and r.tx_hash = t.tx_hash
    and r.block_hash = t.block_hash and r.reason is null)
  group by t.network, t.chain_id, t.block_number, t.block_hash, t.block_time, t.tx_hash, t.contract, t.node`

const IS_UNREAD = `g.why_unknown is not distinct from 'RECEIPT_UNREAD'`
const DAYS = viewOfDays({
  figures: ['transactions', 'execution_fee', 'l1_data_fee', 'unstated', 'unread_receipts'],
  changes: (row) => `
    union all
    select g.network, g.chain_id, g.node_key, g.contract, ${DAY('g.block_time')}, ${row({
      transactions: `(not ${IS_UNREAD})::int`,
      execution_fee: 'coalesce(g.execution_fee, 0)',
      l1_data_fee: 'coalesce(g.l1_data_fee, 0)',
      unstated: `(g.why_unknown is not distinct from 'L1_FEE_NOT_STATED')::int`,
      unread_receipts: `(${IS_UNREAD})::int`,
    })} from api.gas_paid g`,
  columns: `, d.transactions::int, d.unread_receipts::int,
    case when d.unread_receipts = 0 then d.execution_fee end as execution_fee,
    case when d.unread_receipts = 0 and d.unstated = 0 then d.l1_data_fee end as l1_data_fee,
    case when d.unread_receipts > 0 then 'RECEIPT_UNREAD' when d.unstated > 0 then 'L1_FEE_NOT_STATED' end as why_no_gas`,
})

/** Who sent the transactions that locked and delivered, and what that one paid for them; at the endpoints' word. */
export class GasOfMarkets1790000001020 implements MigrationInterface {
  readonly name = 'GasOfMarkets1790000001020'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table keeper.receipt (
      network text not null, chain_id bigint not null, tx_hash bytea not null, block_hash bytea not null,
      block_number integer not null, block_time timestamptz not null, contract bytea not null, position integer not null,
      sender bytea, gas_used numeric(78,0), gas_price numeric(78,0), l1_fee numeric(78,0), vouched_by text, reason text,
      tries integer not null default 1, asked_at timestamptz not null default now(),
      check ((sender is null) = (reason is not null)), primary key (network, chain_id, tx_hash, block_hash))`)
    await runner.query(
      'create index receipt_sender on keeper.receipt (network, chain_id, sender, block_time)',
    )
    await runner.query(PAID)
    await runner.query('drop view api.market_day')
    await runner.query(DAYS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_day, api.gas_paid')
    await runner.query(viewOfDays())
    await runner.query('drop table keeper.receipt')
  }
}
