import { join } from 'node:path'

const KEYS = join(import.meta.dirname, '../circuits/keys')

export interface Proof {
  /** snarkjs' JSON, UTF-8. */
  readonly proof: Buffer
  /** 32 bytes big-endian each: the logits, then the input. */
  readonly signals: Buffer
}

/** Proves with Groth16 what the devnet's model gives for 16 bytes. About half a second. */
export async function prove(input: Uint8Array): Promise<Proof> {
  // Two hundred modules that a chain without a proof yet does not wait for.
  const { groth16 } = await import('snarkjs')
  const made = await groth16.fullProve({ x: [...input] }, join(KEYS, 'mlp.wasm'), join(KEYS, 'mlp.zkey'))
  const words = made.publicSignals.map((signal) =>
    Buffer.from(BigInt(signal).toString(16).padStart(64, '0'), 'hex'),
  )
  return { proof: Buffer.from(JSON.stringify(made.proof)), signals: Buffer.concat(words) }
}

/** Ends snarkjs' worker threads, which would keep the process alive. */
export async function stopProver(): Promise<void> {
  const curve = (globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }).curve_bn128
  await curve?.terminate()
}
