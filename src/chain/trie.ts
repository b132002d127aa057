import { keccakBytes } from '../claim/keccak.ts'
import { encodeRlp, type RlpItem } from '../claim/rlp.ts'

// Source of the format: Ethereum yellow paper, appendix D, for the one kind of trie that a header commits to:
// values keyed by the RLP of their index. All values are known at once, so the trie is folded up from sorted
// keys instead of being built by insertion.

interface Entry {
  readonly nibbles: Uint8Array
  readonly value: Uint8Array
}

const NOTHING = new Uint8Array()
const EMPTY_ROOT = keccakBytes(Uint8Array.of(0x80))

/** The root of the trie that holds `values[i]` under `rlp(i)`: a header's `receiptsRoot` or `transactionsRoot`. */
export function deriveRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return EMPTY_ROOT
  const entries = values.map((value, index) => ({ nibbles: keyNibbles(index), value }))
  entries.sort((a, b) => Buffer.compare(a.nibbles, b.nibbles))
  return keccakBytes(encodeRlp(fold(entries, 0, entries.length, 0)))
}

/** The node over entries[from, to), which share their first `depth` nibbles. */
function fold(entries: readonly Entry[], from: number, to: number, depth: number): RlpItem[] {
  const first = at(entries, from)
  if (to - from === 1) return [compact(first.nibbles.subarray(depth), true), first.value]
  const shared = sharedPrefix(first.nibbles, at(entries, to - 1).nibbles, depth)
  if (shared > 0) {
    const below = reference(fold(entries, from, to, depth + shared))
    return [compact(first.nibbles.subarray(depth, depth + shared), false), below]
  }
  // No key of this kind is the prefix of another, so a branch never carries a value of its own.
  const children: RlpItem[] = new Array(17).fill(NOTHING)
  for (let start = from; start < to; ) {
    const nibble = at(entries, start).nibbles[depth] ?? 0
    let end = start + 1
    while (end < to && at(entries, end).nibbles[depth] === nibble) end++
    children[nibble] = reference(fold(entries, start, end, depth + 1))
    start = end
  }
  return children
}

/** How a parent names a node: the node itself when its RLP is shorter than 32 bytes, else the hash of that. */
function reference(node: RlpItem[]): RlpItem {
  const encoded = encodeRlp(node)
  return encoded.length < 32 ? node : keccakBytes(encoded)
}

/** Hex-prefix encoding: nibbles packed into bytes, with parity and leaf flag in front. */
function compact(nibbles: Uint8Array, leaf: boolean): Uint8Array {
  const odd = nibbles.length % 2
  const out = new Uint8Array((nibbles.length + 2 - odd) / 2)
  out[0] = ((leaf ? 2 : 0) + odd) << 4
  if (odd) out[0] |= nibbles[0] ?? 0
  for (let i = odd; i < nibbles.length; i += 2)
    out[(i + 2 - odd) / 2] = ((nibbles[i] ?? 0) << 4) | (nibbles[i + 1] ?? 0)
  return out
}

function keyNibbles(index: number): Uint8Array {
  const hex = index.toString(16)
  const key = encodeRlp(index === 0 ? NOTHING : Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'))
  const nibbles = new Uint8Array(key.length * 2)
  for (const [i, byte] of key.entries()) {
    nibbles[2 * i] = byte >> 4
    nibbles[2 * i + 1] = byte & 15
  }
  return nibbles
}

function sharedPrefix(a: Uint8Array, b: Uint8Array, depth: number): number {
  let length = 0
  while (depth + length < a.length && a[depth + length] === b[depth + length]) length++
  return length
}

function at(entries: readonly Entry[], index: number): Entry {
  return entries[index] as Entry
}
