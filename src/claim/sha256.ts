import { createSHA256 } from 'hash-wasm'

// WebAssembly, as for keccak-256: what is hashed here is mostly shorter than a hundred bytes, where the call is what costs.
const hasher = await createSHA256()

/** SHA-256 of the concatenation of `parts`. */
export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  hasher.init()
  for (const part of parts) hasher.update(part)
  return hasher.digest('binary')
}
