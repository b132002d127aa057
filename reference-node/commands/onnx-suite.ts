import { readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { InferencePool } from '../inference/pool.ts'
import { type CommandAnswer, EXIT, judge, MissingFile, toText } from './answer.ts'
import { checkOnnx, type OnnxOptions } from './onnx.ts'
import { openResults, type Results } from './onnx-results.ts'
import { replaySettings } from './walls.ts'

export interface SuiteOptions extends OnnxOptions {
  /** Answers are kept in this file, and those that it has are not worked out again. */
  readonly resume?: string
}

/** A few at a time: a suite may hold more models than fit into memory. */
const TOGETHER = 8
/** Least milliseconds between two words about progress. */
const PROGRESS_MS = 2000

/**
 * `assay verify onnx-suite`: every model below a folder. Progress and what is not verified go to stderr; a summary by name to stdout,
 * or with `--json` a line for each model as soon as it is judged, and the summary as the last line.
 */
export async function verifyOnnxSuite(root: string, options: SuiteOptions, isJson: boolean): Promise<void> {
  const pool = new InferencePool({ children: 2, ...replaySettings() })
  const done: Named[] = []
  const tell = createTeller()
  const { answer, exit } = await judge('output_reproduced', async () => {
    const cases = nameCases(root, listCases(root))
    if (cases.length === 0) throw new MissingFile(`no folder with model.onnx below ${root}`)
    const results = openResults(options.resume, options)
    for (let at = 0; at < cases.length; at += TOGETHER) {
      const some = cases.slice(at, at + TOGETHER)
      const judged = await Promise.all(some.map((each) => judgeCase(each, options, pool, results)))
      for (const each of judged) {
        done.push(each)
        if (isJson) process.stdout.write(`${JSON.stringify(each)}\n`)
        tell(each, done.length, cases.length)
      }
    }
    return ''
  })
  pool.close()
  const summary = summarise(done)
  const worst =
    summary.failed.length > 0 ? EXIT.rejected : summary.undecided.length > 0 ? EXIT.undecided : exit
  process.exitCode = exit === EXIT.verified ? worst : exit
  if (exit !== EXIT.verified) process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : toText(answer))
  else process.stdout.write(`${JSON.stringify(isJson ? { version: 1, ...summary } : summary)}\n`)
}

interface Case {
  readonly name: string
  readonly folder: string
}
type Named = { readonly name: string } & CommandAnswer

async function judgeCase(
  { name, folder }: Case,
  options: SuiteOptions,
  pool: InferencePool,
  results: Results,
): Promise<Named> {
  const kept = results.find(name, folder)
  if (kept) return { name, ...kept }
  const { answer } = await judge('output_reproduced', (note) => checkOnnx(folder, options, pool, note))
  results.keep(name, folder, answer)
  return { name, ...answer }
}

/** Says on stderr what is not verified, and now and then how far it is. */
function createTeller(): (each: Named, count: number, total: number) => void {
  let saidAt = 0
  return ({ name, outcome, code, detail }, count, total) => {
    if (outcome !== 'verified') process.stderr.write(`${name}: ${outcome} ${code}: ${detail}\n`)
    if (count < total && Date.now() - saidAt < PROGRESS_MS) return
    saidAt = Date.now()
    process.stderr.write(`${count} of ${total} models\n`)
  }
}

function summarise(done: readonly Named[]) {
  const named = (outcome: CommandAnswer['outcome']) =>
    done.filter((each) => each.outcome === outcome).map(({ name }) => name)
  const codes = Object.fromEntries(
    done.filter(({ outcome }) => outcome !== 'verified').map(({ name, code }) => [name, code]),
  )
  return { passed: named('verified'), failed: named('rejected'), undecided: named('undecided'), codes }
}

/** Folders that hold a model, at most four levels down. */
function listCases(root: string, depth = 0): string[] {
  const entries = readdirSync(root, { withFileTypes: true })
  if (entries.some((entry) => entry.name === 'model.onnx')) return [root]
  if (depth === 4) return []
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => listCases(join(root, name), depth + 1))
}

/** A test is known by its folder's name; by its path where two folders share a name. */
function nameCases(root: string, folders: readonly string[]): Case[] {
  const counts = Map.groupBy(folders, (folder) => basename(folder))
  return folders.map((folder) => {
    const name = basename(folder)
    return { folder, name: counts.get(name)?.length === 1 ? name : relative(root, folder) }
  })
}
