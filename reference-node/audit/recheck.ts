import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AuditFault, Misconfigured } from '../../src/claim/errors.ts'
import { hashOf } from '../../src/claim/hex.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import { Environment } from '../../src/platform/environment.ts'
import { readNetworks } from '../../src/platform/place.ts'
import { readAcceptedWalls, readReplayMemory } from '../config.ts'
import { InferencePool } from '../inference/pool.ts'
import { evidencePath } from '../log/publish.ts'
import { type BundleFinding, repeatBundle } from './repeat-bundle.ts'

export interface RecheckBundleOptions {
  readonly evidence?: string
  readonly json?: true
}

/**
 * `assay recheck FILE`: repeats the verdict of a bundle from files alone. Exit code 0: confirmed; 1: contradicted, or no bundle that
 * its watchdog signed; 2: not checkable with the evidence that is here.
 * @throws Misconfigured `BUNDLE_UNREADABLE`
 */
export async function runRecheckBundle(path: string, options: RecheckBundleOptions): Promise<void> {
  const settings = new Environment(process.env)
  const networks = readNetworks(settings)
  const accepted = readAcceptedWalls(settings)
  const memoryBytes = readReplayMemory(settings) * 2 ** 20
  settings.check()
  const bytes = await readFile(path).catch((cause) => {
    throw new Misconfigured('BUNDLE_UNREADABLE', `cannot read ${path}: ${cause.message}`, { cause })
  })
  const folder = options.evidence ?? findLog(path)
  const inference = new InferencePool({ children: 1, accepted, memoryBytes })
  try {
    const find = async (hash: string) => {
      const file = join(folder, evidencePath(hash))
      return existsSync(file) ? readFile(file) : undefined
    }
    const found = await repeatOrRefuse(() => repeatBundle(bytes, find, inference))
    const trusted = found.result === 'refused' ? null : await compareTrust(networks, found)
    process.stdout.write(
      options.json ? `${JSON.stringify({ version: 1, ...found, trust: trusted })}\n` : toText(found, trusted),
    )
    process.exitCode = found.result === 'confirmed' ? 0 : found.result === 'not_checkable' ? 2 : 1
  } finally {
    inference.close()
  }
}

/** A bundle in a folder of a log lies at bundle/<2 digits>/<hash>. */
function findLog(path: string): string {
  const parent = resolve(path, '../..')
  return basename(parent) === 'bundle' ? resolve(parent, '..') : resolve(path, '..')
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
