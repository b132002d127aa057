/** TensorProto.DataType of onnx.proto3. `width` is bytes per element; null where elements are no whole bytes. */
export interface DataType {
  readonly name: string
  readonly width: number | null
  readonly kind: 'integer' | 'float' | 'text' | 'other'
  /** Whether onnxruntime-node 1.30 passes it between JavaScript and the runtime. int4 and uint4 abort the process. */
  readonly isExchangeable: boolean
}

const TYPES: readonly (readonly [number, string, number | null, DataType['kind'], boolean])[] = [
  [1, 'float32', 4, 'float', true],
  [2, 'uint8', 1, 'integer', true],
  [3, 'int8', 1, 'integer', true],
  [4, 'uint16', 2, 'integer', true],
  [5, 'int16', 2, 'integer', true],
  [6, 'int32', 4, 'integer', true],
  [7, 'int64', 8, 'integer', true],
  [8, 'string', null, 'text', true],
  [9, 'bool', 1, 'integer', true],
  [10, 'float16', 2, 'float', true],
  [11, 'float64', 8, 'float', true],
  [12, 'uint32', 4, 'integer', true],
  [13, 'uint64', 8, 'integer', true],
  [14, 'complex64', 8, 'other', false],
  [15, 'complex128', 16, 'other', false],
  [16, 'bfloat16', 2, 'other', false],
  [17, 'float8e4m3fn', 1, 'other', false],
  [18, 'float8e4m3fnuz', 1, 'other', false],
  [19, 'float8e5m2', 1, 'other', false],
  [20, 'float8e5m2fnuz', 1, 'other', false],
  [21, 'uint4', null, 'other', false],
  [22, 'int4', null, 'other', false],
  [23, 'float4e2m1', null, 'other', false],
  [24, 'float8e8m0', 1, 'other', false],
  [25, 'uint2', null, 'other', false],
  [26, 'int2', null, 'other', false],
]

const byCode = new Map<number, DataType>(
  TYPES.map(([code, name, width, kind, isExchangeable]) => [code, { name, width, kind, isExchangeable }]),
)
const byName = new Map<string, DataType>([...byCode.values()].map((type) => [type.name, type]))

export function findDataType(code: number): DataType | undefined {
  return byCode.get(code)
}

export function getDataType(name: string): DataType {
  const type = byName.get(name)
  if (!type) throw new RangeError(`no data type ${name}`)
  return type
}
