import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Misconfigured } from '../../claim/errors.ts'
import { pcrHashOf } from '../../claim/hash.ts'
import { type Hash32, toBytes } from '../../claim/hex.ts'
import type { CatalogueMeasurement } from '../../platform/measurements.ts'

const register = z
  .string()
  .regex(/^(0x)?[0-9a-fA-F]{96}$/, 'not 48 bytes in hexadecimal')
  .transform((text) => text.toLowerCase().replace(/^0x/, ''))
const Registers = z.object({ PCR0: register, PCR1: register, PCR2: register })
// `nitro-cli build-enclave` prints one object, `describe-enclaves` a list of them, one for each enclave that runs.
const Printed = z.union([
  z.object({ Measurements: Registers }).transform((each) => [each]),
  z.array(z.object({ Measurements: Registers })).min(1),
  Registers.transform((Measurements) => [{ Measurements }]),
])

/** Registers 0 to 2 of a local build, hexadecimal without 0x. */
export interface LocalBuild {
  readonly pcr0: string
  readonly pcr1: string
  readonly pcr2: string
  readonly measurement: Hash32
}

/** What the catalogue says of a local build. */
export interface Comparison {
  readonly measurement: Hash32
  readonly outcome: 'same' | 'near' | 'unlisted'
  /** The entry that it is. */
  readonly entry: CatalogueMeasurement | undefined
  /** Other entries that share the image (PCR0) or the application (PCR2), with the registers in which they differ. */
  readonly near: readonly { readonly version: string; readonly differs: readonly string[] }[]
}

/**
 * The registers in what `nitro-cli build-enclave` or `describe-enclaves` printed.
 * @throws Misconfigured `BUILD_UNREADABLE`
 */
export async function readBuild(file: string): Promise<readonly LocalBuild[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new Misconfigured('BUILD_UNREADABLE', `cannot read ${file}`, { cause })
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Misconfigured('BUILD_UNREADABLE', `${file} is not JSON: give what nitro-cli printed`, { cause })
  }
  const parsed = Printed.safeParse(value)
  if (!parsed.success)
    throw new Misconfigured(
      'BUILD_UNREADABLE',
      `${file} has no Measurements with PCR0, PCR1 and PCR2 of 48 bytes each: give what nitro-cli printed`,
    )
  return parsed.data.map(({ Measurements: { PCR0: pcr0, PCR1: pcr1, PCR2: pcr2 } }) => ({
    pcr0,
    pcr1,
    pcr2,
    measurement: pcrHashOf(bytes(pcr0), bytes(pcr1), bytes(pcr2)),
  }))
}

const bytes = (text: string) => toBytes(`0x${text}`)

const NAMES = ['pcr0', 'pcr1', 'pcr2'] as const

/** Compares a build with what a network's folder lists. */
export function compareBuild(build: LocalBuild, listed: readonly CatalogueMeasurement[]): Comparison {
  const entry = listed.find(({ measurement }) => measurement === build.measurement)
  // A kernel alone (PCR1) is shared by builds of quite different code.
  const near = listed
    .filter((each) => each !== entry && (each.pcr0 === build.pcr0 || each.pcr2 === build.pcr2))
    .map((each) => ({
      version: each.version,
      differs: NAMES.filter((name) => each[name] !== build[name]).map((name) => name.toUpperCase()),
    }))
  const outcome = entry ? 'same' : near.length > 0 ? 'near' : 'unlisted'
  return { measurement: build.measurement, outcome, entry, near }
}
