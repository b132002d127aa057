import { decodeFflonkKey, verifyFflonk } from '../checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../checks/groth16/key.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { decodePlonkKey, verifyPlonk } from '../checks/plonk.ts'
import type { KeyHead, SnarkProtocol } from '../checks/snark/key.ts'
import { decodeSignals } from '../checks/snark/signals.ts'

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

/**
 * What a proof says when it holds.
 * @throws what the check throws
 */
export async function checkSnark(protocol: SnarkProtocol, files: SnarkFiles): Promise<string> {
  const { curve, publicCount } = await PROTOCOLS[protocol](files)
  return `a ${protocol} proof on ${curve.name} for ${publicCount} public signals`
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
