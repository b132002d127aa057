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

interface SnarkFiles {
  readonly key: Uint8Array
  readonly signals: Uint8Array
  readonly proof: Uint8Array
}

const PROTOCOLS: { readonly [P in SnarkProtocol]: (files: SnarkFiles) => Promise<KeyHead> } = {
  groth16: using(decodeGroth16Key, verifyGroth16),
  plonk: using(decodePlonkKey, verifyPlonk),
  fflonk: using(decodeFflonkKey, verifyFflonk),
}

const SNARK_PROTOCOLS = Object.keys(PROTOCOLS) as SnarkProtocol[]

/** What a proof says when it holds. Throws what the check throws. */
export async function checkSnark(protocol: SnarkProtocol, files: SnarkFiles): Promise<string> {
  const { curve, publicCount } = await PROTOCOLS[protocol](files)
  return `a ${protocol} proof on ${curve.name} for ${publicCount} public signals`
}

export function addSnarkCommands(parent: Command): void {
  for (const protocol of SNARK_PROTOCOLS)
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
          return checkSnark(protocol, files)
        })
      })
}

function using<Key extends KeyHead>(
  decodeKey: (file: Uint8Array, pinned: null) => Promise<Key>,
  verify: (key: Key, signals: readonly bigint[], proof: Uint8Array) => Promise<void>,
): (files: SnarkFiles) => Promise<KeyHead> {
  return async (files) => {
    const key = await decodeKey(files.key, null)
    await verify(key, decodeSignals(files.signals), files.proof)
    return key
  }
}
