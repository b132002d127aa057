import { z } from 'zod'

const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/)
const hex = z.string().regex(/^0x([0-9a-fA-F]{2}){1,64}$/)

/** Evidence and what it is held against. Files are given as text, or as base64 where they are binary. */
export const BUNDLE_INPUT = {
  kind: z
    .enum(['nitro', 'signature', 'batch', 'groth16', 'plonk', 'fflonk'])
    .describe(
      'nitro: an attestation document; signature: signed responses or heartbeats as JSON; batch: a StandardMerkleTree dump; groth16, plonk, fflonk: a snarkjs proof',
    ),
  files: z
    .partialRecord(
      z.enum(['evidence', 'vkey', 'public', 'keys', 'roots']),
      z
        .strictObject({ text: z.string().max(1_000_000) })
        .or(z.strictObject({ base64: z.base64().max(1_000_000) })),
    )
    .describe(
      'evidence always; vkey and public with a proof; keys: of a batch by teeId, to check its signatures too; of a proof the network’s verification-keys.json; roots (PEM) to trust instead of AWS’',
    ),
  at: z.string().max(40).optional().describe('nitro: the moment in question, ISO 8601'),
  pcrs: z.array(z.string().max(200)).max(32).optional().describe('nitro: expected measurements, N=HEX'),
  nonce: hex.optional().describe('nitro: expected nonce'),
  maxAgeSeconds: z.number().min(0).max(1e9).optional().describe('nitro: how old the document may be'),
  root: hex.optional().describe('batch: the root that was settled, 32 bytes'),
  input: word
    .optional()
    .describe(
      'proof: the claim’s input hash. With output and model the answer is proof_valid, which needs keys as well; without any, equation_holds',
    ),
  output: word.optional().describe('proof: the claim’s output hash'),
  model: word.optional().describe('proof: the claim’s model hash'),
}

type Bundle = z.infer<z.ZodObject<typeof BUNDLE_INPUT>>

/** Checks evidence; gives what is to be told of it. Injected: the checks belong to the reference node. */
export type VerifyBundle = (bundle: Bundle) => Promise<object>
