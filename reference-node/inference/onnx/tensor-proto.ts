import { isUtf8 } from 'node:buffer'
import { MalformedEvidence, NotCheckable } from '../../../src/claim/errors.ts'
import {
  findInt,
  findText,
  joinFixed,
  listBytes,
  listFields,
  listInts,
  type ProtobufField,
} from '../../../src/claim/protobuf.ts'
import { countElements, type Tensor } from '../tensor.ts'
import { type DataType, findDataType } from './data-type.ts'

/** More elements than any model that is replayed here has in one tensor. */
export const MAX_ELEMENTS = 1 << 26
/** The runtime's own limit is lower for most operators. */
const MAX_DIMENSIONS = 64
const EXTERNAL = 1n

export interface NamedTensor extends Tensor {
  readonly name: string
}

/**
 * Decodes a TensorProto (onnx.proto3), raw or in typed fields, into little-endian bytes of exactly its shape.
 * @throws MalformedEvidence REJECTED_PROTOBUF, REJECTED_TENSOR; NotCheckable UNSUPPORTED_DATA_TYPE,
 *   UNSUPPORTED_EXTERNAL_DATA, UNSUPPORTED_TENSOR_SIZE, UNSUPPORTED_TEXT
 */
export function decodeTensor(message: Uint8Array): NamedTensor {
  const fields = listFields(message)
  const { type, dims, name } = readTensorHead(fields)
  if (!type.isExchangeable)
    throw new NotCheckable(
      'UNSUPPORTED_DATA_TYPE',
      `tensors of ${type.name} cannot be exchanged with the runtime`,
    )
  const data =
    type.kind === 'text' ? listBytes(fields, 6).map((text) => decodeText(text, name)) : bytesOf(fields, type)
  const expected = countElements(dims) * (type.kind === 'text' ? 1 : (type.width ?? 1))
  if (data.length !== expected)
    throw malformed(
      `${name || 'a tensor'}: ${data.length} bytes or texts for shape [${dims}] of ${type.name}`,
    )
  return { name, type: type.name, dims, data }
}

/** JavaScript's side of the runtime ends a text at its first zero byte, and knows no bytes that are not UTF-8. */
function decodeText(bytes: Uint8Array, name: string): string {
  if (!isUtf8(bytes) || bytes.includes(0))
    throw new NotCheckable(
      'UNSUPPORTED_TEXT',
      `${name || 'a tensor'}: a text with a zero byte or bytes that are not UTF-8, which the runtime does not hand over whole`,
    )
  return Buffer.from(bytes).toString('utf8')
}

/**
 * Type, shape and name of a tensor, bounded, and never kept in another file.
 * @throws NotCheckable `UNSUPPORTED_EXTERNAL_DATA`, `UNSUPPORTED_TENSOR_SIZE`, `UNSUPPORTED_DATA_TYPE`
 */
export function readTensorHead(fields: readonly ProtobufField[]): {
  type: DataType
  dims: number[]
  name: string
} {
  const name = findText(fields, 8).slice(0, 200)
  if (findInt(fields, 14) === EXTERNAL || listBytes(fields, 13).length > 0)
    throw new NotCheckable('UNSUPPORTED_EXTERNAL_DATA', `tensor ${name} points to another file`)
  const dims = listInts(fields, 1).map(Number)
  if (dims.length > MAX_DIMENSIONS)
    throw new NotCheckable(
      'UNSUPPORTED_TENSOR_SIZE',
      `tensor ${name} has more than ${MAX_DIMENSIONS} dimensions`,
    )
  if (dims.some((dim) => !Number.isSafeInteger(dim) || dim < 0))
    throw malformed(`${name}: shape [${dims.slice(0, 8)}]`)
  if (countElements(dims) > MAX_ELEMENTS)
    throw new NotCheckable('UNSUPPORTED_TENSOR_SIZE', `tensor ${name} has more than ${MAX_ELEMENTS} elements`)
  const code = Number(findInt(fields, 2) ?? 0n)
  const type = findDataType(code)
  if (!type) throw new NotCheckable('UNSUPPORTED_DATA_TYPE', `data type ${code} is unknown`)
  return { type, dims, name }
}

function bytesOf(fields: readonly ProtobufField[], type: DataType): Uint8Array {
  const [raw] = listBytes(fields, 9)
  // Some writers leave raw_data there and empty, and fill the typed field.
  if (raw && raw.length > 0) return raw
  if (type.name === 'float32') return joinFixed(fields, 4)
  if (type.name === 'float64') return joinFixed(fields, 10)
  const width = type.width ?? 1
  const field = type.name === 'int64' ? 7 : type.name === 'uint64' || type.name === 'uint32' ? 11 : 5
  const values = listInts(fields, field)
  const bytes = Buffer.alloc(values.length * width)
  values.forEach((value, index) => {
    for (let byte = 0; byte < width; byte++)
      bytes[index * width + byte] = Number((value >> BigInt(8 * byte)) & 0xffn)
  })
  return bytes
}

function malformed(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_TENSOR', detail)
}
