import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Misconfigured } from '../../src/claim/errors.ts'
import type { CommandAnswer } from './answer.ts'
import type { OnnxOptions } from './onnx.ts'
import { replaySettings } from './walls.ts'

/** What may be another answer next time. */
const PASSING = /^(UNAVAILABLE_.*|MODEL_CRASHED|FILE_UNREADABLE|INTERNAL)$/

/** Answers about the models of a suite, kept between runs. */
export interface Results {
  /** The answer about exactly these bytes under these options, if it is kept. */
  find(name: string, folder: string): CommandAnswer | undefined
  keep(name: string, folder: string, answer: CommandAnswer): void
}

/**
 * The answers in a file of JSON lines, which grows by one with each answer; nothing is kept without a file. An answer counts for the
 * same files, options, settings and version of Node and Assay alone. One that may be another next time is not kept.
 * @throws Misconfigured `RESULTS_UNREADABLE` for a file with anything else in it; what fs throws
 */
export function openResults(file: string | undefined, { rtol, atol }: OnnxOptions): Results {
  if (file === undefined) return { find: () => undefined, keep: () => undefined }
  const kept = readResults(file)
  const settings = JSON.stringify([{ rtol, atol }, replaySettings(), process.version, readVersion()])
  const keyOf = (name: string, folder: string) => `${name} ${hashFolder(folder, settings)}`
  return {
    find: (name, folder) => kept.get(keyOf(name, folder)),
    keep(name, folder, answer) {
      if (PASSING.test(answer.code)) return
      appendFileSync(file, `${JSON.stringify({ key: keyOf(name, folder), answer })}\n`)
    },
  }
}

function readResults(file: string): Map<string, CommandAnswer> {
  if (!existsSync(file)) return new Map()
  const lines = readFileSync(file, 'utf8').split('\n')
  // What stands behind the last line break was cut short by a kill.
  const cut = lines.pop()
  if (cut) appendFileSync(file, '\n')
  return new Map(lines.flatMap((line) => readLine(line, file)))
}

function readLine(line: string, file: string): [string, CommandAnswer][] {
  try {
    const { key, answer } = JSON.parse(line) as { key?: unknown; answer?: CommandAnswer }
    if (typeof key === 'string' && answer?.version === 1) return [[key, answer]]
  } catch {
    // A line that was cut short by a kill, and closed at the next start.
    if (line.startsWith('{"key":') || line === '') return []
  }
  throw new Misconfigured('RESULTS_UNREADABLE', `${file} holds something else than answers of a suite`)
}

/** Of the names and bytes of the model and its data sets, and of what it is judged under. */
function hashFolder(folder: string, settings: string): string {
  const hash = createHash('sha256').update(settings)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^model\.onnx|\.pb)$/.test(name))
    .sort()
  for (const name of files) {
    const bytes = readFileSync(join(folder, name))
    hash.update(`\n${name} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** Of Assay; the package keeps its code a folder deeper than a clone does. */
function readVersion(): string {
  const files = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url))
  const file = files.find((each) => existsSync(each))
  return file ? JSON.parse(readFileSync(file, 'utf8')).version : ''
}
