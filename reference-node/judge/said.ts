import { z } from 'zod'
import { AuditFault } from '../../src/claim/errors.ts'
import { Hash32, Hex } from '../../src/claim/hex.ts'

// What the index said, as a stranger's tape may have it.
const whole = z.number().int().min(0)
/** Where to look for a registry's logs. */
export const Blocks = z.array(whole)
const place = {
  chainId: whole,
  block: whole,
  blockHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform(Hash32),
  position: whole,
}
/** Where a log stands; null: nowhere. */
export const Standing = z.object(place).nullable()
/** Copies of a hand-off. */
export const Copies = z.array(
  z.object({
    ...place,
    id: z.string(),
    leafIndex: whole.nullable(),
    isEarlier: z.boolean(),
    isCredited: z.boolean(),
  }),
)
/** The seal of a root in hexadecimal; null: there is none. */
export const Seal = z
  .string()
  .regex(/^0x([0-9a-f]{2})*$/)
  .transform(Hex)
  .nullable()

/** An answer of this shape. @throws AuditFault `EVIDENCE_FORM` */
export function readAs<T>(shape: z.ZodType<T>, key: string, answer: unknown): T {
  const parsed = shape.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new AuditFault('EVIDENCE_FORM', `the answer to ${key.slice(0, 120)} is of another shape`)
}
