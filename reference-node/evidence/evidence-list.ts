import { z } from 'zod'
import { canonicalJson } from '../../src/claim/canonical-json.ts'
import { AuditFault } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { type Json, parseStrictJson } from '../../src/claim/strict-json.ts'

// What verdicts were judged by: docs/formats/log.md.

const LIMITS = { maxBytes: 64 << 20, maxDepth: 8, maxValues: 4 << 20 }
const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform(Hash32)
const rule = z.strictObject({ seconds: z.number().int().positive(), source: z.string() })
const limit = z.union([rule, rule.extend({ isOurs: z.literal(true) })])
const refusal = z.strictObject({
  type: z.string(),
  code: z.string(),
  message: z.string(),
  rpcCode: z.number().nullable(),
})
const List = z.strictObject({
  format: z.literal('assay-evidence/1'),
  network: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** The files of the network's folder that were believed, by their path below it. */
  files: z.record(z.string().regex(/^[\w-]+([./][\w-]+)*$/), hash),
  /** How far the registry of each chain was read, and of how many endpoints. */
  chains: z.array(
    z.strictObject({ chainId: z.int(), toBlock: z.int(), endpoints: z.number().int().min(0).max(100) }),
  ),
  maxAge: z.strictObject({ batch: limit, individual: limit }),
  /** Answers by their questions. */
  items: z.record(z.string(), z.union([z.strictObject({ sha256: hash }), z.strictObject({ refusal })])),
})

/** What verdicts were judged by, and the trust that was used. */
export type EvidenceList = z.infer<typeof List>

/** The canonical bytes of a list. */
export function encodeEvidenceList(list: EvidenceList): Uint8Array {
  return Buffer.from(canonicalJson(list as unknown as Json))
}

/**
 * Decodes a list.
 * @throws AuditFault `EVIDENCE_FORM`; as parseStrictJson does on what is no JSON
 */
export function parseEvidenceList(bytes: Uint8Array): EvidenceList {
  const parsed = List.safeParse(parseStrictJson(bytes, LIMITS))
  if (!parsed.success)
    throw new AuditFault(
      'EVIDENCE_FORM',
      `no list of evidence: ${z.prettifyError(parsed.error).split('\n', 1)}`,
    )
  return parsed.data
}
