import type { Catalogue } from '../../platform/catalogue.ts'
import type { Pool } from '../../platform/database.ts'
import type { CatalogueMeasurement } from '../../platform/measurements.ts'
import type { Network } from '../../platform/network.ts'
import { droppedDays } from './coverage.ts'

/** Something that a subscriber wants to know. `key` is the thing's own name: the same thing found again is no second alert. */
export interface FoundAlert {
  readonly key: string
  readonly subject: string
  readonly chain: number | null
  readonly block: number | null
  readonly blockHash: Uint8Array | null
  readonly txHash: Uint8Array | null
  readonly at: Date
  readonly says: string
  readonly source: string
}

/** What rules look at. */
export interface RuleLook {
  readonly pool: Pool
  readonly network: Network
  readonly measurements: readonly CatalogueMeasurement[] | undefined
  readonly advisories: Catalogue['advisories']
  /** The time, Unix seconds. */
  readonly now: number
}

type Rule = (look: RuleLook) => Promise<readonly FoundAlert[]>

// Only what can no longer be taken back: an alert is not either.
const FINAL = `join ingest.status i on i.network = f.network and i.chain_id = f.chain_id and f.block_number <= i.finalized_height`
const isNew = (rule: string, key: string) =>
  `not exists (select from keeper.alert a where a.network = f.network and a.rule = '${rule}' and a.key = ${key})`
const PLACE = `f.chain_id || '-' || f.block_number || '-' || f.phase || '.' || f.position`
const hex = (column: string) => `'0x' || encode(${column}, 'hex')`

interface Row {
  readonly key: string
  readonly subject: string
  readonly chain_id: string | null
  readonly block_number: number | null
  readonly block_hash: Uint8Array | null
  readonly tx_hash: Uint8Array | null
  readonly at: Date
  readonly says: string
}

async function read(
  { pool, network }: RuleLook,
  text: string,
  source: string,
  more: readonly unknown[] = [],
): Promise<readonly FoundAlert[]> {
  const { rows } = await pool.query<Row>(text, [network.name, ...more])
  return rows.map((row) => ({
    key: row.key,
    subject: row.subject,
    chain: row.chain_id === null ? null : Number(row.chain_id),
    block: row.block_number,
    blockHash: row.block_hash,
    txHash: row.tx_hash,
    at: row.at,
    says: row.says,
    source,
  }))
}

/** Final facts of one table that no alert was made of, each a log of its own. */
const facts =
  (
    rule: string,
    fact: { table: string; subject: string; says: string; where?: string },
    values: readonly unknown[] = [],
  ): Rule =>
  (look) =>
    read(
      look,
      `select ${PLACE} as key, ${fact.subject} as subject, f.chain_id, f.block_number, f.block_hash, f.tx_hash, f.block_time as at,
         ${fact.says} as says
       from facts.${fact.table} f ${FINAL} where f.network = $1 and ${isNew(rule, PLACE)} and ${fact.where ?? 'true'}`,
      `facts.${fact.table}`,
      values,
    )

const parameters = (rule: string, names: readonly string[], what: string, isNamed = true): Rule =>
  facts(
    rule,
    {
      table: 'parameter_change',
      subject: hex('f.contract'),
      says: `'${what} ' || ${hex('f.contract')} || ': ' || f.parameter || ' is set'`,
      where: isNamed ? 'f.parameter = any($2)' : 'not f.parameter = any($2)',
    },
    [names],
  )

const ROOT = ['attestation-root']
const UPGRADE = ['implementation', 'proxy-admin', 'beacon']
const VERIFIER = ['registry', 'stopped']
const ROLES = ['owner', 'pending-owner']

