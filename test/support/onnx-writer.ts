/** Writes ONNX models and tensors (onnx.proto3) for tests: just the fields they need. */
const varint = (value: number | bigint): Buffer => {
  const digits: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    digits.push(Number(rest & 127n) | (rest > 127n ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Buffer.from(digits)
}
export const int = (field: number, value: number | bigint) =>
  Buffer.concat([varint(field << 3), varint(value)])
export const bytes = (field: number, content: string | Uint8Array) => {
  const body = Buffer.from(content as Uint8Array)
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body])
}

const TYPE = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  bfloat16: 16,
  uint4: 21,
}
type TypeName = keyof typeof TYPE

export const tensor = (name: string, type: TypeName, dims: number[], raw: Uint8Array) =>
  Buffer.concat([...dims.map((dim) => int(1, dim)), int(2, TYPE[type]), bytes(8, name), bytes(9, raw)])

export const attribute = (name: string, ...content: Buffer[]) => Buffer.concat([bytes(1, name), ...content])

export const node = (
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Buffer[] = [],
  domain = '',
) =>
  Buffer.concat([
    ...inputs.map((input) => bytes(1, input)),
    ...outputs.map((output) => bytes(2, output)),
    bytes(4, operator),
    ...attributes.map((each) => bytes(5, each)),
    ...(domain ? [bytes(7, domain)] : []),
  ])

export const value = (name: string, type: TypeName, dims: (number | string)[]) => {
  const shape = dims.map((dim) => bytes(1, typeof dim === 'number' ? int(1, dim) : bytes(2, dim)))
  return Buffer.concat([
    bytes(1, name),
    bytes(2, bytes(1, Buffer.concat([int(1, TYPE[type]), bytes(2, Buffer.concat(shape))]))),
  ])
}

export interface GraphParts {
  nodes: Buffer[]
  initializers?: Buffer[]
  inputs?: Buffer[]
  outputs: Buffer[]
}

export const graph = ({ nodes, initializers = [], inputs = [], outputs }: GraphParts) =>
  Buffer.concat([
    ...nodes.map((each) => bytes(1, each)),
    bytes(2, 'g'),
    ...initializers.map((each) => bytes(5, each)),
    ...inputs.map((each) => bytes(11, each)),
    ...outputs.map((each) => bytes(12, each)),
  ])

export const model = (parts: GraphParts, operatorSet = 17, extra: Buffer[] = []) =>
  Buffer.concat([
    int(1, operatorSet > 20 ? 10 : 8),
    bytes(7, graph(parts)),
    bytes(8, int(2, operatorSet)),
    ...extra,
  ])

/** y = x + 1, of any type and width. */
export const addOne = (type: 'int32' | 'float32', dims: (number | string)[] = [4]) => {
  const one = Buffer.alloc(4)
  if (type === 'int32') one.writeInt32LE(1)
  else one.writeFloatLE(1)
  return model({
    nodes: [node('Add', ['x', 'one'], ['y'])],
    initializers: [tensor('one', type, [1], one)],
    inputs: [value('x', type, dims)],
    outputs: [value('y', type, dims)],
  })
}

/** Adds for ever: a Loop whose count is the greatest number. x and y: int32[4]. */
export const addForEver = () => {
  const body = graph({
    nodes: [node('Identity', ['c'], ['d']), node('Add', ['v', 'v'], ['w'])],
    inputs: [value('i', 'int64', []), value('c', 'bool', []), value('v', 'int32', [4])],
    outputs: [value('d', 'bool', []), value('w', 'int32', [4])],
  })
  const count = Buffer.alloc(8, 255)
  count[7] = 127
  return model({
    nodes: [node('Loop', ['n', 't', 'x'], ['y'], [attribute('body', bytes(6, body), int(20, 5))])],
    initializers: [tensor('n', 'int64', [], count), tensor('t', 'bool', [], Buffer.from([1]))],
    inputs: [value('x', 'int32', [4])],
    outputs: [value('y', 'int32', [4])],
  })
}
