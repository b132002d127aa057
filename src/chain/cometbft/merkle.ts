import { hash } from 'node:crypto'
import { sha256Bytes } from '../../claim/sha256.ts'

const LEAF = 0
const NODE = 1
const SIZE = 32
/** From so many bytes on OpenSSL, which uses the processor's own instructions, is faster than a call into WebAssembly. */
const NATIVE_FROM = 256

// Of a hundred signatures in every block two hundred hashes are made, each of some hundred bytes: what is hashed is put together here.
const leaf = Buffer.alloc(1 + NATIVE_FROM)
const pair = Buffer.alloc(1 + 2 * SIZE)
leaf[0] = LEAF
pair[0] = NODE

/**
 * The root over values in their order, 32 bytes; of none it is the hash of nothing. Source: CometBFT crypto/merkle, which is RFC 6962:
 * pairs are hashed from below, and what has no partner goes up as it is.
 */
export function merkleRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return sha256Bytes()
  let level = values.map(leafHash)
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at + 1 < level.length; at += 2)
      above.push(nodeHash(level[at] as Uint8Array, level[at + 1] as Uint8Array))
    if (level.length % 2 === 1) above.push(level.at(-1) as Uint8Array)
    level = above
  }
  return level[0] as Uint8Array
}

function leafHash(value: Uint8Array): Uint8Array {
  if (value.length >= NATIVE_FROM) return hash('sha256', Buffer.concat([Buffer.of(LEAF), value]), 'buffer')
  leaf.set(value, 1)
  return sha256Bytes(leaf.subarray(0, 1 + value.length))
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1)
  pair.set(right, 1 + SIZE)
  return sha256Bytes(pair)
}
