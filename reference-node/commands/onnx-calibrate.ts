import { keccak256 } from '../../src/claim/hash.ts'
import { runCases } from '../checks/onnx.ts'
import { DEFAULT_TOLERANCE, type Tolerance, toFloats, toleranceOf } from '../inference/compare.ts'
import { classifyModel } from '../inference/onnx/classify.ts'
import { getDataType } from '../inference/onnx/data-type.ts'
import { decodeModel } from '../inference/onnx/model.ts'
import { InferencePool } from '../inference/pool.ts'
import { takeOutputs } from '../inference/replay.ts'
import type { Tensor } from '../inference/tensor.ts'
import { judge, toText } from './answer.ts'
import { readOnnxCase } from './onnx-case.ts'
import { replaySettings } from './walls.ts'

/** Machines differ more than levels on one machine do: measured up to five times, so twice that for safety. */
const SAFETY = 10

/**
 * Runs a model on the inputs of its test data at the two extreme optimisation levels, whose sums run in another order,
 * and prints the tolerance to publish with it: ten times the spread, never below the default of the outputs' data types.
 * Indented JSON, or one line of it with `--json`.
 */
export async function printCalibration(folder: string, isJson: boolean): Promise<void> {
  const levels = (['all', 'disabled'] as const).map(
    (optimization) => new InferencePool({ children: 1, optimization, ...replaySettings() }),
  )
  let measured: object | undefined
  const { answer, exit } = await judge('output_reproduced', async () => {
    const { model, cases } = readOnnxCase(folder)
    const trials = await Promise.all(
      levels.map((pool) => runCases({ file: model, cases }, (file, runs) => pool.run(file, runs))),
    )
    const replays = trials.map(takeOutputs)
    const [left = [], right = []] = replays.map(({ outputs }) => outputs.flat())
    const tolerance = measureTolerance(left, right)
    const arithmetic = classifyModel(decodeModel(model))
    const conditions = replays[0]?.conditions
    measured = {
      version: 1,
      model: keccak256(model),
      arithmetic,
      runs: cases.length,
      ...tolerance,
      conditions,
    }
    return ''
  })
  for (const pool of levels) pool.close()
  const refusal = isJson ? `${JSON.stringify(answer)}\n` : toText(answer)
  process.stdout.write(measured ? `${JSON.stringify(measured, null, isJson ? 0 : 2)}\n` : refusal)
  process.exitCode = exit
}

/** Relative where a value is large, absolute where it is small: each ten times the largest difference found. */
function measureTolerance(
  left: readonly Tensor[],
  right: readonly Tensor[],
): { tolerance: Tolerance; spread: Tolerance } {
  let relative = 0
  let absolute = 0
  left.forEach((tensor, index) => {
    if (getDataType(tensor.type).kind !== 'float') return
    const others = toFloats(right[index] as Tensor)
    toFloats(tensor).forEach((value, at) => {
      const other = others[at] as number
      const difference = Math.abs(value - other)
      if (!Number.isFinite(difference)) return
      if (Math.abs(other) >= 1) relative = Math.max(relative, difference / Math.abs(other))
      else absolute = Math.max(absolute, difference)
    })
  })
  const least = left
    .filter(({ type }) => getDataType(type).kind === 'float')
    .map(({ type }) => toleranceOf(type))
    .concat(DEFAULT_TOLERANCE)
  const tolerance = {
    relative: Math.max(SAFETY * relative, ...least.map((each) => each.relative)),
    absolute: Math.max(SAFETY * absolute, ...least.map((each) => each.absolute)),
  }
  return { tolerance, spread: { relative, absolute } }
}
