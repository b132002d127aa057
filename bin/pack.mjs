// Writes dist/ for the package: our TypeScript as JavaScript, because Node strips no types below node_modules, and the files that
// it reads beside it. npm calls this before it packs, and removes dist/ afterwards: a clone runs its TypeScript.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileContracts } from '../devnet/chain/compile.ts'
import { buildPages } from './pages.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
/** Folders and files that are read while Assay runs. */
const READ = [
  'src',
  'reference-node',
  'devnet',
  'db',
  'networks',
  'catalogue',
  'docs',
  'dashboard/dist',
  'bin/assay.mjs',
  'bin/help.mjs',
  'schema.graphql',
  'schema.generated.graphql',
  'README.md',
  'CHANGELOG.md',
]

rmSync(dist, { recursive: true, force: true })
buildPages()
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.pack.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
})
if (compiled.status !== 0) process.exit(1)

for (const path of globSync(
  READ.flatMap((each) => [each, `${each}/**/*`]),
  { cwd: root, withFileTypes: true },
)) {
  if (!path.isFile() || path.name.endsWith('.ts')) continue
  const from = join(path.parentPath, path.name)
  // Pictures of the pages are for who reads the repository.
  if (from.includes(join('docs', 'screenshots'))) continue
  const to = join(dist, from.slice(root.length))
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}

// The compiler of the demo's contracts is no part of the package; what it made is.
const contracts = await compileContracts()
writeFileSync(join(dist, 'devnet', 'contracts', 'compiled.json'), JSON.stringify(contracts))

const { name, version, license, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
writeFileSync(join(dist, 'package.json'), JSON.stringify({ name, version, license, type, private: true }))
