import type { FactKind } from '../../indexer/events/facts.ts'
import { type LakeColumn, type LakeType, listColumns } from '../columns.ts'
import { LATE_KINDS, type LateKind, listLateColumns } from '../late/columns.ts'
import { toWordName } from '../part-columns.ts'
import type { Table } from './layout.ts'

/** Amounts that may be negative. Format: docs/formats/lake.md, section 4. */
const SIGNED = new Set(['stake_change.delta', 'node_report.value'])
/** Columns that every row of what arrives late has: its key, and which version it is of. A tombstone has no others. */
const LATE_ALWAYS: { readonly [K in LateKind]: ReadonlySet<string> } = {
  leaf: new Set(['network', 'blob_id', 'leaf_index', 'version', 'deleted']),
  verdict: new Set(['network', 'watchdog', 'number', 'version', 'deleted']),
}
/** Lists that are never empty: in ClickHouse, whose lists are never null, an empty one stands for null. */
const NEVER_EMPTY = new Set(['heartbeat.candidates'])
/** Columns of a place on chain that every fact has. */
const ALWAYS = new Set([
  'network',
  'chain_id',
  'block_number',
  'block_hash',
  'block_time',
  'phase',
  'position',
])

/** How a column of a fact stands in ClickHouse, comes out of a part, and enters its row's hash. */
interface Stored {
  readonly name: string
  readonly type: string
  /** The column as a part has it: its name and the type it is read as. */
  readonly read: { readonly name: string; readonly type: string }
  /** What is read, as it is stored. */
  readonly taken: string
  /** The content of its canonical encoding, of a value that is not null. */
  readonly content: string
}

/** Facts, and what arrives late. */
type Kind = FactKind | LateKind

/** The table of a kind of fact. */
export function nameFacts(kind: FactKind): string {
  return `fact_${kind}`
}

/** The table that the facts of a kind are loaded to. */
export function factTable(kind: FactKind): Table {
  return {
    name: nameFacts(kind),
    columns: ['load String', ...declareColumns(kind)],
    orderBy: ['network', 'chain_id', 'block_number', 'phase', 'position'],
    shardBy: listStored(kind).some(({ name }) => name === 'node') ? `ifNull(node, '')` : 'block_hash',
  }
}

/** The columns of a kind's rows, each with its type. */
export function declareColumns(kind: Kind): string[] {
  return listStored(kind).map(({ name, type }) => `${name} ${type}`)
}

/** Takes the rows of a part, which are the statement's input, into a table. Parameter: `load`. */
export function insertPart(table: string, kind: Kind): string {
  const stored = listStored(kind)
  const structure = stored.map(({ read }) => `${read.name} ${read.type}`).join(', ')
  return `insert into ${table} (load, ${stored.map(({ name }) => name).join(', ')})
select {load:String}, ${stored.map(({ taken }) => taken).join(', ')}
from input('${structure}') format Parquet`
}

/**
 * How many rows of a load, or for which another condition holds, a table holds, and the sum of their hashes modulo 2^256 as 64 hexadecimal digits
 * (docs/formats/lake.md, section 4). Parameter: `load`.
 */
export function countAndHash(table: string, kind: Kind, condition = 'load = {load:String}'): string {
  return `select ${countedAndHashed(kind)}
from ${table} where ${condition}`
}

/** The same of each of some loads, whose name comes first; nothing of a load without rows. Parameter: `loads`. */
export function countAndHashLoads(table: string, kind: Kind): string {
  return `select load, ${countedAndHashed(kind)}
from ${table} where load in {loads:Array(String)} group by load`
}

function countedAndHashed(kind: Kind): string {
  const fields = listStored(kind).map(({ name, type, content }) => {
    const encoded = `concat(char(1), ${u32(`length(${content})`)}, ${content})`
    if (NEVER_EMPTY.has(`${kind}.${name}`)) return `if(empty(${name}), char(0), ${encoded})`
    return type.startsWith('Nullable') ? `if(isNull(${name}), char(0), assumeNotNull(${encoded}))` : encoded
  })
  const hash = `reinterpretAsUInt256(reverse(SHA256(concat(${fields.join(', ')}))))`
  return `toString(count()), lower(leftPad(hex(sumWithOverflow(${hash})), 64, '0'))`
}

function listStored(kind: Kind): Stored[] {
  const always = isLate(kind) ? LATE_ALWAYS[kind] : ALWAYS
  const columns = isLate(kind) ? listLateColumns(kind) : listColumns(kind)
  return columns.map((column) => {
    const type = storedType(kind, column)
    const stored = always.has(column.name) || column.type === 'list' ? type : `Nullable(${type})`
    return { name: column.name, type: stored, ...ways(column, type, stored) }
  })
}

function isLate(kind: Kind): kind is LateKind {
  return (LATE_KINDS as readonly string[]).includes(kind)
}

function storedType(kind: Kind, { name, type }: LakeColumn): string {
  // Only the chain's own time is known to be a time of day; what a stranger states is a number of microseconds.
  if (type === 'time') return name === 'block_time' ? `DateTime64(6, 'UTC')` : 'Int64'
  if (type === 'amount') return SIGNED.has(`${kind}.${name}`) ? 'Int256' : 'UInt256'
  if (name === 'network') return 'LowCardinality(String)'
  // What an engine that replaces rows asks of its columns.
  if (isLate(kind) && name === 'version') return 'UInt64'
  if (isLate(kind) && name === 'deleted') return 'UInt8'
  const types: { readonly [T in Exclude<LakeType, 'time' | 'amount'>]: string } = {
    bytes: 'String',
    text: 'String',
    list: 'Array(String)',
    boolean: 'Bool',
    integer: 'Int64',
  }
  return types[type]
}

function ways({ name, type }: LakeColumn, plain: string, stored: string): Omit<Stored, 'name' | 'type'> {
  const value = stored.startsWith('Nullable') ? `assumeNotNull(${name})` : name
  const same = { read: { name, type: stored }, taken: name }
  switch (type) {
    case 'amount': {
      const word = toWordName(name)
      return {
        read: { name: word, type: 'Nullable(FixedString(32))' },
        taken: `if(isNull(${word}), null, reinterpretAs${plain}(reverse(assumeNotNull(${word}))))`,
        content: `toString(${value})`,
      }
    }
    case 'time':
      if (name === 'block_time')
        return {
          read: { name, type: 'DateTime64(6)' },
          taken: name,
          content: `toString(toUnixTimestamp64Micro(${name}))`,
        }
      return {
        read: { name, type: 'Nullable(DateTime64(6))' },
        taken: `toUnixTimestamp64Micro(${name})`,
        content: `toString(${value})`,
      }
    case 'integer':
      return { ...same, content: `toString(${value})` }
    case 'boolean':
      return { ...same, content: `char(${value})` }
    case 'list':
      return {
        ...same,
        content: `arrayStringConcat(arrayMap(x -> concat(${u32('length(x)')}, x), ${name}))`,
      }
    default:
      return {
        ...same,
        read: { name, type: stored.replace('LowCardinality(String)', 'String') },
        content: `toString(${value})`,
      }
  }
}

/** A length as four bytes, the greatest first. */
function u32(length: string): string {
  return `reverse(reinterpretAsFixedString(toUInt32(${length})))`
}
