import { afterAll, describe, expect, it } from 'vitest'
import { verifyReplay } from '../../../reference-node/checks/onnx.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import type { Tensor } from '../../../reference-node/inference/tensor.ts'
import { bytes, int, model, node } from '../../support/onnx-writer.ts'

const pool = new InferencePool({ children: 1 })
afterAll(() => pool.close())

/** y = x, of a type by its number in onnx.proto3, with a shape that is not stated. */
const identity = (type: number) => {
  const value = (name: string) => Buffer.concat([bytes(1, name), bytes(2, bytes(1, int(1, type)))])
  return model({ nodes: [node('Identity', ['x'], ['y'])], inputs: [value('x')], outputs: [value('y')] })
}
const TYPES: [number, string, number][] = [
  [1, 'float32', 4],
  [2, 'uint8', 1],
  [3, 'int8', 1],
  [4, 'uint16', 2],
  [5, 'int16', 2],
  [6, 'int32', 4],
  [7, 'int64', 8],
  [9, 'bool', 1],
  [10, 'float16', 2],
  [11, 'float64', 8],
  [12, 'uint32', 4],
  [13, 'uint64', 8],
]
const same = (tensor: Tensor) => [{ inputs: [tensor], outputs: [tensor] }]
const exact = { relative: 0, absolute: 0 }

describe('what goes to the runtime comes back', () => {
  it.each(TYPES)('type %i, %s', async (code, type, width) => {
    for (const dims of [[], [0, 2], [3], [2, 1, 5]]) {
      const count = dims.reduce((product, dim) => product * dim, 1)
      // Odd bytes on purpose: NaNs and denormals among floats, and values beyond the safe integers.
      const data = Buffer.from(
        Uint8Array.from({ length: count * width }, (_, at) =>
          type === 'bool' ? at & 1 : (at * 37 + 5) & 255,
        ),
      )
      const answer = await verifyReplay(identity(code), same({ type, dims, data }), exact, pool)
      expect(answer.arithmetic).toBe(type.startsWith('float') ? 'float' : 'exact')
    }
  })

  it('texts', async () => {
    const tensor = { type: 'string', dims: [2, 2], data: ['', 'a', 'grüße', '\u{1f600}'] }
    await verifyReplay(identity(8), same(tensor), exact, pool)
    await verifyReplay(identity(8), same({ type: 'string', dims: [0], data: [] }), exact, pool)
  })

  it('values that are not a number', async () => {
    const data = Buffer.from(Float32Array.from([Number.NaN, Number.NEGATIVE_INFINITY, -0, 1e-45]).buffer)
    await verifyReplay(identity(1), same({ type: 'float32', dims: [4], data }), exact, pool)
  })
})
