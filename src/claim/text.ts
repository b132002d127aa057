import { keccak256 } from './hash.ts'

/** A text that names something is shorter; Postgres indexes a third of a page at most. */
const MOST_BYTES = 1_000
// What begins like another form could be taken for it.
const RESERVED = /^(bytes|hash):/

/** The text that bytes are as UTF-8; undefined when they are none, or hold a zero byte, which Postgres cannot hold in a text. */
export function findText(bytes: Uint8Array): string | undefined {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = found.toString('utf8')
  return !text.includes('\0') && Buffer.from(text, 'utf8').equals(found) ? text : undefined
}

/**
 * Bytes that should be a text, such as a blob's id, so that two different ones never look alike: UTF-8 where they are, else
 * `bytes:0x…`, and `hash:0x…` with their keccak-256 when there are more than 1,000 of them.
 */
export function textOf(bytes: Uint8Array): string {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (found.length > MOST_BYTES) return `hash:${keccak256(found)}`
  const text = findText(found)
  return text !== undefined && !RESERVED.test(text) ? text : `bytes:0x${found.toString('hex')}`
}
