import { afterAll, describe, expect, it } from 'vitest'
import { verifyReplay } from '../../../reference-node/checks/onnx.ts'
import { compareTensors, listTolerances, toleranceOf } from '../../../reference-node/inference/compare.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import type { Tensor } from '../../../reference-node/inference/tensor.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'
import { codeOf, expectCode } from '../../support/codes.ts'
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

const pool = new InferencePool({ children: 1 })
afterAll(() => pool.close())

const floats = (...values: number[]): Tensor => ({
  type: 'float32',
  dims: [values.length],
  data: Buffer.from(Float32Array.from(values).buffer),
})
const halves = (...bits: number[]): Tensor => ({
  type: 'float16',
  dims: [bits.length],
  data: Buffer.from(Uint16Array.from(bits).buffer),
})
const ints = (...values: number[]): Tensor => ({
  type: 'int32',
  dims: [values.length],
  data: Buffer.from(Int32Array.from(values).buffer),
})
const bools = (truth: boolean): Tensor => ({ type: 'bool', dims: [], data: Buffer.from([truth ? 1 : 0]) })
const constant = (bits: number) => tensor('constant', 'bool', [], Buffer.from([bits]))

describe('the tolerance of a data type', () => {
  it('lets half precision round its last place otherwise, and says so', () => {
    compareTensors(halves(0x3c01), halves(0x3c00), {}, 'y')
    expect(listTolerances([halves(1), ints(1)])).toEqual({ float16: { relative: 5e-3, absolute: 1e-3 } })
  })

  it('refuses half precision that is farther off', () =>
    expectCode(() => compareTensors(halves(0x3c20), halves(0x3c00), {}, 'y'), 'REJECTED_REPLAY_TOLERANCE'))

  it('is never below its last place, whatever a model states', () => {
    expect(toleranceOf('float16', { relative: 0, absolute: 0 }).relative).toBe(2 ** -10)
    expect(toleranceOf('float32', { relative: 1e-9 }).relative).toBe(2 ** -23)
    expect(toleranceOf('float32', { relative: 1e-2 })).toEqual({ relative: 1e-2, absolute: 1e-5 })
  })

  it('is one unit for bytes that a float model quantizes, and none for other bytes', async () => {
    const quantize = model({
      nodes: [node('QuantizeLinear', ['x', 's', 'z'], ['y'])],
      initializers: [
        tensor('s', 'float32', [], floats(1).data as Buffer),
        tensor('z', 'uint8', [], Buffer.from([0])),
      ],
      inputs: [value('x', 'float32', [2])],
      outputs: [value('y', 'uint8', [2])],
    })
    const judge = (...claimed: number[]) =>
      codeOf(() =>
        verifyReplay(
          quantize,
          [{ inputs: [floats(3, 9)], outputs: [{ type: 'uint8', dims: [2], data: Buffer.from(claimed) }] }],
          {},
          pool,
        ),
      )
    expect([await judge(3, 9), await judge(4, 8), await judge(5, 9)]).toEqual([
      'NOTHING_THROWN',
      'NOTHING_THROWN',
      'REJECTED_REPLAY_VALUE',
    ])
    await expectCode(
      () =>
        compareTensors(
          { type: 'uint8', dims: [1], data: Buffer.from([1]) },
          { type: 'uint8', dims: [1], data: Buffer.from([0]) },
          {},
          'y',
        ),
      'REJECTED_REPLAY_VALUE',
    )
  })
})

describe('units of quantized numbers', () => {
  const words = (type: string, ...values: number[]): Tensor => {
    const data = type.endsWith('16') ? Buffer.from(Int16Array.from(values).buffer) : Buffer.from(values)
    return { type, dims: [values.length], data }
  }
  const compare = (type: string, found: number[], claimed: number[], units = 1) =>
    codeOf(() => compareTensors(words(type, ...found), words(type, ...claimed), { units }, 'y'))

  it.each([
    ['int16', [255, -1], [256, 0]],
    ['uint16', [255, 65_534], [256, 65_535]],
    ['int8', [-1, 127], [0, 126]],
    ['uint8', [0, 255], [1, 254]],
  ])('%s: one more or less is taken, and two are not', async (type, found, claimed) => {
    expect(await compare(type, found, claimed)).toBe('NOTHING_THROWN')
    expect(await compare(type, found, claimed, 0)).toBe('REJECTED_REPLAY_VALUE')
    expect(await compare(type, found, [claimed[0] ?? 0, (found[1] ?? 0) - 2])).toBe('REJECTED_REPLAY_VALUE')
  })

  it('one in the higher byte is 256 of them, and 255 is not next to 0', async () => {
    expect(await compare('int16', [0x100], [0x200])).toBe('REJECTED_REPLAY_VALUE')
    expect(await compare('int8', [-128], [127])).toBe('REJECTED_REPLAY_VALUE')
    expect(await compare('uint8', [255], [0])).toBe('REJECTED_REPLAY_VALUE')
  })

  it('of wider numbers, texts and missing ones there are none', async () => {
    const compareOthers = (found: Tensor, claimed: Tensor) =>
      codeOf(() => compareTensors(found, claimed, { units: 1 }, 'y'))
    expect(await compareOthers(ints(1), ints(2))).toBe('REJECTED_REPLAY_VALUE')
    const text = (said: string): Tensor => ({ type: 'string', dims: [1], data: [said] })
    expect(await compareOthers(text('a'), text('b'))).toBe('REJECTED_REPLAY_VALUE')
    const short = { ...words('uint8', 1, 2), data: Buffer.from([1]) }
    expect(await compareOthers(words('uint8', 1, 2), short)).toBe('REJECTED_REPLAY_VALUE')
    expect(await compareOthers(short, words('uint8', 1, 2))).toBe('REJECTED_REPLAY_VALUE')
  })
})