const unlisted: Rule = async (look) => {
  const found = await read(
    look,
    `select f.chain_id || '-' || f.block_number || '-' || f.position as key, ${hex('f.contract')} as subject, f.chain_id, f.block_number,
       b.hash as block_hash, null::bytea as tx_hash, coalesce(b.block_time, now()) as at, ${hex('f.implementation')} as says
     from derived.implementation f ${FINAL}
     left join ingest.block b on b.network = f.network and b.chain_id = f.chain_id and b.number = f.block_number
     where f.network = $1 and ${isNew('implementation_unlisted', `f.chain_id || '-' || f.block_number || '-' || f.position`)}
       and exists (select from derived.implementation o where o.network = f.network and o.chain_id = f.chain_id
         and o.contract = f.contract and (o.block_number, o.position) < (f.block_number, f.position))`,
    'derived.implementation',
  )
  return found.flatMap((alert) => {
    const contract = look.network.contracts.find(
      ({ chain, address }) => chain === alert.chain && address === alert.subject,
    )
    if (!contract || contract.implementations?.some((code) => code === alert.says)) return []
    return [
      {
        ...alert,
        says: `${contract.name} at ${alert.subject} runs the code at ${alert.says}, which network.json does not list`,
      },
    ]
  })
}

const unpublished: Rule = async (look) => {
  const listed = new Set(look.measurements?.map(({ measurement }) => String(measurement)))
  const found = await facts('measurement_unpublished', {
    table: 'measurement_status',
    subject: hex('f.measurement'),
    says: `'the registry approved ' || ${hex('f.measurement')} || coalesce(' as ' || f.version, '') || ', and no source of it is published'`,
    where: 'f.approved',
  })(look)
  return found.filter(({ subject }) => !listed.has(subject))
}

const coverage: Rule = async ({ pool, network }) => {
  const { rows } = await pool.query<{ chain: string; day: string; claims: string; decided: string }>(
    `select d.chain_id as chain, to_char(d.day, 'YYYY-MM-DD') as day, (d.claims + d.batch_leaves)::text as claims,
       (select coalesce(sum(v.verdicts), 0) from watch.verification_day v where v.network = d.network and v.chain_id = d.chain_id
         and v.day = d.day and v.statement in ('hand_off_signed', 'proof_valid') and v.outcome <> 'undecided')::text as decided
     from derived.network_day d
     join watch.verification_mark m on m.network = d.network and m.chain_id = d.chain_id
     join ingest.block b on b.network = m.network and b.chain_id = m.chain_id and b.number = m.journal_number
     where d.network = $1 and d.claims + d.batch_leaves > 0 and d.day < (b.block_time at time zone 'UTC')::date - 1
       and d.day >= (b.block_time at time zone 'UTC')::date - 60
     order by d.chain_id, d.day`,
    [network.name],
  )
  return [...Map.groupBy(rows, ({ chain }) => Number(chain))].flatMap(([chain, days]) =>
    droppedDays(
      days.map(({ day, claims, decided }) => ({ day, claims: Number(claims), decided: Number(decided) })),
    ).map(({ day, share, before }) => ({
      key: `${chain}-${day}`,
      subject: `chain ${chain}`,
      chain,
      block: null,
      blockHash: null,
      txHash: null,
      at: new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000),
      says: `of the claims of ${day}, ${percent(share)} were decided by watchdogs, ${percent(before)} over the week before`,
      source: 'watch.verification_day',
    })),
  )
}
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** A chain that stands for so long is behind, whoever is at fault. */
const LAG_SECONDS = 1800

const lag: Rule = (look) =>
  read(
    look,
    `select f.chain_id || '-' || to_char(to_timestamp($2) at time zone 'UTC', 'YYYY-MM-DD') as key, 'chain ' || f.chain_id as subject, f.chain_id,
       f.height as block_number, f.hash as block_hash, null::bytea as tx_hash, to_timestamp($2) as at,
       'the index of chain ' || f.chain_id || ' stands at block ' || f.height || ', ' || (f.head - f.height) || ' below the newest, since ' ||
         to_char(f.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as says
     from ingest.status f where f.network = $1 and f.head > f.height and f.updated_at < to_timestamp($2) - make_interval(secs => $3)
       and ${isNew('lag', `f.chain_id || '-' || to_char(to_timestamp($2) at time zone 'UTC', 'YYYY-MM-DD')`)}`,
    'ingest.status',
    [look.now, LAG_SECONDS],
  )

const advisories: Rule = async ({ advisories: rows, network }) => {
  if (network.trust.attestationRoots.length === 0 && !network.trust.measurements) return []
  return rows.map(({ id, published, name, affects, source }) => ({
    key: id,
    subject: id,
    chain: null,
    block: null,
    blockHash: null,
    txHash: null,
    at: new Date(`${published}T00:00:00Z`),
    says: `${name} (${affects})`,
    source,
  }))
}

