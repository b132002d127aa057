import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROGRAMS = {
  assay: fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url)),
  verify: fileURLToPath(new URL('verify-program.ts', import.meta.url)),
}

export interface Run {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `assay …` as a stranger would and returns what came of it. */
export const runAssay = (...args: string[]): Promise<Run> => run(PROGRAMS.assay, args)

/** Runs `assay verify …` alone: the same commands, loaded faster. */
export const runVerify = (...args: string[]): Promise<Run> => run(PROGRAMS.verify, ['verify', ...args])

function run(program: string, args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const exit = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ exit, stdout, stderr })
    })
  })
}
