import { z } from 'zod'
import { canonicalJson } from '../claim/canonical-json.ts'
import { MalformedEvidence } from '../claim/errors.ts'
import { Hash32 } from '../claim/hex.ts'
import { type Json, parseStrictJson } from '../claim/strict-json.ts'
import type { Place } from '../indexer/place.ts'

// Format: docs/formats/lake.md, section 3.

export const FORMAT = 'assay-lake/1'

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
