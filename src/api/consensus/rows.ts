export type RecomputedKind = 'SLASH' | 'REWARDS' | 'COMMISSION' | 'MINT'

/** A place among the facts of a consensus, with everything that a computation of its amount may need; a row of {@link ROWS}. */
export interface RecomputedRow {
  readonly kind: RecomputedKind
  readonly chain: number
  readonly block: number
  readonly hash: string
  readonly time: string
  readonly node: string | null
  readonly token: string
  readonly cause: string | null
  /** Parts of 10^18 of a base unit. */
  readonly reported: bigint | null
  /** Of a year, as the chain wrote it. */
  readonly provisions: string | null
  readonly shared: bigint | null
  readonly rewards: bigint | null
  readonly others: bigint | null
  readonly power: bigint | null
  readonly totalPower: bigint | null
  readonly slashedPower: bigint | null
  readonly doubleSignPower: bigint | null
  readonly parameter: string | null
  readonly value: string | null
  /** Heights between which every reading gave the value. */
  readonly readFrom: number | null
  readonly readTo: number | null
  /** The height of the next reading, which gave another value; null: there is none yet. */
  readonly readNext: number | null
  readonly readSource: string | null
  readonly vouchedBy: string | null
}

const BELOW = `network = $1 and chain_id = any($2) and block_number < $3 and ($4::bytea is null or node_key = $4)
  and $5 && array[`
const LAST = 'order by block_number desc, position desc limit $6'
const PARTS = 'amount * 1000000000000000000 + coalesce(fraction, 0)'

// Amounts that are taken, given or made with a block, of its beginning: phase 1.
const AMOUNTS = `(select 'SLASH' as kind, chain_id, block_number, block_hash, block_time, position, node_key, token,
      amount * 1000000000000000000 as reported, reason as cause, null as provisions
    from api.penalty where kind = 'slash' and phase = 1 and ${BELOW}'SLASH'] ${LAST})
  union all (select 'REWARDS', chain_id, block_number, block_hash, block_time, position, node_key, token, ${PARTS}, null, null
    from api.emission where reason = 'block_rewards' and phase = 1 and ${BELOW}'REWARDS'] ${LAST})
  union all (select 'COMMISSION', chain_id, block_number, block_hash, block_time, position, node_key, decode(repeat('00', 20), 'hex'),
      detail::numeric * 1000000000000000000, null, null
    from api.node_report where topic = 'commission' and phase = 1 and ${BELOW}'COMMISSION'] ${LAST})
  union all (select 'MINT', chain_id, block_number, block_hash, block_time, position, null, token,
      amount * 1000000000000000000, null, convert_from(reference, 'UTF8')
    from api.movement where kind = 'minted' and phase = 1 and ${BELOW}'MINT'] ${LAST})`

const SAME = 'network = $1 and chain_id = r.chain_id and block_number = r.block_number'
const ofNode = (topic: string) =>
  `(select value from api.node_report where ${SAME} and node_key = r.node_key and topic = '${topic}' limit 1)`

/** $1 network, $2 its consensus chains, $3 below this block, $4 a validator or null, $5 kinds, $6 how many. */
export const ROWS = `with picked as (select * from (${AMOUNTS}) a order by block_number desc, kind, position desc limit $6)
  select r.kind, r.chain_id, r.block_number, '0x' || encode(r.block_hash, 'hex'), extract(epoch from r.block_time)::double precision,
    '0x' || encode(r.node_key, 'hex'), '0x' || encode(r.token, 'hex'), r.cause, trunc(r.reported)::text, r.provisions,
    case r.kind when 'REWARDS' then (select sum(amount)::text from api.movement where ${SAME} and kind = 'rewards-shared-out') end,
    case r.kind when 'COMMISSION' then (select sum(${PARTS})::text from api.emission
      where ${SAME} and node_key = r.node_key and reason = 'block_rewards') end,
    case r.kind when 'SLASH' then ${ofNode('burned_with_slash')}::text end,
    case when r.kind in ('SLASH', 'REWARDS') then (select value::text from api.node_report where network = $1 and chain_id = r.chain_id
      and node_key = r.node_key and topic = 'voting_power' and block_number < r.block_number order by block_number desc limit 1) end,
    case r.kind when 'REWARDS' then (select convert_from(new_value, 'UTF8') from api.parameter_change where network = $1
      and chain_id = r.chain_id and parameter = 'consensus.validators.total_power' and block_number < r.block_number
      order by block_number desc limit 1) end,
    case r.kind when 'SLASH' then ${ofNode('slashed_power')}::text end,
    case r.kind when 'SLASH' then ${ofNode('double_sign_power')}::text end,
    n.parameter, p.value, p.from_block, p.to_block, p.source,
    (select min(from_block) from api.parameter_reading where network = $1 and chain_id = r.chain_id and parameter = n.parameter
      and from_block >= r.block_number),
    (select vouched_by from api.journal where network = $1 and chain_id = r.chain_id and number = r.block_number)
  from picked r
  cross join lateral (select case r.kind when 'REWARDS' then 'distribution.community_tax' when 'MINT' then 'mint.blocks_per_year'
    when 'COMMISSION' then 'commission_rate:0x' || encode(r.node_key, 'hex')
    else case r.cause when 'double_sign' then 'slashing.slash_fraction_double_sign'
      when 'missing_signature' then 'slashing.slash_fraction_downtime' end end as parameter) n
  left join lateral (select value, from_block, to_block, source from api.parameter_reading
    where network = $1 and chain_id = r.chain_id and parameter = n.parameter and from_block < r.block_number
    order by from_block desc limit 1) p on true
  order by r.block_number desc, r.kind, r.position desc`

const big = (value: unknown) => (value === null || value === undefined ? null : BigInt(String(value)))
const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
const number = (value: unknown) => (value === null || value === undefined ? null : Number(value))

/** A row of {@link ROWS} by the names of its columns. */
export function readRow(row: readonly unknown[]): RecomputedRow {
  return {
    kind: row[0] as RecomputedKind,
    chain: Number(row[1]),
    block: Number(row[2]),
    hash: String(row[3]),
    time: new Date(Number(row[4]) * 1000).toISOString().replace('Z', '000Z'),
    node: text(row[5]),
    token: String(row[6]),
    cause: text(row[7]),
    reported: big(row[8]),
    provisions: text(row[9]) || null,
    shared: big(row[10]),
    rewards: big(row[11]),
    others: big(row[12]),
    power: big(row[13]),
    totalPower: big(row[14]),
    slashedPower: big(row[15]),
    doubleSignPower: big(row[16]),
    parameter: text(row[17]),
    value: text(row[18]),
    readFrom: number(row[19]),
    readTo: number(row[20]),
    readSource: text(row[21]),
    readNext: number(row[22]),
    vouchedBy: text(row[23]),
  }
}
