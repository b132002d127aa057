import { z } from 'zod'
import { AuditFault } from '../../src/claim/errors.ts'
import { Address, Hash32, Hex } from '../../src/claim/hex.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { STATEMENTS } from '../../src/claim/verdict.ts'

// What stands in the body of each kind of bundle: docs/formats/log.md.

const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform(Hash32)
const hex = z
  .string()
  .regex(/^0x([0-9a-f]{2})+$/)
  .transform(Hex)
const whole = z.number().int().min(0)
const statement = z.enum(STATEMENTS)
const element = z.strictObject({
  kind: z.enum(['claim', 'settlement', 'registration', 'heartbeat']),
  chainId: whole,
  block: whole,
  blockHash: hash,
  position: whole,
  leafIndex: whole.nullable(),
})

export const Scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('network') }),
  z.strictObject({ kind: z.literal('node'), node: hash }),
  z.strictObject({
    kind: z.literal('relayer'),
    relayer: z
      .string()
      .regex(/^0x[0-9a-f]{40}$/)
      .transform(Address),
  }),
])
/** Whose elements a population has: the whole network's, one node's, or those that one relayer settled. */
export type Scope = z.infer<typeof Scope>

const BODIES = {
  watchdog: z.strictObject({ network: z.string(), logKey: z.string() }),
  commitment: z.strictObject({
    network: z.string(),
    statement,
    scope: Scope,
    chains: z.array(z.strictObject({ chainId: whole, class: z.string(), toBlock: whole })),
    size: whole,
    root: hash,
    /** Elements that nobody can check again, and that the population does not have. */
    notRecomputable: whole,
    count: whole,
    method: z.string(),
    beacon: hash,
    round: z.number().int().positive(),
    /** Unix seconds by which every drawn element has an outcome in the log. */
    deadline: whole,
  }),
  verdict: z.strictObject({
    network: z.string(),
    statement,
    subject: element,
    verdict: z.strictObject({
      outcome: z.enum(['verified', 'rejected', 'undecided']),
      code: z.string(),
      fault: z.enum(['node', 'relayer', 'registry', 'unknown']).nullable(),
      detail: z.string(),
      transient: z.boolean(),
    }),
    conditions: z.record(z.string(), z.json()),
    /** What the index said of the subject, which its judge held against the chain; null with `evidence`. */
    claim: z
      .strictObject({
        node: hex.nullable(),
        blockTime: whole,
        stated: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      })
      .nullable(),
    /** SHA-256 of the list of what the judge read; null: it was not kept. */
    evidence: hash.nullable(),
    /** The verdict that this one corrects, by its bundle's hash, and why. */
    corrects: hash.nullable(),
    reason: z.string().nullable(),
  }),
  outcomes: z.strictObject({
    commitment: hash,
    /** The beacon's, of the committed round; of a weak beacon the block's header. */
    signature: hex,
    /** A checkpoint that holds the commitment, with the cosignatures that say when. */
    checkpoint: z.string(),
    drawn: z.array(z.strictObject({ index: whole, element, path: z.array(hash), verdict: hash })),
  }),
  handover: z.strictObject({
    /** Who writes from here on, and with which key of the log. */
    watchdog: z
      .string()
      .regex(/^0x[0-9a-f]{40}$/)
      .transform(Address),
    logKey: z.string(),
    /** The new watchdog's signature that it takes over. */
    acceptance: hex,
  }),
  cosigned: z.strictObject({
    /** A checkpoint of this log with the cosignatures that say when others saw it. */
    checkpoint: z.string(),
  }),
  anchor: z.strictObject({
    chainId: whole,
    block: whole,
    blockHash: hash,
    transaction: hash,
    /** The note whose text the transaction holds the hash of. */
    checkpoint: z.string(),
  }),
}

export type Commitment = z.infer<typeof BODIES.commitment>
export type VerdictBody = z.infer<typeof BODIES.verdict>
export type Anchor = z.infer<typeof BODIES.anchor>
export type Outcomes = z.infer<typeof BODIES.outcomes>
type Bodies = { readonly [kind in keyof typeof BODIES]: z.infer<(typeof BODIES)[kind]> }

/**
 * The body of a bundle by its kind.
 * @throws AuditFault `BUNDLE_BODY`
 */
export function parseBody<K extends keyof Bodies>(kind: K, body: JsonObject): Bodies[K] {
  const parsed = BODIES[kind].safeParse(body)
  if (!parsed.success)
    throw new AuditFault(
      'BUNDLE_BODY',
      `the body of a ${kind}: ${z.prettifyError(parsed.error).split('\n', 1)}`,
    )
  return parsed.data as Bodies[K]
}
