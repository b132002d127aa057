import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AuditFault, Misconfigured } from '../../src/claim/errors.ts'
import { Environment } from '../../src/platform/environment.ts'
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
    process.stdout.write(options.json ? `${JSON.stringify({ version: 1, ...found })}\n` : toText(found))
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

function toText(found: BundleFinding | Refused): string {
  const text =
    found.result === 'refused'
      ? `refused: ${found.detail} (${found.code})`
      : [
          `${found.result.replace('_', ' ')}: ${found.statement} of ${found.subject}, by ${found.watchdog}`,
          `  the bundle says ${found.said.outcome} ${found.said.code}`,
          found.here === null
            ? `  ${found.why}`
            : `  found here: ${found.here.outcome} ${found.here.code}: ${found.here.detail}`,
        ].join('\n')
  // Strangers' words cannot move the cursor of a terminal.
  return `${text.replace(/[^\P{Cc}\n]/gu, '?')}\n`
}
