import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const FOLDER = import.meta.dirname
const MODULES = join(FOLDER, 'node_modules')

/**
 * Installs the engines of this folder as its lock file has them, unless they are here: half a gigabyte. Two who begin at once each
 * install aside, and the first one's stays.
 */
export async function installEngines(): Promise<void> {
  if (existsSync(MODULES)) return
  const aside = await mkdtemp(join(FOLDER, '.install-'))
  try {
    for (const file of ['package.json', 'package-lock.json']) await cp(join(FOLDER, file), join(aside, file))
    // Not `ci`: it wants the engines of every other platform in the lock file, which not every registry has.
    await promisify(execFile)('npm', ['install', '--no-save', '--ignore-scripts'], { cwd: aside })
    await rename(join(aside, 'node_modules'), MODULES).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
