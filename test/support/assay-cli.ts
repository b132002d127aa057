import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The launcher, as a clone has it. */
export const LAUNCHER = fileURLToPath(new URL('../../bin/assay.mjs', import.meta.url))

export interface Run {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `assay …` as a stranger would and returns what came of it. */
export function runAssay(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const exit = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ exit, stdout, stderr })
    })
  })
}
