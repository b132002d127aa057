import { closeSync, openSync, readSync } from 'node:fs'
import { NotCheckable } from '../../src/claim/errors.ts'
import { toBytes } from '../../src/claim/hex.ts'
import { assertEvidence } from './file-kind.ts'

/** More than any evidence may have; each decoder has its own, smaller bound. */
const MAX_BYTES = 64 << 20
const STDIN = 0

/**
 * The first bytes of a file, up to one more than any decoder accepts, whatever kind of file it is; `-` is standard input.
 * @throws NotCheckable `UNKNOWN_FILE_KIND` for a file that is plainly no evidence; what fs throws when it cannot be read
 */
export function readEvidence(path: string): Uint8Array {
  return assertEvidence(readStart(path))
}

/**
 * The bytes that a word stands for: hexadecimal with 0x, else those of a file, which may hold such a text itself.
 * @throws what {@link readEvidence} throws
 */
export function readHexOrFile(word: string): Uint8Array {
  if (isHexText(word)) return toBytes(word)
  const bytes = readEvidence(word)
  const text = bytes[0] === 0x30 && bytes[1] === 0x78 ? Buffer.from(bytes).toString('latin1').trim() : ''
  return isHexText(text) ? toBytes(text) : bytes
}

function isHexText(text: string): boolean {
  return /^0x([0-9a-f]{2})*$/i.test(text)
}

/**
 * All bytes of a file of which only the hash counts.
 * @throws NotCheckable `UNSUPPORTED_FILE_SIZE` beyond our bound; what fs throws when it cannot be read
 */
export function readContent(path: string): Uint8Array {
  const bytes = readStart(path)
  if (bytes.length > MAX_BYTES)
    throw new NotCheckable(
      'UNSUPPORTED_FILE_SIZE',
      `${path} has more than the ${MAX_BYTES} bytes that are hashed here; give its keccak-256 in its place`,
    )
  return bytes
}

/** Up to 64 KiB more than the bound. */
function readStart(path: string): Uint8Array {
  const file = path === '-' ? STDIN : openSync(path, 'r')
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
    if (file !== STDIN) closeSync(file)
  }
}
