import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Artefacts, compile, type Sources, toInput } from './solc.ts'

const require = createRequire(import.meta.url)
const SOURCES = join(import.meta.dirname, '../contracts')
/** Only in an installed package, which has no compiler. */
const COMPILED = 'compiled.json'
/** Beside the compiler, so that every world of a clone finds what one of them compiled. */
const CONTRACT_CACHE = join(import.meta.dirname, '../../node_modules/.cache/assay-devnet')

/**
 * The devnet's contracts by name, compiled with solc from npm, or as kept in `cache` when sources, settings and
 * compiler are the same; an installed package brings them compiled. Where `cache` cannot be written, nothing is kept.
 * @throws CodedError `DEVNET_SOLC` with the compiler's words
 */
export async function compileContracts(
  cache: string = CONTRACT_CACHE,
  compiler: typeof compile = compile,
): Promise<Artefacts> {
  const shipped = await readFile(join(SOURCES, COMPILED), 'utf8').catch(() => undefined)
  if (shipped !== undefined) return JSON.parse(shipped) as Artefacts
  const sources = await readSources()
  const { version } = require('solc/package.json') as { version: string }
  const key = createHash('sha256')
    .update(version)
    .update(JSON.stringify(toInput(sources)))
    .digest('hex')
    .slice(0, 32)
  const file = join(cache, `contracts-${key}.json`)
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept !== undefined) return JSON.parse(kept) as Artefacts
  const artefacts = compiler(sources)
  await keep(file, JSON.stringify(artefacts)).catch((error: NodeJS.ErrnoException) => {
    // Of another user, or on a disk that is only read: the next start compiles again.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')) throw error
  })
  return artefacts
}

async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  // Two may compile at once; each writes a file of its own, and the last whole one stays.
  const part = `${file}.${process.pid}`
  await writeFile(part, text)
  await rename(part, file)
}

async function readSources(): Promise<Sources> {
  const all = await readdir(SOURCES, { recursive: true })
  const names = all.filter((name) => name.endsWith('.sol')).sort()
  const sources: Sources = {}
  for (const name of names) sources[name] = { content: await readFile(join(SOURCES, name), 'utf8') }
  return sources
}
