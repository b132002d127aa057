import { Misconfigured } from '../../src/claim/errors.ts'
import { MAX_OUTCOME_SECONDS } from '../../src/claim/sample/deadline.ts'
import { DRAW_METHOD } from '../../src/claim/sample/draw.ts'
import { rootOfPopulation } from '../../src/claim/sample/population.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'
import { getChain, type Network } from '../../src/platform/network.ts'
import type { Commitment, Scope } from '../log/bodies.ts'
import { readCutOff, readPopulation } from './population.ts'
import { planRound } from './rounds.ts'

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
export async function planSample(pool: Pool, network: Network, plan: Plan): Promise<Commitment> {
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
  const chains = await readCutOff(pool, network.name)
  const { elements, notRecomputable } = await readPopulation(
    pool,
    network.name,
    plan.statement,
    plan.scope,
    chains,
  )
  if (elements.length === 0)
    throw new Misconfigured(
      'SAMPLE_EMPTY',
      `nothing of ${plan.statement} can be drawn on ${network.name}; ${notRecomputable} cannot be checked again`,
    )
  const held = new Set(elements.map(({ chainId }) => chainId))
  const drawn = chains
    .filter(({ chainId }) => held.has(chainId))
    .map((chain) => ({ ...chain, class: getChain(network, chain.chainId).class }))
  const classes = new Set(drawn.map((chain) => chain.class))
  if (classes.size > 1)
    throw new Misconfigured(
      'SAMPLE_CLASSES',
      `chains of ${[...classes].join(' and ')} have no figure in common`,
    )
  const { beacon, round, seconds } = await planRound(pool, network, plan.now, plan.leadSeconds)
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
