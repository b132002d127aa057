import { z } from 'zod'
import { TEE_KINDS } from '../claim/tee-platform.ts'
import { address, hash32, Sourced } from './network-fields.ts'

/** Who holds the machines of a node, or of an owner's nodes, and what they are, as far as no attestation says it. */
export const Custody = Sourced.extend({
  node: hash32.optional(),
  owner: address.optional(),
  /** Whose hands can reach the memory bus: a cloud's, those of whoever rents space for machines of their own, or the operator's. */
  custody: z.enum(['cloud', 'colocation', 'home']),
  cloud: z.string().min(1).max(60).optional(),
  region: z.string().min(1).max(60).optional(),
  tee: z.enum(TEE_KINDS).optional(),
  /** A word of the catalogue's `cpu_families`. */
  cpu: z.string().min(1).max(60).optional(),
  since: z.iso.datetime(),
  /** Absent: it holds still. */
  until: z.iso.datetime().optional(),
})
  .strict()
  .refine(({ node, owner }) => (node === undefined) !== (owner === undefined), {
    message: 'it is told of a node or of an owner: give one of the two',
  })
export type Custody = z.infer<typeof Custody>
