import { NotCheckable } from '../../src/claim/errors.ts'
import type { Job } from './child/messages.ts'
import { findChance } from './onnx/classify.ts'
import type { Model } from './onnx/model.ts'
import type { InferencePool, Replay } from './pool.ts'
import type { Tensor } from './tensor.ts'

/** A model that may draw by chance is run so often: a single bit that is drawn stays the same in 1 of 32,768 trials. */
const RUNS = 16

export interface ReplayJob {
  readonly file: Uint8Array
  readonly model: Model
  readonly runs: Job['runs']
  readonly pool: InferencePool
}

/**
 * The one way in which a model is run again: what it draws by chance is found out here, for claims and commands alike.
 * Where only a run can tell whether chance is drawn, each input set is run several times in one session.
 * @throws NotCheckable `UNSUPPORTED_RANDOM`; and what InferencePool.run throws
 */
export async function replayModel({ file, model, runs, pool }: ReplayJob): Promise<Replay> {
  const chance = findChance(model)
  if (chance === 'always') throw random('the model draws by chance')
  if (chance === 'never') return pool.run(file, runs)
  const replay = await pool.run(
    file,
    runs.flatMap((run) => Array.from({ length: RUNS }, () => run)),
  )
  const outputs = runs.map((_, index) => replay.outputs.slice(index * RUNS, (index + 1) * RUNS))
  if (outputs.some(([first = [], ...others]) => others.some((other) => !isSame(first, other))))
    throw random('with these inputs the model draws by chance')
  return { ...replay, outputs: outputs.map(([first = []]) => first) }
}

function isSame(left: readonly Tensor[], right: readonly Tensor[]): boolean {
  return left.every(({ data }, index) => {
    const other = right[index]?.data ?? []
    return data.length === other.length && Array.prototype.every.call(data, (each, at) => each === other[at])
  })
}

function random(why: string): NotCheckable {
  return new NotCheckable('UNSUPPORTED_RANDOM', `${why}: each run of a session gives another output`)
}
