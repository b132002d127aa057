import { NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
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
export function replayModel({ pool, ...job }: ReplayJob): Promise<Replay> {
  return replayBy(job, (file, runs) => pool.run(file, runs))
}

async function replayBy(
  { file, model, runs }: Omit<ReplayJob, 'pool'>,
  run: InferencePool['run'],
): Promise<Replay> {
  const chance = findChance(model)
  if (chance === 'always') throw random('the model draws by chance')
  if (chance === 'never') return run(file, runs)
  const replay = await run(
    file,
    runs.flatMap((run) => Array.from({ length: RUNS }, () => run)),
  )
  const outputs = runs.map((_, index) => replay.outputs.slice(index * RUNS, (index + 1) * RUNS))
  if (outputs.some(([first = [], ...others]) => others.some((other) => !isSame(first, other))))
    throw random('with these inputs the model draws by chance')
  return { ...replay, outputs: outputs.map(([first = []]) => first) }
}

/**
 * What `judgeOutputs` makes of a replay. A rejection names somebody for good: it stands when the outputs of a second child, which ran
 * nothing before, are rejected too.
 * @throws what replayModel and `judgeOutputs` throw; Unavailable `UNAVAILABLE_RUNTIME` when the two children do not agree
 */
export async function judgeReplay<T>(
  { pool, ...job }: ReplayJob,
  judgeOutputs: (replay: Replay) => Promise<T>,
): Promise<T> {
  const replay = await replayModel({ pool, ...job })
  try {
    return await judgeOutputs(replay)
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    const again = await replayBy(job, (file, runs) => pool.runFresh(file, runs))
    await judgeOutputs(again)
    throw new Unavailable(
      'UNAVAILABLE_RUNTIME',
      `two processes gave different outputs of the same model, one of which is refused (${error.code})`,
      { cause: error },
    )
  }
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
