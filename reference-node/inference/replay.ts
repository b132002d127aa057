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
}

/** Runs a model in a child, of which kind the caller knows. */
export type Runner = InferencePool['run']

/** Outputs of a model that may have been drawn. */
export interface Trial extends Replay {
  readonly isByChance: boolean
}

/**
 * The one way in which a model is run again: what it draws by chance is found out here, for claims and commands alike.
 * Where only a run can tell whether chance is drawn, each input set is run several times in one session.
 * @throws NotCheckable `UNSUPPORTED_RANDOM` where the model always draws; and what InferencePool.run throws
 */
export async function tryModel({ file, model, runs }: ReplayJob, run: Runner): Promise<Trial> {
  const chance = findChance(model)
  if (chance === 'always') throw random('the model draws by chance')
  if (chance === 'never') return { ...(await run(file, runs)), isByChance: false }
  const replay = await run(
    file,
    runs.flatMap((run) => Array.from({ length: RUNS }, () => run)),
  )
  const outputs = runs.map((_, index) => replay.outputs.slice(index * RUNS, (index + 1) * RUNS))
  return {
    ...replay,
    outputs: outputs.map(([first = []]) => first),
    isByChance: outputs.some(([first = [], ...others]) => others.some((other) => !isSame(first, other))),
  }
}

/**
 * The outputs, which are the same whenever the model is run.
 * @throws NotCheckable `UNSUPPORTED_RANDOM`
 */
export function takeOutputs({ isByChance, ...replay }: Trial): Replay {
  if (isByChance) throw random('with these inputs the model draws by chance')
  return replay
}

export interface Judging<T> {
  readonly pool: InferencePool
  readonly gather: (run: Runner) => Promise<Trial>
  readonly judge: (replay: Replay) => Promise<T> | T
  /** Also an output that is as claimed is looked at in a second child. */
  readonly isForGood: boolean
}

/**
 * What `judge` makes of a replay. What is said for good, two children must have said: of an output that is as claimed the second one is a
 * child that ran no other model, of everything else one that ran nothing. `conditions.children` says how many were asked.
 * @throws what `gather` and `judge` throw; Unavailable `UNAVAILABLE_RUNTIME` when the two children do not agree
 */
export async function judgeReplay<T>({ pool, gather, judge, isForGood }: Judging<T>): Promise<T> {
  const settle = async (gathered: () => Promise<Trial> | Trial) => {
    try {
      return { code: null, answer: await judge(takeOutputs(await gathered())) } as const
    } catch (error) {
      if (error instanceof Rejected || error instanceof NotCheckable)
        return { code: error.code, error } as const
      throw error
    }
  }
  // That the model cannot be run at all has been asked of two children by the pool.
  const trial = await gather((file, runs) => pool.run(file, runs))
  const first = await settle(() => trial)
  if (first.code === null && !isForGood) return first.answer
  const second = await settle(async () => {
    const again = await gather((file, runs) =>
      first.code === null ? pool.runApart(file, runs) : pool.runFresh(file, runs),
    )
    return { ...again, conditions: { ...again.conditions, children: 2 } }
  })
  if (first.code !== second.code)
    throw new Unavailable(
      'UNAVAILABLE_RUNTIME',
      `two processes gave different outputs of the same model: ${first.code ?? 'as claimed'}, ${second.code ?? 'as claimed'}`,
      { cause: first.error ?? second.error },
    )
  if (second.code === null) return second.answer
  throw second.error
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
