import type { MigrationInterface, QueryRunner } from 'typeorm'
import { DAY, viewOfDays } from './1790000000990-market-days.ts'

const SAME_TRANSACTION = (row: string) =>
  `r.network = ${row}.network and r.chain_id = ${row}.chain_id and r.tx_hash = ${row}.tx_hash and r.block_hash = ${row}.block_hash`
/** Transactions that locked or delivered for a prover and whose receipt is not kept, once for each of their days. */
const UNREAD = [
  'facts.market_lock t where',
  `facts.market_payment t where t.paid_by is distinct from 'later_offer' and`,
]
  .map(
    (
      from,
    ) => `select t.network, t.chain_id, t.node, t.contract, ${DAY('t.block_time')} as day, t.tx_hash from ${from}
      not exists (select from keeper.receipt r where ${SAME_TRANSACTION('t')} and r.reason is null)`,
  )
  .join(' union ')

const DAYS = viewOfDays({
  figures: ['transactions', 'execution_fee', 'l1_data_fee', 'unstated', 'unread_receipts'],
  changes: (row) => `
    union all
    select r.network, r.chain_id, r.sender, r.contract, ${DAY('r.block_time')}, ${row({
      transactions: '1',
      execution_fee: 'r.gas_used * r.gas_price',
      l1_data_fee: 'coalesce(r.l1_fee, 0)',
      unstated: '(r.l1_fee is null)::int',
    })} from keeper.receipt r where r.reason is null
    union all
    select u.network, u.chain_id, u.node, u.contract, u.day, ${row({ unread_receipts: '1' })} from (${UNREAD}) u`,
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
      block_number integer not null, block_time timestamptz not null, contract bytea not null,
      sender bytea, gas_used numeric(78,0), gas_price numeric(78,0), l1_fee numeric(78,0), vouched_by text, reason text,
      tries integer not null default 1, asked_at timestamptz not null default now(),
      check ((sender is null) = (reason is not null)), primary key (network, chain_id, tx_hash, block_hash))`)
    await runner.query('create index receipt_sender on keeper.receipt (network, chain_id, sender)')
    await runner.query('drop view api.market_day')
    await runner.query(DAYS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view api.market_day')
    await runner.query(viewOfDays())
    await runner.query('drop table keeper.receipt')
  }
}
