/** Writes canonical CBOR: numbers, texts, byte strings, null, lists, maps. */
export function encodeCbor(value: unknown): Buffer {
  if (value === null) return Buffer.from([0xf6])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)])
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flatMap((pair) => pair.map(encodeCbor))])
  throw new TypeError('nothing CBOR here')
}

function head(major: number, value: number): Buffer {
  const type = major << 5
  if (value < 24) return Buffer.from([type | value])
  if (value < 256) return Buffer.from([type | 24, value])
  if (value < 65_536) return Buffer.from([type | 25, value >> 8, value & 255])
  const wide = Buffer.alloc(9)
  wide[0] = type | (value < 2 ** 32 ? 26 : 27)
  if (value < 2 ** 32) {
    wide.writeUInt32BE(value, 1)
    return wide.subarray(0, 5)
  }
  wide.writeBigUInt64BE(BigInt(value), 1)
  return wide
}
