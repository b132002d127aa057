import { hash } from 'node:crypto'

const LEAF = 0
const NODE = 1
const SIZE = 32
/** Values up to here are hashed out of one buffer, longer ones out of their own. */
const SHORT = 256

// Of a hundred signatures in every block two hundred hashes are made, each of some hundred bytes. OpenSSL uses the processor's own
// instructions, but a Buffer for its answer costs more than the hash does: between the levels hashes are texts of one byte a character.
const leaf = Buffer.alloc(1 + SHORT)
const leaves = Array.from({ length: 1 + SHORT }, (_, length) => leaf.subarray(0, 1 + length))
const pair = Buffer.alloc(1 + 2 * SIZE)
leaf[0] = LEAF
pair[0] = NODE

/**
 * The root over values in their order, 32 bytes; of none it is the hash of nothing. Source: CometBFT crypto/merkle, which is RFC 6962:
 * pairs are hashed from below, and what has no partner goes up as it is.
 */
export function merkleRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return sha256(new Uint8Array())
  let level = values.map(leafHash)
  while (level.length > 1) {
    const above: string[] = []
    for (let at = 0; at + 1 < level.length; at += 2)
      above.push(nodeHash(level[at] as string, level[at + 1] as string))
    if (level.length % 2 === 1) above.push(level.at(-1) as string)
    level = above
  }
  return Buffer.from(level[0] as string, 'binary')
}

/** SHA-256 of one value. */
function sha256(value: Uint8Array): Uint8Array {
  return Buffer.from(hash('sha256', value, 'binary'), 'binary')
}

function leafHash(value: Uint8Array): string {
  if (value.length > SHORT) return hash('sha256', Buffer.concat([Buffer.of(LEAF), value]), 'binary')
  leaf.set(value, 1)
  return hash('sha256', leaves[value.length] as Uint8Array, 'binary')
}

function nodeHash(left: string, right: string): string {
  pair.write(left, 1, 'binary')
  pair.write(right, 1 + SIZE, 'binary')
  return hash('sha256', pair, 'binary')
}
