import { z } from 'zod'
import { canonicalJson } from '../claim/canonical-json.ts'
import { seedDigest } from '../claim/digest.ts'
import { MalformedEvidence, Rejected } from '../claim/errors.ts'
import { Hash32 } from '../claim/hex.ts'
import { type Json, parseStrictJson } from '../claim/strict-json.ts'
import type { Place } from '../indexer/place.ts'

// Format: docs/formats/lake.md, sections 2 and 3.

export const FORMAT = 'assay-lake/1'
/** Widths of the cells, in blocks. */
export const GRID: readonly number[] = [10_000, 1_000_000]

const MAX_ENTRY = { maxBytes: 16 << 20, maxDepth: 8 }
const Name = z.string().regex(/^[0-9a-f]{64}$/)
const Digest = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text) => Hash32(text))
const Count = z.int().nonnegative()

const Part = z.strictObject({
  kind: z.string(),
  /** SHA-256 of the file. */
  name: Name,
  bytes: Count,
  rows: Count,
  rowsHash: Name,
  fromBlock: Count,
  toBlock: Count,
})

const EntryShape = z.strictObject({
  format: z.literal(FORMAT),
  manifest: z.literal('facts'),
  network: z.string(),
  chain: Count,
  genesis: Digest,
  sourceSet: Digest,
  sequence: Count,
  previous: Name.nullable(),
  grid: z.array(Count.min(1)).min(1).max(8),
  from: Count,
  to: Count,
  digestBefore: Digest,
  digestAfter: Digest,
  decoder: z.string(),
  kinds: z.array(z.strictObject({ kind: z.string(), rows: Count, rowsSum: Name })),
  parts: z.array(Part),
})

export type Part = z.infer<typeof Part>
export type Entry = z.infer<typeof EntryShape>

/** An entry with the hash that names it. */
export interface NamedEntry {
  readonly name: string
  readonly entry: Entry
}

const Head = z.strictObject({ entry: Name, sequence: Count })
/** The newest entry of a manifest, as the store says. */
export type Head = z.infer<typeof Head>

/** The bytes that name an entry and are kept. */
export function encodeEntry(entry: Entry): Buffer {
  return Buffer.from(canonicalJson(entry as unknown as Json))
}

/** A stranger's entry. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeEntry(bytes: Uint8Array): Entry {
  const entry = parse(bytes, EntryShape, 'an entry of a manifest')
  if (entry.from > entry.to) throw invalid('an entry ends before it begins')
  return entry
}

export function encodeHead(head: Head): Buffer {
  return Buffer.from(canonicalJson(head))
}

/** A stranger's head. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeHead(bytes: Uint8Array): Head {
  return parse(bytes, Head, 'the head of a manifest')
}

/** The name of the manifest of a chain's facts. */
export function nameManifest({ network, chain }: Place): string {
  return `facts-${network}-${chain}`
}

/**
 * The entries that hold, by ascending blocks, of all in the order of their sequence.
 * @throws Rejected `LAKE_CHAIN` when one does not go on from those before it
 */
export function listLive(entries: readonly NamedEntry[]): NamedEntry[] {
  const live: NamedEntry[] = []
  let before: NamedEntry | undefined
  for (const named of entries) {
    const { entry, name } = named
    if (entry.sequence !== (before?.entry.sequence ?? -1) + 1 || entry.previous !== (before?.name ?? null))
      throw chainFault(`entry ${name} does not stand behind entry ${before?.name ?? 'none'}`)
    if (before && !isSameChain(entry, before.entry))
      throw chainFault(`entry ${name} is of another chain than the one before it`)
    const replaced = live.findIndex((each) => each.entry.from === entry.from)
    if (replaced >= 0) live.length = replaced
    const last = live.at(-1)?.entry
    const [block, digest] = last ? [last.to + 1, last.digestAfter] : [0, seedOf(entry)]
    if (entry.from !== block)
      throw chainFault(`entry ${name} begins at block ${entry.from}, wanted is ${block}`)
    if (entry.digestBefore !== digest)
      throw chainFault(`entry ${name} goes on from digest ${entry.digestBefore}, reached is ${digest}`)
    live.push(named)
    before = named
  }
  return live
}

function isSameChain(one: Entry, other: Entry): boolean {
  return (
    one.network === other.network &&
    one.chain === other.chain &&
    one.genesis === other.genesis &&
    one.sourceSet === other.sourceSet &&
    one.grid.join() === other.grid.join()
  )
}

function seedOf({ chain, sourceSet }: Entry): Hash32 {
  return seedDigest(chain, sourceSet)
}

interface Range {
  readonly from: number
  readonly to: number
}

/**
 * The next cell to write; undefined: none is whole. `live`: the cells that hold, ascending from block 0; `final`: the newest
 * final block. Which cells hold in the end does not depend on when this was asked.
 */
export function findNextCell(
  grid: readonly number[],
  live: readonly Range[],
  final: number,
): Range | undefined {
  const next = (live.at(-1)?.to ?? -1) + 1
  for (const width of grid.toSorted((a, b) => b - a)) {
    const from = next - (next % width)
    const to = from + width - 1
    if (to <= final && (from === next || live.some((each) => each.from === from))) return { from, to }
  }
  return undefined
}

function parse<T>(bytes: Uint8Array, shape: z.ZodType<T>, what: string): T {
  try {
    return shape.parse(parseStrictJson(bytes, MAX_ENTRY))
  } catch (cause) {
    throw invalid(
      `not ${what}: ${cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)}`,
      cause,
    )
  }
}

function invalid(message: string, cause?: unknown): MalformedEvidence {
  return new MalformedEvidence('LAKE_INVALID', message, 'unknown', { cause })
}

function chainFault(message: string): Rejected {
  return new Rejected('LAKE_CHAIN', message)
}
