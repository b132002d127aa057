import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { compareTensors, listTolerances, type Tolerance } from '../inference/compare.ts'
import { type Arithmetic, classifyModel } from '../inference/onnx/classify.ts'
import { decodeModel, type Model, unitsOf } from '../inference/onnx/model.ts'
import { withoutInitializers } from '../inference/onnx/override.ts'
import type { InferencePool, Replay } from '../inference/pool.ts'
import { judgeReplay, type Runner, type Trial, tryModel } from '../inference/replay.ts'
import type { Tensor } from '../inference/tensor.ts'

/** Input tensors in the order of the model's own inputs, and what the model is said to make of them. */
export interface ReplayCase {
  readonly inputs: readonly (Tensor | null)[]
  /** Tensors in place of initializers, by the name of the input that has one. */
  readonly replaced?: ReadonlyMap<string, Tensor>
  readonly outputs: readonly Tensor[]
}

export interface ReplayAnswer {
  readonly arithmetic: Arithmetic
  readonly conditions: Replay['conditions']
  /** By data type; empty where all was compared for equality. */
  readonly tolerances: Readonly<Record<string, Tolerance>>
}

/** Larger models than this are not replayed here. */
export const MAX_MODEL_BYTES = 64 << 20

/**
 * Returns when a re-run of the model gives the claimed outputs: equal integers and texts, floats within the tolerance.
 *
 * `model` must be the bytes that the claim's model hash names. The static check runs before anything is loaded.
 * `isForGood`: a second child must give the claimed outputs too; that it gives others is asked of two in any case.
 * @throws what decodeModel, classifyModel and InferencePool.run throw, Rejected REJECTED_REPLAY_… on a difference,
 *   and NotCheckable UNSUPPORTED_MODEL_SIZE
 */
export async function verifyReplay(
  model: Uint8Array,
  cases: readonly ReplayCase[],
  stated: Partial<Tolerance>,
  pool: InferencePool,
  isForGood = false,
): Promise<ReplayAnswer> {
  if (model.length > MAX_MODEL_BYTES)
    throw new NotCheckable('UNSUPPORTED_MODEL_SIZE', `${model.length} bytes, at most ${MAX_MODEL_BYTES}`)
  const described = decodeModel(model)
  const arithmetic = classifyModel(described)
  return judgeReplay({
    pool,
    gather: (run) => runCases({ file: model, described, cases }, run),
    judge: (replay) => compareCases(replay, { described, cases, stated, arithmetic }),
    isForGood,
  })
}

function compareCases(
  { outputs, conditions }: Replay,
  {
    described,
    cases,
    stated,
    arithmetic,
  }: {
    readonly described: Model
    readonly cases: readonly ReplayCase[]
    readonly stated: Partial<Tolerance>
    readonly arithmetic: Arithmetic
  },
): ReplayAnswer {
  cases.forEach((claimed, run) => {
    const found = outputs[run] ?? []
    if (claimed.outputs.length > found.length)
      throw new Rejected(
        'REJECTED_REPLAY_SHAPE',
        `${claimed.outputs.length} outputs claimed, the model has ${found.length}`,
      )
    claimed.outputs.forEach((expected, index) => {
      const allowed = { ...stated, units: unitsOf(described, index) }
      compareTensors(found[index] as Tensor, expected, allowed, `run ${run}, output ${index}`)
    })
  })
  return { arithmetic, conditions, tolerances: listTolerances(outputs.flat(), stated) }
}

interface Cases {
  readonly file: Uint8Array
  readonly described?: Model
  readonly cases: readonly ReplayCase[]
}

/**
 * Cases that replace the same initializers run together; in the model that they run on these are plain inputs.
 * @throws what tryModel throws
 */
export async function runCases(
  { file, described = decodeModel(file), cases }: Cases,
  run: Runner,
): Promise<Trial> {
  const replacedIn = ({ replaced }: ReplayCase) => [...(replaced?.keys() ?? [])].sort()
  const groups = Map.groupBy(cases.keys(), (index) => JSON.stringify(replacedIn(cases[index] as ReplayCase)))
  const outputs: (readonly Tensor[])[] = []
  let conditions: Replay['conditions'] | undefined
  let isByChance = false
  for (const [names, members] of groups) {
    const replaced = new Set(JSON.parse(names) as string[])
    const variant = replaced.size > 0 ? withoutInitializers(file, replaced) : file
    const model = replaced.size > 0 ? decodeModel(variant) : described
    const runs = members.map((index) => arrange(cases[index] as ReplayCase, described, model))
    const trial = await tryModel({ file: variant, model, runs }, run)
    members.forEach((index, at) => {
      outputs[index] = trial.outputs[at] ?? []
    })
    conditions = trial.conditions
    isByChance ||= trial.isByChance
  }
  if (!conditions) throw new RangeError('no cases to run')
  return { outputs, conditions, isByChance }
}

/** The tensors of a case in the order of the inputs of the model that it runs on. */
function arrange({ inputs, replaced }: ReplayCase, described: Model, model: Model): (Tensor | null)[] {
  if (!replaced?.size) return [...inputs]
  const given = new Map(described.inputs.map(({ name }, at) => [name, inputs[at] ?? null]))
  return model.inputs.map(({ name }) => replaced.get(name) ?? given.get(name) ?? null)
}
