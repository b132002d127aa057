import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { type FoundAlert, RULE_NAMES, RULES, type RuleLook, type RuleName } from './rules.ts'

// Numbers are given before a transaction is seen: of two keepers the one that waits gets the higher ones, so that who has read up to a
// number misses none below it.
const TURN = `select pg_advisory_xact_lock(hashtextextended('assay-alerts', 0))`
const INSERT = `insert into keeper.alert (network, rule, key, subject, class, chain_id, block_number, block_hash, tx_hash, at, says, source)
  select $1, f.rule, f.key, f.subject, f.class, f.chain_id, f.block_number, f.block_hash, f.tx_hash, f.at, f.says, f.source
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::integer[], $8::bytea[], $9::bytea[], $10::timestamptz[], $11::text[], $12::text[])
    with ordinality f (rule, key, subject, class, chain_id, block_number, block_hash, tx_hash, at, says, source, place)
  where not exists (select from keeper.alert a where a.network = $1 and a.rule = f.rule and a.key = f.key)
  order by f.place on conflict do nothing`

/**
 * Looks at every rule and notes what none noted before, at once and in the order in which it happened, and after what any other keeper
 * notes. Returns how many: a look that was cut short adds nothing, and the next one finds the same.
 */
export async function findAlerts(look: RuleLook): Promise<number> {
  const found: { rule: RuleName; alert: FoundAlert }[] = []
  for (const rule of RULE_NAMES) for (const alert of await RULES[rule](look)) found.push({ rule, alert })
  if (found.length === 0) return 0
  found.sort(
    ({ alert: a }, { alert: b }) =>
      a.at.getTime() - b.at.getTime() || (a.block ?? 0) - (b.block ?? 0) || compareKeys(a.key, b.key),
  )
  return insert(look.pool, look.network, found)
}

// Of one block: by the number that ends the key, which is the log's place.
const compareKeys = (a: string, b: string) =>
  Number(/\d+$/.exec(a)?.[0] ?? 0) - Number(/\d+$/.exec(b)?.[0] ?? 0)

async function insert(
  pool: Pool,
  network: Network,
  found: readonly { rule: RuleName; alert: FoundAlert }[],
): Promise<number> {
  const classes = new Map(network.chains.map((chain) => [chain.id, chain.class]))
  const column = <T>(of: (alert: FoundAlert) => T) => found.map(({ alert }) => of(alert))
  const values = [
    network.name,
    found.map(({ rule }) => rule),
    column(({ key }) => key),
    column(({ subject }) => subject),
    column(({ chain }) => (chain === null ? null : (classes.get(chain) ?? null))),
    column(({ chain }) => chain),
    column(({ block }) => block),
    column(({ blockHash }) => blockHash),
    column(({ txHash }) => txHash),
    column(({ at }) => at),
    column(({ says }) => says),
    column(({ source }) => source),
  ]
  return inTransaction(pool, async (client) => {
    await client.query(TURN)
    const { rowCount } = await client.query(INSERT, values)
    return rowCount ?? 0
  })
}
