import { describe, expect, it } from 'vitest'
import { compareTensors } from '../../../reference-node/inference/compare.ts'
import { classifyModel } from '../../../reference-node/inference/onnx/classify.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { decodeTensor } from '../../../reference-node/inference/onnx/tensor-proto.ts'
import type { Tensor } from '../../../reference-node/inference/tensor.ts'
import { expectCode } from '../../support/codes.ts'
import {
  addOne,
  attribute,
  bytes,
  graph,
  int,
  model,
  node,
  tensor,
  value,
} from '../../support/onnx-writer.ts'

const io = { inputs: [value('x', 'int32', [4])], outputs: [value('y', 'int32', [4])] }
const classify = (file: Uint8Array) => classifyModel(decodeModel(file))
const one = (operator: string, attributes: Buffer[] = [], domain = '', inputs = ['x']) =>
  model({ nodes: [node(operator, inputs, ['y'], attributes, domain)], ...io })
const external = Buffer.concat([
  int(1, 4),
  int(2, 6),
  bytes(8, 'w'),
  bytes(13, bytes(1, 'location')),
  int(14, 1),
])
const nest = (depth: number): Buffer =>
  node(
    'If',
    ['c'],
    ['y'],
    depth === 0 ? [] : [attribute('then_branch', bytes(6, graph({ nodes: [nest(depth - 1)], outputs: [] })))],
  )

describe('the static check of a model', () => {
  it('tells exact arithmetic from float arithmetic', () => {
    expect(classify(addOne('int32'))).toBe('exact')
    expect(classify(addOne('float32'))).toBe('float')
    expect(classify(one('Softmax'))).toBe('float')
    expect(classify(one('Cast', [attribute('to', int(3, 1))]))).toBe('float')
    expect(classify(one('Cast', [attribute('to', int(3, 7))]))).toBe('exact')
    expect(classify(one('ConstantOfShape'))).toBe('float')
    expect(classify(one('Gelu', [], 'com.microsoft'))).toBe('float')
    expect(classify(one('Constant', [attribute('value_float', int(2, 1))]))).toBe('float')
  })

  it('leaves out inputs that have initializers', () => {
    const file = model({
      nodes: [],
      initializers: [tensor('w', 'int32', [1], Buffer.alloc(4))],
      inputs: [value('x', 'int32', [1]), value('w', 'int32', [1])],
      outputs: [],
    })
    expect(decodeModel(file).inputs.map((input) => input.name)).toEqual(['x'])
  })

  it('knows functions that the model itself defines', () => {
    const own = bytes(
      25,
      Buffer.concat([bytes(1, 'Twice'), bytes(7, node('Add', ['a', 'a'], ['b'])), bytes(10, 'mine')]),
    )
    expect(
      decodeModel(model({ nodes: [node('Twice', ['x'], ['y'], [], 'mine')], ...io }, 17, [own])).nodes,
    ).toHaveLength(2)
  })

  const cases: [string, string, Uint8Array][] = [
    ['nothing', 'REJECTED_MODEL', Buffer.alloc(0)],
    ['text', 'REJECTED_PROTOBUF', Buffer.from('this is not a model')],
    ['an end too early', 'REJECTED_PROTOBUF', addOne('int32').subarray(0, -1)],
    ['two graphs', 'REJECTED_PROTOBUF', model({ nodes: [], ...io }, 17, [bytes(7, '')])],
    [
      'a tensor in another file',
      'UNSUPPORTED_EXTERNAL_DATA',
      model({ nodes: [], initializers: [external], ...io }),
    ],
    [
      'a constant in another file',
      'UNSUPPORTED_EXTERNAL_DATA',
      one('Constant', [attribute('value', bytes(5, external))]),
    ],
    ['a stranger’s operators', 'UNSUPPORTED_CUSTOM_DOMAIN', one('Steal', [], 'com.example')],
    [
      'a tensor too large',
      'UNSUPPORTED_TENSOR_SIZE',
      model({ nodes: [], initializers: [tensor('w', 'int32', [1 << 20, 1 << 20], Buffer.alloc(0))], ...io }),
    ],
    [
      'a negative shape',
      'REJECTED_TENSOR',
      model({ nodes: [], initializers: [tensor('w', 'int32', [-1], Buffer.alloc(0))], ...io }),
    ],
    [
      'a huge dimension of an input',
      'UNSUPPORTED_MODEL_SIZE',
      model({ nodes: [], inputs: [value('x', 'int32', [2 ** 40])], outputs: [] }),
    ],
    ['graphs in graphs in graphs', 'UNSUPPORTED_MODEL_SIZE', model({ nodes: [nest(8)], ...io })],
    [
      'twenty thousand nodes',
      'UNSUPPORTED_MODEL_SIZE',
      model({ nodes: Array.from({ length: 20_001 }, () => Buffer.alloc(0)), ...io }),
    ],
    [
      'a sequence as input',
      'UNSUPPORTED_VALUE',
      model({
        nodes: [],
        inputs: [Buffer.concat([bytes(1, 'x'), bytes(2, bytes(4, ''))])],
        outputs: io.outputs,
      }),
    ],
    [
      'four-bit outputs',
      'UNSUPPORTED_DATA_TYPE',
      model({ nodes: [], inputs: io.inputs, outputs: [value('y', 'uint4', [4])] }),
    ],
    [
      'an unknown data type',
      'UNSUPPORTED_DATA_TYPE',
      model({ nodes: [], initializers: [Buffer.concat([int(1, 1), int(2, 99)])], ...io }),
    ],
  ]
  it.each(cases)('refuses %s', (_name, code, file) => expectCode(() => classify(file), code))

  it('accepts chance with a seed', () => {
    expect(classify(one('RandomNormalLike', [attribute('seed', int(2, 1))]))).toBe('float')
  })
})

