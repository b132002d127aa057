import { z } from 'zod'
import { Address, Hash32 } from '../claim/hex.ts'

/** Fields that more than one part of a network's file has. */
export const address = z.string().transform((text, context) => checked(() => Address(text), context))
export const hash32 = z.string().transform((text, context) => checked(() => Hash32(text), context))

/** What somebody says, and where. */
export const Sourced = z.object({ source: z.string().min(1) })
export const webUrl = z.url({ protocol: /^https?$/, error: 'not an http or https URL' })

function checked<T>(make: () => T, context: z.RefinementCtx): T {
  try {
    return make()
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
    return z.NEVER
  }
}
