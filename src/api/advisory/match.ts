import { readFile } from 'node:fs/promises'
import { type FoundPlatform, findPlatform } from '../../claim/tee-platform.ts'
import { type Configuration, type Judged, judge } from '../../economics/risk/advisory.ts'
import { decodeRoots, readAwsRoots } from '../../platform/attestation-roots.ts'
import { openAdvisories } from './places.ts'

/** What a quote says of its machine, and which advisories are about it. */
export interface MatchedFile {
  readonly machine: FoundPlatform['platform']
  /** Why it is not proved; null: it is. */
  readonly code: string | null
  readonly advisories: readonly (Judged & {
    readonly id: string
    readonly name: string
    readonly published: string
  })[]
}

const MOST_BYTES = 65_536

/**
 * Reads a quote and judges its machine by every advisory of its hardware.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID`, `ROOT_UNREADABLE`
 */
export async function matchFile(
  file: string,
  {
    roots = [],
    at,
    custody,
  }: { readonly roots?: readonly string[]; readonly at?: string; readonly custody?: string },
  env: NodeJS.ProcessEnv,
): Promise<MatchedFile> {
  const bytes = (await readFile(file)).subarray(0, MOST_BYTES)
  const text = bytes.toString('latin1').trim()
  const document = /^(0x)?([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text.replace(/^0x/i, ''), 'hex') : bytes
  const given = await Promise.all(roots.map(async (each) => decodeRoots(await readFile(each, 'utf8'))))
  const awsRoots = readAwsRoots()
  const { platform, code } = findPlatform(document, {
    roots: [...given.flat(), ...awsRoots],
    awsRoots,
    at: at === undefined ? new Date() : new Date(at),
  })
  const machine: Configuration = {
    tee: platform?.kind ?? null,
    cpu: platform?.cpu ?? null,
    tcb: platform?.tcb ?? {},
    isProved: code === null,
    isCpuProved: code === null && platform?.cpu != null,
    custody: platform?.cloud == null ? ((custody as Configuration['custody']) ?? null) : 'cloud',
    isCustodyProved: code === null && platform?.cloud != null,
  }
  const all = await openAdvisories(env)
  return {
    machine: platform,
    code,
    advisories: all
      .filter(({ affected }) => machine.tee === null || affected.some(({ tee }) => tee === machine.tee))
      .map(({ id, name, published, affected }) => ({ id, name, published, ...judge(machine, affected) })),
  }
}
