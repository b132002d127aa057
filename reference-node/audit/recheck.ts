import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AuditFault, CodedError, Misconfigured } from '../../src/claim/errors.ts'
import { hashOf } from '../../src/claim/hex.ts'
import { evidencePath } from '../../src/claim/log/files.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import { Environment } from '../../src/platform/environment.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { readNetworks } from '../../src/platform/place.ts'
import { readAcceptedWalls, readReplayMemory } from '../config.ts'
import { InferencePool } from '../inference/pool.ts'
import { hostOf, isUrl, openLogPlace, type ReadLogFile } from '../log/read.ts'
import { type BundleFinding, repeatBundle } from './repeat-bundle.ts'

export interface RecheckBundleOptions {
  readonly evidence?: string
  readonly json?: true
}

/**
 * `assay recheck FILE` or `URL`: repeats the verdict of a bundle from files alone, here or where a log is served. Exit code 0:
 * confirmed; 1: contradicted, or no bundle that its watchdog signed; 2: not checkable with the evidence that is there.
 * @throws Misconfigured `BUNDLE_UNREADABLE`; Unavailable `UNAVAILABLE_LOG`, and as GuardedHttp does
 */
export async function runRecheckBundle(place: string, options: RecheckBundleOptions): Promise<void> {
  const settings = new Environment(process.env)
  const networks = readNetworks(settings)
  const accepted = readAcceptedWalls(settings)
  const memoryBytes = readReplayMemory(settings) * 2 ** 20
  settings.check()
  const { prefix, path } = splitPlace(place)
  // Whoever asks named these hosts: no stranger did.
  const http = new GuardedHttp([prefix, options.evidence ?? ''].flatMap(hostOf))
  const inference = new InferencePool({ children: 1, accepted, memoryBytes })
  try {
    const bytes = await readBundle(openLogPlace(prefix, http), path, place)
    const read = openLogPlace(options.evidence ?? findLog(prefix, path), http)
    const found = await repeatOrRefuse(() =>
      repeatBundle(bytes, (hash) => read(evidencePath(hash)), inference),
    )
    const trusted = found.result === 'refused' ? null : await compareTrust(networks, found)
    process.stdout.write(
      options.json ? `${JSON.stringify({ version: 1, ...found, trust: trusted })}\n` : toText(found, trusted),
    )
    process.exitCode = found.result === 'confirmed' ? 0 : found.result === 'not_checkable' ? 2 : 1
  } finally {
    inference.close()
    await http.close()
  }
}

/** Where a bundle lies: below a log's prefix, or in a folder of any kind. */
interface BundlePlace {
  readonly prefix: string
  readonly path: string
}

/** @throws Misconfigured `BUNDLE_UNREADABLE` of a URL that is not a bundle's of a log */
function splitPlace(place: string): BundlePlace {
  if (!isUrl(place)) return { prefix: dirname(resolve(place)), path: basename(place) }
  const [, prefix, path] = /^(.+?)\/(bundle\/[0-9a-f]{2}\/[0-9a-f]{64})$/.exec(place) ?? []
  if (prefix === undefined || path === undefined)
    throw new Misconfigured(
      'BUNDLE_UNREADABLE',
      `${place} is no bundle of a log: its address ends with bundle/<first 2 digits>/<64 digits>`,
    )
  return { prefix, path }
}

async function readBundle(read: ReadLogFile, path: string, place: string): Promise<Uint8Array> {
  const bytes = await read(path).catch((cause) => {
    if (cause instanceof CodedError) throw cause
    throw new Misconfigured('BUNDLE_UNREADABLE', `cannot read ${place}: ${cause.message}`, { cause })
  })
  if (!bytes) throw new Misconfigured('BUNDLE_UNREADABLE', `cannot read ${place}: it is not there`)
  return bytes
}

/** A bundle in a folder of a log lies at bundle/<2 digits>/<hash>. */
function findLog(prefix: string, path: string): string {
  if (isUrl(prefix)) return prefix
  const parent = resolve(prefix, path, '../..')
  return basename(parent) === 'bundle' ? dirname(parent) : prefix
}

interface Refused {
  readonly result: 'refused'
  readonly code: string
  readonly detail: string
}

async function repeatOrRefuse(repeat: () => Promise<BundleFinding>): Promise<BundleFinding | Refused> {
  try {
    return await repeat()
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    return { result: 'refused', code: error.code, detail: error.message }
  }
}

/** A file of the network's folder that the judges trusted. */
interface TrustedFile {
  readonly file: string
  readonly sha256: string
  /** Whether the folder here has the same; null where it has no such file. */
  readonly isOurs: boolean | null
}

/** The files that the watchdog trusted, which are those that the verdict was repeated with, next to the reader's own. */
async function compareTrust(
  networks: string,
  { subject, trust }: BundleFinding,
): Promise<TrustedFile[] | null> {
  if (!trust) return null
  const folder = join(networks, subject.slice(0, subject.indexOf(':')))
  const compare = async ([file, sha256]: [string, string]) => {
    const path = join(folder, file)
    const isOurs = existsSync(path) ? hashOf(sha256Bytes(await readFile(path))) === sha256 : null
    return { file, sha256, isOurs }
  }
  return Promise.all(Object.entries(trust).map(compare))
}

const WHOSE = { true: 'the same as here', false: 'ANOTHER than here', null: 'none here' } as const

function toText(found: BundleFinding | Refused, trusted: readonly TrustedFile[] | null): string {
  const text =
    found.result === 'refused'
      ? `refused: ${found.detail} (${found.code})`
      : [
          `${found.result.replace('_', ' ')}: ${found.statement} of ${found.subject}, by ${found.watchdog}`,
          `  the bundle says ${found.said.outcome} ${found.said.code}`,
          found.here === null
            ? `  ${found.why}`
            : `  found here: ${found.here.outcome} ${found.here.code}: ${found.here.detail}`,
          ...(trusted ?? []).map(
            ({ file, sha256, isOurs }) =>
              `  trusted: the watchdog’s ${file}, ${sha256}: ${WHOSE[`${isOurs}`]}`,
          ),
        ].join('\n')
  // Strangers' words cannot move the cursor of a terminal.
  return `${text.replace(/[^\P{Cc}\n]/gu, '?')}\n`
}
