import { closeSync, openSync, readSync } from 'node:fs'

/** More than any evidence may have; each decoder has its own, smaller bound. */
const MAX_BYTES = 64 << 20

/**
 * The first bytes of a file, up to one more than any decoder accepts, whatever kind of file it is.
 * @throws what fs throws when it cannot be read
 */
export function readEvidence(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const chunks: Buffer[] = []
    let total = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 16)
      const count = readSync(file, chunk)
      if (count === 0 || total > MAX_BYTES) return Buffer.concat(chunks)
      chunks.push(chunk.subarray(0, count))
      total += count
    }
  } finally {
    closeSync(file)
  }
}
