// Runs on any Node >= 20 with nothing installed: brings node_modules to what package-lock.json says, if it is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findUnchecked } from './lock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lock = join(root, 'package-lock.json')
// npm writes its own lock file last, so its absence also means an install that was cut short.
const mark = join(root, 'node_modules', '.package-lock.json')

const readLock = () => JSON.parse(readFileSync(lock, 'utf8')).packages

function isInstalled() {
  if (!existsSync(mark)) return false
  if (statSync(mark).mtimeMs > statSync(lock).mtimeMs) return true
  const wanted = readLock()
  const have = JSON.parse(readFileSync(mark, 'utf8')).packages
  // An image has what runs and nothing else (`npm ci --omit=dev`): that is whole as well.
  const hasTools = Object.values(have).some((entry) => entry.dev)
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || (entry.dev && !hasTools) || have[path]?.version === entry.version,
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
