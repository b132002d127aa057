// Runs on any Node >= 20 with nothing installed: brings node_modules to what package-lock.json says, if it is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const modules = join(root, 'node_modules')

// npm writes its own lock file last, so its absence also means an install that was cut short.
function isInstalled() {
  const mark = join(modules, '.package-lock.json')
  if (!existsSync(mark)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const have = JSON.parse(readFileSync(mark, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  )
}

if (!isInstalled()) {
  process.stderr.write('installing dependencies (once, about a minute) …\n')
  const ran = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
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
