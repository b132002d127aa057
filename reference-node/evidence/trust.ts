import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import type { Json } from '../../src/claim/strict-json.ts'
import { readRoots, readTrustFile } from '../../src/platform/attestation-roots.ts'
import type { Network } from '../../src/platform/network.ts'
import { decodeBinding, type SignalBinding } from '../checks/snark/binding.ts'
import type { Tolerance } from '../inference/compare.ts'

/** What the operator decided to believe, read once at the start. Nothing from the chain or the database adds to it. */
export interface Trust {
  /** Attestation roots, DER. AWS' own when the network names none. */
  readonly roots: readonly Uint8Array[]
  /** Measurements whose code is published; undefined when the network has no such list. */
  readonly published: ReadonlyMap<Hash32, PublishedMeasurement> | undefined
  readonly keys: ReadonlyMap<Hash32, TrustedKey>
  /** How far a float model's output may lie from the claimed one; a model without an entry has the default. */
  readonly tolerances: ReadonlyMap<Hash32, Tolerance>
}

interface PublishedMeasurement {
  readonly version: string
  readonly source: string
}

interface TrustedKey {
  readonly system: string
  readonly model: Hash32
  readonly binding: SignalBinding
}

const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform(Hash32)
const Measurements = z.array(z.looseObject({ measurement: hash, version: z.string(), source: z.string() }))
const share = z.number().min(0).max(1)
const Keys = z.strictObject({
  keys: z.array(
    z.looseObject({ system: z.string(), hash, model: hash, bindings: z.unknown(), source: z.string() }),
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

/**
 * Reads the trust files that network.json names.
 * @throws Misconfigured `TRUST_UNREADABLE`, `ROOT_UNREADABLE`
 */
export async function readTrust(network: Network): Promise<Trust> {
  const { folder, trust } = network
  const measurements = trust.measurements
    ? parse(
        Measurements,
        join(folder, trust.measurements),
        await readTrustFile(join(folder, trust.measurements)),
      )
    : undefined
  const { keys, models } = trust.verificationKeys
    ? parse(
        Keys,
        join(folder, trust.verificationKeys),
        await readTrustFile(join(folder, trust.verificationKeys)),
      )
    : { keys: [], models: [] }
  return {
    roots: await readRoots(network),
    published: measurements && new Map(measurements.map((each) => [each.measurement, each])),
    keys: new Map(
      keys.map(({ hash, system, model, bindings }) => [
        hash,
        { system, model, binding: decodeBinding(bindings as Json | undefined) },
      ]),
    ),
    tolerances: new Map(models.map(({ model, tolerance }) => [model, tolerance])),
  }
}

function parse<T extends z.ZodType>(schema: T, file: string, text: string): z.infer<T> {
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