describe('decodeTensor', () => {
  it.each([
    ['a zero byte', Buffer.from('a\0b')],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe])],
  ])('leaves a text with %s undecided, which the runtime would not hand over whole', (_name, text) =>
    expectCode(() => decodeTensor(Buffer.concat([int(1, 1), int(2, 8), bytes(6, text)])), 'UNSUPPORTED_TEXT'),
  )

  it('reads typed fields as little-endian bytes', () => {
    const typed = (type: number, field: number, values: number[]) =>
      Buffer.concat([int(1, values.length), int(2, type), ...values.map((each) => int(field, each))])
    expect(decodeTensor(typed(6, 5, [1, -2])).data).toEqual(Buffer.from('01000000feffffff', 'hex'))
    expect(decodeTensor(typed(7, 7, [-1])).data).toEqual(Buffer.alloc(8, 255))
    expect(decodeTensor(typed(3, 5, [-1, 5])).data).toEqual(Buffer.from([255, 5]))
    expect(decodeTensor(typed(12, 11, [7])).data).toEqual(Buffer.from([7, 0, 0, 0]))
    expect(decodeTensor(Buffer.concat([int(1, 1), int(2, 8), bytes(6, 'text')])).data).toEqual(['text'])
  })
  it('reads scalars and empty tensors', () => {
    expect(decodeTensor(tensor('s', 'int32', [], Buffer.alloc(4))).dims).toEqual([])
    expect(decodeTensor(tensor('e', 'float32', [0, 3], Buffer.alloc(0))).data).toHaveLength(0)
  })
  const cases: [string, string, Buffer][] = [
    ['too few bytes', 'REJECTED_TENSOR', tensor('x', 'int32', [2], Buffer.alloc(4))],
    ['too many bytes', 'REJECTED_TENSOR', tensor('x', 'int32', [2], Buffer.alloc(12))],
    [
      'a type that cannot be exchanged',
      'UNSUPPORTED_DATA_TYPE',
      tensor('x', 'bfloat16', [2], Buffer.alloc(4)),
    ],
    ['another file', 'UNSUPPORTED_EXTERNAL_DATA', external],
  ]
  it.each(cases)('refuses %s', (_name, code, message) => expectCode(() => decodeTensor(message), code))
})

describe('compareTensors', () => {
  const floats = (...values: number[]): Tensor => ({
    type: 'float32',
    dims: [values.length],
    data: Buffer.from(Float32Array.from(values).buffer),
  })
  const compare = (found: Tensor, expected: Tensor) =>
    compareTensors(found, expected, { relative: 1e-3, absolute: 1e-7 }, 'y')
  const half = (...bits: number[]): Tensor => ({
    type: 'float16',
    dims: [bits.length],
    data: Buffer.from(Uint16Array.from(bits).buffer),
  })

  it('takes as equal what is within the tolerance, and the same NaN and infinity', () => {
    compare(
      floats(1.0005, Number.NaN, Number.POSITIVE_INFINITY, 0),
      floats(1, Number.NaN, Number.POSITIVE_INFINITY, 1e-8),
    )
    compare(half(0x3c00, 0xfc00, 1), half(0x3c01, 0xfc00, 1))
    compare({ type: 'string', dims: [1], data: ['a'] }, { type: 'string', dims: [1], data: ['a'] })
  })
  it('takes the lowest number for a mask of minus infinity, and no other number', async () => {
    compare(floats(-3.4028234663852886e38), floats(Number.NEGATIVE_INFINITY))
    await expectCode(
      () => compare(floats(-1e30), floats(Number.NEGATIVE_INFINITY)),
      'REJECTED_REPLAY_TOLERANCE',
    )
    await expectCode(
      () => compare(floats(3.4028234663852886e38), floats(Number.NEGATIVE_INFINITY)),
      'REJECTED_REPLAY_TOLERANCE',
    )
  })
  const ints = (...values: number[]): Tensor => ({
    type: 'int32',
    dims: [values.length],
    data: Buffer.from(Int32Array.from(values).buffer),
  })
  const cases: [string, string, Tensor, Tensor][] = [
    ['another type', 'REJECTED_REPLAY_TYPE', ints(1), floats(1)],
    ['another shape', 'REJECTED_REPLAY_SHAPE', ints(1, 2), { ...ints(1, 2), dims: [2, 1] }],
    ['another integer', 'REJECTED_REPLAY_VALUE', ints(1, 2), ints(1, 3)],
    [
      'another text',
      'REJECTED_REPLAY_VALUE',
      { type: 'string', dims: [1], data: ['a'] },
      { type: 'string', dims: [1], data: ['b'] },
    ],
    ['a float too far', 'REJECTED_REPLAY_TOLERANCE', floats(1.002), floats(1)],
    ['NaN for a number', 'REJECTED_REPLAY_TOLERANCE', floats(Number.NaN), floats(1)],
    ['a number for NaN', 'REJECTED_REPLAY_TOLERANCE', floats(1), floats(Number.NaN)],
    ['infinity for a number', 'REJECTED_REPLAY_TOLERANCE', floats(Number.POSITIVE_INFINITY), floats(1)],
  ]
  it.each(cases)('refuses %s', (_name, code, found, expected) =>
    expectCode(() => compare(found, expected), code),
  )
})
