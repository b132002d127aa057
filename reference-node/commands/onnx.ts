import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keccak256 } from '../../src/claim/hash.ts'
import { verifyReplay } from '../checks/onnx.ts'
import { describeTolerances } from '../inference/compare.ts'
import { InferencePool } from '../inference/pool.ts'
import { EXIT, type Found, judge, MissingFile, printAnswer } from './answer.ts'
import { readOnnxCase } from './onnx-case.ts'
import { replaySettings } from './walls.ts'

export interface OnnxOptions {
  readonly rtol?: number
  readonly atol?: number
}

/** `assay verify onnx`: one model on its test data. */
export async function verifyOnnx(folder: string, options: OnnxOptions, isJson: boolean): Promise<void> {
  const pool = new InferencePool({ children: 1, ...replaySettings() })
  await printAnswer('output_reproduced', isJson, () => check(folder, options, pool))
  pool.close()
}

/** `assay verify onnx-suite`: every model below a folder. */
export async function verifyOnnxSuite(folder: string, options: OnnxOptions): Promise<void> {
  const pool = new InferencePool({ children: 2, ...replaySettings() })
  await printSuite(folder, options, pool)
  pool.close()
}

async function check(folder: string, { rtol, atol }: OnnxOptions, pool: InferencePool): Promise<Found> {
  const { model, cases } = readOnnxCase(folder)
  const stated = {
    ...(rtol !== undefined && { relative: rtol }),
    ...(atol !== undefined && { absolute: atol }),
  }
  const { arithmetic, conditions, tolerances } = await verifyReplay(model, cases, stated, pool)
  const within = describeTolerances(tolerances)
  return {
    detail: `${cases.length} data sets reproduced${within && ` within ${within}`}, ${arithmetic} arithmetic, ${conditions.runtime}`,
    evidence: { model: keccak256(model), dataSets: cases.length, arithmetic, tolerances, conditions },
  }
}

async function printSuite(root: string, options: OnnxOptions, pool: InferencePool): Promise<void> {
  const summary = { passed: [] as string[], failed: [] as string[], undecided: [] as string[] }
  const codes: Record<string, string> = {}
  const lists = { verified: summary.passed, rejected: summary.failed, undecided: summary.undecided }
  const { answer, exit } = await judge('output_reproduced', async () => {
    const folders = listCases(root)
    if (folders.length === 0) throw new MissingFile(`no folder with model.onnx below ${root}`)
    const names = nameCases(root, folders)
    // A few at a time: a suite may hold more models than fit into memory.
    for (let at = 0; at < folders.length; at += 8) {
      const judged = await Promise.all(
        folders
          .slice(at, at + 8)
          .map((folder) => judge('output_reproduced', () => check(folder, options, pool))),
      )
      judged.forEach(({ answer: { outcome, code } }, index) => {
        const name = names[at + index] as string
        lists[outcome].push(name)
        if (outcome !== 'verified') codes[name] = code
      })
    }
    return ''
  })
  if (exit !== EXIT.verified) process.stdout.write(`${JSON.stringify({ ...answer, ...summary })}\n`)
  else process.stdout.write(`${JSON.stringify({ ...summary, codes })}\n`)
  const worst =
    summary.failed.length > 0 ? EXIT.rejected : summary.undecided.length > 0 ? EXIT.undecided : exit
  process.exitCode = exit === EXIT.verified ? worst : exit
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
function nameCases(root: string, folders: readonly string[]): string[] {
  const names = folders.map((folder) => basename(folder))
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name)
      ? name
      : (folders[index] as string).slice(root.length + 1),
  )
}
