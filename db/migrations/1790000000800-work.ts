import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Numbers of leases. Each lease has another, over all workers: an answer counts only under the newest of its block.
  'create sequence watch.fence',
  // Blocks with open questions that some worker of the watchdog has taken or is to take.
  `create table watch.work (
    network text not null, watchdog text not null, chain_id bigint not null, block_number integer not null,
    fence bigint, worker text, leased_until timestamptz, attempts integer not null default 0,
    due_at timestamptz not null default now(),
    primary key (network, watchdog, chain_id, block_number),
    check ((leased_until is null) = (fence is null) and (fence is null) = (worker is null)))`,
  'create index work_due on watch.work (network, watchdog, due_at)',
  'create unique index work_fence on watch.work (fence)',
  // How far the chains' blocks were put into the list, and since when this walk is under way.
  `create table watch.sweep (
    network text not null, watchdog text not null, chain_id bigint not null, swept_to integer not null,
    started_at timestamptz not null, primary key (network, watchdog, chain_id))`,
  // What a day's budget is compared with.
  `create table watch.spent (
    network text not null, watchdog text not null, day date not null, checks bigint not null default 0,
    calls bigint not null default 0, primary key (network, watchdog, day))`,
]

/** Several workers share a watchdog's work: leases, how far it went, and what a day has used. */
export class Work1790000000800 implements MigrationInterface {
  readonly name = 'Work1790000000800'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['spent', 'sweep', 'work']) await runner.query(`drop table watch.${table}`)
    await runner.query('drop sequence watch.fence')
  }
}
