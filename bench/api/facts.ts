/** Rows of each kind of fact per million facts: a network that serves inference, most of it claimed, paid and alive. */
export const PER_MILLION = {
  settled_claim: 300_000,
  fee: 300_000,
  heartbeat: 320_000,
  settlement: 30_000,
  emission: 30_000,
  stake_change: 10_000,
  node_status: 2_000,
  penalty: 1_000,
  unknown_log: 7_000,
} as const

export type SeededKind = keyof typeof PER_MILLION

/** A chain of the world, and which share of a kind's rows stands on it. */
interface Stream {
  readonly network: string
  readonly chain: number
  readonly share: (kind: SeededKind) => number
}

// As OpenGradient is built: claims and nodes on one chain, half of the money on another. Beside it a second network, so
// that ids and filters have something to keep apart.
const STREAMS: readonly Stream[] = [
  { network: 'alpha', chain: 31337, share: (kind) => (kind === 'fee' ? 0.3 : 0.8) },
  { network: 'alpha', chain: 31338, share: (kind) => (kind === 'fee' ? 0.5 : 0) },
  { network: 'beta', chain: 31337, share: () => 0.2 },
]
const NODES = 2000
const PAYERS = 20_000
/** Heights: three partitions with room at the top, half a year of blocks every five seconds; every sixth holds data of ours. */
const HEIGHT = 2_900_000
const STEP = 6
export const HEIGHTS = { first: 0, last: 2_999_999 } as const
const START = `timestamptz '2026-01-01 00:00:00Z'`

// Built-in functions only: a function of our own would be called for every row instead of becoming part of the plan.
const hash = (tag: string, n: string) => `sha256('${tag}'::bytea || int8send((${n})::bigint))`
const account = (tag: string, n: string) => `substr(${hash(tag, n)}, 1, 20)`
const at = (block: string) => `${START} + (${block}) * interval '5 seconds'`
const blockHash = (stream: Stream, block: string) => hash(`${stream.network}${stream.chain}`, block)
// 0 ≤ u < 1, another for each i: multiplication by an odd number mixes well enough for a spread.
const u = (salt: number) =>
  `(((i::bigint * 2654435761 + ${salt}::bigint * 40503) & 4294967295) / 4294967296.0::float8)`
// A few nodes do most of the work: with the cube, the busiest of 1,600 has a twelfth of all.
const nodeOf = (stream: Stream) => hash(`node-${stream.network}`, `floor(${NODES} * power(${u(1)}, 3))`)
const payerOf = () => account('payer', `floor(${PAYERS} * power(${u(2)}, 4))`)
const amount = `floor(1e15 * (1 + 1000 * power(${u(3)}, 6)))::numeric(78,0)`

const COLUMNS: Record<SeededKind, (stream: Stream) => string> = {
  settled_claim: (stream) => `${nodeOf(stream)}, case when i % 5 = 0 then 'groth16' else 'tee_signature' end,
    case when i % 4 = 0 then ${hash('request', 'i')} end, case when i % 4 = 0 then ${payerOf()} end,
    case when i % 5 = 0 then ${hash('model', 'i % 50')} end, ${hash('in', 'i')}, ${hash('out', 'i')}, b.time, null, null, null,
    null, null`,
  fee: (
    stream,
  ) => `case when i % 3 > 0 then ${nodeOf(stream)} end, ${payerOf()}, ${account('pay', `floor(${NODES} * power(${u(1)}, 3))`)},
    ${account('token', '0')}, ${amount}, null, 'explicit', i % 50 = 0, null`,
  heartbeat: (stream) => `${hash(`node-${stream.network}`, `i % ${NODES}`)}, b.time, '\\x00'`,
  settlement: () => `case when i % 5 = 0 then 'individual' else 'batch' end, ${account('relayer', 'i % 5')},
    case when i % 5 > 0 then ${hash('root', 'i')} end, 3, 'blob-' || i`,
  emission: (
    stream,
  ) => `${nodeOf(stream)}, ${account('pay', `floor(${NODES} * power(${u(1)}, 3))`)}, ${account('token', '0')},
    ${amount}, b.time, 'proofs'`,
  stake_change: (stream) => `${nodeOf(stream)}, ${payerOf()}, ${account('token', '0')}, ${amount}, null`,
  node_status: (stream) => `${nodeOf(stream)}, i % 2 = 0, 'owner', ${account('owner', 'i % 100')}`,
  penalty: (stream) => `${nodeOf(stream)}, case when i % 2 = 0 then 'slash' else 'jail' end, null,
    case when i % 2 = 0 then ${account('token', '0')} end, case when i % 2 = 0 then ${amount} end, 'invalid-proof', null`,
  unknown_log: () => `array[${hash('topic', 'i % 9')}], '\\x00'::bytea, 'unknown-topic', null`,
}

