// Runs on any Node >= 20 with nothing installed: brings node_modules to what package-lock.json says, if it is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findUnchecked } from './lock.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const modules = join(root, 'node_modules')

const readLock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages

// npm writes its own lock file last, so its absence also means an install that was cut short.
function isInstalled() {
  const mark = join(modules, '.package-lock.json')
  if (!existsSync(mark)) return false
  const wanted = readLock()
  const have = JSON.parse(readFileSync(mark, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  )
}

if (!isInstalled()) {
  const unchecked = findUnchecked(readLock())
  if (unchecked.length > 0) {
    process.stderr.write(
      `package-lock.json does not say what these packages must hash to, so nothing is installed: ${unchecked.join(', ')}\n`,
    )
    process.exit(1)
  }
  process.stderr.write('installing dependencies (once, about a minute) …\n')
  // No package needs its own script: prebuilt binaries are in the packages, and src/platform/embedded-links.ts does the rest.
  const ran = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (ran.status !== 0) {
    process.stderr.write(
      'npm ci failed: check the network and that this folder is writable, then try again\n',
    )
    process.exit(1)
  }
}
