import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { seedDigest } from '../../src/claim/digest.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { LakeColumn, LakeRow, LakeType, LakeValue } from '../../src/lake/columns.ts'
import { RowEncoder } from '../../src/lake/encode-row.ts'
import type { EncodedRows } from '../../src/lake/encoded-rows.ts'
import { type Entry, FORMAT, type NamedEntry, nameManifest } from '../../src/lake/manifest.ts'
import { RowsSum } from '../../src/lake/row-hashes.ts'
import { LakeStore } from '../../src/lake/store.ts'
import { PartWriters } from '../../src/lake/write-part.ts'
import type { ObjectStore } from '../../src/platform/bucket.ts'

/** A store in memory; a test may change its files, and be told of every write before it happens and after. */
export class MemoryObjects implements ObjectStore {
  readonly files = new Map<string, Uint8Array>()
  onPut: (key: string, moment: 'before' | 'after') => void = () => {}

  async put(key: string, bytes: Uint8Array): Promise<void> {
    this.onPut(key, 'before')
    this.files.set(key, Uint8Array.from(bytes))
    this.onPut(key, 'after')
  }

  async get(key: string): Promise<Uint8Array> {
    const file = this.files.get(key)
    if (!file) throw new Unavailable('LAKE_MISSING', `no ${key}`)
    return Uint8Array.from(file)
  }

  async list(): Promise<string[]> {
    return [...this.files.keys()]
  }
}

// A second implementation of docs/formats/lake.md, section 4, written from the document alone: it shares no code with src.

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const u32 = (value: number) => Buffer.from(value.toString(16).padStart(8, '0'), 'hex')

function contentOf(type: LakeType, value: Exclude<LakeValue, null>): Buffer {
  if (type === 'boolean') return Buffer.from([value ? 1 : 0])
  if (type === 'bytes') return Buffer.from(value as Uint8Array)
  if (type === 'list')
    return Buffer.concat((value as Uint8Array[]).flatMap((each) => [u32(each.length), each]))
  return Buffer.from(value as string)
}

/** The hash of one row. */
function referenceRowHash(columns: readonly LakeColumn[], row: LakeRow): Buffer {
  const fields = columns.map(({ type }, at) => {
    const value = row[at] ?? null
    if (value === null) return Buffer.from([0])
    const content = contentOf(type, value)
    return Buffer.concat([Buffer.from([1]), u32(content.length), content])
  })
  return sha256(Buffer.concat(fields))
}

export function referenceRowsHash(columns: readonly LakeColumn[], rows: readonly LakeRow[]): string {
  return sha256(Buffer.concat(rows.map((row) => referenceRowHash(columns, row)))).toString('hex')
}

export function referenceRowsSum(columns: readonly LakeColumn[], rows: readonly LakeRow[]): string {
  const sum = rows.reduce(
    (total, row) => total + BigInt(`0x${referenceRowHash(columns, row).toString('hex')}`),
    0n,
  )
  return BigInt.asUintN(256, sum).toString(16).padStart(64, '0')
}

/** Rows in their canonical encoding, as they come to a writer of parts. */
export function encodeAll(columns: readonly LakeColumn[], rows: readonly LakeRow[]): EncodedRows {
  const encoder = new RowEncoder(columns)
  const encoded = rows.map((row) => Buffer.from(encoder.encode(row)))
  let end = 0
  return { bytes: Buffer.concat(encoded), ends: encoded.map(({ length }) => (end += length)) }
}

const digits = (bits: bigint) => fc.bigInt({ min: -(2n ** bits), max: 2n ** bits - 1n }).map(String)
const bytes = fc.uint8Array({ maxLength: 40 })

const VALUES: { readonly [T in LakeType]: fc.Arbitrary<Exclude<LakeValue, null>> } = {
  bytes,
  list: fc.array(bytes, { maxLength: 4 }),
  text: fc.string({ unit: 'binary', maxLength: 20 }),
  boolean: fc.boolean(),
  integer: digits(63n),
  // Seventy-eight digits are more than 256 bits.
  amount: fc.oneof(digits(63n), fc.bigInt({ min: -(10n ** 78n) + 1n, max: 10n ** 78n - 1n }).map(String)),
  time: digits(62n),
}

