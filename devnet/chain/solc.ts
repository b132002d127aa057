import { createRequire } from 'node:module'
import type { Abi } from 'viem'
import { CodedError } from '../../src/claim/errors.ts'
import type { Hex } from '../../src/claim/hex.ts'

const require = createRequire(import.meta.url)

interface Artefact {
  readonly abi: Abi
  /** Creation code, without constructor arguments. */
  readonly bytecode: Hex
  readonly deployedBytecode: Hex
}

export type Sources = Record<string, { content: string }>
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

/** What the compiler is asked. */
export function toInput(sources: Sources) {
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

/** @throws CodedError `DEVNET_SOLC` with the compiler's words */
export function compile(sources: Sources): Artefacts {
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