/** Statements that fill one kind's table for a world of about so many facts, in the order of its primary key. */
export function factStatements(kind: SeededKind, facts: number): string[] {
  return STREAMS.flatMap((stream) => {
    const rows = Math.floor((PER_MILLION[kind] * facts * stream.share(kind)) / 1_000_000)
    if (!rows) return []
    const block = `((i::bigint * ${Math.floor(HEIGHT / STEP) - 1} / ${rows}) * ${STEP} + 1)::integer`
    return [
      `insert into facts.${kind} select '${stream.network}', ${stream.chain}, b.number, ${blockHash(stream, 'b.number')}, b.time,
        ${hash(kind, 'i')}, 0, (i % 1000000)::integer, ${account('contract', '0')}, ${COLUMNS[kind](stream)}
      from generate_series(0, ${rows - 1}) i
      cross join lateral (select ${block} as number, ${at(block)} as time) b`,
    ]
  })
}

/** Prices of the worlds' token at two venues, each of them every hour, so that a price holds for half an hour. */
export const PRICES = ['a', 'b'].map(
  (venue, index) => `insert into keeper.price (series, venue, at, price, source)
    select 'bench-xusd', '${venue}', ${START} + i * interval '1 hour' + ${index} * interval '30 minutes', round((1 + 0.2 * sin(i / 40.0))::numeric, 6), 'bench'
    from generate_series(-24, ${Math.ceil((HEIGHT * 5) / 3600)}) i`,
)

export const SEEDED_KINDS = Object.keys(PER_MILLION) as SeededKind[]

/** Where the chains stand, their journal of blocks with data, and the registrations. */
export function chainStatements(): string[] {
  return [
    ...STREAMS.flatMap((stream) => [
      `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head,
        digest, source_set_hash, fence) select '${stream.network}', ${stream.chain}, ${hash('genesis', '0')}, ${HEIGHT}, ${blockHash(stream, `${HEIGHT}`)},
        ${at(`${HEIGHT}`)}, ${HEIGHT - 2}, ${blockHash(stream, `${HEIGHT - 2}`)}, ${HEIGHT}, ${hash('digest', `${HEIGHT}`)}, ${hash('sources', '0')}, 1`,
      `insert into ingest.block (network, chain_id, number, hash, parent_hash, block_time, digest, holds_data, proof)
        select '${stream.network}', ${stream.chain}, n, ${blockHash(stream, 'n')}, ${blockHash(stream, 'n - 1')}, ${at('n')},
        ${hash('digest', 'n')}, true, 'full' from generate_series(1, ${HEIGHT}, ${STEP}) n`,
    ]),
    ...['alpha', 'beta'].map(
      (
        network,
      ) => `insert into facts.node_registered select '${network}', 31337, b, ${blockHash({ network, chain: 31337 } as Stream, 'b')},
        ${at('b')}, ${hash('registered', 'i')}, 0, 999999, ${account('contract', '0')}, ${hash(`node-${network}`, 'i')},
        case i % 3 when 0 then 'tee-proxy' when 1 then 'snark-prover' else 'validator' end, ${account('owner', 'i % 100')},
        ${account('pay', 'i')}, 'https://node-' || i || '.example', case when i % 3 = 0 then 1 end, null, null, null,
        case when i % 3 = 0 then ${hash('measurement', 'i % 4')} end
      from generate_series(0, ${NODES - 1}) i cross join lateral (select 1 + i * ${STEP} as b) x`,
    ),
  ]
}
