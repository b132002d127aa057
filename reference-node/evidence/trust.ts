import type { Hash32 } from '../../src/claim/hex.ts'
import type { Json } from '../../src/claim/strict-json.ts'
import { readRoots } from '../../src/platform/attestation-roots.ts'
import { readMeasurements, readVerificationKeys } from '../../src/platform/measurements.ts'
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

/**
 * Reads the trust files that network.json names.
 * @throws Misconfigured `TRUST_UNREADABLE`, `ROOT_UNREADABLE`
 */
export async function readTrust(network: Network): Promise<Trust> {
  const measurements = await readMeasurements(network)
  const { keys, models } = await readVerificationKeys(network)
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
