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

/** What entries of every manifest have. */
export const CHAINED = {
  format: z.literal(FORMAT),
  network: z.string(),
  sequence: Count,
  previous: Name.nullable(),
  kinds: z.array(z.strictObject({ kind: z.string(), rows: Count, rowsSum: Name })),
  parts: z.array(Part),
}

const EntryShape = z.strictObject({
  ...CHAINED,
  manifest: z.literal('facts'),
  chain: Count,
  genesis: Digest,
  sourceSet: Digest,
  grid: z.array(Count.min(1)).min(1).max(8),
  from: Count,
  to: Count,
  digestBefore: Digest,
  digestAfter: Digest,
  decoder: z.string(),
})

export type Part = z.infer<typeof Part>
export type Entry = z.infer<typeof EntryShape>

/** An entry of any manifest. */
export type AnyEntry = z.infer<z.ZodObject<typeof CHAINED>>

/** An entry with the hash that names it. */
export interface Named<E extends AnyEntry> {
  readonly name: string
  readonly entry: E
}
export type NamedEntry = Named<Entry>

const Head = z.strictObject({ entry: Name, sequence: Count })
/** The newest entry of a manifest, as the store says. */
export type Head = z.infer<typeof Head>

/** The bytes that name an entry and are kept. */
export function encodeEntry(entry: AnyEntry): Buffer {
  return Buffer.from(canonicalJson(entry as unknown as Json))
}

/** A stranger's entry. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeEntry(bytes: Uint8Array): Entry {
  const entry = decodeShape(bytes, EntryShape, 'an entry of a manifest')
  if (entry.from > entry.to) throw invalid('an entry ends before it begins')
  return entry
}

export function encodeHead(head: Head): Buffer {
  return Buffer.from(canonicalJson(head))
}

/** A stranger's head. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeHead(bytes: Uint8Array): Head {
  return decodeShape(bytes, Head, 'the head of a manifest')
}

/** The name of the manifest of a chain's facts. */
export function nameManifest({ network, chain }: Place): string {
  return `facts-${network}-${chain}`
}

/** A stranger's JSON in a shape. @throws MalformedEvidence `LAKE_INVALID` */
export function decodeShape<T>(bytes: Uint8Array, shape: z.ZodType<T>, what: string): T {
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