/** A value of a type, sometimes null. */
export function lakeValue(type: LakeType): fc.Arbitrary<LakeValue> {
  return fc.option(VALUES[type], { nil: null, freq: 4 })
}

export const PLACE = { network: 'kept', chain: 31_337 }
const SOURCES: Hash32 = `0x${'5e'.repeat(32)}` as Hash32

/** A digest that stands for the blocks up to one. */
export function digestAt(block: number): Hash32 {
  return block < 0
    ? seedDigest(PLACE.chain, SOURCES)
    : (`0x${sha256(Buffer.from(`digest ${block}`)).toString('hex')}` as Hash32)
}

// One thread for all entries: it keeps no process alive.
const writers = new PartWriters()

/** Writes an entry with these rows of one kind behind the one before, and makes it the head. */
export async function addEntry(
  store: LakeStore,
  before: NamedEntry | undefined,
  cell: { readonly from: number; readonly to: number },
  fees: { readonly columns: readonly LakeColumn[]; readonly rows: readonly LakeRow[] },
  change: Partial<Entry> = {},
): Promise<NamedEntry> {
  const sum = new RowsSum()
  const parts: Entry['parts'] = []
  const limits = { rows: 3, bytes: 1 << 20 }
  const { columns, rows } = fees
  const source = { kind: 'fee', columns, rows: [encodeAll(columns, rows)] }
  for await (const { file, ...part } of writers.write(source, sum, limits)) {
    await store.putPart(part.name, file)
    parts.push({ kind: 'fee', bytes: file.length, ...part })
  }
  const sequence = (before?.entry.sequence ?? -1) + 1
  const entry: Entry = {
    format: FORMAT,
    manifest: 'facts',
    ...PLACE,
    genesis: `0x${'9e'.repeat(32)}` as Hash32,
    sourceSet: SOURCES,
    sequence,
    previous: before?.name ?? null,
    grid: [10, 100],
    ...cell,
    digestBefore: digestAt(cell.from - 1),
    digestAfter: digestAt(cell.to),
    decoder: 'test',
    kinds: fees.rows.length ? [{ kind: 'fee', rows: fees.rows.length, rowsSum: sum.hex }] : [],
    parts,
    ...change,
  }
  const name = await store.putEntry(entry)
  await store.putHead(nameManifest(PLACE), { entry: name, sequence })
  return { name, entry }
}

/** Fees of these blocks, two of every block, in the order of the format: by node, null first. */
export function feeRows(columns: readonly LakeColumn[], blocks: readonly number[]): LakeRow[] {
  const nodes = [null, Buffer.alloc(32, 0x11), Buffer.alloc(32, 0xee)]
  return nodes.flatMap((node, of) =>
    blocks.map((block) => {
      const row: Record<string, LakeValue> = {
        network: PLACE.network,
        chain_id: String(PLACE.chain),
        block_number: String(block),
        block_hash: sha256(u32(block)),
        block_time: String(1_700_000_000_000_000n + BigInt(block)),
        tx_hash: sha256(u32(block + 1)),
        phase: '0',
        position: String(of),
        contract: Buffer.alloc(20, 1),
        node,
        payer: Buffer.alloc(20, 2),
        payee: Buffer.alloc(20, 3),
        token: Buffer.alloc(20, 4),
        amount: String(10n ** 77n + BigInt(block)),
        attribution: 'explicit',
        refund: false,
      }
      return columns.map(({ name }) => row[name] ?? null)
    }),
  )
}

export function memoryLake(): { readonly objects: MemoryObjects; readonly store: LakeStore } {
  const objects = new MemoryObjects()
  return { objects, store: new LakeStore(objects) }
}