describe('chance', () => {
  const seed = attribute('seed', Buffer.concat([Buffer.from([0x15]), floats(1).data as Buffer]), int(20, 1))
  const io = { inputs: [value('x', 'float32', [4])], outputs: [value('y', 'float32', [4])] }
  const random = (name: string) => node('RandomNormalLike', ['x'], [name], [seed])
  const branch = (inner: Buffer, name: string) =>
    attribute(name, bytes(6, graph({ nodes: [inner], outputs: [value('b', 'float32', [4])] })), int(20, 5))
  const choice = model({
    nodes: [
      node(
        'If',
        ['c'],
        ['y'],
        [branch(random('b'), 'then_branch'), branch(node('Identity', ['x'], ['b']), 'else_branch')],
      ),
    ],
    inputs: [value('x', 'float32', [4]), value('c', 'bool', [])],
    outputs: io.outputs,
  })
  const dropout = (training: number) =>
    model({
      nodes: [node('Dropout', ['x', '', 'constant'], ['y'])],
      initializers: [constant(training)],
      ...io,
    })
  const x = floats(1, 2, 3, 4)
  const judge = async (file: Uint8Array, inputs: Tensor[]) =>
    (
      await toVerdict(async () => {
        await verifyReplay(file, [{ inputs, outputs: [x] }], {}, pool)
        return ''
      })
    ).code

  it('is undecided with a seed as without', async () => {
    expect(await judge(model({ nodes: [random('y')], ...io }), [x])).toBe('UNSUPPORTED_RANDOM')
  })

  it('is none in a branch that is not taken', async () => {
    expect(await judge(choice, [x, bools(false)])).toBe('VERIFIED')
    expect(await judge(choice, [x, bools(true)])).toBe('UNSUPPORTED_RANDOM')
  })

  it('is none in a Dropout that is switched off', async () => {
    expect(await judge(dropout(0), [x])).toBe('VERIFIED')
    expect(await judge(dropout(1), [x])).toBe('UNSUPPORTED_RANDOM')
  })
})

describe('a value for an input that has an initializer', () => {
  it('replaces it', async () => {
    const one = Buffer.alloc(4)
    one.writeInt32LE(1)
    const file = model({
      nodes: [node('Add', ['x', 'w'], ['y'])],
      initializers: [tensor('w', 'int32', [1], one)],
      inputs: [value('x', 'int32', [2]), value('w', 'int32', [1])],
      outputs: [value('y', 'int32', [2])],
    })
    const cases = [
      { inputs: [ints(1, 2)], outputs: [ints(2, 3)] },
      { inputs: [ints(1, 2)], replaced: new Map([['w', ints(10)]]), outputs: [ints(11, 12)] },
    ]
    expect((await verifyReplay(file, cases, {}, pool)).arithmetic).toBe('exact')
  })
})

describe('a model and the one after it', () => {
  // Doubles a list of 2^20 floats onto itself until it holds many times that.
  const swelling = (times: number) =>
    model({
      nodes: [node('Expand', ['x', 'shape'], ['y'])],
      initializers: [tensor('shape', 'int64', [1], Buffer.from(BigInt64Array.of(BigInt(times)).buffer))],
      inputs: [value('x', 'float32', [1])],
      outputs: [value('y', 'float32', ['n'])],
    })

  it('share no process once one was refused: memory of ours is never the next one’s fault', async () => {
    const small = new InferencePool({ children: 1 })
    try {
      await small.run(addOne('int32'), [[ints(1, 2, 3, 4)]])
      const [before] = small.listProcesses()
      await expectCode(() => small.run(swelling(2 ** 29), [[floats(1)]]), 'UNSUPPORTED_MODEL_MEMORY')
      expect(small.listProcesses()).toEqual([])
      const { outputs, conditions } = await small.run(swelling(2 ** 22), [[floats(1)]])
      expect(outputs[0]?.[0]?.data.length).toBe(2 ** 24)
      expect(small.listProcesses()).not.toContain(before)
      expect(conditions.walls).toContain('limits')
    } finally {
      small.close()
    }
  })

  it('an operator set that the runtime does not have is named as that, and the newest one it has is run', async () => {
    const identity = (set: number) =>
      model(
        {
          nodes: [node('Identity', ['x'], ['y'])],
          inputs: [value('x', 'int32', [1])],
          outputs: [value('y', 'int32', [1])],
        },
        set,
      )
    await expectCode(() => pool.run(identity(99), [[ints(1)]]), 'UNSUPPORTED_OPERATOR_SET')
    expect((await pool.run(identity(26), [[ints(7)]])).outputs[0]?.[0]?.data).toEqual(ints(7).data)
  })
})
