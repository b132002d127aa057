import { Misconfigured } from '../../src/claim/errors.ts'
import { MAX_OUTCOME_SECONDS } from '../../src/claim/sample/deadline.ts'
import { DRAW_METHOD } from '../../src/claim/sample/draw.ts'
import { rootOfPopulation } from '../../src/claim/sample/population.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { getChain, type Network } from '../../src/platform/network.ts'
import type { Commitment, Scope } from '../log/bodies.ts'
import { planRound } from './rounds.ts'
import type { SampledIndex } from './sampled-index.ts'

/** Statements about what a relayer brought: until they hold, nothing in them is a node's own act. */
const SETTLED: readonly Statement[] = ['hand_off_signed', 'settlement_included']

/** What is to be sampled. */
export interface Plan {
  readonly statement: Statement
  readonly scope: Scope
  /** Elements to draw; of a smaller population all of them, which is a census. */
  readonly count: number
  /** Unix seconds now, how long until the round, and how long after it every outcome must be logged. */
  readonly now: number
  readonly leadSeconds: number
  readonly outcomeSeconds: number
}

/**
 * What a watchdog commits itself to before the round: the population as the index has it now, and a round that nobody knows yet.
 * @throws Misconfigured `SAMPLE_EMPTY` when there is nothing to draw from, `SAMPLE_SCOPE` for a node's sample of what relayers settle, `SAMPLE_CLASSES` when chains of two network classes hold it, `SAMPLE_DEADLINE` when outcomes are due with the round or more than thirty days behind it; as planRound does
 */
export async function planSample(index: SampledIndex, network: Network, plan: Plan): Promise<Commitment> {
  if (plan.scope.kind === 'node' && SETTLED.includes(plan.statement))
    throw new Misconfigured(
      'SAMPLE_SCOPE',
      `${plan.statement} is about what a relayer settled, which may name a node that never signed it: give --relayer`,
    )
  if (plan.outcomeSeconds < 1 || plan.outcomeSeconds > MAX_OUTCOME_SECONDS)
    throw new Misconfigured(
      'SAMPLE_DEADLINE',
      `outcomes are due ${plan.outcomeSeconds} s behind the round: give --deadline 1 to ${MAX_OUTCOME_SECONDS}`,
    )
  const chains = await index.readCutOff()
  const all = await index.readPopulation(plan.statement, plan.scope, chains)
  const { elements } = all
  if (elements.length === 0)
    throw new Misconfigured(
      'SAMPLE_EMPTY',
      `nothing of ${plan.statement} can be drawn on ${network.name}; ${all.notRecomputable} cannot be checked again`,
    )
  const held = new Set(elements.map(({ chainId }) => chainId))
  const known = chains.map((chain) => ({ ...chain, class: getChain(network, chain.chainId).class }))
  const classes = new Set(known.filter(({ chainId }) => held.has(chainId)).map((chain) => chain.class))
  if (classes.size > 1)
    throw new Misconfigured(
      'SAMPLE_CLASSES',
      `chains of ${[...classes].join(' and ')} have no figure in common`,
    )
  // Every chain of the class, also where nothing stands yet: so a reader sees that none was left out.
  const drawn = known.filter((chain) => classes.has(chain.class))
  const { notRecomputable } =
    drawn.length === known.length ? all : await index.readPopulation(plan.statement, plan.scope, drawn)
  const { beacon, round, seconds } = await planRound(index, network, plan.now, plan.leadSeconds)
  return {
    network: network.name,
    statement: plan.statement,
    scope: plan.scope,
    chains: drawn,
    ...rootOfPopulation(elements),
    notRecomputable,
    count: Math.min(plan.count, elements.length),
    method: DRAW_METHOD,
    beacon,
    round,
    deadline: plan.now + seconds + plan.outcomeSeconds,
  }
}
