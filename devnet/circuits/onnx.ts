import { HIDDEN, INPUTS, type Mlp, OUTPUTS, SHIFT } from './network.ts'

// Field numbers and element types of onnx.proto (ONNX 1.14): a writer for the few messages that this model needs.
const TYPE = { uint8: 2, int8: 3, int32: 6 } as const
type Type = keyof typeof TYPE

/** The model as an ONNX file (opset 17): input `x` uint8 [1,16], output `logits` int32 [1,4]. */
export function toOnnx(mlp: Mlp): Buffer {
  const graph = Buffer.concat([
    ...[
      node('MatMulInteger', ['x', 'w1'], 'a1'),
      node('Add', ['a1', 'b1'], 'a2'),
      node('Max', ['a2', 'zero'], 'a3'),
      node('Div', ['a3', 'step'], 'a4'),
      node('Min', ['a4', 'most'], 'a5'),
      node('Cast', ['a5'], 'h', field(5, attribute('to', TYPE.uint8))),
      node('MatMulInteger', ['h', 'w2'], 'a6'),
      node('Add', ['a6', 'b2'], 'logits'),
    ].map((each) => field(1, each)),
    field(2, 'assay-devnet-mlp'),
    ...[
      tensor('w1', 'int8', [INPUTS, HIDDEN], mlp.first.flat()),
      tensor('b1', 'int32', [HIDDEN], mlp.firstBias),
      tensor('zero', 'int32', [1], [0]),
      tensor('step', 'int32', [1], [2 ** SHIFT]),
      tensor('most', 'int32', [1], [255]),
      tensor('w2', 'int8', [HIDDEN, OUTPUTS], mlp.second.flat()),
      tensor('b2', 'int32', [OUTPUTS], mlp.secondBias),
    ].map((each) => field(5, each)),
    field(11, value('x', 'uint8', [1, INPUTS])),
    field(12, value('logits', 'int32', [1, OUTPUTS])),
  ])
  return Buffer.concat([number(1, 8), field(2, 'assay-devnet'), field(7, graph), field(8, number(2, 17))])
}

function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Buffer = Buffer.alloc(0),
): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => field(1, name)),
    field(2, output),
    field(3, `${output}_node`),
    field(4, op),
    attributes,
  ])
}

function attribute(name: string, value: number): Buffer {
  return Buffer.concat([field(1, name), number(3, value), number(20, 2)])
}

function tensor(name: string, type: Type, shape: readonly number[], values: readonly number[]): Buffer {
  const raw = type === 'int32' ? new Int32Array(values) : new Int8Array(values)
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return Buffer.concat([
    ...shape.map((size) => number(1, size)),
    number(2, TYPE[type]),
    field(8, name),
    field(9, bytes),
  ])
}

function value(name: string, type: Type, shape: readonly number[]): Buffer {
  const dimensions = field(2, Buffer.concat(shape.map((size) => field(1, number(1, size)))))
  const tensorType = Buffer.concat([number(1, TYPE[type]), dimensions])
  return Buffer.concat([field(1, name), field(2, field(1, tensorType))])
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id << 3), varint(value)])
}

function field(id: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([varint((id << 3) | 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const groups: number[] = []
  let left = value
  for (; left > 0x7f; left = Math.floor(left / 128)) groups.push((left & 0x7f) | 0x80)
  return Buffer.from([...groups, left])
}