/** Every rule by its name, as alerts and subscriptions have it. A new one is an entry here and a row in docs/operations/alerts.md. */
export const RULES = {
  measurement_unpublished: unpublished,
  root_changed: parameters('root_changed', ROOT, 'the root that attestations are believed by changed at'),
  upgraded: parameters('upgraded', UPGRADE, 'the code changed behind'),
  verifier_changed: parameters('verifier_changed', VERIFIER, 'what is believed changed at the verifier'),
  parameter_changed: parameters(
    'parameter_changed',
    [...ROOT, ...UPGRADE, ...VERIFIER, ...ROLES],
    'a rule changed at',
    false,
  ),
  owner_changed: parameters('owner_changed', ROLES, 'who may decide changed at'),
  role_changed: facts('role_changed', {
    table: 'role_change',
    subject: hex('f.contract'),
    says: `'a role at ' || ${hex('f.contract')} || ' was ' || f.change || coalesce(': ' || ${hex('f.account')}, '')`,
  }),
  key_changed: facts('key_changed', {
    table: 'model_published',
    subject: hex('f.model'),
    says: `'model ' || ${hex('f.model')} || ' is bound to another verification key, ' || coalesce(${hex('f.verification_key_hash')}, 'none')`,
    where: `(select o.verification_key_hash is distinct from f.verification_key_hash from facts.model_published o
      where o.network = f.network and o.chain_id = f.chain_id and o.model = f.model
        and (o.block_number, o.position) < (f.block_number, f.position) order by o.block_number desc, o.position desc limit 1)`,
  }),
  slash: facts('slash', {
    table: 'penalty',
    subject: hex('f.node'),
    says: `'node ' || ${hex('f.node')} || ' was slashed' || coalesce(' by ' || f.amount || ' base units', '') || coalesce(': ' || f.reason, '')`,
    where: `f.kind = 'slash'`,
  }),
  lapse: (look) =>
    read(
      look,
      `select f.chain_id || '-' || ${hex('f.node')} || '-' || extract(epoch from f.from_time) as key, ${hex('f.node')} as subject, f.chain_id,
         f.after_block as block_number, null::bytea as block_hash, null::bytea as tx_hash, f.from_time as at,
         'node ' || ${hex('f.node')} || ' was silent for more than ' || f.limit_seconds || ' seconds' as says
       from derived.lapse f
       where f.network = $1 and f.from_time <= (select b.block_time from ingest.block b
           join ingest.status i on i.network = b.network and i.chain_id = b.chain_id and b.number <= i.finalized_height
           where b.network = f.network and b.chain_id = f.chain_id order by b.number desc limit 1)
         and ${isNew('lapse', `f.chain_id || '-' || ${hex('f.node')} || '-' || extract(epoch from f.from_time)`)}`,
      'derived.lapse',
    ),
  fraud_verdict: (look) =>
    read(
      look,
      `select f.number::text as key, coalesce(${hex('f.node')}, f.subject_id) as subject, f.chain_id, f.block_number, f.block_hash,
         null::bytea as tx_hash, f.checked_at as at,
         f.watchdog || ' rejected ' || f.subject_kind || ' ' || f.subject_id || ' (' || f.statement || '): ' || f.code || ', fault of ' || f.fault as says
       from watch.verdict f ${FINAL} where f.network = $1 and f.fault is not null and ${isNew('fraud_verdict', 'f.number::text')}`,
      'watch.verdict',
    ),
  contradiction: (look) =>
    read(
      look,
      `select f.rule || '-' || extract(epoch from f.seen_at) as key, f.rule as subject, f.chain_id, f.block_number, null::bytea as block_hash,
         null::bytea as tx_hash, f.seen_at as at,
         'the rule ' || f.rule || ' is contradicted' || coalesce(': ' || f.detail, '') as says
       from keeper.disclosure f where f.network = $1 and f.status = 'contradicted'
         and ${isNew('contradiction', `f.rule || '-' || extract(epoch from f.seen_at)`)}`,
      'keeper.disclosure',
    ),
  coverage_drop: coverage,
  lag,
  implementation_unlisted: unlisted,
  advisory: advisories,
} satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES
export const RULE_NAMES = Object.keys(RULES) as RuleName[]
