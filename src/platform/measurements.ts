import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { Hash32 } from '../claim/hex.ts'
import { readTrustFile } from './attestation-roots.ts'
import type { Network } from './network.ts'
import { webUrl } from './network-fields.ts'

const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform(Hash32)
const register = z
  .string()
  .regex(/^(0x)?[0-9a-fA-F]{96}$/, 'a register of Nitro is 48 bytes in hexadecimal')
  .transform((text) => text.toLowerCase().replace(/^0x/, ''))
const words = z.string().min(1)

/** How the measured thing can be built again. */
const Recipe = z.strictObject({ steps: z.array(words).min(1), source: words })
/** Somebody built it again, and what came out. */
const Reproduction = z.strictObject({
  by: words,
  on: z.iso.date(),
  outcome: z.enum(['same', 'differs']),
  source: words,
})

const Measurement = z.looseObject({
  /** For Nitro keccak256(PCR0 ‖ PCR1 ‖ PCR2). */
  measurement: hash,
  version: words,
  source: words,
  pcr0: register.optional(),
  pcr1: register.optional(),
  pcr2: register.optional(),
  sourceUrl: webUrl.optional(),
  recipe: Recipe.optional(),
  builds: z.array(Reproduction).default([]),
})

const share = z.number().min(0).max(1)
const Keys = z.strictObject({
  keys: z.array(
    z.looseObject({
      system: z.string(),
      hash,
      model: hash,
      bindings: z.unknown(),
      source: words,
      /** The circuit that it is of, and where its source is. */
      circuit: words.optional(),
      sourceUrl: webUrl.optional(),
      /** The ceremony that its toxic waste was destroyed in. */
      setup: z.strictObject({ ceremony: words, source: words }).optional(),
      builds: z.array(Reproduction).default([]),
    }),
  ),
  models: z
    .array(
      z.strictObject({
        model: hash,
        tolerance: z.strictObject({ relative: share, absolute: z.number().min(0) }),
        source: z.string().min(1),
      }),
    )
    .default([]),
})

/** A code measurement whose source somebody published, as the network's folder has it. */
export type CatalogueMeasurement = z.infer<typeof Measurement>
/** The verification keys that are trusted, and the models whose outputs may differ a little. */
export type CatalogueKeys = z.infer<typeof Keys>
export type CatalogueKey = CatalogueKeys['keys'][number]

/**
 * The measurements that the network's folder lists; undefined when it names no file.
 * @throws Misconfigured `TRUST_UNREADABLE`
 */
export async function readMeasurements({
  folder,
  trust,
}: Network): Promise<readonly CatalogueMeasurement[] | undefined> {
  if (!trust.measurements) return undefined
  return parse(z.array(Measurement), join(folder, trust.measurements))
}

/**
 * The verification keys that the network's folder lists; none when it names no file.
 * @throws Misconfigured `TRUST_UNREADABLE`
 */
export async function readVerificationKeys({ folder, trust }: Network): Promise<CatalogueKeys> {
  if (!trust.verificationKeys) return { keys: [], models: [] }
  return parse(Keys, join(folder, trust.verificationKeys))
}

async function parse<T extends z.ZodType>(schema: T, file: string): Promise<z.infer<T>> {
  const text = await readTrustFile(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Misconfigured('TRUST_UNREADABLE', `${file} is not JSON`, { cause })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success)
    throw new Misconfigured('TRUST_UNREADABLE', `${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
