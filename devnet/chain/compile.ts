import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Artefacts, compile, type Sources, toInput } from './solc.ts'

const require = createRequire(import.meta.url)
const SOURCES = join(import.meta.dirname, '../contracts')
/** Only in an installed package, which has no compiler. */
const COMPILED = 'compiled.json'

/**
 * The devnet's contracts by name, compiled with solc from npm, or as kept in `cache` when sources, settings and
 * compiler are the same; an installed package brings them compiled.
 * @throws CodedError `DEVNET_SOLC` with the compiler's words
 */
export async function compileContracts(cache: string): Promise<Artefacts> {
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
  const artefacts = compile(sources)
  await mkdir(cache, { recursive: true })
  // Two may compile at once; each writes a file of its own, and the last whole one stays.
  const part = `${file}.${process.pid}`
  await writeFile(part, JSON.stringify(artefacts))
  await rename(part, file)
  return artefacts
}

async function readSources(): Promise<Sources> {
  const all = await readdir(SOURCES, { recursive: true })
  const names = all.filter((name) => name.endsWith('.sol')).sort()
  const sources: Sources = {}
  for (const name of names) sources[name] = { content: await readFile(join(SOURCES, name), 'utf8') }
  return sources
}
