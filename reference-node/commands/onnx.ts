import { keccak256 } from '../../src/claim/hash.ts'
import { verifyReplay } from '../checks/onnx.ts'
import { describeTolerances } from '../inference/compare.ts'
import { InferencePool } from '../inference/pool.ts'
import { type Found, printAnswer } from './answer.ts'
import { readOnnxCase } from './onnx-case.ts'
import { replaySettings } from './walls.ts'

export interface OnnxOptions {
  readonly rtol?: number
  readonly atol?: number
}

/** `assay verify onnx`: one model on its test data. */
export async function verifyOnnx(folder: string, options: OnnxOptions, isJson: boolean): Promise<void> {
  const pool = new InferencePool({ children: 1, ...replaySettings() })
  await printAnswer('output_reproduced', isJson, () => checkOnnx(folder, options, pool))
  pool.close()
}

/**
 * One model on its test data.
 * @throws what readOnnxCase and verifyReplay throw
 */
export async function checkOnnx(
  folder: string,
  { rtol, atol }: OnnxOptions,
  pool: InferencePool,
): Promise<Found> {
  const { model, cases } = readOnnxCase(folder)
  const stated = {
    ...(rtol !== undefined && { relative: rtol }),
    ...(atol !== undefined && { absolute: atol }),
  }
  const { arithmetic, conditions, tolerances } = await verifyReplay(model, cases, stated, pool)
  const within = describeTolerances(tolerances)
  return {
    detail: `${cases.length} data sets reproduced${within && ` within ${within}`}, ${arithmetic} arithmetic, ${conditions.runtime}`,
    evidence: { model: keccak256(model), dataSets: cases.length, arithmetic, tolerances, conditions },
  }
}
