import type { Command } from 'commander'
import { decodeFflonkKey, verifyFflonk } from '../checks/fflonk.ts'
import { decodeGroth16Key } from '../checks/groth16/key.ts'
import { verifyGroth16 } from '../checks/groth16.ts'
import { decodePlonkKey, verifyPlonk } from '../checks/plonk.ts'
import type { KeyHead, SnarkProtocol } from '../checks/snark/key.ts'
import { decodeSignals } from '../checks/snark/signals.ts'
import { printAnswer } from './answer.ts'
import { readEvidence } from './file.ts'

interface Options {
  readonly vkey: string
  readonly proof: string
  readonly public: string
}

interface Files {
  readonly key: Uint8Array
  readonly signals: Uint8Array
  readonly proof: Uint8Array
}

const PROTOCOLS: { readonly [P in SnarkProtocol]: (files: Files) => Promise<KeyHead> } = {
  groth16: using(decodeGroth16Key, verifyGroth16),
  plonk: using(decodePlonkKey, verifyPlonk),
  fflonk: using(decodeFflonkKey, verifyFflonk),
}

export function addSnarkCommands(parent: Command): void {
  for (const [protocol, verify] of Object.entries(PROTOCOLS))
    parent
      .command(protocol)
      .description(`a ${protocol} proof of snarkjs`)
      .requiredOption('--vkey <file>', 'verification_key.json')
      .requiredOption('--proof <file>', 'proof.json')
      .requiredOption('--public <file>', 'public.json')
      .option('--json', 'print one JSON object')
      .action(async (options: Options, command: Command) => {
        await printAnswer('proof_valid', Boolean(command.optsWithGlobals().json), async () => {
          const key = readEvidence(options.vkey)
          const files = { key, proof: readEvidence(options.proof), signals: readEvidence(options.public) }
          const { curve, publicCount } = await verify(files)
          return `a ${protocol} proof on ${curve.name} for ${publicCount} public signals`
        })
      })
}

function using<Key extends KeyHead>(
  decodeKey: (file: Uint8Array, pinned: null) => Promise<Key>,
  verify: (key: Key, signals: readonly bigint[], proof: Uint8Array) => Promise<void>,
): (files: Files) => Promise<KeyHead> {
  return async (files) => {
    const key = await decodeKey(files.key, null)
    await verify(key, decodeSignals(files.signals), files.proof)
    return key
  }
}
