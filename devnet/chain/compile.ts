import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Abi } from 'viem'
import { CodedError } from '../../src/claim/errors.ts'
import type { Hex } from '../../src/claim/hex.ts'

const require = createRequire(import.meta.url)
const SOURCES = join(import.meta.dirname, '../contracts')
/** Only in an installed package, which has no compiler. */
const COMPILED = 'compiled.json'

interface Artefact {
  readonly abi: Abi
  /** Creation code, without constructor arguments. */
  readonly bytecode: Hex
  readonly deployedBytecode: Hex
}

type Sources = Record<string, { content: string }>
export type Artefacts = Readonly<Record<string, Artefact>>

interface SolcOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly abi: Abi
            readonly evm: {
              readonly bytecode: { object: string }
              readonly deployedBytecode: { object: string }
            }
          }
        >
      >
    >
  >
}

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
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.sol')).sort()
  const sources: Sources = {}
  for (const name of names) sources[name] = { content: await readFile(join(SOURCES, name), 'utf8') }
  return sources
}

function toInput(sources: Sources) {
  const outputs = ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object']
  return {
    language: 'Solidity',
    sources,
    settings: {
      evmVersion: 'cancun',
      // Gas costs nothing here, and the optimizer takes two thirds of the compile time.
      optimizer: { enabled: false },
      // Only of our own files: code for the libraries' contracts would be made and thrown away.
      outputSelection: Object.fromEntries(Object.keys(sources).map((name) => [name, { '*': outputs }])),
    },
  }
}

function compile(sources: Sources): Artefacts {
  // Loaded here and not at the top: the compiler is 9 MB of wasm, and most starts find the artefacts kept.
  const solc = require('solc') as {
    compile(
      input: string,
      callbacks: { import(path: string): { contents: string } | { error: string } },
    ): string
  }
  const output = JSON.parse(
    solc.compile(JSON.stringify(toInput(sources)), { import: readImport }),
  ) as SolcOutput
  const faults = (output.errors ?? []).filter((each) => each.severity === 'error')
  if (faults.length)
    throw new CodedError('DEVNET_SOLC', faults.map((each) => each.formattedMessage).join('\n'))
  const artefacts: Record<string, Artefact> = {}
  for (const name of Object.keys(sources))
    for (const [contract, { abi, evm }] of Object.entries(output.contracts[name] ?? {}))
      artefacts[contract] = {
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        deployedBytecode: `0x${evm.deployedBytecode.object}`,
      }
  return artefacts
}

function readImport(path: string): { contents: string } | { error: string } {
  try {
    const { readFileSync } = require('node:fs') as typeof import('node:fs')
    return { contents: readFileSync(require.resolve(path), 'utf8') }
  } catch (error) {
    return { error: String(error) }
  }
}
