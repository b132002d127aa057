// Builds the pages of the dashboard in a clone when their sources are newer than what was built. An image and a package bring
// them built, and have no tools to build with: there this does nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'dashboard')
const built = join(folder, 'dist', 'index.html')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

/** Whether the built pages are missing or older than a file that they are made of. */
function isStale() {
  if (!existsSync(built)) return true
  const since = statSync(built).mtimeMs
  const sources = readdirSync(folder, { recursive: true })
    .filter((path) => /^(?!dist\b).*\.(tsx?|css|html|svg)$/.test(path))
    .map((path) => join(folder, path))
  return [...sources, join(root, 'package-lock.json')].some((path) => statSync(path).mtimeMs > since)
}

/**
 * Brings dashboard/dist up to date.
 * @throws Error when a build fails
 */
export function buildPages() {
  if (!existsSync(vite) || !existsSync(join(folder, 'index.html')) || !isStale()) return
  process.stderr.write('building the pages of the dashboard (once, some seconds) …\n')
  const ran = spawnSync(process.execPath, [vite, 'build', folder, '--logLevel', 'warn'], {
    cwd: root,
    // Tests run under another name of the environment, under which React is built for its developers.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  })
  if (ran.status !== 0) throw new Error('the pages could not be built: see above')
}
