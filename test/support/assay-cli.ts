import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The launcher, as a clone has it. */
export const LAUNCHER = fileURLToPath(new URL('../../bin/assay.mjs', import.meta.url))

export interface Run {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs `assay …` as a stranger would and returns what came of it. The environment is this process's own, or PATH, HOME and `env`
 * alone. `place`: in another folder, or as another user.
 */
export function runAssay(
  words: readonly string[],
  env?: Readonly<Record<string, string>>,
  place: { readonly cwd?: string; readonly uid?: number } = {},
): Promise<Run> {
  const given = env && { PATH: process.env.PATH, HOME: process.env.HOME, ASSAY_DEMO: '/nowhere', ...env }
  return new Promise((resolve) => {
    const options = { maxBuffer: 1 << 26, ...(given ? { env: given } : {}), ...place }
    execFile(process.execPath, [LAUNCHER, ...words], options, (error, stdout, stderr) => {
      const exit = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ exit, stdout, stderr })
    })
  })
}
