import { keccak256 } from './hash.ts'

/** A text that names something is shorter; Postgres indexes a third of a page at most. */
const MOST_BYTES = 1_000
// What begins like another form could be taken for it.
const RESERVED = /^(bytes|hash):/

/**
 * Bytes that should be a text, such as a blob's id, so that two different ones never look alike: UTF-8 where they are, else
 * `bytes:0x…`, and `hash:0x…` with their keccak-256 when there are more than 1,000 of them. A zero byte, which Postgres
 * cannot hold in a text, makes it none.
 */
export function textOf(bytes: Uint8Array): string {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (found.length > MOST_BYTES) return `hash:${keccak256(found)}`
  const text = found.toString('utf8')
  const isText = !text.includes('\0') && !RESERVED.test(text) && Buffer.from(text, 'utf8').equals(found)
  return isText ? text : `bytes:0x${found.toString('hex')}`
}
