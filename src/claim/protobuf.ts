import { MalformedEvidence, NotCheckable } from './errors.ts'

/** One field of a protobuf message: a varint, eight or four raw bytes, or a length-delimited value. */
export type ProtobufField =
  | { readonly number: number; readonly wire: 0; readonly value: bigint }
  | { readonly number: number; readonly wire: 1 | 2 | 5; readonly value: Uint8Array }

const MAX_FIELDS = 1_000_000

/**
 * Splits a message into its fields, one level deep, without copying and without a schema
 * (protobuf.dev/programming-guides/encoding). Groups are refused: proto3 has none.
 * @throws MalformedEvidence REJECTED_PROTOBUF; NotCheckable UNSUPPORTED_PROTOBUF_FIELDS: beyond our own limit
 */
export function listFields(message: Uint8Array): ProtobufField[] {
  const fields: ProtobufField[] = []
  let at = 0
  const varint = (): bigint => {
    // Most are small, and a stranger may send millions.
    const only = message[at] ?? 0xff
    if (only < 0x80) {
      at++
      return BigInt(only)
    }
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      // Where the message has ended, the number never ends.
      const byte = message[at++] ?? 0xff
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) {
        if (value >> 64n !== 0n) throw broken('a number beyond 64 bits')
        return value
      }
    }
    throw broken('a number cut off, or of more than ten bytes')
  }
  // Keys and lengths are mostly of one byte: no bigint is made for those.
  const short = (): number => {
    const only = message[at] ?? 0xff
    if (only >= 0x80) return Number(varint())
    at++
    return only
  }
  const take = (length: number): Uint8Array => {
    if (length > message.length - at) throw broken('a field goes beyond the end')
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    if (fields.length >= MAX_FIELDS)
      throw new NotCheckable(
        'UNSUPPORTED_PROTOBUF_FIELDS',
        `more than ${MAX_FIELDS} fields in one message, which is our limit`,
      )
    const key = short()
    const number = Math.floor(key / 8)
    // A key beyond what a double holds exactly is refused by its number.
    const wire = key % 8
    if (number < 1 || number >= 2 ** 29) throw broken(`field number ${number}`)
    if (wire === 0) fields.push({ number, wire, value: varint() })
    else if (wire === 1) fields.push({ number, wire, value: take(8) })
    else if (wire === 5) fields.push({ number, wire, value: take(4) })
    else if (wire === 2) fields.push({ number, wire, value: take(short()) })
    else throw broken(`wire type ${wire}`)
  }
  return fields
}

/** The message that these fields make, in their order. */
export function encodeFields(fields: readonly ProtobufField[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap((field) => {
      const key = encodeVarint((BigInt(field.number) << 3n) | BigInt(field.wire))
      if (field.wire === 0) return [key, encodeVarint(field.value)]
      return field.wire === 2
        ? [key, encodeVarint(BigInt(field.value.length)), field.value]
        : [key, field.value]
    }),
  )
}

function encodeVarint(value: bigint): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) return Uint8Array.from([...bytes, Number(rest)])
    bytes.push(Number(rest & 0x7fn) | 0x80)
  }
}

/**
 * The bytes of every length-delimited field of this number.
 * @throws when the field has another wire type
 */
export function listBytes(fields: readonly ProtobufField[], number: number): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const field of fields) {
    if (field.number !== number) continue
    if (field.wire !== 2) throw broken(`field ${number} is not length-delimited`)
    found.push(field.value)
  }
  return found
}

/** The one value of a singular message field; two of them could be merged or overridden, as readers differ. */
export function findBytes(fields: readonly ProtobufField[], number: number): Uint8Array | undefined {
  const [first, ...more] = listBytes(fields, number)
  if (more.length > 0) throw broken(`field ${number} more than once`)
  return first
}

export function findText(fields: readonly ProtobufField[], number: number): string {
  const bytes = listBytes(fields, number).at(-1)
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8')
}

/** Every number of a repeated int field, packed or not, as signed 64-bit. */
export function listInts(fields: readonly ProtobufField[], number: number): bigint[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap((field) => {
      if (field.wire === 0) return [BigInt.asIntN(64, field.value)]
      if (field.wire === 2) return unpack(field.value)
      throw broken(`field ${number} is not a number`)
    })
}

export function findInt(fields: readonly ProtobufField[], number: number): bigint | undefined {
  return listInts(fields, number).at(-1)
}

/** The bytes of a repeated fixed-width field (float, double), packed or not, joined. */
export function joinFixed(fields: readonly ProtobufField[], number: number): Uint8Array {
  const parts = fields
    .filter((field) => field.number === number)
    .map((field) => {
      if (field.wire === 0) throw broken(`field ${number} is not of fixed width`)
      return field.value
    })
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
}

function unpack(bytes: Uint8Array): bigint[] {
  const values: bigint[] = []
  let value = 0n
  let shift = 0n
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift
    shift += 7n
    if (shift > 70n) throw broken('a packed number of more than ten bytes')
    if (byte < 0x80) {
      values.push(BigInt.asIntN(64, value))
      value = 0n
      shift = 0n
    }
  }
  if (shift !== 0n) throw broken('ends inside a packed number')
  return values
}

function broken(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_PROTOBUF', `not a protobuf message: ${detail}`)
}
