import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import type { Conditions } from '../inference/child/messages.ts'
import { compareTensors, type Tolerance } from '../inference/compare.ts'
import { type Arithmetic, classifyModel } from '../inference/onnx/classify.ts'
import { decodeModel } from '../inference/onnx/model.ts'
import type { InferencePool } from '../inference/pool.ts'
import type { Tensor } from '../inference/tensor.ts'

/** Input tensors in the order of the model's own inputs, and what the model is said to make of them. */
export interface ReplayCase {
  readonly inputs: readonly (Tensor | null)[]
  readonly outputs: readonly Tensor[]
}

export interface ReplayAnswer {
  readonly arithmetic: Arithmetic
  readonly conditions: Conditions
}

/** Larger models than this are not replayed here. */
export const MAX_MODEL_BYTES = 64 << 20

/**
 * Returns when a re-run of the model gives the claimed outputs: equal integers and texts, floats within the tolerance.
 *
 * `model` must be the bytes that the claim's model hash names. The static check runs before anything is loaded.
 * @throws what decodeModel, classifyModel and InferencePool.run throw, Rejected REJECTED_REPLAY_… on a difference,
 *   and NotCheckable UNSUPPORTED_MODEL_SIZE
 */
export async function verifyReplay(
  model: Uint8Array,
  cases: readonly ReplayCase[],
  tolerance: Tolerance,
  pool: InferencePool,
): Promise<ReplayAnswer> {
  if (model.length > MAX_MODEL_BYTES)
    throw new NotCheckable('UNSUPPORTED_MODEL_SIZE', `${model.length} bytes, at most ${MAX_MODEL_BYTES}`)
  const arithmetic = classifyModel(decodeModel(model))
  const { outputs, conditions } = await pool.run(
    model,
    cases.map(({ inputs }) => inputs),
  )
  cases.forEach((claimed, run) => {
    const found = outputs[run] ?? []
    if (claimed.outputs.length > found.length)
      throw new Rejected(
        'REJECTED_REPLAY_SHAPE',
        `${claimed.outputs.length} outputs claimed, the model has ${found.length}`,
      )
    claimed.outputs.forEach((expected, index) => {
      compareTensors(found[index] as Tensor, expected, tolerance, `run ${run}, output ${index}`)
    })
  })
  return { arithmetic, conditions }
}
