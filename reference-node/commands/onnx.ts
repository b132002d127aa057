import { keccak256 } from '../../src/claim/hash.ts'
import { verifyReplay } from '../checks/onnx.ts'
import { describeTolerances, OutputDiffers } from '../inference/compare.ts'
import { decodeModel } from '../inference/onnx/model.ts'
import { InferencePool } from '../inference/pool.ts'
import { type Found, type FoundFields, type Note, printAnswer } from './answer.ts'
import { readOnnxCase } from './onnx-case.ts'
import { replaySettings } from './walls.ts'

export interface OnnxOptions {
  readonly rtol?: number
  readonly atol?: number
  /** Two children must give the claimed outputs. */
  readonly isForGood?: boolean
}

/** `assay verify onnx`: one model on its test data. */
export async function verifyOnnx(folder: string, options: OnnxOptions, isJson: boolean): Promise<void> {
  const pool = new InferencePool({ children: 1, ...replaySettings() })
  await printAnswer('output_reproduced', isJson, (note) =>
    checkOnnx(folder, { ...options, isForGood: true }, pool, note),
  )
  pool.close()
}

/**
 * One model on its test data.
 * @throws what readOnnxCase and verifyReplay throw
 */
export async function checkOnnx(
  folder: string,
  { rtol, atol, isForGood = false }: OnnxOptions,
  pool: InferencePool,
  note: Note,
): Promise<Found> {
  const { model, cases } = readOnnxCase(folder)
  const stated = {
    ...(rtol !== undefined && { relative: rtol }),
    ...(atol !== undefined && { absolute: atol }),
  }
  const described = describeModel(model)
  note({ ...described, dataSets: cases.length })
  const { arithmetic, conditions, tolerances } = await notingDifference(note, () =>
    verifyReplay(model, cases, stated, pool, isForGood),
  )
  const within = describeTolerances(tolerances)
  return {
    detail: `${cases.length} data sets reproduced${within && ` within ${within}`}, ${arithmetic} arithmetic, ${conditions.runtime}`,
    evidence: { ...described, dataSets: cases.length, arithmetic, tolerances, conditions },
  }
}

function describeModel(model: Uint8Array): FoundFields {
  const { operatorSets, inputs, outputs } = decodeModel(model)
  const values = (list: typeof inputs) =>
    list.map(({ name, type, dims }) => ({ name, type: type?.name ?? null, dims }))
  return {
    model: keccak256(model),
    operatorSets: Object.fromEntries(
      [...operatorSets].map(([domain, version]) => [domain || 'ai.onnx', version]),
    ),
    inputs: values(inputs),
    outputs: values(outputs),
  }
}

async function notingDifference<T>(note: Note, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof OutputDiffers && error.difference) note({ difference: error.difference })
    throw error
  }
}
